from __future__ import annotations

import pytest

from rag.types import Agreement, Answer, Citation, Hit, SetAside
from ui.answers.positions import set_aside_html, state_html
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
    assert html == (
        '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
        '<p class="ws-state ws-none"><span class="ws-icon" aria-hidden="true">–</span> No disagreement found</p>'
        '<p class="ws-quiet">2 quotes from 2 files</p><ol class="ws-cards">'
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{LINKS[0]}">'
        '<span class="ws-number">[1]</span> <span class="ws-file">&lt;a&gt;.txt</span> '
        '<span class="ws-where">line 7, page 2, A &amp; B</span>'
        '<span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-quote" dir="auto">&quot;Four&quot; &lt;boats&gt;</blockquote></li>'
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{LINKS[1]}">'
        '<span class="ws-number">[2]</span> <span class="ws-file">b.txt</span> '
        '<span class="ws-where">line 1</span><span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-quote" dir="auto">three</blockquote></li></ol>'
        '<button type="button" class="ws-copy" data-copy="**Q?**\n\nT [^1]\n\n'
        "[^1]: \\&lt;a\\&gt;.txt, line 7, page 2, A \\&amp; B: “&quot;Four&quot; \\&lt;boats\\&gt;”\n\n"
        '[^2]: b.txt, line 1: “three”">Copy answer with quotes</button></section>'
    )


@pytest.mark.parametrize("agreement", ["disagree", "none_found", "not_checked"])
def test_state_comes_first(agreement: Agreement) -> None:
    start = '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
    assert panel_html(answered(agreement=agreement)).startswith(f"{start}{state_html(agreement)}<p")


def test_set_aside_comes_last() -> None:
    pairs = (SetAside(first=CITED[0], second=CITED[1], reason="another day"),)
    assert panel_html(answered(agreement="none_found", set_aside=pairs)).endswith(
        f"</button>{set_aside_html(pairs)}</section>"
    )


def test_refusal_shows_the_five_nearest_passages() -> None:
    hits = tuple(Hit(source=f"{n}.txt", start=0, end=2, text="<x", score=1 / n) for n in range(1, 8))
    html = panel_html(answered(refused=True, citations=(), hits=hits))
    link = Place.of("1.txt", 0, 2, "<x").link
    assert html.startswith(
        '<section class="ws-panel" aria-label="Nearest passages"><h2>Nearest passages</h2>'
        '<p class="ws-quiet">None of these answers the question.</p><ol class="ws-cards ws-nearest">'
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{link}">'
        '<span class="ws-file">1.txt</span><span class="ws-hidden"> Show in the file</span></button>'
        '<blockquote class="ws-quote" dir="auto">&lt;x</blockquote></li>'
    )
    assert html.count("<li") == 5


def test_refusal_without_passages() -> None:
    assert panel_html(answered(refused=True, citations=())) == (
        '<section class="ws-panel" aria-label="Nearest passages"><h2>Nearest passages</h2>'
        '<p class="ws-quiet">No passage came near the question.</p></section>'
    )


def test_plural() -> None:
    assert [plural(n, "file") for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
