"""Numbers and dates as they are written: their value, their form, and near misses of the same form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = [
    "DATES",
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "WEEKDAYS",
    "in_words",
    "number_form",
    "other_date",
    "other_number",
    "value_of",
]

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_SHORT_MONTHS = [m[:3] for m in MONTHS] + ["Sept"]
_MONTH = rf"(?:{'|'.join([*MONTHS, *_SHORT_MONTHS])})\b\.?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d\d)"
_SCALE = rf"(?:[  -](?:{'|'.join(SCALES)})\b)?"
_SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS[1:10])}))?|{'|'.join(sorted(UNITS, key=len, reverse=True))})"
)

# Longest first; each alternative is a whole date.
DATES = re.compile(
    rf"""(?<![\w$£€.,:/–'’-])(?:
        {_DAY}\ (?:of\ )?{_MONTH},?\ {_YEAR} | {_MONTH}\ {_DAY},\ {_YEAR} | {_MONTH}\ (?:of\ )?{_YEAR}
      | {_DAY}\ (?:of\ )?{_MONTH} | {_MONTH}\ {_DAY} | {_YEAR}s | {_YEAR} | (?:{"|".join(WEEKDAYS)})
      | \d\d?(?:st|nd|rd|th)\ century | (?:{"|".join(MONTHS)})
    )(?![\w$%]|[.,:/–-]\d|-\w)""",
    re.VERBOSE,
)
NUMBERS = re.compile(
    rf"""(?<![\w.,:/#–'’-])(?:
        (?:US|A|C)?[$£€]\ ?\d[\d,]*(?:\.\d+)?{_SCALE}
      | (?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\ ?%|\ per\ ?cent\b|{_SCALE}) | \d{{1,2}}(?:st|nd|rd|th)\b
      | {_SMALL}(?:\ per\ ?cent\b|{_SCALE})(?![-\w]) | (?:{"|".join(ORDINALS)})(?![-\w])
    )(?![\d/–]|[.,:]\d|-\d|[a-zA-Z])""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?P<before>(?:US|A|C)?[$£€] ?)?(?P<figure>\d[\d,]*(?:\.\d+)?|[a-z]+(?:[- ](?:one|two|three|four|five|six|seven"
    r"|eight|nine))?)(?P<after>(?:st|nd|rd|th)\b| ?%| per ?cent|[  -](?:hundred|thousand|million|billion|trillion))?",
    re.IGNORECASE,
)


def in_words(number: int) -> str | None:
    """A whole number from 0 to 99 in words, as newspapers write it ("twenty-one"); None for others."""
    if 0 <= number < 20:
        return UNITS[number]
    if 20 <= number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return None


_WORDS = {word: n for n in range(100) if (word := in_words(n))}


def value_of(text: str) -> float | None:
    """The value of a number as NUMBERS finds it, without its unit; None for what is no number."""
    parts = _PARTS.fullmatch(text.strip())
    if not parts:
        return None
    figure = parts["figure"].lower()
    scale = SCALES.get((parts["after"] or "").replace("-", " ").strip().lower(), 1.0)
    if figure[0].isdigit():
        return float(figure.replace(",", "")) * scale
    if figure in ORDINALS:
        return float(ORDINALS.index(figure) + 1)
    number = _WORDS.get(figure.replace(" ", "-"))
    return None if number is None else number * scale


def number_form(text: str) -> str:
    """How a number or date is written: equal for texts that can stand for each other ("1994", "# percent")."""
    form = re.sub(r"\d", "0", text)
    for names, sign in ((MONTHS, "M"), (_SHORT_MONTHS, "m"), (WEEKDAYS, "W"), (SCALES, "S"), (ORDINALS, "o")):
        form = re.sub(rf"\b(?:{'|'.join(names)})\b", sign, form, flags=re.IGNORECASE if sign in "So" else 0)
    form = re.sub(_SMALL, "w", form, flags=re.IGNORECASE)
    if re.fullmatch(r"[12]000", re.sub(r"\d", "0", text).replace("0000", "1000")):
        return "year" if re.fullmatch(_YEAR, text) else "0000"
    return re.sub(r"0(?:st|nd|rd|th)", "0th", re.sub(r"0+", "0", form))


def other_number(text: str, random: Random) -> str | None:
    """Another number of the same form and about the same size, as a slip or another source would have it.

    Args:
        text: A number as NUMBERS finds it.
        random: Chooses the change.

    Returns:
        The other number; None where no fitting one was found.
    """
    parts = _PARTS.fullmatch(text)
    if not parts:
        return None
    before, figure, after = parts["before"] or "", parts["figure"], parts["after"] or ""
    if figure.lower() in ORDINALS:
        there = ORDINALS.index(figure.lower())
        new = random.choice([o for i, o in enumerate(ORDINALS[: max(4, there + 3)]) if i != there])
        return _like(new, figure)
    if not figure[0].isdigit():
        here = _WORDS.get(figure.lower().replace(" ", "-"))
        words = None if here is None else in_words(_near(here, random))
        return None if words is None else _like(words, figure) + after
    if after.lower() in {"st", "nd", "rd", "th"}:
        new_number = _near(int(figure), random)
        return f"{new_number}{_ordinal_ending(new_number)}"
    new_figure = _near_digits(figure, random, share=after.strip().lower() in {"%", "percent", "per cent"})
    return None if new_figure is None else before + new_figure + after


def other_date(text: str, random: Random) -> str | None:
    """A date that differs in its day, its month or its year alone, in the same form; None for what is no date."""
    changes: list[tuple[int, int, str]] = []
    for match in re.finditer(rf"(?<!\d){_YEAR}(?=s?\b)", text):
        year = int(match.group())
        if text[match.end() : match.end() + 1] == "s":
            new = year + 10 * random.choice([-3, -2, -1, 1, 2])
        else:
            new = _swapped(year, random) if random.random() < 0.3 else year
            new = (
                new
                if new != year and abs(new - year) <= 100 and new <= 2025
                else year + random.choice([-1, 1]) * random.choice([1, 2, 2, 3, 4, 5, 7, 10, 12])
            )
        new = new if new <= 2025 else year - 2
        if new != year and new >= 1000:
            changes.append((match.start(), match.end(), str(new)))
    for names in (MONTHS, WEEKDAYS, _SHORT_MONTHS[:12]):
        changes += [
            (m.start(), m.end(), random.choice([n for n in names if n != m.group()]))
            for m in re.finditer(rf"\b(?:{'|'.join(names)})\b", text)
        ]
    for match in re.finditer(r"(?<!\d)(\d\d?)(st|nd|rd|th)?(?!\d)", text):
        number = int(match.group(1))
        most = 21 if "century" in text else 28
        new = random.choice([n for n in range(max(1, number - 9), min(most, number + 9) + 1) if n != number] or [1])
        if new != number:
            changes.append((match.start(), match.end(), f"{new}{_ordinal_ending(new) if match.group(2) else ''}"))
    if not changes:
        return None
    start, end, new_text = random.choice(changes)
    return text[:start] + new_text + text[end:]


def _near(number: int, random: Random) -> int:
    """Another whole number of about the same size, at least 2."""
    if number >= 20 and number % 10 == 0:
        return max(10, number + 10 * random.choice([-2, -1, 1, 2, 3])) if number != 10 else 20
    spread = max(3, round(number * 0.4))
    return random.choice([n for n in range(max(2, number - spread), number + spread + 1) if n != number])


def _near_digits(figure: str, random: Random, *, share: bool) -> str | None:
    digits = figure.replace(",", "")
    for _ in range(20):
        new = list(digits)
        if len(digits) == 1:
            new = list(str(_near(int(digits), random)))
        elif random.random() < 0.25 and "." not in digits:
            place = random.randrange(len(new) - 1)
            new[place], new[place + 1] = new[place + 1], new[place]
        else:
            places = [i for i, c in enumerate(new) if c.isdigit() and (c != "0" or i == 0)]
            # A high place counts for more: a different last digit may only be rounded.
            place = random.choice(places[: max(1, (len(places) + 1) // 2)])
            new[place] = random.choice([d for d in "123456789" if d != new[place]])
        changed = "".join(new)
        value = float(changed)
        if new[0] == "0" and not changed.startswith("0."):
            continue
        singular = value < 1.5 <= float(digits)
        if value == float(digits) or singular or (share and value > 100 >= float(digits)):
            continue
        if "," in figure:
            return f"{int(changed):,}" if "." not in changed else f"{value:,.{len(changed.split('.')[1])}f}"
        return changed
    return None


def _swapped(year: int, random: Random) -> int:
    digits = list(str(year))
    place = random.choice([1, 2])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits))


def _ordinal_ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _like(new: str, old: str) -> str:
    return new.capitalize() if old[:1].isupper() else new
