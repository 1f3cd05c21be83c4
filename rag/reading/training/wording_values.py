"""The same number, date or measure written in another way, rounded as newspapers round."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from rag.reading.training.exchange_numbers import MONTHS, in_words, value_of
from rag.reading.training.exchanges import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

__all__ = ["Edit", "value_edits"]


class Edit(NamedTuple):
    """Characters to replace.

    Attributes:
        start: First character.
        end: Character after the last one.
        new: What stands there then.
        name: What kind of change it is.
        shorter: Whether less is said, so that only the old text entails the new one.
    """

    start: int
    end: int
    new: str
    name: str
    shorter: bool = False


class _Unit(NamedTuple):
    names: tuple[str, ...]
    other: str
    factor: float


_UNITS = (
    _Unit(("km", "kilometres", "kilometers"), "miles", 0.621371),
    _Unit(("miles", "mi"), "km", 1.609344),
    _Unit(("kg", "kilograms", "kilogrammes"), "pounds", 2.204623),
    _Unit(("lb", "lbs", "pounds"), "kg", 0.453592),
    _Unit(("metres", "meters"), "feet", 3.28084),
    _Unit(("feet", "ft"), "metres", 0.3048),
    _Unit(("cm", "centimetres", "centimeters"), "inches", 0.393701),
    _Unit(("inches",), "cm", 2.54),
    _Unit(("hectares",), "acres", 2.471054),
    _Unit(("acres",), "hectares", 0.404686),
    _Unit(("litres", "liters"), "gallons", 0.264172),
    _Unit(("square miles", "sq mi"), "square kilometres", 2.589988),
    _Unit(("square kilometres", "square kilometers", "km2", "sq km"), "square miles", 0.386102),
    _Unit(("mph", "miles per hour"), "km/h", 1.609344),
    _Unit(("km/h",), "miles per hour", 0.621371),
)
_BY_NAME = {name: unit for unit in _UNITS for name in unit.names}
_MEASURE = re.compile(
    r"(?<![\w.,–$£€-])(?P<about>(?:about|around|approximately|some|nearly|roughly) )?(?P<number>\d[\d,]*(?:\.\d+)?)[  ]"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))})(?![\w/]| per\b| sterling| of the)"
)
_DEGREES = re.compile(r"(?<![\w.,–-])(?P<number>-?\d+(?:\.\d+)?) ?(?:°|degrees )(?P<scale>C|F|Celsius|Fahrenheit)\b")
_MONTH = "|".join(MONTHS)
_DAY_FIRST = re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)? ({_MONTH})(?: (\d{{4}}))?\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d\d?)(?:st|nd|rd|th)?(?!\d)(?:, (\d{{4}})\b(,)?)?")
_LARGE = re.compile(r"(?P<number>\d+(?:\.\d+)?)[  -](?P<scale>million|billion)\b")
# Before these a number is a bound; "more than about 31 miles" would say something else.
_BOUND = re.compile(r"(?:than|least|most|over|under|nearly|almost|exactly|only|to|and|or|between|from|every|by) $")


def value_edits(doc: Doc) -> Iterator[Edit]:
    """Other ways to write the numbers, dates and measures of a text.

    Args:
        doc: A parsed text.

    Yields:
        One edit for each way; those of one value overlap.
    """
    text = doc.text
    yield from _measures(text)
    yield from _dates(text)
    for piece in pieces(doc):
        if piece.kind == "number":
            for new in _number_forms(text, piece.start, piece.end):
                yield Edit(piece.start, piece.end, new, "number form")


def _number_forms(text: str, start: int, end: int) -> Iterator[str]:
    words = text[start:end]
    value = value_of(words)
    beside = {text[start - 1 : start], text[end : end + 1]}
    if value is None or beside & {"-", ":", "/"}:
        return
    if match := re.fullmatch(r"(?P<number>[\d,.]+) ?(?:%|per ?cent)", words):
        yield from (
            match["number"] + sign for sign in ("%", " percent", " per cent") if match["number"] + sign != words
        )
    elif (match := _LARGE.search(words)) and match.end() == len(words):
        yield words[: match.start()] + f"{value:,.0f}"
    elif re.fullmatch(r"[$£€]?[\d,]{9,}", words) and value >= 1e6:
        sign = words[0] if not words[0].isdigit() else ""
        scale, name = (1e9, "billion") if value >= 1e9 else (1e6, "million")
        short = _rounded(value / scale, 3)
        yield f"{sign}{short} {name}" if float(short) * scale == value else f"about {sign}{short} {name}"
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+", words):
        yield words.replace(",", "")
        if not _BOUND.search(text[:start]) and value % 100:
            yield f"about {float(_rounded(value, 2)):,.0f}"
    else:
        yield from _spelt(words, value, first=not text[:start].strip())


def _spelt(words: str, value: float, *, first: bool) -> Iterator[str]:
    """Small numbers in words or figures."""
    spelt = in_words(int(value))
    if spelt is None:
        return
    if re.fullmatch(r"\d{2}|[2-9]", words) and value < 21:
        yield spelt.capitalize() if first else spelt
    elif words.lower().replace(" ", "-") == spelt and value > 1 and not first:
        yield f"{value:.0f}"


def _rounded(value: float, digits: int) -> str:
    """To so many significant digits, without trailing zeros after the point."""
    places = digits - 1 - math.floor(math.log10(abs(value)))
    return (
        f"{round(value, places):.{max(0, places)}f}".rstrip("0").rstrip(".")
        if places > 0
        else f"{round(value, places):.0f}"
    )


def _measures(text: str) -> Iterator[Edit]:
    for match in _MEASURE.finditer(text):
        unit = _BY_NAME[match["unit"]]
        value = float(match["number"].replace(",", "")) * unit.factor
        # What has been converted in the text already is not converted again.
        if (
            value < 2
            or _BOUND.search(text[: match.start()])
            or text[match.end() :].lstrip()[:1] in {"(", ")", "x", "×"}
        ):
            continue
        number = f"{float(_rounded(value, 2)):,.0f}" if value >= 10 else _rounded(value, 2)
        yield Edit(match.start(), match.end(), f"about {number} {unit.other}", "unit")
    for match in _DEGREES.finditer(text):
        if _BOUND.search(text[: match.start()]) or "(" in text[match.end() : match.end() + 2]:
            continue
        celsius = match["scale"].startswith("C")
        value = float(match["number"])
        other = value * 9 / 5 + 32 if celsius else (value - 32) * 5 / 9
        yield Edit(match.start(), match.end(), f"about {other:.0f} °{'F' if celsius else 'C'}", "unit")


def _dates(text: str) -> Iterator[Edit]:
    for match in _DAY_FIRST.finditer(text):
        day, month, year = match.groups()
        yield Edit(match.start(), match.end(), f"{month} {day}, {year}" if year else f"{month} {day}", "date form")
    for match in _MONTH_FIRST.finditer(text):
        month, day, year, _ = match.groups()
        if int(day) <= 31 and (not year or int(year) >= 1000):
            yield Edit(match.start(), match.end(), f"{day} {month} {year}" if year else f"{day} {month}", "date form")
