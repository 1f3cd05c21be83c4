"""The column beside the chat, as HTML: the sources of an answer and how they were compared, or what is near.

Everything that comes from a document, a question or a model is escaped here; nothing else reaches the page as HTML.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.answers.markdown import location
from ui.answers.positions import set_aside_html, state_html
from ui.sources.look import Look, surroundings
from ui.sources.marks import STALE_QUOTE, UNLISTED, mark, state_mark
from ui.sources.places import Place
from ui.sources.plain import plain_html
from ui.sources.why import hit_of, terms_html, why_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.types import Answer, Citation, Hit

__all__ = ["EMPTY_PANEL", "panel_html", "plural"]

_NEAREST = 5

EMPTY_PANEL = (
    '<section class="ws-panel" aria-label="Sources"><h2>Sources</h2>'
    '<p class="ws-quiet">The quotes behind each answer appear here, each with its file and line.</p></section>'
)

_UNKNOWN = Look("", "unknown")


def panel_html(answer: Answer, looks: Mapping[str, Look] | None = None) -> str:
    """Draw what an answer rests on.

    Args:
        answer: What to draw.
        looks: The files it cites and those of its hits, as they are known now; what is missing is left out.

    Returns:
        For an answer: whether its sources disagree, a card for each citation, what was found and not used, and what
        was set aside. For a refusal: the nearest passages, named as such. Each quote has a ``<button>`` whose
        ``data-place`` is the place to open; those of one list, ``data-quotes``, follow each other in the viewer.
    """
    looks = looks or {}
    if answer.refused:
        return _section("Nearest passages", _refusal(answer.hits, looks))
    files = len({c.source for c in answer.citations})
    count = f"{plural(len(answer.citations), 'quote')} from {plural(files, 'file')}"
    cards = "".join(_citation_card(c, answer, looks.get(c.source, _UNKNOWN)) for c in answer.citations)
    return _section(
        "Sources",
        f'{state_html(answer.agreement)}<p class="ws-quiet">{count}</p>{_list("ws-cards", cards)}'
        f"{_unused(answer, looks)}{set_aside_html(answer.set_aside)}",
    )


def plural(number: int, noun: str) -> str:
    """Count a regular noun: ``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _section(title: str, content: str) -> str:
    return f'<section class="ws-panel" aria-label="{title}"><h2>{title}</h2>{content}</section>'


def _list(names: str, cards: str) -> str:
    return f'<ol class="{names}" data-quotes>{cards}</ol>' if cards else ""


def _citation_card(citation: Citation, answer: Answer, look: Look) -> str:
    place = Place.of(citation.source, citation.start, citation.end, citation.quote)
    before, after = "", ""
    if look.text and place.holds_in(look.text):
        before, after = surroundings(look.text, citation.start, citation.end, look.headings)
    quote = (
        f'<blockquote class="ws-passage" dir="auto">{_around(before)}'
        f'<mark class="ws-quote">{plain_html(citation.quote)}</mark>{_around(after)}</blockquote>'
    )
    hit = hit_of(answer.hits, citation.source, citation.start, citation.end)
    found = why_html(hit) if answer.hits else ""
    head = _head(place, f"[{citation.number}]", location(citation))
    return _card(f"{head}{_stale(look)}{quote}{_foot(found, citation.source, look)}")


def _hit_card(hit: Hit, look: Look) -> str:
    place = Place.of(hit.source, hit.start, hit.end, hit.text)
    quote = f'<blockquote class="ws-quote" dir="auto">{terms_html(hit.text, hit.matched_terms)}</blockquote>'
    return _card(f"{_head(place)}{_stale(look)}{quote}{_foot(why_html(hit, passage=False), hit.source, look)}")


def _card(content: str) -> str:
    return f'<li class="ws-card">{content}</li>'


def _head(place: Place, number: str = "", where: str = "") -> str:
    marker = f'<span class="ws-number">{number}</span> ' if number else ""
    line = f' <span class="ws-where">{plain_html(where)}</span>' if where else ""
    return (
        f'<button type="button" class="ws-open" data-place="{place.link}">'
        f'{marker}<span class="ws-file">{plain_html(place.source)}</span>{line}'
        '<span class="ws-hidden"> Show in the file</span></button>'
    )


def _stale(look: Look) -> str:
    return mark(UNLISTED) if look.text is None else state_mark(look.state, STALE_QUOTE)


def _around(text: str) -> str:
    return f' <span class="ws-around">{plain_html(text)}</span> ' if text else ""


def _foot(found: str, source: str, look: Look) -> str:
    """Why it was found, and the way to ask without its file, which needs a file that is there to be left out."""
    leave = (
        f'<button type="button" class="ws-leave" data-leave="{escape(source)}">Ask again without this file'
        f'<span class="ws-hidden">: {escape(source)}</span></button>'
        if look.text is not None
        else ""
    )
    return f'<div class="ws-foot">{found}{leave}</div>' if found or leave else ""


def _unused(answer: Answer, looks: Mapping[str, Look]) -> str:
    """What was found and cited nowhere, folded."""
    unused = [hit for hit in answer.hits if not any(_overlap(hit, citation) for citation in answer.citations)]
    if not unused:
        return ""
    cards = "".join(_hit_card(hit, looks.get(hit.source, _UNKNOWN)) for hit in unused)
    return (
        f'<details class="ws-aside ws-unused"><summary>Also looked at, not used: {plural(len(unused), "passage")}'
        f"</summary>{_list('ws-cards ws-nearest', cards)}</details>"
    )


def _overlap(hit: Hit, citation: Citation) -> bool:
    return hit.source == citation.source and hit.start < citation.end and citation.start < hit.end


def _refusal(hits: Sequence[Hit], looks: Mapping[str, Look]) -> str:
    if not hits:
        return '<p class="ws-quiet">No passage came near the question.</p>'
    cards = "".join(_hit_card(hit, looks.get(hit.source, _UNKNOWN)) for hit in hits[:_NEAREST])
    return f'<p class="ws-quiet">None of these answers the question.</p>{_list("ws-cards ws-nearest", cards)}'
