from __future__ import annotations

from html.parser import HTMLParser

import pytest

from rag.answering.disagreeing import write_disagreements
from rag.types import Agreement, Citation, Disagreement, Position, SetAside
from ui.answers.positions import LISTED, positions_html, set_aside_html, state_html
from ui.sources.places import Place

CITED = (
    Citation(number=1, source="<a>.txt", quote='"Four" <boats>', start=0, end=14, line=7, page=2, heading="A & B"),
    Citation(number=2, source="b.txt", quote="three\n\ncalls", start=5, end=17, line=1),
    Citation(number=3, source="c.txt", quote="3", start=0, end=1, line=4),
)
LINKS = {c.number: Place.of(c.source, c.start, c.end, c.quote).link for c in CITED}
HOSTILE = '<img src=x onerror=alert(1)>\n\n**x** & "y" [1](javascript:z)'
SHOWN = "&lt;img src=x onerror=alert(1)&gt; **x** &amp; &quot;y&quot; [1](javascript:z)"


def held(
    value: str, *sources: str, citations: tuple[int, ...], who: str | None = None, when: str | None = None
) -> Position:
    return Position(value=value, normalized=value, sources=sources, citations=citations, attributed_to=who, as_of=when)


def disagreement(*positions: Position, topic: str = "boats", explanation: str = "Both cannot be.") -> Disagreement:
    return Disagreement(topic=topic, kind="number", explanation=explanation, positions=positions)


