from __future__ import annotations

import re
from html import unescape

import pytest

from rag.documents.document import Document, Heading, Page
from ui.sources.places import Place
from ui.sources.viewer import page_of, part_html, problem_html, viewer_html, window_after, window_before

TEXT = "\nOne <b>.\nTwo & three.\n"
DOCUMENT = Document("a<.txt", TEXT, "0" * 64, title="T&T", pages=(Page(1, 0, 10), Page(2, 10, len(TEXT))))
LONG = "".join(
    f"Line {n} tells of nothing, and of nothing else that would be worth a word.\n" for n in range(1, 40_001)
)
NUMBER = '<i class="ws-n" data-n="{}" aria-hidden="true"></i>'
PAGE = '<i class="ws-p" data-n="{}" aria-hidden="true"></i>'


def shown(html: str) -> str:
    """The text within the scrolled part of a viewer."""
    inner = html.partition('<div class="ws-text">')[2].partition("</div>")[0]
    return unescape(re.sub(r"<[^>]*>", "", inner))


def place(text: str, quote: str) -> Place:
    start = text.index(quote)
    return Place.of("a.txt", start, start + len(quote), quote)


def test_exactly_the_quote_is_marked() -> None:
    assert viewer_html(DOCUMENT, Place.of("a<.txt", 10, 21, "Two & three")) == (
        '<header class="ws-viewer-head" data-file="text"><h2 id="ws-viewer-name" dir="auto">a&lt;.txt</h2>'
        '<p class="ws-viewer-title" dir="auto">T&amp;T</p><p class="ws-viewer-where">Quote on line 3, page 2</p>'
        '</header><div class="ws-scroll" tabindex="0" role="region" aria-labelledby="ws-viewer-name" '
        f'data-version="{"0" * 64}"><div class="ws-text">{PAGE.format(1)}\n{NUMBER.format(2)}One &lt;b&gt;.\n'
        f'{PAGE.format(2)}{NUMBER.format(3)}<mark id="ws-quote">Two &amp; three</mark>.\n</div></div>'
    )


def test_nothing_is_marked_where_the_text_has_changed() -> None:
    html = viewer_html(DOCUMENT, Place.of("a<.txt", 10, 21, "Two & seven"))
    assert "<mark" not in html
    assert "the quote is no longer where it was, so nothing is marked" in html
    assert shown(html) == TEXT


def test_no_title_and_no_pages() -> None:
    html = viewer_html(Document("a.txt", "One.", "0" * 64), Place.of("a.txt", 0, 3, "One"))
    assert '<p class="ws-viewer-where">Quote on line 1</p></header>' in html
    assert f'<div class="ws-text">{NUMBER.format(1)}<mark id="ws-quote">One</mark>.</div></div>' in html


def test_quote_over_lines_and_pages_is_one_mark() -> None:
    html = viewer_html(DOCUMENT, Place.of("a<.txt", 1, 21, TEXT[1:21]))
    assert html.count("<mark") == 1
    assert shown(html) == TEXT
    assert unescape(re.sub(r"<[^>]*>", "", html[html.index("<mark") : html.index("</mark>")])) == TEXT[1:21]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("unchanged", None),
        ("unknown", None),
        ("changed", "The file has changed since it was indexed; this is the text that was indexed."),
        ("gone", "The file is no longer where it was; this is the text that was indexed."),
    ],
)
def test_a_file_that_is_no_longer_as_it_was_is_marked(state: str, told: str | None) -> None:
    html = viewer_html(DOCUMENT, Place.of("a<.txt", 10, 21, "Two & three"), state)  # type: ignore[arg-type]
    assert ("ws-stale" in html) is (told is not None)
    assert told is None or told in html


def test_pdf_has_pages_to_show() -> None:
    quote = Place.of("a.PDF", 0, 3, "One")
    pages = (Page(1, 0, 4),)
    assert 'data-file="pdf"' in viewer_html(Document("a.PDF", "One.", "0" * 64, pages=pages), quote)
    assert 'data-file="text"' in viewer_html(Document("a.PDF", "One.", "0" * 64), quote)
    assert 'data-file="text"' in viewer_html(Document("a.pptx", "One.", "0" * 64, pages=pages), quote)


