"""Values in a normal form, so that programs can compare what is written differently."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.disagreement.moment import Moment
from rag.disagreement.quantity import Quantity
from rag.text.words import fold

if TYPE_CHECKING:
    from fractions import Fraction

    from rag.disagreement.bounds import Interval
    from rag.disagreement.claim import Claim

__all__ = ["iso_of", "normal_form"]


def normal_form(claim: Claim) -> str:
    """The value of a claim in a normal form.

    Returns:
        Of numbers the figure and the unit, with its bounds where they are not closed on it: ``14``, ``>= 80``,
        ``412000000 EUR``, ``10..20 mile``; of times the ISO 8601 date, month or year, or ``first/last``; yes or no;
        of anything else the words, in lower case and without accents.
    """
    if claim.stance is not None:
        return claim.stance.answer
    if isinstance(claim.value, Quantity):
        return _quantity(claim.value)
    if isinstance(claim.value, Moment) and (time := iso_of(claim.value)):
        return time
    return fold(claim.words)


def iso_of(moment: Moment) -> str | None:
    """A time in ISO 8601: a day, a month, a year, or ``first/last``; None where its days are not known."""
    if len(moment.stated) != 1:
        return None
    interval = moment.stated[0]
    try:
        first = datetime.date.fromordinal(int(interval.low))
        last = datetime.date.fromordinal(int(interval.high))
    except (OverflowError, ValueError):
        return None
    if first == last:
        return first.isoformat()
    after = last + datetime.timedelta(days=1)
    if first.day == 1 and after.day == 1 and (after.year, after.month) == _following(first):
        return first.isoformat()[:7]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"


def _following(first: datetime.date) -> tuple[int, int]:
    return (first.year + first.month // 12, first.month % 12 + 1)


def _quantity(value: Quantity) -> str:
    if value.kind == "share" and value.unit is not None:
        in_percent = value.unit.factor * 100
        scaled = replace(
            value,
            figure=value.figure * in_percent,
            stated=value.stated.scaled(in_percent),
            possible=value.possible.scaled(in_percent),
        )
        return f"{_bounds(scaled)} %"
    unit = f" {value.unit.name}" if value.unit else ""
    per = f" per {value.per}" if value.per else ""
    return f"{_bounds(value)}{unit}{per}"


def _bounds(value: Quantity) -> str:
    if value.plain:
        return _number(value.figure)
    interval: Interval = value.stated
    low, high = interval.low, interval.high
    if isinstance(low, float) and isinstance(high, float):
        return _number(value.figure)
    if isinstance(high, float):
        return f"{'>' if interval.low_edge == 'open' else '>='} {_number(low)}"
    if isinstance(low, float) or (low == 0 and value.figure == high):
        return f"{'<' if interval.high_edge == 'open' else '<='} {_number(high)}"
    if value.hedge == "about":
        return f"about {_number(value.figure)}"
    return _number(low) if low == high else f"{_number(low)}..{_number(high)}"


def _number(value: Fraction | float) -> str:
    if not isinstance(value, float) and value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.6g}"
