"""Whether two values can both be true."""

from __future__ import annotations

import datetime
import itertools
import random
from typing import TYPE_CHECKING

import pytest

from rag.disagreement.compare import Value, compare, read_value
from rag.text.spans import Span

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

ANCHOR = datetime.date(2026, 1, 10)  # a Saturday
KINDS: tuple[AnswerKind, ...] = ("count", "money", "share", "measure", "duration", "ordinal", "date")


def value(words: str, kind: AnswerKind, anchor: datetime.date | None = None) -> Value:
    read = read_value(words, Span(0, len(words)), kind, anchor=anchor)
    assert read is not None, words
    return read


def dated(text: str) -> tuple[str, datetime.date | None]:
    """ "Thursday @" is written on the anchor."""
    return (text[:-2], ANCHOR) if text.endswith(" @") else (text, None)


VERDICTS: list[tuple[AnswerKind, str, str, str]] = [
    ("count", "42", "forty-two", "same"),
    ("count", "1,200", "1.200", "same"),
    ("count", "2 800", "2,800", "same"),
    ("count", "a dozen", "12", "same"),
    ("count", "nobody", "0", "same"),
    ("count", "twice", "two", "same"),
    ("count", "1.2 million", "1,234,567", "same"),
    ("count", "1.2 million", "1,200,000", "same"),
    ("count", "about 80", "around 80", "same"),
    ("count", "between 50 and 60", "50-60", "same"),
    ("count", "half a million", "500,000", "same"),
    ("count", "dozens", "83", "refines"),
    ("count", "about 80", "83", "refines"),
    ("count", "about 80", "80", "refines"),
    ("count", "at least 80", "83", "refines"),
    ("count", "at least 80", "80", "refines"),
    ("count", "more than 600", "at least 80", "refines"),
    ("count", "hundreds", "600", "refines"),
    ("count", "tens of thousands", "45,000", "refines"),
    ("count", "up to 90", "83", "refines"),
    ("count", "between 50 and 60", "55", "refines"),
    ("count", "between 50 and 60", "about 55", "refines"),
    ("count", "nearly 80", "78", "refines"),
    ("count", "fewer than 90", "83", "refines"),
    ("count", "several", "five", "refines"),
    ("count", "80", "83", "excludes"),
    ("count", "83", "84", "excludes"),
    ("count", "2,000", "2,100", "excludes"),
    ("count", "1.2 million", "1.3 million", "excludes"),
    ("count", "1.2 million", "1,300,000", "excludes"),
    ("count", "2 million", "3 million", "excludes"),
    ("count", "at least 80", "79", "excludes"),
    ("count", "more than 600", "300", "excludes"),
    ("count", "up to 90", "95", "excludes"),
    ("count", "fewer than 90", "at least 100", "excludes"),
    ("count", "about 80", "120", "excludes"),
    ("count", "between 50 and 60", "61", "excludes"),
    ("count", "between 50 and 60", "70 to 80", "excludes"),
    ("count", "dozens", "five", "excludes"),
    ("count", "dozens", "thousands", "excludes"),
    ("count", "hundreds", "83", "excludes"),
    ("count", "nobody", "five", "excludes"),
    ("count", "nobody", "dozens", "excludes"),
    ("count", "twice", "three", "excludes"),
    ("count", "about 80", "95", "incomparable"),
    ("count", "two hundred", "213", "incomparable"),
    ("count", "2 million", "2.3 million", "incomparable"),
    ("count", "dozens", "hundreds", "incomparable"),
    ("count", "more than 80", "80", "incomparable"),
    ("count", "a dozen", "13", "incomparable"),
    ("count", "50 to 60", "55 to 65", "incomparable"),
    ("count", "at least 80", "up to 90", "incomparable"),
    ("money", "$1.2bn", "1.2 billion dollars", "same"),
    ("money", "€1,200 million", "1.2 billion euros", "same"),
    ("money", "£5", "500 pence", "same"),
    ("money", "$5", "US$5", "same"),
    ("money", "5 pounds sterling", "£5", "same"),
    ("money", "£14.2m", "17.9 million pounds", "excludes"),
    ("money", "5 Egyptian pounds", "£9", "incomparable"),
    ("money", "50 cents", "€50", "incomparable"),
    ("duration", "decades", "40 years", "refines"),
    ("money", "over $2 billion", "$2.4 billion", "refines"),
    ("money", "millions of euros", "€5 million", "refines"),
    ("money", "$5 million", "$7 million", "excludes"),
    ("money", "$80", "$83", "excludes"),
    ("money", "€4.5bn", "€4.8bn", "excludes"),
    ("money", "$5 million", "€5 million", "incomparable"),
    ("money", "HK$5", "US$7", "incomparable"),
    ("money", "$5 million", "US$7 million", "incomparable"),
    ("money", "$5", "$5.20", "incomparable"),
    ("money", "$20 an hour", "$160 a day", "incomparable"),
    ("share", "45 %", "45 percent", "same"),
    ("share", "45%", "45.3 per cent", "same"),
    ("share", "half", "50%", "same"),
    ("share", "two thirds", "66%", "same"),
    ("share", "one in five", "20 percent", "same"),
    ("share", "nearly half", "47%", "refines"),
    ("share", "more than half", "57%", "refines"),
    ("share", "45%", "46%", "excludes"),
    ("share", "a third", "half", "excludes"),
    ("share", "nearly half", "70%", "excludes"),
    ("share", "one in five", "30%", "excludes"),
    ("share", "a quarter", "28%", "incomparable"),
    ("share", "3%", "3 percentage points", "incomparable"),
    ("measure", "5 miles", "8 km", "same"),
    ("measure", "100 miles", "161 km", "same"),
    ("measure", "6 feet", "1.83 metres", "same"),
    ("measure", "5 ft 10 in", "178 cm", "same"),
    ("measure", "1,000 kg", "1 tonne", "same"),
    ("measure", "20 °C", "68°F", "same"),
    ("measure", "-40 degrees Celsius", "-40 °F", "same"),
    ("measure", "100 km per hour", "62 mph", "same"),
    ("measure", "2.5 square miles", "6.5 km²", "same"),
    ("measure", "40 megawatts", "0.04 GW", "same"),
    ("measure", "at least 5 km", "7,200 metres", "refines"),
    ("measure", "5 miles", "5 km", "excludes"),
    ("measure", "100 km", "120 km", "excludes"),
    ("measure", "20 °C", "30 °C", "excludes"),
    ("measure", "20 °C", "20 °F", "excludes"),
    ("measure", "10 tonnes", "20 tons", "excludes"),
    ("measure", "5 gallons", "40 litres", "excludes"),
    ("measure", "5 tons", "6 tons", "excludes"),
    ("measure", "100 km", "98 km", "incomparable"),
    ("measure", "5 km", "5 kg", "incomparable"),
    ("measure", "5 tons a day", "5 tons", "incomparable"),
    ("measure", "20 degrees", "68 °F", "incomparable"),
    ("duration", "24 months", "two years", "same"),
    ("duration", "a decade", "ten years", "same"),
    ("duration", "90 minutes", "an hour and a half", "same"),
    ("duration", "a fortnight", "14 days", "same"),
    ("duration", "three months", "13 weeks", "same"),
    ("duration", "two years", "36 months", "excludes"),
    ("duration", "two years", "three years", "excludes"),
    ("duration", "three months", "40 days", "excludes"),
    ("duration", "more than two years", "17 months", "excludes"),
    ("duration", "several years", "five years", "refines"),
    ("duration", "at least 2 years", "30 months", "refines"),
    ("duration", "two years", "30 months", "incomparable"),
    ("ordinal", "third", "3rd", "same"),
    ("ordinal", "21st", "twenty-first", "same"),
    ("ordinal", "third", "fourth", "excludes"),
    ("date", "8 January 2026", "Jan. 8, 2026", "same"),
    ("date", "2026-01-08", "Thursday @", "same"),
    ("date", "8 January", "January 8", "same"),
    ("date", "8 January @", "8 January 2026", "same"),
    ("date", "yesterday @", "9 January 2026", "same"),
    ("date", "last month @", "December 2025", "same"),
    ("date", "the 12th century", "the twelfth century", "same"),
    ("date", "from 2001 to 2004", "2001-2004", "same"),
    ("date", "January 2026", "8 January 2026", "refines"),
    ("date", "2026", "January 2026", "refines"),
    ("date", "8 January", "8 January 2026", "refines"),
    ("date", "January", "8 January", "refines"),
    ("date", "8/1/2026", "8 January 2026", "refines"),
    ("date", "8/1/2026", "1 August 2026", "refines"),
    ("date", "early 2019", "February 2019", "refines"),
    ("date", "the 1990s", "1994", "refines"),
    ("date", "the 12th century", "1150", "refines"),
    ("date", "around 1850", "1852", "refines"),
    ("date", "before 2001", "1999", "refines"),
    ("date", "after 2001", "2004", "refines"),
    ("date", "between 2001 and 2004", "2003", "refines"),
    ("date", "from 2001 to 2004", "2003", "refines"),
    ("date", "this week @", "8 January 2026", "refines"),
    ("date", "8 January 2026", "9 January 2026", "excludes"),
    ("date", "8 January", "9 January", "excludes"),
    ("date", "8 January 2026", "9 January", "excludes"),
    ("date", "January 2026", "8 February 2026", "excludes"),
    ("date", "March", "April", "excludes"),
    ("date", "2024", "2025", "excludes"),
    ("date", "Thursday @", "7 January 2026", "excludes"),
    ("date", "early 2019", "November 2019", "excludes"),
    ("date", "the 1990s", "2004", "excludes"),
    ("date", "8/1/2026", "9 January 2026", "excludes"),
    ("date", "before 2001", "2003", "excludes"),
    ("date", "44 BC", "43 BC", "excludes"),
    ("date", "44 BC", "AD 44", "excludes"),
    ("date", "since 2001", "since 2003", "excludes"),
    ("date", "from 2001 to 2004", "from 2001 to 2005", "excludes"),
    ("date", "last month @", "January 2026", "excludes"),
    ("date", "Thursday", "8 January 2026", "incomparable"),
    ("date", "Thursday", "Friday", "incomparable"),
    ("date", "last month", "2026", "incomparable"),
    ("date", "yesterday @", "8 January 2026", "incomparable"),
    ("date", "Thursday @", "15 January 2026", "incomparable"),
    ("date", "25 October 1917", "7 November 1917", "incomparable"),
    ("date", "summer 2024", "January 2024", "incomparable"),
    ("date", "winter 2024", "January 2024", "incomparable"),
    ("date", "January 2025", "winter 2024", "refines"),
    ("date", "spring 2026", "October 2026", "incomparable"),
    ("date", "spring 2026", "December 2025", "excludes"),
    ("date", "autumn 2024", "January 2025", "excludes"),
    ("money", "412 million crowns", "371 million crowns", "excludes"),
    ("money", "412 million crowns", "412 million kroner", "same"),
    ("money", "30 crowns", "40 francs", "incomparable"),
    ("date", "since 2001", "2003", "incomparable"),
    ("date", "from 2001 to 2008", "from 2003 to 2005", "incomparable"),
    ("date", "8 January", "2026", "incomparable"),
]