def test_headings_are_an_outline_to_go_to() -> None:
    text = "# One <1>\n\nText.\n\n## Two\n\nMore."
    headings = (Heading(2, 9, 1), Heading(21, 24, 2))
    html = viewer_html(Document("a.md", text, "0" * 64, headings=headings), place(text, "More"))
    assert (
        '<details class="ws-outline"><summary>Contents</summary><ol>'
        '<li class="ws-level-0"><button type="button" data-at="2" dir="auto">One &lt;1&gt;</button></li>'
        '<li class="ws-level-1"><button type="button" data-at="21" dir="auto">Two</button></li></ol></details>'
    ) in html
    assert '# <i id="ws-at-2"></i>One' in html
    assert shown(html) == text
    assert "ws-outline" not in viewer_html(Document("a.md", text, "0" * 64, headings=headings[:1]), place(text, "M"))


# --- very long texts


def test_long_text_is_shown_around_the_quote() -> None:
    document = Document("a.txt", LONG, "f" * 64)
    quote = place(LONG, "Line 20000 tells")
    html = viewer_html(document, quote)
    part = shown(html)
    before, after = (int(found) for found in re.findall(r'data-(?:before|after)="(\d+)"', html))
    assert part == LONG[before:after]
    assert before < quote.start < quote.end < after
    assert 100_000 < len(part) < 130_000
    assert part.startswith("Line ")
    assert part.endswith(".\n")
    first = int(part.split()[1])
    assert f"{NUMBER.format(first)}Line {first} tells" in html
    assert '<p class="ws-viewer-where">Quote on line 20000</p>' in html


def test_the_whole_of_a_long_text_can_be_asked_for_part_by_part() -> None:
    document = Document("a.txt", LONG, "f" * 64)
    html = viewer_html(document, place(LONG, "Line 20000 tells"))
    begin, end = (int(found) for found in re.findall(r'data-(?:before|after)="(\d+)"', html))
    while begin:
        start, stop = window_before(LONG, begin)
        assert stop == begin > start
        begin = start
    while end < len(LONG):
        start, stop = window_after(LONG, end)
        assert start == end < stop
        end = stop


def test_long_text_around_another_offset() -> None:
    at = LONG.index("Line 35000 ")
    html = viewer_html(Document("a.txt", LONG, "f" * 64), place(LONG, "Line 20000 tells"), at=at)
    assert "Line 35000 tells" in shown(html)
    assert "<mark" not in html
    assert viewer_html(Document("a.txt", LONG, "f" * 64), place(LONG, "Line 1 tells"), at=10**9)


@pytest.mark.parametrize("text", ["x" * 500_000, "\n" * 500_000, "a\n" * 250_000, "word " * 100_000])
def test_long_text_of_an_odd_kind(text: str) -> None:
    html = viewer_html(Document("a.txt", text, "f" * 64), Place.of("a.txt", 250_000, 250_004, text[250_000:250_004]))
    assert 100_000 < len(shown(html)) < 130_000
    assert html.count("<i ") <= 6_500
    assert html.count("<mark") == 1


def test_part_that_begins_within_a_line() -> None:
    document = Document("a.txt", "One two\nthree\n", "f" * 64)
    assert part_html(document, 4, 14) == f"two\n{NUMBER.format(2)}three\n"
    assert part_html(document, 4, 6) == "tw"


def test_page_of() -> None:
    assert [page_of(DOCUMENT, offset) for offset in (0, 9, 10, 10**6)] == [1, 1, 2, None]


def test_problem() -> None:
    assert problem_html("a <b>") == (
        '<header class="ws-viewer-head"><h2 id="ws-viewer-name">The file cannot be shown</h2></header>'
        '<p class="ws-problem" role="alert">a &lt;b&gt;</p>'
    )
