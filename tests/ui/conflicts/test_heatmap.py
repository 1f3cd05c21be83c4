from __future__ import annotations

import re

from rag.verdicts import Verdicts
from tests.ui.conflicts.test_choosing import AUDIT
from ui.conflicts.choosing import Choice, Entry, entries_of
from ui.conflicts.heatmap import MOST_FILES, heatmap_html

ENTRIES = entries_of(AUDIT, Verdicts())
BUTTON = re.compile(r'<button type="button" class="(ws-shade-\d)" data-file="([^"]*)" data-other="([^"]*)" aria-label="([^"]*)" title="[^"]*" aria-pressed="(\w+)">(\d+)')  # noqa: E501  # fmt: skip


def against(*pairs: tuple[str, str]) -> Entry:
    return Entry(1, "0" * 32, AUDIT.conflicts[0], None, frozenset(pairs))


def test_a_cell_for_each_two_files_that_disagree() -> None:
    html = heatmap_html(ENTRIES, Choice(file="b.txt", other="a.txt"))
    assert BUTTON.findall(html) == [
        ("ws-shade-5", "a.txt", "b.txt", "2 conflicts, a.txt and b.txt", "true", "2"),
        ("ws-shade-3", "b.txt", "b.txt", "1 conflict, within b.txt", "false", "1"),
        ("ws-shade-3", "a.txt", "c.txt", "1 conflict, a.txt and c.txt", "false", "1"),
    ]
    assert re.findall('<span class="ws-file">([^<]+)</span></th>', html) == ["a.txt", "b.txt", "c.txt"]
    assert re.findall(r'<th scope="col"><abbr title="([^"]+)">(\d)', html) == [
        ("a.txt", "1"), ("b.txt", "2"),
    ]  # fmt: skip


def test_of_many_files_those_with_most_conflicts() -> None:
    entries = [against((f"{n:02}.txt", f"{n + 1:02}.txt")) for n in range(30)] + [against(("x.txt", "y.txt"))] * 3
    html = heatmap_html(entries, Choice())
    assert html.count('<th scope="row">') == html.count('<th scope="col">') + 1 == MOST_FILES
    assert f"The {MOST_FILES} of 33 files with the most conflicts." in html
    assert ">x.txt<" in html


def test_names_are_escaped() -> None:
    name = '"><img src=x onerror=alert(1)>'
    html = heatmap_html([against((name, "a"))], Choice())
    assert "<img" not in html
    assert html.count("&quot;&gt;&lt;img") == 5


def test_nothing_without_conflicts() -> None:
    assert heatmap_html([], Choice()) == ""
