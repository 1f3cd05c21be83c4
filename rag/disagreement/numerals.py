"""Numbers as English writes them, in figures and in words, with the precision they are written with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

__all__ = ["FRACTION_WORDS", "Numeral", "Vague", "granularity", "read_numeral", "read_ordinal", "read_vague"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    Attributes:
        end: The character after its last one.
        value: What it says.
        place: The worth of the last place written: 1 for "42" and "2,000", 100,000 for "1.2 million", 1/10 for "3.5".
        rounding: Half a place where the writing says that it is rounded (decimals, "million"), else 0.
        doubt: Half a place where it may be rounded ("two hundred", "a dozen"), else as ``rounding``.
        power: The power of ten that stands after it: a million in "1.2 million", 1 in "42".
    """

    end: int
    value: Fraction
    place: Fraction
    rounding: Fraction = Fraction(0)
    doubt: Fraction = Fraction(0)
    power: Fraction = Fraction(1)

    def times(self, factor: Fraction) -> Numeral:
        """The numeral multiplied by a power of ten that is written after another one ("3 to 4 million")."""
        half = self.place * factor / 2
        return replace(
            self,
            value=self.value * factor,
            place=self.place * factor,
            rounding=half,
            doubt=half,
            power=self.power * factor,
        )


class Vague(NamedTuple):
    """A word for an uncertain number, as the bounds that it usually has and those that it can have."""

    end: int
    usual: tuple[Fraction, Fraction]
    possible: tuple[Fraction, Fraction]


