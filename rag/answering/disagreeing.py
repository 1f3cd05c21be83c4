"""Where sources disagree, in words: the positions, what changed over time, and what was compared.

All of it is Markdown that follows the value asked for, in the form of :mod:`rag.answering.extractive`: what comes
from a document is escaped, and a bare ``[1]`` is a marker.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rag.answering.markdown import escape, markers
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Agreement, Citation, Disagreement, Position

__all__ = ["Change", "write_agreement", "write_changes", "write_disagreements"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# ISO 8601, section 5.2: a calendar date, complete or of reduced precision; a time of day after it is passed over.
_ISO_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T.*)?)?)?")


class Change(NamedTuple):
    """One value in a course of values over time; a plain tuple of the four serves as well.

    Attributes:
        date: ISO 8601 date, or month or year, as of which the value holds.
        value: As written.
        source: The path as indexed.
        number: Of the citation that gives the value.
    """

    date: str
    value: str
    source: str
    number: int


def write_disagreements(disagreements: Sequence[Disagreement], citations: Sequence[Citation]) -> str:
    """Lay out positions that cannot all hold, without picking a winner.

    Args:
        disagreements: A topic completes "Sources disagree on …": "how many were freed", "the date of the opening".
        citations: The answer's. A position's citation that is not among them gets no marker.

    Returns:
        Markdown: for each disagreement a bold line with its topic, the explanation, and one list item a position, in
        the given order: its value, who says it and as of when where told, the files, the markers. Empty without
        disagreements.
    """
    known = {citation.number for citation in citations}
    return "\n\n".join(_disagreement(item, known) for item in disagreements)


def write_changes(changes: Sequence[tuple[str, str, str, int]]) -> str:
    """Tell values of different dates as a change over time.

    Args:
        changes: (ISO 8601 date, value, source, number of its citation), in any order; see :class:`Change`.

    Returns:
        One line of Markdown, oldest first: "Over time: 63 on 4 February 2026 (a.txt) [1], 41 on …". What several
        sources say of one date is told once. Empty where fewer than two dates are told: nothing changed then.
    """
    if len({date for date, *_ in changes}) < 2:
        return ""
    told = []
    for (date, value), rows in groupby(sorted(changes, key=lambda row: row[:2]), key=lambda row: row[:2]):
        same = list(rows)
        numbers = list(dict.fromkeys(number for *_, number in same))
        told.append(f"{escape(value)} {_when(date)} {_files([row[2] for row in same])} {markers(numbers)}")
    return f"Over time: {', '.join(told)}."


def write_agreement(agreement: Agreement, compared: int = 0, *, files: int = 0, reason: str = "") -> str:
    """Say in one line what the absence of a disagreement rests on.

    Args:
        agreement: The state of the answer.
        compared: Statements that were compared.
        files: Files that they come from, if known.
        reason: Of "not_checked": why, to follow a colon.

    Returns:
        Markdown. Empty where sources disagree: :func:`write_disagreements` says so.
    """
    match agreement:
        case "disagree":
            return ""
        case "none_found":
            whose = f" of {plural(files, 'file')}" if files else ""
            return f"No disagreement found: {plural(compared, 'statement')}{whose} {_were(compared)} compared."
        case "not_checked":
            why = f": {escape(reason).rstrip('.')}" if reason.strip() else ""
            return f"Not checked for disagreement{why}."


def _disagreement(disagreement: Disagreement, known: set[int]) -> str:
    topic = escape(disagreement.topic).rstrip(".?")
    sources = dict.fromkeys(source for position in disagreement.positions for source in position.sources)
    # One source may hold both positions: it reports a dispute, or contradicts itself.
    head = f"Sources disagree on {topic}" if len(sources) != 1 else f"One source gives differing accounts of {topic}"
    parts = [f"**{head}.**", "\n".join(_position(position, known) for position in disagreement.positions)]
    if disagreement.explanation.strip():
        parts.insert(1, escape(disagreement.explanation))
    return "\n\n".join(parts)


def _position(position: Position, known: set[int]) -> str:
    said = []
    if position.attributed_to:
        said.append(f"according to {escape(position.attributed_to)}")
    if position.as_of:
        said.append(f"as of {_date(position.as_of)}")
    parts = [f"**{escape(position.value)}**", ", ".join(said), _files(position.sources)]
    parts.append(markers(number for number in position.citations if number in known))
    return f"- {' '.join(filter(None, parts))}"


def _files(sources: Sequence[str]) -> str:
    return f"({', '.join(escape(source) for source in dict.fromkeys(sources))})"


def _when(date: str) -> str:
    """A date with its preposition: "on 4 February 2026", "in February 2026", "in 2026"."""
    match = _ISO_DATE.fullmatch(date)
    return f"as of {_date(date)}" if match is None else f"{'on' if match[3] else 'in'} {_date(date)}"


def _date(date: str) -> str:
    """An ISO 8601 date in words, as precise as it is, or an interval of two; anything else as it is written."""
    match = _ISO_DATE.fullmatch(date)
    if match is None:
        first, _, last = date.partition("/")
        whole = _ISO_DATE.fullmatch(first) and _ISO_DATE.fullmatch(last)
        return f"{_date(first)} to {_date(last)}" if whole else escape(date)
    year, month, day = match.groups()
    return " ".join(filter(None, [day and str(int(day)), month and _MONTHS[int(month) - 1], year]))


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