@pytest.mark.parametrize(
    ("kind", "first", "second", "expected"), VERDICTS, ids=[f"{case[1]} | {case[2]}" for case in VERDICTS]
)
def test_verdicts_and_their_symmetry(kind: AnswerKind, first: str, second: str, expected: str) -> None:
    one, other = (value(words, kind, anchor) for words, anchor in (dated(first), dated(second)))
    there, back = compare(one, other), compare(other, one)
    assert (there.verdict, back.verdict) == (expected, expected), there.reason
    if expected == "refines":
        assert {there.narrower, back.narrower} == {"first", "second"}
    else:
        assert there.narrower is back.narrower is None
    assert one.words in there.reason
    assert other.words in there.reason


def test_values_of_different_kinds_are_not_compared() -> None:
    values = {
        kind: value(words, kind)
        for kind, words in zip(KINDS, ("45", "$45", "45%", "45 km", "45 years", "45th", "8 January 2026"), strict=True)
    }
    for one, other in itertools.permutations(KINDS, 2):
        assert compare(values[one], values[other]).verdict == "incomparable"


ALL: list[tuple[AnswerKind, str]] = sorted({(case[0], words) for case in VERDICTS for words in case[1:3]})


def test_every_value_is_the_same_as_itself() -> None:
    for kind, words in ALL:
        text, anchor = dated(words)
        one = value(text, kind, anchor)
        if getattr(one, "possible", None) == ():
            assert compare(one, one).verdict in {"same", "incomparable"}
        else:
            assert compare(one, one).verdict == "same", words


