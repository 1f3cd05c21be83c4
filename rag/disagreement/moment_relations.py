"""Whether two dates or periods say the same, one refines the other, or both cannot be true."""

from __future__ import annotations

import datetime
from math import isfinite
from typing import TYPE_CHECKING, Literal

from rag.disagreement.relation import Relation, both, quoted

if TYPE_CHECKING:
    from rag.disagreement.bounds import Interval
    from rag.disagreement.moment import Moment

__all__ = ["relate_moments"]

# Before the Gregorian calendar was taken over, in Russia in 1918 and in Greece in 1923, a day had two dates.
_TWO_CALENDARS_UNTIL = datetime.date(1924, 1, 1).toordinal()
_CALENDARS_APART = range(10, 14)


def relate_moments(first: Moment, second: Moment) -> Relation:
    """Compare two times that are said of the same thing.

    Dates without their year are compared by month and day; a weekday without an anchor with nothing. Periods "from …
    to …" differ where an end does; one that lies inside the other may be a part of it, and excludes nothing.
    """
    if first.ends and second.ends:
        return _periods(first, second)
    if first.role != second.role:
        return _unlike_roles(first, second)
    if not first.possible or not second.possible:
        return _unresolved(first, second)
    return _dates(first, second)


def _dates(first: Moment, second: Moment) -> Relation:
    words, apart = both(first.words, second.words), _days_apart(first, second)
    if not _overlap(first.possible, second.possible):
        if _old_style(first, second):
            return Relation(
                "incomparable", f"{words} may be one day in the old and the new calendar", None, None, apart
            )
        return Relation("excludes", f"{words} cannot both be true", None, None, apart)
    if first.stated == second.stated:
        return Relation("same", f"{words} are the same time", None, None, apart)
    if _within(first.stated, second.stated):
        return _refines(first, second, "first", apart)
    if _within(second.stated, first.stated):
        return _refines(second, first, "second", apart)
    how = "overlap: both can be true" if _overlap(first.stated, second.stated) else "can mean the same time"
    return Relation("incomparable", f"{words} {how}", None, None, apart)


def _refines(narrow: Moment, wide: Moment, narrower: Literal["first", "second"], apart: int | None) -> Relation:
    return Relation("refines", f"{quoted(narrow.words)} lies in {quoted(wide.words)}", narrower, None, apart)


def _periods(first: Moment, second: Moment) -> Relation:
    words, apart = both(first.words, second.words), _days_apart(first, second)
    if first.ends is None or second.ends is None:  # pragma: no cover  (asked before)
        raise ValueError("a period without its ends")
    begins, ends = (_dates(one, other) for one, other in zip(first.ends, second.ends, strict=True))
    verdicts = {begins.verdict, ends.verdict}
    if verdicts == {"excludes"} and (_within(first.stated, second.stated) or _within(second.stated, first.stated)):
        return Relation("incomparable", f"of {words} one may be a part of the other", None, None, apart)
    if "excludes" in verdicts:
        end = "begin" if begins.verdict == "excludes" else "end"
        return Relation("excludes", f"{words} {end} at different times", None, None, apart)
    if verdicts == {"same"}:
        return Relation("same", f"{words} are the same time", None, None, apart)
    narrower = {relation.narrower for relation in (begins, ends)} - {None}
    if "incomparable" in verdicts or len(narrower) != 1:
        return Relation("incomparable", f"{words} can mean the same time", None, None, apart)
    return _refines(first, second, "first", apart) if "first" in narrower else _refines(second, first, "second", apart)


def _unlike_roles(first: Moment, second: Moment) -> Relation:
    words, apart = both(first.words, second.words), _days_apart(first, second)
    if {first.role, second.role} == {"at", "through"} and first.stated and second.stated:
        if first.role == "at" and _within(first.stated, second.stated):
            return _refines(first, second, "first", apart)
        if second.role == "at" and _within(second.stated, first.stated):
            return _refines(second, first, "second", apart)
    names = {"at": "a date", "since": "a beginning", "until": "an end", "through": "a period"}
    return Relation("incomparable", f"of {words} one is {names[first.role]}, the other {names[second.role]}")


def _unresolved(first: Moment, second: Moment) -> Relation:
    """At least one of the two without its year or week."""
    words = both(first.words, second.words)
    if first.possible or second.possible:
        known, other = (first, second) if first.possible else (second, first)
        return _recurring(known, other, "first" if first.possible else "second", words)
    if first.month is None or second.month is None:
        return Relation("incomparable", f"{words} mean no certain day without the date of their text")
    if first.month != second.month or (first.day and second.day and first.day != second.day):
        return Relation("excludes", f"{words} cannot both be true")
    if first.words.lower() != second.words.lower() and first.day == second.day and first.day is None:
        # "early March" and "late March" read alike here.
        return Relation("incomparable", f"{words} can mean the same time")
    if first.day == second.day:
        return Relation("same", f"{words} are the same day or month")
    narrow, wide, which = (first, second, "first") if first.day else (second, first, "second")
    return _refines(narrow, wide, "first" if which == "first" else "second", None)


def _recurring(known: Moment, other: Moment, which: Literal["first", "second"], words: str) -> Relation:
    """A date with its year and one without."""
    if other.month is None or known.precision not in {"day", "month"} or known.ends:
        return Relation("incomparable", f"{words}: the year or week of {quoted(other.words)} is not told")
    whole = known.precision == "month"
    if any(_holds(interval, other.month, None if whole else other.day) for interval in known.possible):
        if whole and other.day:
            return Relation("incomparable", f"{words} can both be true")
        return _refines(known, other, which, None)
    return Relation("excludes", f"{words} cannot both be true")


def _holds(interval: Interval, month: int, day: int | None) -> bool:
    """Whether an interval of at most some months holds a day of this month and number."""
    if (
        not isfinite(interval.low)
        or not isfinite(interval.high)
        or interval.low < 1
        or interval.high - interval.low > 366
    ):
        return True
    dates = (datetime.date.fromordinal(number) for number in range(int(interval.low), int(interval.high) + 1))
    return any(date.month == month and (day is None or date.day == day) for date in dates)


def _old_style(first: Moment, second: Moment) -> bool:
    if first.precision != "day" or second.precision != "day":
        return False
    days = [(one.low, other.low) for one in first.possible for other in second.possible]
    return any(abs(a - b) in _CALENDARS_APART and max(a, b) < _TWO_CALENDARS_UNTIL for a, b in days)


def _overlap(first: tuple[Interval, ...], second: tuple[Interval, ...]) -> bool:
    return any(one.overlaps(other) for one in first for other in second)


def _within(narrow: tuple[Interval, ...], wide: tuple[Interval, ...]) -> bool:
    return bool(narrow) and all(any(one.within(other) for other in wide) for one in narrow)


def _days_apart(first: Moment, second: Moment) -> int | None:
    if not first.stated or not second.stated:
        return None
    low, other = first.stated[0].low, second.stated[0].low
    return int(abs(float(low) - float(other))) if isfinite(low) and isfinite(other) else None
