from __future__ import annotations

from rag.types import Hit
from ui.sources.why import hit_of, terms_html, why_html


def hit(source: str, start: int, end: int, **more: object) -> Hit:
    given = {"source": source, "start": start, "end": end, "text": "x" * (end - start), "score": 0.5}
    return Hit.model_validate(given | more)


def test_hit_that_holds_the_quote() -> None:
    hits = [hit("b.txt", 0, 90), hit("a.txt", 0, 15), hit("a.txt", 5, 60), hit("a.txt", 0, 60)]
    assert hit_of(hits, "a.txt", 10, 20) is hits[2]
    assert hit_of(hits, "a.txt", 0, 10) is hits[1]
    assert hit_of(hits, "a.txt", 60, 70) is None
    assert hit_of(hits, "c.txt", 0, 10) is None


def test_matched_words_are_marked_in_all_their_forms() -> None:
    assert terms_html("<Boats> & a boat.", ("boats",)) == (
        '&lt;<b class="ws-term">Boats</b>&gt; &amp; a <b class="ws-term">boat</b>.'
    )
    assert terms_html("Nothing & so on.", ()) == "Nothing &amp; so on."


def test_ranks_and_score() -> None:
    found = hit("a.txt", 0, 5, text="a <boat", dense_rank=3, matched_terms=("boat", "<b>"), score=0.123)
    assert why_html(found) == (
        '<details class="ws-found-by"><summary>Why this passage</summary><dl class="ws-reasons">'
        "<div><dt>Matched words</dt><dd><bdi>boat</bdi>, <bdi>&lt;b&gt;</bdi></dd></div>"
        "<div><dt>Rank by meaning</dt><dd>3</dd></div><div><dt>Rank by words</dt><dd>not found so</dd></div>"
        '<div><dt>Score</dt><dd>0.12</dd></div></dl><p class="ws-found" dir="auto">a &lt;<b class="ws-term">boat</b>'
        "</p></details>"
    )
    assert "<p" not in why_html(found, passage=False)


def test_quote_that_no_search_found() -> None:
    assert "not among the passages that were found" in why_html(None)
    assert "<dl" not in why_html(None)