def test_order_never_matters() -> None:
    values = [value(*((text := dated(words))[0], kind, text[1])) for kind, words in ALL]
    for one, other in itertools.combinations(values, 2):
        there, back = compare(one, other), compare(other, one)
        assert there.verdict == back.verdict
        assert (there.apart, there.days_apart) == (back.apart, back.days_apart)


HEDGES = (
    "about {}",
    "some {}",
    "at least {}",
    "up to {}",
    "nearly {}",
    "more than {}",
    "{} or so",
    "between {} and {}",
)


def test_hedging_never_makes_two_figures_exclude_each_other() -> None:
    """What is possible for a plain figure stays possible when it is hedged, on many random figures."""
    choose = random.Random(7)
    for _ in range(300):
        number = choose.choice([choose.randint(1, 99), choose.randint(100, 9999), choose.randint(1, 99) * 1000])
        hedge = choose.choice(HEDGES)
        one = value(f"{number:,}", "count")
        other = value(hedge.format(f"{number:,}", f"{number * 2:,}"), "count")
        assert compare(one, other).verdict != "excludes", other.words


def test_figures_exclude_each_other_when_they_differ_in_a_written_place() -> None:
    choose = random.Random(11)
    for _ in range(300):
        first, second = choose.randint(1, 5000), choose.randint(1, 5000)
        verdict = compare(value(f"{first:,}", "count"), value(str(second), "count")).verdict
        assert verdict == ("same" if first == second else "excludes")
        tenths = [f"{n / 10:.1f} million" for n in (first, second)]
        verdict = compare(*(value(words, "count") for words in tenths)).verdict
        assert verdict == ("same" if first == second else "excludes")


