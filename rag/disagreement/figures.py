"""Figures with what is attached to them: currency, percent sign, unit, rate, the other end of a range."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rag.disagreement.bounds import around
from rag.disagreement.currencies import CURRENCY_MARK, currency_after, currency_of_mark
from rag.disagreement.hedges import Bounds, Hedge, hedge_after, hedge_before, interval_of, joined, range_of, vague_of
from rag.disagreement.labels import unit_of_label
from rag.disagreement.numerals import Numeral, read_numeral, read_vague
from rag.disagreement.quantity import Quantity, QuantityKind, unplaced
from rag.disagreement.units import Unit, unit_at, unit_named

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

__all__ = ["Context", "read_figures", "with_rate"]


class Context(NamedTuple):
    """What a figure is read in.

    Attributes:
        text: The sentence.
        begin: Where the expression begins, with its hedges.
        stop: Where the span asked for ends.
        kind: The kind of answer looked for.
        opening: "between" or "from" where the expression begins with it.
        hedge: What loosens or bounds the figure.
    """

    text: str
    begin: int
    stop: int
    kind: AnswerKind | None
    opening: str | None
    hedge: Hedge


Reading: TypeAlias = "tuple[int, Quantity | None]"
"""The character after an expression and what it says, None where it has two readings."""

_PERCENT = re.compile(
    r"[ \u00a0\u202f-]?(?:(?P<point>(?:percentage|percent|per cent|%)[ -]points?\b|pp\b)|(?P<basis>basis points?\b)"
    r"|(?P<mille>‰)|%|(?:percent|per cent|pct\b)(?!\w))",
    re.IGNORECASE,
)
_PERCENT_UNITS = {
    None: Unit("percent", "share", "share", Fraction(1, 100)),
    "mille": Unit("per mille", "share", "share", Fraction(1, 1000)),
    "point": Unit("percentage point", "percentage points", "percentage points", Fraction(1)),
    "basis": Unit("basis point", "percentage points", "percentage points", Fraction(1, 100)),
}
_TO = re.compile(r" ?[-–—] ?(?=[\d$€£¥])| (?:to|or) (?=\S)", re.IGNORECASE)
_AND = re.compile(r" (?:and|to) (?=\S)|[-–—]", re.IGNORECASE)
_MINUS = re.compile(r"(?:minus |[-−–](?=\d))", re.IGNORECASE)
_LETTER = re.compile(r"(?: ?(m)|([Mb]))\b(?![²³/])")
_GAP = re.compile(r"[ \u00a0\u202f-]?")
_GAP_OF = re.compile(r" of (?=\S)")
_AND_HALF = re.compile(r" and an? (half|quarter)\b(?! (?:million|billion|of))", re.IGNORECASE)
_HALF_A = re.compile(r"(half|(?:a )?quarter of) an? (?=\w)", re.IGNORECASE)
_AND_UNIT = re.compile(r"(?:,? and |, | )(?=\d|[a-z])|(?=\d)", re.IGNORECASE)
_PLURAL_UNIT = re.compile(r"(?:decades|centuries)\b", re.IGNORECASE)
_INCHES = re.compile(r" ?in\b| ?[\"″]")
_RATE = (
    "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|person|head|capita|inhabitant|household|"
    "share|barrel|litre|liter|gallon|tonne|ton|kilogram|kg|kilo|mile|km|kilometre|l|dl|ml|m²|m2|ha|hectare|unit|copy"
)
_PER = re.compile(
    rf"(?:(?: ?/ ?| per )(?P<any>{_RATE}|1,000|100,000|thousand|million)|(?: an? | (?:each|every) )(?P<each>"
    r"second|minute|hour|day|night|week|month|year|person|head|share|barrel|litre|gallon|tonne|ton|copy)"
    r"| (?P<adverb>daily|weekly|monthly|yearly|annually|hourly|nightly|apiece))\b",
    re.IGNORECASE,
)
_RATE_NAMES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "hourly": "hour",
    "nightly": "night",
    "apiece": "unit",
    "head": "person",
    "capita": "person",
    "inhabitant": "person",
    "kg": "kilogram",
    "kilo": "kilogram",
    "l": "litre",
    "liter": "litre",
    "km": "kilometre",
    "hectare": "ha",
    "m2": "m²",
    "1,000": "thousand",
}
_CHANGE = re.compile(
    r"\b(?:rose|risen?|rising|fell|fall(?:en|ing)?|grew|grown?|growing|increas\w+|decreas\w+|drop\w*|climb\w*|jump\w*|"
    r"cut|rais\w+|reduc\w+|declin\w+|went|up|down|shr[aiu]nk|swell\w*|slipp?\w*|chang\w+|mov\w+|revis\w+) "
    r"(?:\S+ ){0,3}$",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged|ages|age of|age|at) $|, $", re.IGNORECASE)
# Alone and glued to a figure these letters are as often something else: "5K", "5t", "1990s".
_GLUED = frozenset({"m", "s", "t", "K", "V", "N", "W", "J", "pc"})


class _Number(NamedTuple):
    """A figure with the mark before it and the percent sign, scale letter and currency after it."""

    numeral: Numeral
    unit: Unit | None
    end: int


def read_figures(at: int, context: Context) -> Reading | None:
    """The quantity whose figures, or words for a vague number, begin at a place behind the hedges.

    Returns:
        The character after it and the quantity; None where no number begins there.
    """
    if vague := read_vague(context.text, at):
        loose = vague_of(vague.usual, vague.possible, context.hedge)
        return _vague_unit(context, vague.end, unplaced("count", vague.usual[0], loose))
    if (match := _PLURAL_UNIT.match(context.text, at)) and context.kind == "duration":
        loose = vague_of((Fraction(2), Fraction(9)), (Fraction(1), Fraction(20)), context.hedge)
        return match.end(), unplaced("duration", Fraction(2), loose, unit_named(match[0].lower()))
    first = _half_unit(at, context) or _number(at, context)
    if first is None:
        return None
    second, unit, end = _units(first, context)
    unit = unit or _age(at, first, context)
    if unit is None and (labelled := unit_of_label(context.text, at)):
        unit, power = labelled
        first = first._replace(numeral=first.numeral.times(power))
        second = second and second._replace(numeral=second.numeral.times(power))
    text, kind = context.text, context.kind
    unreadable = (kind == "money" and unit is None) or _two_readings(text, end, unit, kind)
    hedge: Hedge | None = context.hedge
    if trailing := hedge_after(text, end):
        hedge, end = joined(context.hedge, trailing[0]), trailing[1]
    bounds = _bounds(first.numeral, second.numeral if second else None, hedge, unit) if hedge else None
    if unreadable or bounds is None or hedge is None:
        return end, None
    quantity = unplaced(_kind(unit), first.numeral.value, bounds, unit)
    quantity = replace(quantity, hedge=hedge)
    if second:
        low = _lower(first.numeral, second.numeral)
        return with_rate(text, end, replace(quantity, figure=low.value))
    end, quantity = _compound(context, end, quantity, hedge)
    if quantity.kind == "money" and quantity.plain and first.numeral.place == 1 and abs(first.numeral.value) < 1000:
        # "$5" may stand for $5.20.
        quantity = replace(quantity, possible=around(quantity.figure, max(Fraction(1, 2), first.numeral.doubt)))
    return with_rate(text, end, quantity)


def _bounds(first: Numeral, second: Numeral | None, hedge: Hedge, unit: Unit | None) -> Bounds | None:
    continuous = unit is not None and unit.dimension not in {"share", "percentage points"} and not _is_money(unit)
    # Years and months are counted as much as measured: no step beyond the last place is in doubt.
    stepped = continuous and unit is not None and unit.dimension != "time"
    signed = unit is not None and unit.dimension == "temperature"
    if unit is not None and not continuous and not _is_money(unit):
        first = _rounded(first)
        second = _rounded(second) if second else None
    if second:
        return range_of(_lower(first, second), second, hedge, continuous=continuous, signed=signed, stepped=stepped)
    return interval_of(first, hedge, continuous=continuous, signed=signed, stepped=stepped)


def _rounded(numeral: Numeral) -> Numeral:
    """A percentage, which is rounded by its nature, as one that says so."""
    return replace(numeral, rounding=numeral.place / 2, doubt=max(numeral.place / 2, numeral.doubt))


def _lower(first: Numeral, second: Numeral) -> Numeral:
    """The lower end of "3 to 4 million", where the power of ten is said once."""
    power = second.power
    return first.times(power) if power > 1 and first.power == 1 and first.value < second.value / power else first


def _number(at: int, context: Context) -> _Number | None:
    text, kind = context.text, context.kind
    mark = CURRENCY_MARK.match(text, at)
    position = mark.end() if mark else at
    minus = _MINUS.match(text, position)
    if minus and position and not mark and text[position - 1] not in " (":
        return None
    position = minus.end() if minus else position
    numeral = read_numeral(text, position, context.stop, counted=kind in {"count", "ordinal"})
    numeral = numeral or _article(text, position, kind)
    if numeral is None:
        return None
    if minus:
        numeral = replace(numeral, value=-numeral.value)
    unit = currency_of_mark(mark) if mark else None
    if (letter := _LETTER.match(text, numeral.end)) and numeral.power == 1:
        followed = letter[1] and currency_after(text, letter.end(), money=True)
        if unit or followed or (letter[2] != "b" and kind in {"money", "count"}):
            power = Fraction(10**9 if letter[2] == "b" else 10**6)
            numeral = replace(numeral.times(power), end=letter.end())
    if percent := _PERCENT.match(text, numeral.end):
        return _Number(numeral, _PERCENT_UNITS[percent.lastgroup], percent.end())
    after = currency_after(text, numeral.end, money=kind == "money" or unit is not None)
    if after and (unit is None or unit.name in {"dollar", after[0].name}):
        return _Number(numeral, *after)
    return _Number(numeral, unit, numeral.end)


def _article(text: str, at: int, kind: AnswerKind | None) -> Numeral | None:
    """The one of "a decade" and "an hour", where a length of time or a measure is looked for."""
    article = re.match(r"an? ", text[at : at + 3], re.IGNORECASE)
    if article is None or kind not in {"duration", "measure", "money"}:
        return None
    numeral = Numeral(at + len(article[0]) - 1, Fraction(1), Fraction(1))
    known = unit_at(text, numeral.end + 1) or currency_after(text, numeral.end, money=kind == "money")
    return numeral if known else None


def _half_unit(at: int, context: Context) -> _Number | None:
    """ "Half an hour", "a quarter of a mile"."""
    match = _HALF_A.match(context.text, at)
    named = unit_at(context.text, match.end()) if match else None
    if match is None or named is None:
        return None
    value = Fraction(1, 2 if match[1].lower() == "half" else 4)
    return _Number(Numeral(match.end(), value, value / 2), *named)


def _units(first: _Number, context: Context) -> tuple[_Number | None, Unit | None, int]:
    """The upper end of a range, if there is one, the unit of both and the character after all."""
    text = context.text
    second = _second(first, context)
    last = second or first
    unit, end = last.unit or first.unit, last.end
    if unit is None and (named := _unit(text, end, last.numeral, context.kind)):
        unit, end = named
        # "5 km to 8 km": the unit stands at both ends.
        link = _link(end, context) if second is None else None
        other = _number(link.end(), context) if link and link[0].strip() != "or" else None
        again = _unit(text, other.end, other.numeral, context.kind) if other and other.unit is None else None
        if other and again and again[0] == unit and other.numeral.value > first.numeral.value:
            return other, unit, again[1]
    return second, unit, end


def _link(end: int, context: Context) -> re.Match[str] | None:
    if context.opening == "from" and _CHANGE.search(context.text, 0, context.begin):
        return None  # "rose from 5 to 8" has no range
    return (_AND if context.opening == "between" else _TO).match(context.text, end)


def _second(first: _Number, context: Context) -> _Number | None:
    link = _link(first.end, context)
    position = link.end() if link else 0
    while link and (before := hedge_before(context.text, position)):
        position = before[1]
    second = _number(position, context) if link else None
    if second is None or second.numeral.value <= _lower(first.numeral, second.numeral).value:
        return None
    if first.unit and second.unit is None and _is_money(first.unit):
        return None if _unit(context.text, second.end, second.numeral, context.kind) else second
    return None if first.unit and second.unit != first.unit else second


# "Three full weeks" are three weeks.
_WHOLE_UNIT = re.compile(r"(?:full|whole|solid|entire|straight|consecutive|long|clear) (?=\w)", re.IGNORECASE)


def _unit(text: str, end: int, numeral: Numeral, kind: AnswerKind | None) -> tuple[Unit, int] | None:
    """The unit after a figure; not the foot of "80 foot soldiers", nor the m of "5m" where it may be a million."""
    of = _GAP_OF.match(text, end) if numeral.place > 1 else None
    gap = of or _GAP.match(text, end)
    position = gap.end() if gap else end
    if whole := _WHOLE_UNIT.match(text, position):
        position = whole.end()
    named = unit_at(text, position)
    if named is None:
        return None
    unit, after = named
    written = text[position:after]
    if written in _GLUED and position == end and kind != "measure":
        return None
    adjective = written == unit.name and len(written) > 2 and numeral.value > 1 and text[position - 1] != "-"
    if adjective and kind not in {"measure", "duration"} and re.match(r" [a-z]", text[after : after + 2]):
        return None  # a singular after "80" belongs to the noun that follows
    return unit, after


def _two_readings(text: str, end: int, unit: Unit | None, kind: AnswerKind | None) -> bool:
    """Whether "5m" may be metres or millions, "10 pounds" weight or money."""
    if unit is None:
        return re.match(r"[mM]\b", text[end : end + 2]) is not None
    return unit.name == "pound" and unit.dimension == "mass" and kind is None and text[:end].lower().endswith("pounds")


def _age(at: int, first: _Number, context: Context) -> Unit | None:
    aged = context.kind == "duration" and first.numeral.value <= 130 and _AGED.search(context.text, 0, at)
    return unit_named("year") if aged else None


def _is_money(unit: Unit) -> bool:
    return unit.dimension.startswith("money")


def _kind(unit: Unit | None) -> QuantityKind:
    if unit is None:
        return "count"
    if _is_money(unit):
        return "money"
    if unit.dimension in {"share", "percentage points"}:
        return "share"
    return "duration" if unit.dimension == "time" else "measure"


def _vague_unit(context: Context, end: int, quantity: Quantity) -> tuple[int, Quantity]:
    """A vague number with its unit: "dozens of kilometres", "millions of euros", "several years"."""
    text = context.text
    position = end + 3 if text.startswith(" of ", end) else end
    unit: Unit | None = None
    if money := currency_after(text, position, money=context.kind == "money"):
        unit, end = money
    elif text[position : position + 1] == " " and (named := unit_at(text, position + 1)):
        unit, end = named
    return with_rate(text, end, replace(quantity, kind=_kind(unit), unit=unit))


def _compound(context: Context, end: int, quantity: Quantity, hedge: Hedge) -> tuple[int, Quantity]:
    """What a smaller unit or a half adds: "three months and two weeks", "5 ft 10 in", "an hour and a half"."""
    unit, text = quantity.unit, context.text
    if unit is None or quantity.kind not in {"measure", "duration"} or unit.dimension == "temperature":
        return end, quantity
    if match := _AND_HALF.match(text, end):
        part = Fraction(1, 2 if match[1].lower() == "half" else 4)
        numeral = Numeral(end, quantity.figure + part, part, part / 2, part / 2)
        return match.end(), unplaced(quantity.kind, numeral.value, interval_of(numeral, hedge, continuous=True), unit)
    smaller = _smaller(context, end, unit)
    if smaller is None:
        return end, quantity
    end, second, named = smaller
    if named.family == unit.family:
        whole = Numeral(0, quantity.figure * unit.factor / named.factor + second.value, second.place)
        return end, unplaced(quantity.kind, whole.value, interval_of(whole, hedge, continuous=True), named)
    low = quantity.figure * unit.factor * unit.smallest + second.value * named.factor * named.smallest
    high = quantity.figure * unit.factor * unit.largest + second.value * named.factor * named.largest
    base = Unit(unit.dimension, unit.dimension, unit.dimension, Fraction(1))
    loose = vague_of(
        (low, high), (low - named.factor * named.largest / 2, high + named.factor * named.largest / 2), hedge
    )
    return end, unplaced(quantity.kind, low, loose, base)


def _smaller(context: Context, end: int, unit: Unit) -> tuple[int, Numeral, Unit] | None:
    """A figure in a smaller unit of the same dimension that follows another one, and the character after it."""
    text = context.text
    link = _AND_UNIT.match(text, end)
    second = read_numeral(text, link.end(), context.stop) if link else None
    if second is None:
        return None
    inches = _INCHES.match(text, second.end) if unit.name == "foot" else None
    gap = text[second.end : second.end + 1] in {" ", "-"}
    named = (unit_named("inch"), inches.end()) if inches else unit_at(text, second.end + gap)
    if named is None or named[0].dimension != unit.dimension:
        return None
    if named[0].factor * named[0].largest >= unit.factor * unit.smallest:
        return None
    return named[1], second, named[0]


def with_rate(text: str, end: int, quantity: Quantity) -> tuple[int, Quantity]:
    """A quantity with what it is per ("a day", "/kg", "annually"); a length per hour becomes a speed.

    Returns:
        The character after it and the quantity.
    """
    match = _PER.match(text, end)
    if match is None:
        return end, quantity
    word = (match["any"] or match["each"] or match["adverb"]).lower()
    per = _RATE_NAMES.get(word, word)
    unit, seconds = quantity.unit, {"hour": 3600, "second": 1}.get(per)
    if unit and unit.dimension == "length" and seconds:
        speed = Unit(f"{unit.name} per {per}", "speed", "speed", unit.factor / seconds)
        return match.end(), replace(quantity, unit=speed)
    return match.end(), replace(quantity, per=per)
