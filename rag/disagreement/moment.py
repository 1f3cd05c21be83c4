"""What a date or a period is once its words are understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from rag.disagreement.bounds import Interval
    from rag.text.spans import Span

__all__ = ["Moment", "Precision", "Role"]

Precision: TypeAlias = Literal["day", "week", "month", "season", "year", "decade", "century", "bound"]
Role: TypeAlias = Literal["at", "since", "until", "through"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written.

    Attributes:
        span: Where it stands in its sentence.
        words: The exact words there.
        stated: The days that the words state, as numbered by ``datetime.date.toordinal``; several intervals where day
            and month can be exchanged, none where the words do not tell the year or week.
        possible: All days that the words can mean; nothing means that nobody can tell.
        precision: How precisely it is written.
        role: "at", "since" it, "until" it, or "through" from one end to the other.
        month: Of a date without its year, the month (1 to 12).
        day: Of a date without its year, the day of the month, if told.
        ends: Of a period, its two ends.
    """

    span: Span
    words: str
    stated: tuple[Interval, ...]
    possible: tuple[Interval, ...]
    precision: Precision
    role: Role = "at"
    month: int | None = None
    day: int | None = None
    ends: tuple[Moment, Moment] | None = None
