"""Intervals of what a written value can mean, and whether two of them can both hold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Literal, TypeAlias

__all__ = ["Edge", "End", "Interval", "around", "at_least", "at_most", "exactly"]

End: TypeAlias = Fraction | float
"""An end of an interval: exact, so that conversions do not lose equality; floats only for infinity."""

Edge: TypeAlias = Literal["closed", "open", "rounded"]
"""Whether an end belongs to the interval.

"rounded" is the half-way point to the next figure of the same precision: an exact figure may lie on it (1,250,000 can
be written "1.2 million" or "1.3 million"), but two rounded figures that meet there are different figures.
"""


@dataclass(frozen=True, slots=True)
class Interval:
    """What lies from ``low`` to ``high``.

    Args:
        low: The lower end, ``-inf`` if there is none.
        high: The upper end, ``inf`` if there is none; not below ``low``.
        low_edge: Whether the lower end belongs to it.
        high_edge: Whether the upper end belongs to it.

    Raises:
        ValueError: If the ends are in the wrong order.
    """

    low: End
    high: End
    low_edge: Edge = "closed"
    high_edge: Edge = "closed"

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval from {self.low} to {self.high}")

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return _reaches(self.high, self.high_edge, other.low, other.low_edge) and _reaches(
            other.high, other.high_edge, self.low, self.low_edge
        )

    def within(self, other: Interval) -> bool:
        """Whether every value of this one lies in the other."""
        low = self.low > other.low or (self.low == other.low and _inside(self.low_edge, other.low_edge))
        high = self.high < other.high or (self.high == other.high and _inside(self.high_edge, other.high_edge))
        return low and high

    def scaled(self, smallest: Fraction, largest: Fraction | None = None) -> Interval:
        """The interval in another unit.

        Args:
            smallest: The factor, above zero; of a unit that has several sizes (ton, gallon) the smallest.
            largest: The largest factor; without one, ``smallest``.
        """
        largest = smallest if largest is None else largest
        low = _times(self.low, smallest if self.low >= 0 else largest)
        high = _times(self.high, largest if self.high >= 0 else smallest)
        return Interval(low, high, self.low_edge, self.high_edge)

    def shifted(self, by: Fraction) -> Interval:
        """The interval with ``by`` added to both ends."""
        return Interval(_plus(self.low, by), _plus(self.high, by), self.low_edge, self.high_edge)

    def plus(self, other: Interval) -> Interval:
        """What the sum of a value of this one and a value of the other can be."""
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high), self.low_edge, self.high_edge)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        below = self if (self.low, self.low_edge != "closed") <= (other.low, other.low_edge != "closed") else other
        above = self if (self.high, self.high_edge == "closed") >= (other.high, other.high_edge == "closed") else other
        return Interval(below.low, above.high, below.low_edge, above.high_edge)


def exactly(value: Fraction) -> Interval:
    """The one value."""
    return Interval(value, value)


def around(value: Fraction, slack: Fraction) -> Interval:
    """What is written ``value`` when rounded, ``slack`` being half the last place; the value alone if it is 0."""
    if not slack:
        return exactly(value)
    return Interval(value - slack, value + slack, "rounded", "rounded")


def at_least(value: Fraction, *, edge: Edge = "closed") -> Interval:
    """All from ``value`` up."""
    return Interval(value, inf, edge)


def at_most(value: Fraction, *, edge: Edge = "closed", floor: End = Fraction(0)) -> Interval:
    """All from ``floor`` up to ``value``."""
    return Interval(min(floor, value), value, "closed", edge)


def _reaches(high: End, high_edge: Edge, low: End, low_edge: Edge) -> bool:
    if high != low:
        return high > low
    return "open" not in {high_edge, low_edge} and not high_edge == low_edge == "rounded"


def _inside(edge: Edge, outer: Edge) -> bool:
    return outer != "open" or edge == "open"


def _times(end: End, factor: Fraction) -> End:
    return end * factor if isinstance(end, Fraction) else end


def _plus(end: End, by: Fraction) -> End:
    return end + by if isinstance(end, Fraction) else end


def _sum(first: End, second: End) -> End:
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first + second
    return first if isinstance(first, float) else second