class Table(HTMLParser):
    """The texts of a table, row by row, and its well-formedness."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data


FOUR, THREE = held("4", "<a>.txt", citations=(1,)), held("3", "b.txt", "c.txt", citations=(2, 3, 2, 9))


def test_table() -> None:
    found = disagreement(
        FOUR,
        held("three", "b.txt", "c.txt", who="X & Y", when="2026-02-05", citations=(3, 2)),
        topic="boats & more",
        explanation="Not both <.",
    )
    assert positions_html(found, CITED) == (
        '<div class="ws-disagreement"><table class="ws-positions" role="table">'
        "<caption>Sources disagree on boats &amp; more</caption>"
        '<thead role="rowgroup"><tr role="row">'
        '<th scope="col" role="columnheader">Value</th><th scope="col" role="columnheader">Who says it</th>'
        '<th scope="col" role="columnheader">As of</th><th scope="col" role="columnheader">Files</th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row">'
        '<th scope="row" role="rowheader" class="ws-value" rowspan="2" dir="auto">4</th>'
        '<td role="cell" class="ws-who ws-untold">not told</td><td role="cell" class="ws-when ws-untold">not told</td>'
        '<td role="cell" class="ws-in"><span class="ws-held"><span class="ws-file">&lt;a&gt;.txt</span> '
        f'<a class="ws-marker" href="{LINKS[1]}">[1]</a></span></td></tr>'
        '<tr role="row" class="ws-quoted"><td role="cell" class="ws-said-so" colspan="3">'
        '<blockquote class="ws-quote" dir="auto">&quot;Four&quot; &lt;boats&gt; '
        f'<a class="ws-marker" href="{LINKS[1]}">[1]</a></blockquote></td></tr><tr role="row">'
        '<th scope="row" role="rowheader" class="ws-value" rowspan="2" dir="auto">three</th>'
        '<td role="cell" class="ws-who">X &amp; Y</td><td role="cell" class="ws-when">5 February 2026</td>'
        '<td role="cell" class="ws-in"><span class="ws-held"><span class="ws-file">b.txt</span> '
        f'<a class="ws-marker" href="{LINKS[2]}">[2]</a></span>'
        '<span class="ws-held"><span class="ws-file">c.txt</span> '
        f'<a class="ws-marker" href="{LINKS[3]}">[3]</a></span></td></tr>'
        '<tr role="row" class="ws-quoted"><td role="cell" class="ws-said-so" colspan="3">'
        # The quote that has the value as written comes first.
        '<blockquote class="ws-quote" dir="auto"><mark>three</mark> calls '
        f'<a class="ws-marker" href="{LINKS[2]}">[2]</a></blockquote>'
        '<details class="ws-more"><summary>1 more quote</summary><blockquote class="ws-quote" dir="auto">3 '
        f'<a class="ws-marker" href="{LINKS[3]}">[3]</a></blockquote></details></td></tr></tbody></table>'
        '<p class="ws-why">Not both &lt;.</p></div>'
    )


def test_where_nothing_is_numbered_quotes_have_buttons() -> None:
    html = positions_html(disagreement(FOUR, THREE), CITED, numbered=False)
    assert "ws-marker" not in html
    assert [value for _, name, value in Table(html).attributes if name == "data-place"] == [
        LINKS[number] for number in (1, 3, 2)
    ]
    assert '<span class="ws-file">&lt;a&gt;.txt</span> <span class="ws-where">line 7</span>' in html
    assert Table(html).rows[0] == ["Value", "Quotes"]
    assert Table(html).rows[1] == ["4", '<a>.txt line 7 Show in the file"Four" <boats>']
    assert len(Table(html).rows) == 3
    assert "\n" not in html


def test_what_a_person_prefers_is_named() -> None:
    html = positions_html(disagreement(FOUR, THREE), CITED, preferred=1, note="<p>note</p>")
    assert html.startswith('<div class="ws-disagreement"><p>note</p><table')
    assert html.count("preferred</span>") == 1
    assert Table(html).rows[3][0] == "3 preferred"


def test_positions_of_several_dates_are_a_strip() -> None:
    early, late = (
        held("4", "<a>.txt", citations=(1,), when="2024"),
        held("3", "b.txt", citations=(2,), when="2023-05-01"),
    )
    html = positions_html(disagreement(early, late), CITED)
    assert html.index(">1 May 2023</span>", html.index("ws-strip")) < html.index(">2024</span>")


@pytest.mark.parametrize(
    ("who", "when", "rows"),
    [
        (None, None, [["Value", "Files"], ["4", "<a>.txt [1]"], ["3", "b.txt [2]"]]),
        ("X", None, [["Value", "Who says it", "Files"], ["4", "not told", "<a>.txt [1]"], ["3", "X", "b.txt [2]"]]),
        (None, "2026", [["Value", "As of", "Files"], ["4", "not told", "<a>.txt [1]"], ["3", "2026", "b.txt [2]"]]),
    ],
)
def test_columns_that_nothing_stands_in_are_left_out(who: str | None, when: str | None, rows: list[list[str]]) -> None:
    found = disagreement(FOUR, held("3", "b.txt", citations=(2,), who=who, when=when))
    drawn = Table(positions_html(found, CITED)).rows
    assert [drawn[i] for i in (0, 1, 3)] == rows
    assert [drawn[i] for i in (2, 4)] == [['"Four" <boats> [1]'], ["three calls [2]"]]


def test_markers_stand_with_their_files_once_and_never_without_a_quote() -> None:
    rows = Table(positions_html(disagreement(FOUR, THREE), CITED)).rows
    assert rows[3] == ["3", "b.txt [2]c.txt [3]"]
    assert rows[4] == ["3 [3]1 more quotethree calls [2]"]
    assert Table(positions_html(disagreement(FOUR, THREE), ())).rows[2] == ["3", "b.txtc.txt"]


def test_a_date_is_told_in_words() -> None:
    html = positions_html(disagreement(FOUR, held("3", "b.txt", citations=(), when="<spring>")), CITED)
    assert 'class="ws-when">&lt;spring&gt;</td>' in html


@pytest.mark.parametrize(
    ("source", "caption"),
    [("b.txt", "Sources disagree on boats"), ("<a>.txt", "One source gives differing accounts of boats")],
)
def test_one_source_does_not_speak_of_sources(source: str, caption: str) -> None:
    assert f"<caption>{caption}</caption>" in positions_html(disagreement(FOUR, held("3", source, citations=())), CITED)


def test_nothing_from_a_document_is_markup_or_ends_the_element() -> None:
    hostile = held(HOSTILE, HOSTILE, citations=(1,), who=HOSTILE, when=HOSTILE)
    html = positions_html(disagreement(hostile, FOUR, topic=HOSTILE, explanation=HOSTILE), CITED)
    assert "\n" not in html
    assert html.count(SHOWN) == 6
    assert {name for _, name, _ in Table(html).attributes} == {
        "class", "colspan", "dir", "href", "role", "rowspan", "scope",
    }  # fmt: skip


@pytest.mark.parametrize("topic", ["how many were freed", HOSTILE])
@pytest.mark.parametrize("explanation", ["", "- They differ.", HOSTILE])
@pytest.mark.parametrize("other", ["b.txt", "<a>.txt"])
def test_what_an_answer_lists_is_recognised(topic: str, explanation: str, other: str) -> None:
    found = disagreement(FOUR, held("- 3", other, citations=(2,)), topic=topic, explanation=explanation)
    listed = write_disagreements([found, found], CITED)
    assert LISTED.split(f"**Four** [1]\n\n{listed}\n\n**b.txt**\n\n> x") == [
        "**Four** [1]\n\n", "\n\n", "\n\n**b.txt**\n\n> x",
    ]  # fmt: skip


def test_other_lists_are_not_taken_for_positions() -> None:
    assert LISTED.search("**Sources disagree on x.txt**\n\n> - a\n> - b") is None
    assert LISTED.search("**b.txt**\n\n- a\n- b") is None


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        ("disagree", "Disagreement found"),
        ("none_found", "No disagreement found"),
        ("not_checked", "Not checked for disagreement"),
    ],
)
def test_state_is_told_in_words_and_by_an_icon(agreement: Agreement, words: str) -> None:
    html = state_html(agreement)
    assert html.endswith(f"</span> {words}</p>")
    others = {state_html(other) for other in ("disagree", "none_found", "not_checked") if other != agreement}
    icon = html.partition('aria-hidden="true">')[2][0]
    assert all(f">{icon}<" not in other for other in others)


def test_set_aside() -> None:
    html = set_aside_html([SetAside(first=CITED[0], second=CITED[1], reason="another <day>")])
    assert html == (
        '<details class="ws-aside"><summary>Compared and set aside: 1 pair of quotes</summary><ul class="ws-pairs">'
        '<li><p class="ws-reason">another &lt;day&gt;</p>'
        f'<button type="button" class="ws-open" data-place="{LINKS[1]}"><span class="ws-file">&lt;a&gt;.txt</span> '
        '<span class="ws-where">line 7</span><span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-quote" dir="auto">&quot;Four&quot; &lt;boats&gt;</blockquote>'
        f'<button type="button" class="ws-open" data-place="{LINKS[2]}"><span class="ws-file">b.txt</span> '
        '<span class="ws-where">line 1</span><span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-quote" dir="auto">three\n\ncalls</blockquote></li></ul></details>'
    )
    assert set_aside_html([]) == ""
    assert ": 2 pairs of quotes<" in set_aside_html([SetAside(first=CITED[0], second=CITED[1], reason="r")] * 2)
