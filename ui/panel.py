"""The column beside the chat, as HTML: disagreements, the sources of the latest answer, or the nearest passages.

Everything that comes from a document, a question or a model is escaped here; nothing else reaches the page as HTML.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.markdown import answer_with_footnotes, location
from ui.places import Place

if TYPE_CHECKING:
    from rag.types import Answer, Citation, Disagreement, Hit, Position

__all__ = ["EMPTY_PANEL", "panel_html", "plural"]

_NEAREST = 5

EMPTY_PANEL = (
    '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
    '<p class="ws-quiet">The quotes behind each answer appear here, each with its file and line.</p></section>'
)


def panel_html(answer: Answer) -> str:
    """Draw what an answer rests on.

    Returns:
        For an answer: its disagreements, then a card for each citation. For a refusal: the nearest passages, named
        as such. Each card holds a ``<button>`` whose ``data-place`` is the place to open.
    """
    if answer.refused:
        return _section("Nearest passages", _refusal(answer.hits[:_NEAREST]))
    places = {c.number: Place.of(c.source, c.start, c.end, c.quote) for c in answer.citations}
    files = len({c.source for c in answer.citations})
    count = f"{plural(len(answer.citations), 'quote')} from {plural(files, 'file')}"
    cards = "".join(_citation_card(c, places[c.number]) for c in answer.citations)
    copied = escape(answer_with_footnotes(answer))
    return "".join(_disagreement(d, places) for d in answer.disagreements) + _section(
        "Sources",
        f'<p class="ws-quiet">{count}{_agreement(answer)}</p><ol class="ws-cards">{cards}</ol>'
        f'<button type="button" class="ws-copy" data-copy="{copied}">Copy answer with quotes</button>',
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


def _agreement(answer: Answer) -> str:
    match answer.agreement:
        case "disagree":
            return ""
        case "none_found":
            return ", compared: no disagreement was found"
        case "not_checked":
            return "; whether they disagree was not checked"


def _disagreement(disagreement: Disagreement, places: dict[int, Place]) -> str:
    positions = "".join(_position(p, places) for p in disagreement.positions)
    return (
        '<section class="ws-panel ws-disagreement" aria-label="Disagreement"><h2>The files disagree</h2>'
        f'<p class="ws-topic">{escape(disagreement.topic)}</p><ul class="ws-positions">{positions}</ul>'
        f'<p class="ws-quiet">{escape(disagreement.explanation)}</p></section>'
    )


def _position(position: Position, places: dict[int, Place]) -> str:
    said = [f"according to {position.attributed_to}"] if position.attributed_to else []
    said += [f"as of {position.as_of}"] if position.as_of else []
    markers = "".join(
        f'<button type="button" class="ws-marker" data-place="{places[n].link}" '
        f'aria-label="[{n}] Show in the file">[{n}]</button>'
        for n in position.citations
        if n in places
    )
    detail = f'<span class="ws-where">{escape(", ".join(said))}</span>' if said else ""
    return (
        f'<li><span class="ws-value">{escape(position.value)}</span> {markers}{detail}'
        f'<span class="ws-file">{escape(", ".join(position.sources))}</span></li>'
    )
