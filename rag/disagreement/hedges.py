"""Words that loosen or bound a number ("about", "at least", "nearly"), and the intervals that they leave.

Each value has two intervals: what its words state, and all that they can possibly mean. The first decides whether two
values agree, the second whether they exclude each other; what lies between is left undecided.

- A figure is exact as written ("83", "2,000") unless its writing shows that it is rounded: decimals and powers of ten
  ("1.2 million" is 1.15 to 1.25 million), half a unit of the last place to each side, of which at most a tenth of the
  figure counts as stated. Numbers in words that end in hundreds or thousands, and dozens, are perhaps rounded.
- Measures and durations are never exact: half a unit of the last place written; measures possibly half the step on
  which the figure lies, at most a fiftieth of it, since round figures come of converting units.
- "About" widens to half the step on which the figure lies (Krifka 2007, "Approximate interpretation of number
  words"), at most a tenth ("about 80" is 75 to 85), and possibly to a fifth.
- "Nearly" ends below the figure, "just over" begins above it; both reach a tenth away, possibly a quarter.
- A bound ("at least") is taken by its logic: "at least 80" leaves room for 600.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import inf
from typing import Literal, NamedTuple, TypeAlias

from rag.disagreement.bounds import Edge, End, Interval, around, at_least, at_most
from rag.disagreement.numerals import Numeral, granularity

__all__ = ["Bounds", "Hedge", "hedge_after", "hedge_before", "interval_of", "joined", "range_of", "vague_of"]

Hedge: TypeAlias = Literal["none", "least", "more", "just_more", "most", "less", "just_less", "about", "additive"]


class Bounds(NamedTuple):
    """What is stated, what is possible, and whether a single figure without hedge or bound says so."""

    stated: Interval
    possible: Interval
    plain: bool


_LITTLE = "just|slightly|a little|a bit|marginally|barely|only just"
_BEFORE = re.compile(
    rf"""(?:
    (?P<just_more>(?:{_LITTLE})\ (?:more\ than|over|above))
    |(?P<just_less>(?:{_LITTLE})\ (?:fewer\ than|less\ than|under|below|short\ of)
        |nearly|almost|not\ quite|virtually|practically|approaching|nearing)
    |(?P<least>at\ least|not?\ (?:fewer|less|lower)\ than|(?:a\ )?minimum\ of|at\ a\ minimum|upwards?\ of
        |as\ (?:few|little|low)\ as|≥|>=)
    |(?P<most>at\ most|up\ to|not?\ (?:more|greater|higher)\ than|as\ (?:many|much|high|long)\ as
        |(?:a\ )?maximum\ of|≤|<=)
    |(?P<more>(?:well\ |far\ |much\ |significantly\ |considerably\ )?
        (?:more\ than|over|above|exceeding|(?:greater|higher|larger|longer)\ than|north\ of|in\ excess\ of|beyond)|>)
    |(?P<less>(?:well\ |far\ |much\ |significantly\ |considerably\ )?
        (?:fewer\ than|less\ than|under|below|(?:lower|smaller|shorter)\ than)|<)
    |(?P<about>about|approximately|approx\.?|around|roughly|some|an?\ estimated|estimated(?:\ at)?|circa|ca\.?|c\.
        |[~≈]|close\ to|in\ the\ region\ of|on\ the\ order\ of|more\ or\ less|something\ like|perhaps|maybe|probably)
    |(?P<additive>another|(?:an?\ )?(?:further|additional|extra))
    |(?P<none>exactly|precisely|just|only|a\ total\ of|a\ record|the|all|all\ of|a\ mere|fully)
    )(?:(?<=\w)\ (?:the\ )?|(?<!\w)\ ?)(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(
    r"(?P<least>,? or (?:more|above|over|longer|older|greater)\b|,? and (?:above|over|up)\b|\+(?!\d)| plus\b"
    r"|,? at (?:the )?(?:very )?least\b|,? at a minimum\b|,? minimum\b)"
    r"|(?P<most>,? or (?:fewer|less|under|shorter|younger)\b|,? at (?:the )?(?:very )?most\b|,? maximum\b)"
    r"|(?P<about>-odd\b| odd\b|,? or so\b|,? or thereabouts\b|,? give or take\b|,? approximately\b|,? roughly\b)",
    re.IGNORECASE,
)


def hedge_before(text: str, start: int) -> tuple[Hedge, int] | None:
    """The hedge written at a place, and where the next word begins; fillers ("exactly", "the") are hedge "none"."""
    match = _BEFORE.match(text, start)
    return (match.lastgroup, match.end()) if match else None  # type: ignore[return-value]  # groups are hedges


def hedge_after(text: str, end: int) -> tuple[Hedge, int] | None:
    """The hedge that follows a value ("or more", "or so", "plus"), and the character after it."""
    match = _AFTER.match(text, end)
    return (match.lastgroup, match.end()) if match else None  # type: ignore[return-value]  # groups are hedges


def joined(first: Hedge, second: Hedge) -> Hedge | None:
    """Two hedges of one number as one: a bound outweighs "about"; None where they speak against each other."""
    if first in {"none", "about"} or first == second:
        return second if second != "none" else first
    if second in {"none", "about"}:
        return first
    if {first, second} <= {"least", "more", "just_more"}:
        return "least"
    if {first, second} <= {"most", "less", "just_less"}:
        return "most"
    return None


def interval_of(
    numeral: Numeral, hedge: Hedge, *, continuous: bool, signed: bool = False, stepped: bool = False
) -> Bounds:
    """What a figure with its hedge states and can mean.

    Args:
        numeral: The figure.
        hedge: Its hedge, none of "additive".
        continuous: Whether it is measured rather than counted, and so never exact.
        signed: Whether values below zero are possible (temperatures), so that "at most" has no floor.
        stepped: Whether it is a measure that people round to the step on which it lies.
    """
    value, size, half = numeral.value, abs(numeral.value), numeral.place / 2
    step = granularity(value, numeral.place)
    rounding = min(half if continuous else numeral.rounding, size / 10)
    doubt = max(
        half if continuous else Fraction(0), numeral.doubt, min(step / 2, size / 50) if stepped else Fraction(0)
    )
    # Zero of a temperature is arbitrary, and so is a tenth of it: the step alone counts there.
    tenth = step if signed else max(size / 10, half if continuous else Fraction(0))
    if hedge in {"least", "more", "most", "less"}:
        return _bounded(value, doubt, hedge, -inf if signed or value < 0 else Fraction(0))
    if hedge in {"just_more", "just_less"}:
        far, close = max(tenth * 5 / 2, doubt), max(tenth / 2, doubt)
        if hedge == "just_more":
            return Bounds(Interval(value, value + tenth, "open"), Interval(value - doubt, value + far), plain=False)
        return Bounds(
            Interval(value - tenth, value, "closed", "open"), Interval(value - far, value + close), plain=False
        )
    if hedge == "about":
        slack = max(step / 2 if signed else min(step / 2, size / 10), rounding)
        wide = max(2 * tenth, 2 * slack, doubt)
        return Bounds(Interval(value - slack, value + slack), Interval(value - wide, value + wide), plain=False)
    return Bounds(around(value, rounding), around(value, max(doubt, rounding)), plain=True)


def _bounded(value: Fraction, doubt: Fraction, hedge: Hedge, floor: End) -> Bounds:
    edge: Edge = "open" if hedge in {"more", "less"} else "closed"
    if hedge in {"least", "more"}:
        return Bounds(at_least(value, edge=edge), at_least(value - doubt), plain=False)
    return Bounds(at_most(value, edge=edge, floor=floor), at_most(value + doubt, floor=floor), plain=False)


def range_of(
    low: Numeral,
    high: Numeral,
    hedge: Hedge,
    *,
    continuous: bool,
    signed: bool = False,
    stepped: bool = False,
) -> Bounds | None:
    """What "50 to 60" states and can mean; None if the ends stand the wrong way round."""
    if low.value >= high.value:
        return None
    if hedge in {"least", "more", "just_more"}:
        return interval_of(low, "least", continuous=continuous, signed=signed, stepped=stepped)
    if hedge in {"most", "less", "just_less"}:
        return interval_of(high, "most", continuous=continuous, signed=signed, stepped=stepped)
    lower = interval_of(low, hedge, continuous=continuous, signed=signed, stepped=stepped)
    upper = interval_of(high, hedge, continuous=continuous, signed=signed, stepped=stepped)
    stated = lower.stated.hull(upper.stated) if hedge == "about" else Interval(low.value, high.value)
    return Bounds(stated, lower.possible.hull(upper.possible), plain=False)


def vague_of(usual: tuple[Fraction, Fraction], possible: tuple[Fraction, Fraction], hedge: Hedge) -> Bounds:
    """What "dozens" and its like state and can mean, with a hedge before them."""
    if hedge in {"least", "more", "just_more"}:
        return Bounds(at_least(usual[0]), at_least(possible[0]), plain=False)
    if hedge in {"most", "less", "just_less"}:
        return Bounds(at_most(usual[1]), at_most(possible[1]), plain=False)
    return Bounds(Interval(*usual), Interval(*possible), plain=False)
