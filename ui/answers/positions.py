"""Where sources disagree, as HTML: a table of positions with their quotes; the state and what was set aside beside it.

Everything that comes from a document, a question or a model is escaped here. The chat draws Markdown, in which an
element ends at an empty line (CommonMark 0.31, section 4.6, condition 6), and drops every ``aria-`` and ``data-``
attribute: what is drawn for it stands on one line, and says in words and roles what it is.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from ui.answers.marking import marked_html, value_span
from ui.answers.strip import date_in_words, moments_of, strip_html
from ui.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.types import Agreement, Citation, Disagreement, Position, SetAside

__all__ = ["LISTED", "heading", "positions_html", "set_aside_html", "state_html"]

#: The positions as an answer's Markdown lists them: a bold line, an explanation, one item a position.
LISTED = re.compile(
    r"^\*\*(?:Sources disagree on|One source gives differing accounts of) [^\n]*\*\*\n\n"
    r"(?:(?!- )[^\n]+\n\n)?"
    r"- [^\n]+(?:\n- [^\n]+)+$",
    re.MULTILINE,
)

_STATES: dict[Agreement, tuple[str, str, str]] = {
    "disagree": ("ws-differ", "≠", "Disagreement found"),
    "none_found": ("ws-none", "–", "No disagreement found"),
    "not_checked": ("ws-unchecked", "?", "Not checked for disagreement"),
}


def positions_html(
    disagreement: Disagreement,
    citations: Sequence[Citation],
    *,
    numbered: bool = True,
    preferred: int | None = None,
    note: str = "",
) -> str:
    """Draw the positions of one disagreement as a table: of each its value, who says it, as of when, and the quotes.

    Args:
        disagreement: What to draw; its order is kept.
        citations: Those of its answer or audit.
        numbered: Whether quotes are named by the markers of an answer, which are links to their places, and stand
            below the files; else they stand beside, by file and line, on buttons with ``data-place``, which the chat's
            Markdown would drop.
        preferred: The place of the position that a person prefers, if any.
        note: HTML on one line, to stand above the table: what a person made of it.

    Returns:
        One line of HTML. "Who says it" and "As of" are columns only where a position tells so. Within a quote, the
        value that differs is marked where it is found as written.
    """
    positions = disagreement.positions
    said, dated = any(p.attributed_to for p in positions), any(p.as_of for p in positions)
    heads = ["Value", *["Who says it"] * said, *["As of"] * dated, "Files" if numbered else "Quotes"]
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in heads)
    cited = {citation.number: citation for citation in citations}
    rows = "".join(
        _rows(position, cited, said=said, dated=dated, numbered=numbered, preferred=i == preferred)
        for i, position in enumerate(positions)
    )
    why = f'<p class="ws-why">{_flat(disagreement.explanation)}</p>' if disagreement.explanation.strip() else ""
    moments = moments_of(disagreement)
    strip = strip_html("By date", moments, cited if numbered else {}) if moments else ""
    return (
        f'<div class="ws-disagreement">{note}<table class="ws-positions" role="table">'
        f"<caption>{escape(heading(disagreement))}</caption>"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>{strip}{why}</div>'
    )


def state_html(agreement: Agreement) -> str:
    """Draw which of the three states an answer is in: an icon and words, so that colour alone says nothing."""
    name, icon, words = _STATES[agreement]
    return f'<p class="ws-state {name}"><span class="ws-icon" aria-hidden="true">{icon}</span> {words}</p>'


def set_aside_html(pairs: Sequence[SetAside]) -> str:
    """Draw what was compared and is no disagreement, folded: each reason with both quotes. Empty without pairs."""
    if not pairs:
        return ""
    items = "".join(
        f'<li><p class="ws-reason">{escape(pair.reason)}</p>{_quote(pair.first)}{_quote(pair.second)}</li>'
        for pair in pairs
    )
    count = "1 pair" if len(pairs) == 1 else f"{len(pairs)} pairs"
    return (
        f'<details class="ws-aside"><summary>Compared and set aside: {count} of quotes</summary>'
        f'<ul class="ws-pairs">{items}</ul></details>'
    )


def heading(disagreement: Disagreement) -> str:
    """What sources disagree on, or one source by itself: one line of text."""
    topic = " ".join(disagreement.topic.split()).rstrip(".?")
    sources = {source for position in disagreement.positions for source in position.sources}
    return f"Sources disagree on {topic}" if len(sources) != 1 else f"One source gives differing accounts of {topic}"


def _rows(
    position: Position,
    cited: Mapping[int, Citation],
    *,
    said: bool,
    dated: bool,
    numbered: bool,
    preferred: bool,
) -> str:
    held = [cited[number] for number in dict.fromkeys(position.citations) if number in cited]
    below = bool(held) and numbered
    span = ' rowspan="2"' if below else ""
    liked = ' <span class="ws-preferred">preferred</span>' if preferred else ""
    cells = [f'<th scope="row" role="rowheader" class="ws-value"{span} dir="auto">{_flat(position.value)}{liked}</th>']
    if said:
        cells.append(_cell("ws-who", _flat(position.attributed_to) if position.attributed_to else ""))
    if dated:
        cells.append(_cell("ws-when", _flat(date_in_words(position.as_of)) if position.as_of else ""))
    quotes = _quotes(held, position.value, numbered=numbered)
    if held and not numbered:
        cells.append(f'<td role="cell" class="ws-said-so">{quotes}</td>')
    else:
        cells.append(_cell("ws-in", _files(position, held)))
    told = f'<tr role="row">{"".join(cells)}</tr>'
    if not below:
        return told
    cell = f'<td role="cell" class="ws-said-so" colspan="{len(cells) - 1}">{quotes}</td>'
    return f'{told}<tr role="row" class="ws-quoted">{cell}</tr>'


def _files(position: Position, held: Sequence[Citation]) -> str:
    """The files of a position, each with the markers of its quotes."""
    sources = dict.fromkeys([*position.sources, *(citation.source for citation in held)])
    return "".join(
        f'<span class="ws-held"><span class="ws-file">{_flat(source)}</span>'
        f"{''.join(_marker(citation) for citation in held if citation.source == source)}</span>"
        for source in sources
    )


def _quotes(held: Sequence[Citation], value: str, *, numbered: bool) -> str:
    """The quotes of a position; the one that shows the value comes first, the others say the same and are folded."""
    if not held:
        return ""
    shown = sorted(held, key=lambda citation: value_span(citation.quote, value) is None)
    first, *others = (_said(citation, value, numbered=numbered) for citation in shown)
    if not others:
        return first
    count = "1 more quote" if len(others) == 1 else f"{len(others)} more quotes"
    return f'{first}<details class="ws-more"><summary>{count}</summary>{"".join(others)}</details>'


def _said(citation: Citation, value: str, *, numbered: bool) -> str:
    """A quote on one line of HTML, the value marked: an empty line would end the element in the chat's Markdown."""
    marked = " ".join(marked_html(citation.quote, value).split())
    if numbered:
        return f'<blockquote class="ws-quote" dir="auto">{marked}{_marker(citation)}</blockquote>'
    return f'{_opener(citation)}<blockquote class="ws-quote" dir="auto">{marked}</blockquote>'


def _cell(name: str, content: str) -> str:
    if content:
        return f'<td role="cell" class="{name}">{content}</td>'
    return f'<td role="cell" class="{name} ws-untold">not told</td>'


def _marker(citation: Citation) -> str:
    return f' <a class="ws-marker" href="{_link(citation)}">[{citation.number}]</a>'


def _quote(citation: Citation) -> str:
    return f'{_opener(citation)}<blockquote class="ws-quote" dir="auto">{escape(citation.quote)}</blockquote>'


def _opener(citation: Citation) -> str:
    return (
        f'<button type="button" class="ws-open" data-place="{_link(citation)}">'
        f'<span class="ws-file">{_flat(citation.source)}</span> <span class="ws-where">line {citation.line}</span>'
        '<span class="ws-hidden"> Show in the file</span></button>'
    )


def _link(citation: Citation) -> str:
    return Place.of(citation.source, citation.start, citation.end, citation.quote).link


def _flat(text: str) -> str:
    """Escaped, on one line."""
    return escape(" ".join(text.split()))
