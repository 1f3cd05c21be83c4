"""Whether two quantities say the same, one refines the other, or both cannot be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.disagreement.currencies import may_be
from rag.disagreement.relation import Relation, Verdict, both, quoted

if TYPE_CHECKING:
    from fractions import Fraction

    from rag.disagreement.bounds import Interval
    from rag.disagreement.quantity import Quantity

__all__ = ["relate_quantities"]

_NAMES = {
    "count": "a number",
    "duration": "a length of time",
    "measure": "a measure",
    "money": "an amount of money",
    "ordinal": "a place in an order",
    "share": "a share",
}


def relate_quantities(first: Quantity, second: Quantity) -> Relation:
    """Compare two quantities that are said of the same thing, in one unit."""
    if unlike := _unlike(first, second):
        return Relation("incomparable", unlike)
    one, other = _converted(first, second), _converted(second, first)
    largest = max(abs(one.figure), abs(other.figure))
    apart = float(abs(one.figure - other.figure) / largest) if largest else 0.0
    verdict, reason, narrower = _verdict(one, other)
    same_currency = first.unit is None or second.unit is None or first.unit.dimension == second.unit.dimension
    if not same_currency and verdict != "same":
        return Relation(
            "incomparable", f"{both(first.words, second.words)} may be of different currencies", None, apart
        )
    return Relation(verdict, reason.format(first=quoted(first.words), second=quoted(second.words)), narrower, apart)


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
        return f"{quoted(first.words)} is {_NAMES[first.kind]}, {quoted(second.words)} {_NAMES[second.kind]}"
    if first.per != second.per:
        return f"{quoted(first.words)} is {_per(first)}, {quoted(second.words)} {_per(second)}"
    # "rose to 45" tells the same as "was 45".
    if _role(first) != _role(second):
        return f"{both(first.words, second.words)} are not of one sort: one is a change, a starting point or an average"
    return _other_unit(first, second)


def _other_unit(first: Quantity, second: Quantity) -> str | None:
    if first.unit is None or second.unit is None or first.unit.dimension == second.unit.dimension:
        return None
    if first.kind == "money":
        return (
            None
            if may_be(first.unit, second.unit)
            else f"{both(first.words, second.words)} are in different currencies"
        )
    return (
        f"{both(first.words, second.words)} do not measure the same: {first.unit.dimension} and {second.unit.dimension}"
    )


def _role(value: Quantity) -> str | None:
    return None if value.role == "to" else value.role


def _per(value: Quantity) -> str:
    return f"per {value.per}" if value.per else "no rate"
