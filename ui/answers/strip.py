"""Change over time as a small dated strip: an ordered list that the style sheet lays out as a line."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ui.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.types import Citation, Disagreement

__all__ = ["OVER_TIME", "Moment", "course_of", "date_in_words", "moments_of", "strip_html"]

#: The line in which an answer's Markdown tells what changed over time.
OVER_TIME = re.compile(r"^Over time: [^\n]+\.$", re.MULTILINE)

_ISO_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d)(?:T.*)?)?)?")
# One step of that line: "63 on 4 February 2026 (a.txt) [1][3]". A bare [1] is a marker, for all other brackets are
# escaped there; the value may hold any words, so the date that stands last before the files counts.
_STEP = re.compile(r"(?P<told>.*?) (?P<markers>(?:(?<!\\)\[\d+\])+)(?:, |\.$)", re.DOTALL)
_TOLD = re.compile(
    r"(?P<value>.+) (?:(?:on|in) (?P<date>(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})|as of (?P<other>.+?)) \(.*\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Moment:
    """One value of a course.

    Attributes:
        when: The date in words.
        value: As written.
        numbers: The citations that give it.
    """

    when: str
    value: str
    numbers: tuple[int, ...]


def course_of(line: str) -> tuple[Moment, ...] | None:
    """Read the line in which an answer tells a course, as :data:`OVER_TIME` finds it.

    Returns:
        The values in the order of the line; None where the line is of another form, to be shown as it is written.
    """
    rest = line.removeprefix("Over time: ")
    moments = []
    at = 0
    while at < len(rest):
        step = _STEP.match(rest, at)
        told = _TOLD.fullmatch(step["told"]) if step else None
        if step is None or told is None:
            return None
        numbers = tuple(int(number) for number in re.findall(r"\d+", step["markers"]))
        when = told["date"] or told["other"]
        moments.append(Moment(_unescaped(when), _unescaped(told["value"]), numbers))
        at = step.end()
    return tuple(moments) if len(moments) > 1 else None


def moments_of(disagreement: Disagreement) -> tuple[Moment, ...]:
    """The positions in the order of the dates for which they hold; empty unless all are dated, two of them apart."""
    dated = [(p.as_of, p) for p in disagreement.positions if p.as_of and _ISO_DATE.fullmatch(p.as_of)]
    if len(dated) < len(disagreement.positions) or len({date for date, _ in dated}) < 2:
        return ()
    dated.sort(key=lambda pair: pair[0])
    return tuple(Moment(date_in_words(date), p.value, tuple(dict.fromkeys(p.citations))) for date, p in dated)


def strip_html(name: str, moments: Sequence[Moment], cited: Mapping[int, Citation]) -> str:
    """Draw a course on one line of HTML, as the chat's Markdown needs it.

    Args:
        name: What the strip shows.
        moments: The earliest first.
        cited: Citations by number; a number that is not among them gets no marker.
    """
    items = "".join(
        f'<li><span class="ws-strip-when">{_flat(moment.when)}</span> '
        f'<span class="ws-strip-value" dir="auto">{_flat(moment.value)}</span>'
        f"{''.join(_marker(cited[number]) for number in moment.numbers if number in cited)}</li>"
        for moment in moments
    )
    return f'<div class="ws-course"><p class="ws-strip-name">{escape(name)}</p><ol class="ws-strip">{items}</ol></div>'


def date_in_words(written: str) -> str:
    """An ISO 8601 date in words, as precise as it is, or an interval of two; anything else as it is written."""
    match = _ISO_DATE.fullmatch(written)
    if match is None:
        first, _, last = written.partition("/")
        whole = _ISO_DATE.fullmatch(first) and _ISO_DATE.fullmatch(last)
        return f"{date_in_words(first)} to {date_in_words(last)}" if whole else written
    year, month, day = match.groups()
    return " ".join(filter(None, [day and str(int(day)), month and month_name[int(month)], year]))


def _marker(citation: Citation) -> str:
    link = Place.of(citation.source, citation.start, citation.end, citation.quote).link
    return f' <a class="ws-marker" href="{link}" title="{_flat(citation.source)}">[{citation.number}]</a>'


def _unescaped(markdown: str) -> str:
    return _ESCAPED.sub(r"\1", markdown)


def _flat(text: str) -> str:
    """Escaped, on one line."""
    return escape(" ".join(text.split()))
