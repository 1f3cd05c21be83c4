"""The column beside the chat, as HTML: the sources of the latest answer and how they were compared, or what is near.

Everything that comes from a document, a question or a model is escaped here; nothing else reaches the page as HTML.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.answers.markdown import answer_with_footnotes, location
from ui.answers.positions import set_aside_html, state_html
from ui.sources.places import Place

if TYPE_CHECKING:
    from rag.types import Answer, Citation, Hit

__all__ = ["EMPTY_PANEL", "panel_html", "plural"]

_NEAREST = 5

EMPTY_PANEL = (
    '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
    '<p class="ws-quiet">The quotes behind each answer appear here, each with its file and line.</p></section>'
)


def panel_html(answer: Answer) -> str:
    """Draw what an answer rests on.

    Returns:
        For an answer: whether its sources disagree, a card for each citation, and what was set aside. For a refusal:
        the nearest passages, named as such. Each quote has a ``<button>`` whose ``data-place`` is the place to open.
    """
    if answer.refused:
        return _section("Nearest passages", _refusal(answer.hits[:_NEAREST]))
    places = {c.number: Place.of(c.source, c.start, c.end, c.quote) for c in answer.citations}
    files = len({c.source for c in answer.citations})
    count = f"{plural(len(answer.citations), 'quote')} from {plural(files, 'file')}"
    cards = "".join(_citation_card(c, places[c.number]) for c in answer.citations)
    copied = escape(answer_with_footnotes(answer))
    return _section(
        "Sources",
        f'{state_html(answer.agreement)}<p class="ws-quiet">{count}</p><ol class="ws-cards">{cards}</ol>'
        f'<button type="button" class="ws-copy" data-copy="{copied}">Copy answer with quotes</button>'
        f"{set_aside_html(answer.set_aside)}",
    )


def plural(number: int, noun: str) -> str:
    """Count a regular noun: ``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _section(title: str, content: str) -> str:
    return f'<section class="ws-panel" aria-label="{title}"><h2>{title}</h2>{content}</section>'


def _citation_card(citation: Citation, place: Place) -> str:
    return _card(place, f"[{citation.number}]", citation.source, location(citation), citation.quote)


def _card(place: Place, number: str, source: str, where: str, quote: str) -> str:
    marker = f'<span class="ws-number">{number}</span> ' if number else ""
    line = f' <span class="ws-where">{escape(where)}</span>' if where else ""
    return (
        f'<li class="ws-card"><button type="button" class="ws-open" data-place="{place.link}">'
        f'{marker}<span class="ws-file">{escape(source)}</span>{line}<span class="ws-hidden"> Show in the file</span>'
        f'</button><blockquote class="ws-quote" dir="auto">{escape(quote)}</blockquote></li>'
    )


def _refusal(hits: tuple[Hit, ...]) -> str:
    if not hits:
        return '<p class="ws-quiet">No passage came near the question.</p>'
    cards = "".join(_card(Place.of(h.source, h.start, h.end, h.text), "", h.source, "", h.text) for h in hits)
    return f'<p class="ws-quiet">None of these answers the question.</p><ol class="ws-cards ws-nearest">{cards}</ol>'
