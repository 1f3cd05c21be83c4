"""Days as numbers, before the common era too, and the calendar periods that they make up."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import NamedTuple

from rag.disagreement.bounds import Interval

__all__ = ["Period", "century", "day", "days", "decade", "month", "part_of", "season", "week", "year"]

_CYCLE_YEARS = 400  # after so many years the Gregorian calendar repeats itself
_CYCLE_DAYS = 146_097


class Period(NamedTuple):
    """Days ``first`` to ``last``, both included, as counted by ``datetime.date.toordinal``."""

    first: int
    last: int

    @property
    def interval(self) -> Interval:
        """The same as an interval of days."""
        return Interval(Fraction(self.first), Fraction(self.last))


def days(year_: int, month_: int, day_: int) -> int:
    """The number of a day; years before 1 count on backwards (0 is 1 BC).

    Raises:
        ValueError: If there is no such day.
    """
    cycles = max(0, -((year_ - 1) // _CYCLE_YEARS))
    return datetime.date(year_ + cycles * _CYCLE_YEARS, month_, day_).toordinal() - cycles * _CYCLE_DAYS


def day(date: datetime.date) -> Period:
    """One day."""
    return Period(date.toordinal(), date.toordinal())


def month(year_: int, month_: int) -> Period:
    """A month; 13 is January of the year after, 0 December of the year before."""
    year_, month_ = year_ + (month_ - 1) // 12, (month_ - 1) % 12 + 1
    following = days(year_ + month_ // 12, month_ % 12 + 1, 1)
    return Period(days(year_, month_, 1), following - 1)


def year(first: int, last: int | None = None) -> Period:
    """A year, or the years from ``first`` to ``last``."""
    last = first if last is None else last
    return Period(days(first, 1, 1), days(last, 12, 31))


def decade(first: int) -> Period:
    """The ten years from ``first``, as "the 1990s" are."""
    return year(first, first + 9)


def century(number: int, *, before: bool = False) -> Period:
    """The n-th century: 1101 to 1200 for the twelfth; before the common era 1200 to 1101 BC."""
    return year(1 - 100 * number, 100 - 100 * number) if before else year(100 * number - 99, 100 * number)


# Days by which the seasons of the calendar, of the weather and of the stars differ.
_SEASONS_DIFFER = 23


def season(year_: int, name: str) -> tuple[Period, tuple[Period, ...]]:
    """A season: as it falls in the north, and all that it may be, on either half of the Earth.

    One that goes over the turn of a year is called by either year.
    """
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    usual = _quarter(year_, first)
    begins = [first, (first + 6) if first <= 6 else first - 6]
    starts = [(year_ - before, begin) for begin in begins for before in ((0, 1) if begin == 12 else (0,))]
    possible = sorted(_quarter(y, begin) for y, begin in starts)
    return usual, tuple(Period(p.first - _SEASONS_DIFFER, p.last + _SEASONS_DIFFER) for p in possible)


def _quarter(year_: int, first: int) -> Period:
    return Period(month(year_, first).first, month(year_, first + 2).last)


def week(date: datetime.date) -> Period:
    """Monday to Sunday of the week of a day."""
    monday = date.toordinal() - date.weekday()
    return Period(monday, monday + 6)


# Shares of a period, as usual and as possible: nobody draws the line of "early" at a day.
_PARTS = {
    "early": ((0, 4), (0, 6)),
    "mid": ((4, 8), (3, 9)),
    "late": ((8, 12), (6, 12)),
    "beginning": ((0, 3), (0, 6)),
    "end": ((9, 12), (6, 12)),
    "first half": ((0, 6), (0, 6)),
    "second half": ((6, 12), (6, 12)),
}


def part_of(period: Period, name: str) -> tuple[Period, Period]:
    """A part of a period ("early", "mid", "late", "end", "first half"): as usual, and all that it may be.

    Parts are shares of the days, rounded outwards.
    """
    length = period.last - period.first + 1
    usual, possible = (
        Period(period.first + length * low // 12, period.first + max(1, -(-length * high // 12)) - 1)
        for low, high in _PARTS[name]
    )
    return usual, possible