def test_a_figure_equals_its_own_rounding() -> None:
    choose = random.Random(13)
    for _ in range(300):
        number = choose.randint(1_000_000, 999_000_000)
        rounded = f"{number / 1e6:.1f} million"
        assert compare(value(f"{number:,}", "count"), value(rounded, "count")).verdict == "same"


def test_a_converted_length_is_never_excluded() -> None:
    choose = random.Random(17)
    for _ in range(300):
        miles = choose.randint(1, 2000)
        kilometres = f"{round(miles * 1.609344):,} km"
        assert compare(value(f"{miles:,} miles", "measure"), value(kilometres, "measure")).verdict == "same"
        celsius = choose.randint(-40, 60)
        fahrenheit = f"{round(celsius * 1.8 + 32)} °F"
        assert compare(value(f"{celsius} °C", "measure"), value(fahrenheit, "measure")).verdict == "same"


def test_every_form_of_a_day_is_that_day_and_no_other() -> None:
    choose = random.Random(19)
    for _ in range(200):
        day = datetime.date(1930, 1, 1) + datetime.timedelta(days=choose.randint(0, 40_000))
        other = day + datetime.timedelta(days=choose.choice([-400, -31, -2, -1, 1, 2, 31, 400]))
        forms = [
            f"{day.day} {day:%B %Y}",
            f"{day:%B} {day.day}, {day.year}",
            day.isoformat(),
            f"{day:%A}, {day:%B} {day.day}, {day.year}",
        ]
        values = [value(form, "date") for form in forms]
        assert all(compare(one, two).verdict == "same" for one, two in itertools.combinations(values, 2))
        assert all(compare(one, value(other.isoformat(), "date")).verdict == "excludes" for one in values)
        assert compare(value(f"{day:%B %Y}", "date"), values[0]).verdict == "refines"
        assert compare(value(str(day.year), "date"), values[0]).verdict == "refines"


def test_a_weekday_near_the_day_of_writing_never_excludes_its_own_date() -> None:
    for shift in range(-7, 8):
        day = ANCHOR + datetime.timedelta(days=shift)
        assert compare(value(f"{day:%A}", "date", ANCHOR), value(day.isoformat(), "date")).verdict != "excludes"
