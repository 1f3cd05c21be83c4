"""Where sources disagree, as HTML: a table of positions for the chat; the state and what was set aside beside it.

Everything that comes from a document, a question or a model is escaped here. The chat draws Markdown, in which an
element ends at an empty line (CommonMark 0.31, section 4.6, condition 6), and drops every ``aria-`` and ``data-``
attribute: what is drawn for it stands on one line, and says in words and roles what it is.
"""

from __future__ import annotations

import re
from calendar import month_name
from html import escape
from typing import TYPE_CHECKING

from ui.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.types import Agreement, Citation, Disagreement, Position, SetAside

__all__ = ["LISTED", "positions_html", "set_aside_html", "state_html"]

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
_ISO_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d)(?:T.*)?)?)?")


def positions_html(disagreement: Disagreement, citations: Sequence[Citation]) -> str:
    """Draw the positions of one disagreement as a table.

    Args:
        disagreement: What to draw; its order is kept.
        citations: The answer's; the markers link to their places.

    Returns:
        One line of HTML. "Who says it" and "As of" are columns only where a position tells so.
    """
    positions = disagreement.positions
    said, dated = any(p.attributed_to for p in positions), any(p.as_of for p in positions)
    heads = ["Value", *["Who says it"] * said, *["As of"] * dated, "Files"]
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in heads)
    cited = {citation.number: citation for citation in citations}
    rows = "".join(_row(position, cited, said=said, dated=dated) for position in positions)
    why = f'<p class="ws-why">{_flat(disagreement.explanation)}</p>' if disagreement.explanation.strip() else ""
    return (
        '<div class="ws-disagreement"><table class="ws-positions" role="table">'
        f"<caption>{_heading(disagreement)}</caption>"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>{why}</div>'
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


def _heading(disagreement: Disagreement) -> str:
    topic = _flat(disagreement.topic).rstrip(".?")
    sources = {source for position in disagreement.positions for source in position.sources}
    return f"Sources disagree on {topic}" if len(sources) != 1 else f"One source gives differing accounts of {topic}"


def _row(position: Position, cited: Mapping[int, Citation], *, said: bool, dated: bool) -> str:
    cells = [f'<th scope="row" role="rowheader" class="ws-value" dir="auto">{_flat(position.value)}</th>']
    if said:
        cells.append(_cell("ws-who", _flat(position.attributed_to) if position.attributed_to else ""))
    if dated:
        cells.append(_cell("ws-when", _date(position.as_of) if position.as_of else ""))
    held = [(n, cited[n]) for n in dict.fromkeys(position.citations) if n in cited]
    sources = dict.fromkeys([*position.sources, *(citation.source for _, citation in held)])
    files = "".join(
        f'<span class="ws-held"><span class="ws-file">{_flat(source)}</span>'
        f"{''.join(_marker(n, c) for n, c in held if c.source == source)}</span>"
        for source in sources
    )
    cells.append(_cell("ws-in", files))
    return f'<tr role="row">{"".join(cells)}</tr>'


def _cell(name: str, content: str) -> str:
    if content:
        return f'<td role="cell" class="{name}">{content}</td>'
    return f'<td role="cell" class="{name} ws-untold">not told</td>'


def _marker(number: int, citation: Citation) -> str:
    link = Place.of(citation.source, citation.start, citation.end, citation.quote).link
    return f' <a class="ws-marker" href="{link}">[{number}]</a>'


def _quote(citation: Citation) -> str:
    link = Place.of(citation.source, citation.start, citation.end, citation.quote).link
    return (
        f'<button type="button" class="ws-open" data-place="{link}"><span class="ws-file">{escape(citation.source)}'
        f'</span> <span class="ws-where">line {citation.line}</span>'
        '<span class="ws-hidden"> Show in the file</span></button>'
        f'<blockquote class="ws-quote" dir="auto">{escape(citation.quote)}</blockquote>'
    )


def _date(written: str) -> str:
    match = _ISO_DATE.fullmatch(written)
    if match is None:
        return _flat(written)
    year, month, day = match.groups()
    return " ".join(filter(None, [day and str(int(day)), month and month_name[int(month)], year]))


def _flat(text: str) -> str:
    """Escaped, on one line."""
    return escape(" ".join(text.split()))
