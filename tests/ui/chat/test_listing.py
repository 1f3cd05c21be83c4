from __future__ import annotations

from ui.chat.listing import listing_html
from ui.chat.store import Kept

BAD = Kept("k<1>", '"><img src=x onerror=hacked>', 0.0)


def test_nothing_to_list() -> None:
    assert listing_html((), None) == ""


def test_each_can_be_opened_renamed_and_deleted() -> None:
    html = listing_html((Kept("a", "Boats?", 1.5), Kept("b", "", 0)), "b")
    assert html.startswith("<details")
    assert html.count("<li ") == html.count('data-do="rename"') == html.count('data-do="deleted"') == 2
    assert 'aria-label="Delete “Boats?”"' in html
    assert html.count('aria-current="true"') == 1
    assert "Without a question" in html
    assert 'datetime="1970-01-01T00:00:01+00:00"' in html


def test_names_and_keys_are_escaped() -> None:
    html = listing_html((BAD,), None, BAD)
    assert "<img" not in html
    assert 'k<1>"' not in html
    assert html.count("&quot;&gt;&lt;img") == 4


def test_a_deletion_can_be_undone_even_of_the_last_one() -> None:
    html = listing_html((), None, Kept("a", "Boats?", 0))
    assert html == (
        '<p class="ws-undo">Deleted “Boats?”. <button type="button" data-do="restored" data-key="a">Undo</button></p>'
    )
