"""Why a passage was found, as HTML: the words that matched, its ranks and its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag import matched_spans
from ui.sources.plain import plain_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.types import Hit

__all__ = ["hit_of", "terms_html", "why_html"]

_NOT_FOUND = '<p class="ws-quiet">It is not among the passages that were found for the question itself.</p>'


def hit_of(hits: Sequence[Hit], source: str, start: int, end: int) -> Hit | None:
    """The passage that holds a quote's span, the best ranked if several do; else the one that shares most of it."""
    shared = [(min(hit.end, end) - max(hit.start, start), hit) for hit in hits if hit.source == source]
    most = max((length for length, _ in shared), default=0)
    return next((hit for length, hit in shared if length == most), None) if most > 0 else None


def why_html(hit: Hit | None, *, passage: bool = True) -> str:
    """Draw why a passage was found, folded.

    Args:
        hit: The passage; None for a quote that no search for the question has found.
        passage: Whether the passage itself is drawn as well, with the matched words marked.
    """
    told = _NOT_FOUND if hit is None else _reasons(hit)
    if hit is not None and passage:
        told += f'<p class="ws-found" dir="auto">{terms_html(hit.text, hit.matched_terms)}</p>'
    return f'<details class="ws-found-by"><summary>Why this passage</summary>{told}</details>'


def terms_html(text: str, terms: Iterable[str]) -> str:
    """Draw a text with the words marked that a search matched."""
    parts = []
    at = 0
    for start, end in matched_spans(terms, text):
        parts += [plain_html(text[at:start]), f'<b class="ws-term">{plain_html(text[start:end])}</b>']
        at = end
    return "".join([*parts, plain_html(text[at:])])


def _reasons(hit: Hit) -> str:
    words = ", ".join(f"<bdi>{plain_html(term)}</bdi>" for term in hit.matched_terms) or "none"
    rows = (
        ("Matched words", words),
        ("Rank by meaning", _rank(hit.dense_rank)),
        ("Rank by words", _rank(hit.lexical_rank)),
        ("Score", f"{hit.score:.2f}"),
    )
    told = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)
    return f'<dl class="ws-reasons">{told}</dl>'


def _rank(rank: int | None) -> str:
    return "not found so" if rank is None else str(rank)
