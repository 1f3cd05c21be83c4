from __future__ import annotations

import pytest

from rag.types import Agreement, Answer, Citation, Hit, SetAside
from ui.answers.positions import set_aside_html, state_html
from ui.sources.look import Look
from ui.sources.panel import panel_html, plural
from ui.sources.places import Place

CITED = (
    Citation(number=1, source="<a>.txt", quote='"Four" <boats>', start=0, end=14, line=7, page=2, heading="A & B"),
    Citation(number=2, source="b.txt", quote="three", start=5, end=10, line=1),
)
LINKS = tuple(Place.of(c.source, c.start, c.end, c.quote).link for c in CITED)


def answered(**more: object) -> Answer:
    given = {"question": "Q?", "searched_for": "Q?", "text": "T [1]", "refused": False, "citations": CITED}
    return Answer.model_validate(given | more)


def test_a_card_for_each_citation() -> None:
    html = panel_html(answered(agreement="none_found"))
    leave = '<div class="ws-foot"><button type="button" class="ws-leave" data-leave="{0}">Ask again without this file'
    leave += '<span class="ws-hidden">: {0}</span></button></div></li>'
    assert html == (
        '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
        '<p class="ws-state ws-none"><span class="ws-icon" aria-hidden="true">–</span> No disagreement found</p>'
        '<p class="ws-quiet">2 quotes from 2 files</p><ol class="ws-cards" data-quotes>'
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{LINKS[0]}">'
        '<span class="ws-number">[1]</span> <span class="ws-file">&lt;a&gt;.txt</span> '
        '<span class="ws-where">line 7, page 2, A &amp; B</span>'
        '<span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-passage" dir="auto"><mark class="ws-quote">&quot;Four&quot; &lt;boats&gt;</mark>'
        f"</blockquote>{leave.format('&lt;a&gt;.txt')}"
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{LINKS[1]}">'
        '<span class="ws-number">[2]</span> <span class="ws-file">b.txt</span> '
        '<span class="ws-where">line 1</span><span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-passage" dir="auto"><mark class="ws-quote">three</mark></blockquote>'
        f"{leave.format('b.txt')}</ol></section>"
    )


def test_quote_stands_in_its_surroundings_as_they_are_stored() -> None:
    text = "They <b> counted them. Only three were there. It rained, and everybody went home early."
    start = text.index("three")
    cited = Citation(number=1, source="b.txt", quote="three", start=start, end=start + 5, line=1)
    html = panel_html(answered(citations=(cited,)), {"b.txt": Look(text, "unchanged")})
    assert (
        '<blockquote class="ws-passage" dir="auto"> <span class="ws-around">They &lt;b&gt; counted them. Only</span> '
        '<mark class="ws-quote">three</mark> <span class="ws-around">were there. It rained, and everybody went home '
        "early.</span> </blockquote>"
    ) in html
    moved = panel_html(answered(citations=(cited,)), {"b.txt": Look(f"!{text}", "unchanged")})
    assert '<blockquote class="ws-passage" dir="auto"><mark class="ws-quote">three</mark></blockquote>' in moved


@pytest.mark.parametrize(
    ("look", "told", "left_out"),
    [
        (Look("", "unchanged"), None, True),
        (Look("", "unknown"), None, True),
        (Look("", "changed"), "The file has changed since it was indexed; the quote is of what was indexed.", True),
        (Look("", "gone"), "The file is no longer where it was; the quote is of what was indexed.", True),
        (Look(None, "unknown"), "The file is not in the index any more.", False),
    ],
)
def test_a_file_that_is_no_longer_as_it_was_is_marked(look: Look, told: str | None, left_out: bool) -> None:
    html = panel_html(answered(citations=CITED[1:]), {"b.txt": look})
    assert ("ws-stale" in html) is (told is not None)
    assert told is None or told in html
    assert ('data-leave="b.txt"' in html) is left_out


def test_what_was_found_and_not_used_is_apart_and_folded() -> None:
    hits = (
        Hit(source="b.txt", start=0, end=12, text="it is three.", score=0.9, dense_rank=1),
        Hit(source="b.txt", start=10, end=30, text="<beyond> the quote", score=0.4, lexical_rank=2),
        Hit(source="c.txt", start=0, end=9, text="elsewhere", score=0.2),
    )
    html = panel_html(answered(citations=CITED[1:], hits=hits))
    used, apart, unused = html.partition('<details class="ws-aside ws-unused">')
    assert apart
    assert unused.startswith("<summary>Also looked at, not used: 2 passages</summary>")
    assert [used.count("Why this passage"), unused.count("Why this passage")] == [1, 2]
    assert "&lt;beyond&gt; the quote" in unused
    assert used.count("data-quotes") == unused.count("data-quotes") == 1
    assert "ws-unused" not in panel_html(answered(citations=CITED[1:], hits=hits[:1]))


@pytest.mark.parametrize("agreement", ["disagree", "none_found", "not_checked"])
def test_state_comes_first(agreement: Agreement) -> None:
    start = '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
    assert panel_html(answered(agreement=agreement)).startswith(f"{start}{state_html(agreement)}<p")


def test_set_aside_comes_last() -> None:
    pairs = (SetAside(first=CITED[0], second=CITED[1], reason="another day"),)
    assert panel_html(answered(agreement="none_found", set_aside=pairs)).endswith(
        f"</ol>{set_aside_html(pairs)}</section>"
    )


def test_refusal_shows_the_five_nearest_passages() -> None:
    hits = tuple(Hit(source=f"{n}.txt", start=0, end=2, text="<x", score=1 / n) for n in range(1, 8))
    html = panel_html(answered(refused=True, citations=(), hits=hits))
    link = Place.of("1.txt", 0, 2, "<x").link
    assert html.startswith(
        '<section class="ws-panel" aria-label="Nearest passages"><h2>Nearest passages</h2>'
        '<p class="ws-quiet">None of these answers the question.</p><ol class="ws-cards ws-nearest" data-quotes>'
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{link}">'
        '<span class="ws-file">1.txt</span><span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-quote" dir="auto">&lt;x</blockquote><div class="ws-foot"><details class="ws-found-by">'
    )
    assert html.count("<li") == 5


def test_refusal_without_passages() -> None:
    assert panel_html(answered(refused=True, citations=())) == (
        '<section class="ws-panel" aria-label="Nearest passages"><h2>Nearest passages</h2>'
        '<p class="ws-quiet">No passage came near the question.</p></section>'
    )


def test_plural() -> None:
    assert [plural(n, "file") for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
