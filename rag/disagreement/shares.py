"""Numbers that are words of their own: shares ("two thirds", "most"), "nobody", "twice", ordinals."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rag.disagreement.bounds import Interval, around, exactly
from rag.disagreement.hedges import Bounds, Hedge, interval_of
from rag.disagreement.numerals import FRACTION_WORDS, Numeral, read_ordinal
from rag.disagreement.quantity import Quantity, unplaced
from rag.disagreement.units import Unit

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

__all__ = ["RATIO", "read_share", "read_word"]

_SMALL = "one two three four five six seven eight nine ten".split()
_NUMERATOR = {word: n for n, word in enumerate(_SMALL, 1)} | {"a": 1, "an": 1}
_WHOLE = Unit("part", "share", "share", Fraction(1))
_FRACTION = re.compile(
    rf"(?:(?P<of>an?|{'|'.join(_SMALL)})[ -])?(?P<part>{'|'.join(FRACTION_WORDS)})(?P<many>s?)\b"
    r"(?! an? | as |-|(?: a)? (?:dozen|hundred|thousand|million|billion))",
    re.IGNORECASE,
)
_ODDS = re.compile(
    rf"(?P<few>{'|'.join(_SMALL)}|\d+) (?:out of|of(?= every)|in) (?P<every>every )?"
    rf"(?P<many>{'|'.join(_SMALL)}|\d+|(?:a )?hundred)\b"
    r"(?![,.]\d)",
    re.IGNORECASE,
)
_MOST = (Interval(Fraction(1, 2), Fraction(1), "open"), Interval(Fraction(1, 2), Fraction(1)))
_FEW = (Interval(Fraction(0), Fraction(1, 2), "open", "open"), Interval(Fraction(0), Fraction(1, 2)))
_PART = re.compile(r"(?:most|(?:a|the) majority|(a minority))(?= of\b)", re.IGNORECASE)
_NOBODY = re.compile(r"(?:nobody|no one|no-one|none|nil|nothing)\b", re.IGNORECASE)
_NO = re.compile(
    r"no(?= (?!more|fewer|less|greater|higher|lower|one|longer|doubt|matter|later|earlier)[a-z])", re.IGNORECASE
)
_TIMES = re.compile(r"(?:(once)|(twice)|(thrice)|(both)|(a pair)|(a single))\b", re.IGNORECASE)
_TIMES_WORTH = (1, 2, 3, 2, 2, 1)
_ITS_SIZE = re.compile(r" (?:the|that|this|its|their|an?) (?!day|week|month|year)", re.IGNORECASE)
RATIO = re.compile(
    r"(?: times)? (?:as (?:many|much|large|big|high|long|often)|(?:more|less|higher|larger|bigger|faster) than)\b"
    r"| times (?:more|less|higher|larger|bigger|faster|over|the)\b|[ -]?fold\b|x\b",
    re.IGNORECASE,
)
"""What follows a number that is a ratio to something else ("three times as many")."""


def read_share(text: str, at: int, hedge: Hedge, kind: AnswerKind | None) -> tuple[int, Quantity] | None:
    """A share in words ("most of", "two thirds", "half", "one in five") that begins at a place.

    Fractions in words are round: 2 hundredths to each side count as stated, 5 as possible.

    Returns:
        The character after it and the share; None where there is none, or it is rather an ordinal ("a third man").
    """
    if match := _PART.match(text, at):
        stated, possible = _FEW if match[1] else _MOST
        return match.end(), unplaced("share", Fraction(1, 2), Bounds(stated, possible, plain=False), _WHOLE)
    value = (_odds(text, at, kind) if kind != "count" else None) or _fraction(text, at, kind)
    return (value[0], _near(value[1], hedge)) if value else None


def _odds(text: str, at: int, kind: AnswerKind | None) -> tuple[int, Fraction] | None:
    """ "One in five"; but "80 out of 120" is a number of things unless a share is looked for."""
    match = _ODDS.match(text, at)
    if match is None:
        return None
    few = _NUMERATOR.get(match["few"].lower()) or int(match["few"])
    many = 100 if match["many"].endswith("hundred") else _NUMERATOR.get(match["many"].lower()) or int(match["many"])
    share = kind == "share" or match["every"] or (few <= 10 and many <= 1000)
    return (match.end(), Fraction(few, many)) if few < many and share else None


def _fraction(text: str, at: int, kind: AnswerKind | None) -> tuple[int, Fraction] | None:
    """ "Half", "two thirds"; but a third man, and three quarters of a year each, are none."""
    match = _FRACTION.match(text, at)
    if match is None:
        return None
    whole, of = FRACTION_WORDS[match["part"].lower()], (match["of"] or "").lower()
    few = _NUMERATOR[of] if of else 1
    if few >= whole or (few > 1) != bool(match["many"]) or (not of and whole != 2):
        return None
    doubtful = few == 1 and whole > 2 and of != "one" and kind != "share"
    if doubtful and re.match(r" (?!of)\w", text[match.end() : match.end() + 3]):
        return None
    return None if kind == "duration" and whole == 4 else (match.end(), Fraction(few, whole))


def _near(value: Fraction, hedge: Hedge) -> Quantity:
    if hedge == "none":
        bounds = Bounds(around(value, Fraction(2, 100)), around(value, Fraction(5, 100)), plain=True)
        return unplaced("share", value, bounds, _WHOLE)
    numeral = Numeral(0, value, Fraction(5, 100), doubt=Fraction(5, 200))
    stated, possible, _ = interval_of(numeral, hedge, continuous=True)
    bounds = Bounds(_up_to_one(stated), _up_to_one(possible), plain=False)
    return unplaced("share", value, bounds, _WHOLE)


def _up_to_one(interval: Interval) -> Interval:
    if interval.high <= 1:
        return interval
    return Interval(interval.low, Fraction(1), interval.low_edge, "closed")


def read_word(text: str, at: int, hedge: Hedge, kind: AnswerKind | None) -> tuple[int, Quantity | None] | None:
    """A count or ordinal that is one word ("nobody", "twice", "both", "third") and begins at a place.

    Returns:
        The character after it and the quantity, None for a ratio ("twice the number"); None where there is no such
        word.
    """
    if match := _NOBODY.match(text, at) or (_NO.match(text, at) if kind == "count" else None):
        return match.end(), unplaced("count", Fraction(0), Bounds(*_exact(0), plain=True))
    if match := _TIMES.match(text, at):
        value = Fraction(_TIMES_WORTH[(match.lastindex or 1) - 1])
        if match.lastindex in {2, 3} and (RATIO.match(text, match.end()) or _ITS_SIZE.match(text, match.end())):
            return match.end(), None
        bounds = interval_of(Numeral(0, value, Fraction(1)), hedge, continuous=False)
        return match.end(), unplaced("count", value, bounds)
    ordinal = read_ordinal(text, at) if kind not in {"duration", "share"} else None
    if ordinal is None:
        return None
    return ordinal[1], unplaced("ordinal", Fraction(ordinal[0]), Bounds(*_exact(ordinal[0]), plain=True))


def _exact(value: int) -> tuple[Interval, Interval]:
    return exactly(Fraction(value)), exactly(Fraction(value))
