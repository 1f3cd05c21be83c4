"""The unit that a table names in a column's heading: "Depth in metres: 33", "Paid (million crowns): 231"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rag.disagreement.currencies import currency_after
from rag.disagreement.units import unit_at

if TYPE_CHECKING:
    from rag.disagreement.units import Unit

__all__ = ["unit_of_label"]

_WINDOW = 60  # characters before a value in which its heading ends
# The last words of a heading, as tables are written out: in brackets, or after "in".
_LABEL = re.compile(r"(?:\((?:in )?(?P<bracketed>[^():;]+)\)|\bin (?P<plain>[^():;]+)): ?$", re.IGNORECASE)
_POWERS = {"thousand": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_POWER = re.compile(rf"(?P<power>{'|'.join(_POWERS)})s?(?: of)?(?: |$)", re.IGNORECASE)


def unit_of_label(text: str, at: int) -> tuple[Unit, Fraction] | None:
    """The unit of the heading right before a value.

    Args:
        text: The sentence, a row of a table written out as ``heading: value; heading: value``.
        at: The character at which the value begins.

    Returns:
        The unit and the power of ten that stands with it; None where no heading names one.
    """
    label = _LABEL.search(text, max(0, at - _WINDOW), at)
    if label is None:
        return None
    words = (label["bracketed"] or label["plain"]).strip()
    power = _POWER.match(words)
    rest = words[power.end() :] if power else words
    # What names the unit has to be all of it: "in metres per second" is none of metres.
    named = currency_after(f" {rest}", 0, money=True)
    if named is not None and named[1] == len(rest) + 1:
        return named[0], _factor(power)
    unit = unit_at(rest, 0)
    return (unit[0], _factor(power)) if unit is not None and unit[1] == len(rest) else None


def _factor(power: re.Match[str] | None) -> Fraction:
    return Fraction(10 ** _POWERS[power["power"].lower()]) if power else Fraction(1)
