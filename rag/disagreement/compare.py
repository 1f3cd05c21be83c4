"""Whether two values of the same thing say the same, one refines the other, or both cannot be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.disagreement.currencies import may_be

if TYPE_CHECKING:
    from fractions import Fraction

    from rag.disagreement.bounds import Interval
    from rag.disagreement.quantity import Quantity

__all__ = ["Relation", "Verdict", "compare"]

Verdict: TypeAlias = Literal["same", "refines", "excludes", "incomparable"]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two values stand to each other.

    Attributes:
        verdict: "same": equal within the precision written; "refines": all that one states lies in what the other
            states; "excludes": nothing that one can mean lies in what the other can mean; "incomparable": not of one
            kind or unit, unresolved, or too close to call.
        reason: Why, for people.
        narrower: Of "refines", which of the two says more.
        apart: Of two figures in one unit, their difference as a share of the larger one; None without two.
    """

    verdict: Verdict
    reason: str
    narrower: Literal["first", "second"] | None = None
    apart: float | None = None


def compare(first: Quantity, second: Quantity) -> Relation:
    """Compare two values that are said of the same thing; whether they are is for the caller to know.

    The verdict does not depend on the order.
    """
    return _quantities(first, second)


_NAMES = {
    "count": "a number",
    "duration": "a length of time",
    "measure": "a measure",
    "money": "an amount of money",
    "ordinal": "a place in an order",
    "share": "a share",
}


def _quantities(first: Quantity, second: Quantity) -> Relation:
    if unlike := _unlike(first, second):
        return Relation("incomparable", unlike)
    one, other = _converted(first, second), _converted(second, first)
    largest = max(abs(one.figure), abs(other.figure))
    apart = float(abs(one.figure - other.figure) / largest) if largest else 0.0
    verdict, reason, narrower = _verdict(one, other)
    same_currency = first.unit is None or second.unit is None or first.unit.dimension == second.unit.dimension
    if not same_currency and verdict != "same":
        return Relation("incomparable", f"{_both(first, second)} may be of different currencies", None, apart)
    return Relation(verdict, reason.format(first=_quoted(first), second=_quoted(second)), narrower, apart)


@dataclass(frozen=True, slots=True)
class _Converted:
    """A quantity in the unit in which it is compared."""

    figure: Fraction
    stated: Interval
    possible: Interval
    plain: bool


def _converted(value: Quantity, other: Quantity) -> _Converted:
    unit = value.unit
    if unit is None or other.unit is None or unit == other.unit:
        return _Converted(value.figure, value.stated, value.possible, value.plain)
    exact = unit.family == other.unit.family
    small = unit.factor if exact else unit.factor * unit.smallest
    large = unit.factor if exact else unit.factor * unit.largest
    return _Converted(
        value.figure * (small + large) / 2 + unit.offset,
        value.stated.scaled(small, large).shifted(unit.offset),
        value.possible.scaled(small, large).shifted(unit.offset),
        value.plain,
    )


def _verdict(one: _Converted, other: _Converted) -> tuple[Verdict, str, Literal["first", "second"] | None]:
    if not one.possible.overlaps(other.possible):
        return "excludes", "{first} and {second} cannot both be true", None
    together = one.stated.overlaps(other.stated)
    if one.stated == other.stated or (one.plain and other.plain and together):
        return "same", "{first} and {second} are equal as precisely as they are written", None
    if one.stated.within(other.stated):
        return "refines", "{second} leaves room for {first}", "first"
    if other.stated.within(one.stated):
        return "refines", "{first} leaves room for {second}", "second"
    if together:
        return "incomparable", "{first} and {second} overlap: both can be true", None
    return "incomparable", "{first} and {second} are too close to tell apart", None


def _unlike(first: Quantity, second: Quantity) -> str | None:
    """Why two quantities cannot be compared at all."""
    if first.kind != second.kind:
        return f"{_quoted(first)} is {_NAMES[first.kind]}, {_quoted(second)} {_NAMES[second.kind]}"
    if first.per != second.per:
        return f"{_quoted(first)} is {_per(first)}, {_quoted(second)} {_per(second)}"
    # "rose to 45" tells the same as "was 45".
    if _role(first) != _role(second):
        return f"{_both(first, second)} are not of one sort: one is a change, a starting point or an average"
    return _other_unit(first, second)


def _other_unit(first: Quantity, second: Quantity) -> str | None:
    if first.unit is None or second.unit is None or first.unit.dimension == second.unit.dimension:
        return None
    if first.kind == "money":
        return None if may_be(first.unit, second.unit) else f"{_both(first, second)} are in different currencies"
    return f"{_both(first, second)} do not measure the same: {first.unit.dimension} and {second.unit.dimension}"


def _role(value: Quantity) -> str | None:
    return None if value.role == "to" else value.role


def _per(value: Quantity) -> str:
    return f"per {value.per}" if value.per else "no rate"


def _quoted(value: Quantity) -> str:
    return f"“{value.words}”"


def _both(first: Quantity, second: Quantity) -> str:
    return f"{_quoted(first)} and {_quoted(second)}"