_ONES = dict(
    zip(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_LETTERS = {"k": 1000, "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "tn": 10**12}
_GLYPHS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅛": (1, 8)}
# Halves of the ordinals are the denominators of fractions.
FRACTION_WORDS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ORDINAL_ONES = {
    **{word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)},
    **{word: n for n, word in enumerate("tenth eleventh twelfth thirteenth fourteenth fifteenth".split(), 10)},
    **{word: n for n, word in enumerate("sixteenth seventeenth eighteenth nineteenth".split(), 16)},
}
_ORDINAL_TENS = {f"{word[:-1]}ieth": n for word, n in _TENS.items()}
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SCALE = "|".join(_SCALES)

_GROUP = "['’\u00a0\u2009\u202f]"
_FIGURES = re.compile(
    r"(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?![\d]|,\d)"
    rf"|(?P<spaced>\d{{1,3}}(?:{_GROUP}\d{{3}})+(?:[.,]\d+)?)(?!\d)"
    r"|(?P<plainspaced>[1-9]\d{0,2}(?: \d{3})+)(?![\d.,]\d|\d)"
    r"|(?P<continental>\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?)(?!\d)"
    r"|(?P<indian>\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?)(?!\d)"
    r"|(?P<comma>\d+,\d{1,2})(?![\d,])"
    r"|(?P<doubtful>[1-9]\d{0,2}\.\d{3})(?![\d.])"
    r"|(?P<point>\d+\.\d+|\.\d+)(?!\.?\d)"
    r"|(?P<whole>\d+)(?![.,]\d)"
)
_DIGITS = re.compile(r"(?P<whole>\d+)")
_MIXED = re.compile(r"(?: |-)?([½¼¾⅓⅔⅕⅛])| (\d)/(\d)(?![\d/])")
_AFTER = re.compile(rf"[ -](?:and a (half)[ -])?({_SCALE})s?\b|(?:(k)|(?: ?)(mn|mln|mio|bn|tn))\b", re.IGNORECASE)
_DOZEN = re.compile(r"[ -](dozen|score)\b", re.IGNORECASE)
_WORD = re.compile(rf"({_TEN})(?:[- ]({_ONE}))?\b|({_ONE})\b|(an?|half an?)(?= (?:{_SCALE}|dozen)\b)", re.IGNORECASE)
_POWER = re.compile(rf"[ -]({_SCALE})\b", re.IGNORECASE)
_LINK = re.compile(r"(?:,? and |, | |-)", re.IGNORECASE)
_HALF = re.compile(
    rf" and an? (half|quarter)(?:(?: of)? an?)?(?:[ -]({_SCALE}))?\b|( and three[- ]quarters)\b", re.IGNORECASE
)
_PART_OF = re.compile(rf"(?:an? )?(half|quarter|third)(?: of)?(?: an?)? ({_SCALE}|dozen)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th)\b|(?:({_TEN})[- ])?({'|'.join(_ORDINAL_ONES)})\b"
    rf"|({'|'.join(_ORDINAL_TENS)})\b|(hundredth|thousandth)\b",
    re.IGNORECASE,
)


def read_numeral(text: str, start: int, stop: int, *, counted: bool = False) -> Numeral | None:
    """The number that begins at a place of a text.

    Args:
        text: The sentence.
        start: Where the number would begin.
        stop: Where the value asked about ends: spaces between groups of three ("2 800") count only up to there.
        counted: Whether something whole is counted, so that "1.200" can only be 1200.

    Returns:
        The number; None where none begins, or where its writing has two readings. Billions are thousands of
        millions, as English has them everywhere today.
    """
    if match := _PART_OF.match(text, start):
        scale = _SCALES.get(match[2].lower(), 12)
        value = Fraction(scale, FRACTION_WORDS[match[1].lower()])
        return _rounded(match.end(), value, value / 5)
    if text[start : start + 1].isdigit() or text[start : start + 1] in {".", *_GLYPHS}:
        numeral = _figures(text, start, stop, counted=counted)
    else:
        numeral = _words(text, start)
    if numeral is None:
        return None
    if match := _DOZEN.match(text, numeral.end):
        factor = 12 if match[1].lower() == "dozen" else 20
        if factor == 20 and numeral.value > 10:
            return numeral
        return _rounded(match.end(), numeral.value * factor, Fraction(factor, 3))
    if match := _HALF.match(text, numeral.end):
        part = Fraction(3, 4) if match[3] else Fraction(1, FRACTION_WORDS[match[1].lower()])
        scale = _SCALES[match[2].lower()] if match[2] else 1
        value = (numeral.value + part) * scale
        return _rounded(match.end(), value, Fraction(scale, 2), Fraction(scale))
    return numeral


def _figures(text: str, start: int, stop: int, *, counted: bool) -> Numeral | None:
    if text[start] in _GLYPHS:
        return Numeral(start + 1, Fraction(*_GLYPHS[text[start]]), Fraction(1, 4), Fraction(1, 8), Fraction(1, 8))
    match = _FIGURES.match(text, start)
    if match and match.lastgroup == "plainspaced" and match.end() > stop:
        match = _DIGITS.match(text, start)
    if match is None:
        return None
    value, place = _value(match, counted=counted and not _AFTER.match(text, match.end()))
    half = place / 2 if place < 1 else Fraction(0)
    numeral = Numeral(match.end(), value, place, half, half)
    if mixed := _MIXED.match(text, match.end()):
        part = Fraction(*_GLYPHS[mixed[1]]) if mixed[1] else Fraction(int(mixed[2]), max(1, int(mixed[3])))
        if part < 1:
            numeral = Numeral(mixed.end(), value + part, Fraction(1, 4), Fraction(1, 8), Fraction(1, 8))
    while scale := _AFTER.match(text, numeral.end):
        word = scale[scale.lastindex or 0].lower()
        if scale[1]:
            numeral = replace(numeral, value=numeral.value + Fraction(1, 2), place=Fraction(1, 2))
        numeral = replace(numeral.times(Fraction(_SCALES.get(word) or _LETTERS[word])), end=scale.end())
    return numeral


def _value(match: re.Match[str], *, counted: bool) -> tuple[Fraction, Fraction]:
    """What figures say, and the worth of their last place; a point or comma stands for what its place allows."""
    words = match[0]
    if match.lastgroup == "continental":
        words = words.replace(".", "").replace(",", ".")
    elif match.lastgroup == "comma":
        words = words.replace(",", ".")
    elif match.lastgroup == "spaced":
        words = re.sub(_GROUP, "", words).replace(",", ".")
    elif match.lastgroup == "doubtful" and counted:
        words = words.replace(".", "")
    words = words.replace(",", "").replace(" ", "")
    return Fraction(words), Fraction(1, 10 ** len(words.partition(".")[2]))


def _words(text: str, start: int) -> Numeral | None:
    """Groups of numbers below a thousand, each with its power of ten ("two million, three hundred thousand")."""
    total, end = Fraction(0), start
    place = Fraction(10**15)
    while match := _WORD.match(text, end if end == start else _linked(text, end)):
        value, last, position = _below_hundred(match), Fraction(1), match.end()
        factor = Fraction(1)
        while power := _POWER.match(text, position):
            last = Fraction(_SCALES[power[1].lower()])
            factor *= last
            position = power.end()
            # "three hundred and twenty thousand": what stands between belongs to the thousands too.
            rest = _WORD.match(text, _linked(text, position)) if factor == 100 else None
            if rest and not rest[4]:
                value, factor, last = value * 100 + _below_hundred(rest), Fraction(1), Fraction(1)
                position = rest.end()
        if value * factor >= place:
            break
        total += value * factor
        place, end = last, position
        if factor == 1:
            break
    if end == start:
        return None
    return (
        Numeral(end, total, place)
        if place == 1
        else _rounded(end, total, place, place if place >= 10**6 else Fraction(1))
    )


def _linked(text: str, end: int) -> int:
    match = _LINK.match(text, end)
    return match.end() if match else end


def _below_hundred(match: re.Match[str]) -> Fraction:
    if match[4]:
        return Fraction(1, 2) if match[4].lower().startswith("half") else Fraction(1)
    if match[3]:
        return Fraction(_ONES[match[3].lower()])
    return Fraction(_TENS[match[1].lower()] + (_ONES[match[2].lower()] if match[2] else 0))


def _rounded(end: int, value: Fraction, place: Fraction, power: Fraction = Fraction(1)) -> Numeral:
    """A number in words: rounded to its place if it ends in millions, perhaps so if in a dozen or in hundreds."""
    if power > 1:
        return Numeral(end, value, place, place / 2, place / 2, power)
    return Numeral(end, value, place, Fraction(0), min(place / 2, value / 8))


def read_ordinal(text: str, start: int) -> tuple[int, int] | None:
    """The ordinal that begins at a place ("3rd", "twenty-first"): its number and the character after it."""
    match = _ORDINAL.match(text, start)
    if match is None:
        return None
    if match[1]:
        return int(match[1].replace(",", "")), match.end()
    if match[3]:
        ten, one = _TENS.get((match[2] or "").lower(), 0), _ORDINAL_ONES[match[3].lower()]
        return (ten + one, match.end()) if not ten or one < 10 else None
    if match[4]:
        return _ORDINAL_TENS[match[4].lower()], match.end()
    return {"hundredth": 100, "thousandth": 1000}[match[5].lower()], match.end()


# Usual and possible bounds. A word such as "dozens" stops being the natural choice where the next larger one begins,
# but it is not false beyond: hence the generous upper bounds of what is possible.
_VAGUE_WORDS: dict[str, tuple[int, int, int, int]] = {
    "dozens": (24, 100, 13, 200),
    "scores": (40, 100, 30, 200),
    "tens": (20, 100, 11, 200),
    "hundreds": (200, 1000, 150, 2000),
    "thousands": (2000, 10_000, 1500, 100_000),
    "millions": (2 * 10**6, 10**8, 15 * 10**5, 10**9),
    "billions": (2 * 10**9, 10**11, 15 * 10**8, 10**12),
    "trillions": (2 * 10**12, 10**14, 15 * 10**11, 10**15),
    "several": (3, 9, 2, 20),
    "a few": (3, 6, 2, 12),
    "few": (1, 6, 0, 20),
    "a handful": (3, 8, 2, 12),
    "a couple": (2, 2, 2, 4),
}
_VAGUE_PLURAL = re.compile(
    r"(tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (hundreds|thousands|millions|billions|trillions))?\b",
    re.IGNORECASE,
)
_VAGUE_SMALL = re.compile(
    rf"(several|a few|a handful|a couple)(?: of)?(?: ({_SCALE}|dozen)(?= |$|\W))?(?!\w)|few(?= |$)", re.IGNORECASE
)


def read_vague(text: str, start: int) -> Vague | None:
    """The uncertain number that begins at a place: "dozens", "several hundred", "tens of thousands", "a few"."""
    if match := _VAGUE_PLURAL.match(text, start):
        factor = _SCALES[match[2].lower()[:-1]] if match[2] else 1
        bounds = _VAGUE_WORDS[match[1].lower()]
    elif match := _VAGUE_SMALL.match(text, start):
        factor = _SCALES.get(match[2].lower(), 12) if match[2] else 1
        bounds = _VAGUE_WORDS[(match[1] or "few").lower()]
    else:
        return None
    low, high, lowest, highest = (Fraction(bound * factor) for bound in bounds)
    end = match.end() - 3 if match[0].lower().endswith(" of") else match.end()
    return Vague(end, (low, high), (lowest, highest))


def granularity(value: Fraction, place: Fraction) -> Fraction:
    """The coarsest step, of 1 or 5 times a power of ten, on which a written number lies: 50 for 150, 10 for 80.

    People round to such steps and read round numbers as rounded (Krifka 2007, "Approximate interpretation of number
    words").
    """
    step = place
    while value and (value / (step * 10)).denominator == 1:
        step *= 10
    return step * 5 if value and (value / (step * 5)).denominator == 1 else step
