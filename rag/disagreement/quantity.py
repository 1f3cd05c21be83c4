"""What a quantity is once its words are understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.text.spans import Span

if TYPE_CHECKING:
    from fractions import Fraction

    from rag.disagreement.bounds import Interval
    from rag.disagreement.hedges import Bounds, Hedge
    from rag.disagreement.units import Unit

__all__ = ["Quantity", "QuantityKind", "unplaced"]

QuantityKind: TypeAlias = Literal["count", "duration", "measure", "money", "ordinal", "share"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it is a number of.

    Attributes:
        span: Where it stands in its sentence, with hedges, bounds and unit, also where the span asked for left them
            out.
        words: The exact words there.
        kind: What kind of quantity the words are.
        figure: The number written, in ``unit``; the lower one of a range, the usual lower bound of a vague word.
        stated: What the words state, in ``unit``; shares as fractions of one.
        possible: All that the words can mean, in ``unit``; holds ``stated``.
        plain: Whether a single figure says so, without hedge or bound.
        unit: The unit or currency; None for counts and ordinals.
        per: What it is a rate of ("day", "person"), if the words say so.
        hedge: What loosens or bounds the figure, "none" if nothing: two figures that are both at most so much may be
            two limits, of which only one can be in force, though both can be true as estimates.
        role: "by", "from" or "to" where that word stands before it, as in "rose by 5 to 45"; "average" after one.
    """

    span: Span
    words: str
    kind: QuantityKind
    figure: Fraction
    stated: Interval
    possible: Interval
    plain: bool = True
    unit: Unit | None = None
    per: str | None = None
    hedge: Hedge = "none"
    role: str | None = None


def unplaced(kind: QuantityKind, figure: Fraction, bounds: Bounds, unit: Unit | None = None) -> Quantity:
    """A quantity of which span and words are still to be filled in."""
    return Quantity(Span(0, 0), "", kind, figure, bounds.stated, bounds.possible, bounds.plain, unit)
