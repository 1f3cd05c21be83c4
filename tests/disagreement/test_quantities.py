"""Quantities as their words state them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from rag.disagreement.quantities import read_quantity
from rag.text.spans import Span

if TYPE_CHECKING:
    from rag.disagreement.quantity import Quantity
    from rag.reading.lexicon import AnswerKind

INF = math.inf


def read(sentence: str, words: str, kind: AnswerKind | None = None) -> Quantity | None:
    start = sentence.index(words)
    return read_quantity(sentence, Span(start, start + len(words)), kind)


# Words alone, the kind looked for, and what they state: kind, unit, low, high.
STATED: list[tuple[str, AnswerKind | None, tuple[str, str | None, float, float]]] = [
    ("42", None, ("count", None, 42, 42)),
    ("forty-two", None, ("count", None, 42, 42)),
    ("forty two", None, ("count", None, 42, 42)),
    ("1,200", None, ("count", None, 1200, 1200)),
    ("2,000", None, ("count", None, 2000, 2000)),
    ("2 800", None, ("count", None, 2800, 2800)),
    ("2\u202f800", None, ("count", None, 2800, 2800)),
    ("1'200", None, ("count", None, 1200, 1200)),
    ("1.200", "count", ("count", None, 1200, 1200)),
    ("1.200.000", None, ("count", None, 1_200_000, 1_200_000)),
    ("1,00,000", None, ("count", None, 100_000, 100_000)),
    ("1.2 million", None, ("count", None, 1_150_000, 1_250_000)),
    ("1,2 million", None, ("count", None, 1_150_000, 1_250_000)),
    ("1.5 lakh", None, ("count", None, 145_000, 155_000)),
    ("3k", None, ("count", None, 2700, 3300)),
    ("two hundred", None, ("count", None, 200, 200)),
    ("two hundred and five", None, ("count", None, 205, 205)),
    ("two hundred and five thousand", None, ("count", None, 205_000, 205_000)),
    ("twelve hundred", None, ("count", None, 1200, 1200)),
    ("half a million", None, ("count", None, 500_000, 500_000)),
    ("two and a half million", None, ("count", None, 2_250_000, 2_750_000)),
    ("three hundred million", None, ("count", None, 299_500_000, 300_500_000)),
    ("a dozen", None, ("count", None, 12, 12)),
    ("half a dozen", None, ("count", None, 6, 6)),
    ("two dozen", None, ("count", None, 24, 24)),
    ("a hundred", None, ("count", None, 100, 100)),
    ("dozens", None, ("count", None, 24, 100)),
    ("Dozens of", None, ("count", None, 24, 100)),
    ("scores", None, ("count", None, 40, 100)),
    ("hundreds of", None, ("count", None, 200, 1000)),
    ("tens of thousands", None, ("count", None, 20_000, 100_000)),
    ("several hundred", None, ("count", None, 300, 900)),
    ("a couple", None, ("count", None, 2, 2)),
    ("a few", None, ("count", None, 3, 6)),
    ("nobody", None, ("count", None, 0, 0)),
    ("none", None, ("count", None, 0, 0)),
    ("zero", None, ("count", None, 0, 0)),
    ("once", None, ("count", None, 1, 1)),
    ("twice", None, ("count", None, 2, 2)),
    ("both", None, ("count", None, 2, 2)),
    ("at least 80", None, ("count", None, 80, INF)),
    ("no fewer than 80", None, ("count", None, 80, INF)),
    ("80 or more", None, ("count", None, 80, INF)),
    ("80 plus", None, ("count", None, 80, INF)),
    ("80+", None, ("count", None, 80, INF)),
    ("more than 600", None, ("count", None, 600, INF)),
    ("well over 600", None, ("count", None, 600, INF)),
    ("more than a dozen", None, ("count", None, 12, INF)),
    ("up to 90", None, ("count", None, 0, 90)),
    ("as many as 90", None, ("count", None, 0, 90)),
    ("no more than 90", None, ("count", None, 0, 90)),
    ("fewer than 90", None, ("count", None, 0, 90)),
    ("under 90", None, ("count", None, 0, 90)),
    ("about 80", None, ("count", None, 75, 85)),
    ("some 80", None, ("count", None, 75, 85)),
    ("80 or so", None, ("count", None, 75, 85)),
    ("about 83", None, ("count", None, 82.5, 83.5)),
    ("about 2,000", None, ("count", None, 1800, 2200)),
    ("nearly 80", None, ("count", None, 72, 80)),
    ("just over 80", None, ("count", None, 80, 88)),
    ("exactly 80", None, ("count", None, 80, 80)),
    ("between 50 and 60", None, ("count", None, 50, 60)),
    ("50 to 60", None, ("count", None, 50, 60)),
    ("50-60", None, ("count", None, 50, 60)),
    ("50–60", None, ("count", None, 50, 60)),
    ("from 50 to 60", None, ("count", None, 50, 60)),
    ("two or three", None, ("count", None, 2, 3)),
    ("3 to 4 million", None, ("count", None, 3_000_000, 4_000_000)),
    ("500 to 1 million", None, ("count", None, 500, 1_000_000)),
    ("$5", None, ("money", "dollar", 5, 5)),
    ("$5b", None, ("money", "dollar", 4.5e9, 5.5e9)),
    ("5m euros", None, ("money", "EUR", 4.5e6, 5.5e6)),
    ("US$5", None, ("money", "USD", 5, 5)),
    ("HK$5", None, ("money", "HKD", 5, 5)),
    ("$1.2bn", None, ("money", "dollar", 1.15e9, 1.25e9)),
    ("$5m", None, ("money", "dollar", 4.5e6, 5.5e6)),
    ("€1,200 million", None, ("money", "EUR", 1_199_500_000, 1_200_500_000)),
    ("1.2 billion euros", None, ("money", "EUR", 1.15e9, 1.25e9)),
    ("five thousand pounds", "money", ("money", "GBP", 5000, 5000)),
    ("15 pounds sterling", None, ("money", "GBP", 15, 15)),
    ("5 pence", None, ("money", "GBP", 5, 5)),
    ("20 US dollars", None, ("money", "USD", 20, 20)),
    ("20 Swiss francs", None, ("money", "CHF", 20, 20)),
    ("$3-4 million", None, ("money", "dollar", 3e6, 4e6)),
    ("between €3 million and €4 million", None, ("money", "EUR", 3e6, 4e6)),
    ("tens of thousands of euros", None, ("money", "EUR", 20_000, 100_000)),
    ("over $2 billion", None, ("money", "dollar", 2e9, INF)),
    ("45 %", None, ("share", "percent", 44.5, 45.5)),
    ("45 percent", None, ("share", "percent", 44.5, 45.5)),
    ("45.3 per cent", None, ("share", "percent", 45.25, 45.35)),
    ("40% to 50%", None, ("share", "percent", 40, 50)),
    ("40 to 50 per cent", None, ("share", "percent", 40, 50)),
    ("3 percentage points", None, ("share", "percentage point", 2.7, 3.3)),
    ("half", None, ("share", "part", 0.48, 0.52)),
    ("nearly half", None, ("share", "part", 0.45, 0.5)),
    ("more than half", None, ("share", "part", 0.5, 1)),
    ("two thirds", None, ("share", "part", 2 / 3 - 0.02, 2 / 3 + 0.02)),
    ("three-quarters", None, ("share", "part", 0.73, 0.77)),
    ("one in five", None, ("share", "part", 0.18, 0.22)),
    ("8 out of every 10", None, ("share", "part", 0.78, 0.82)),
    ("5 km", None, ("measure", "kilometre", 4.5, 5.5)),
    ("5.0 km", None, ("measure", "kilometre", 4.95, 5.05)),
    ("5m", "measure", ("measure", "metre", 4.5, 5.5)),
    ("5 km to 8 km", None, ("measure", "kilometre", 5, 8)),
    ("5 ft 10 in", "measure", ("measure", "inch", 69.5, 70.5)),
    ("12 square kilometres", None, ("measure", "square kilometre", 11.5, 12.5)),
    ("3½ miles", None, ("measure", "mile", 3.375, 3.625)),
    ("half a mile", None, ("measure", "mile", 0.45, 0.55)),
    ("-5 °C", None, ("measure", "degree Celsius", -5.5, -4.5)),
    ("minus 5 degrees Celsius", None, ("measure", "degree Celsius", -5.5, -4.5)),
    ("68°F", None, ("measure", "degree Fahrenheit", 67.5, 68.5)),
    ("100 km per hour", None, ("measure", "kilometre per hour", 99.5, 100.5)),
    ("62 mph", None, ("measure", "mile per hour", 61.5, 62.5)),
    ("40 MW", None, ("measure", "megawatt", 39.5, 40.5)),
    ("16 GB", None, ("measure", "gigabyte", 15.5, 16.5)),
    ("24 months", None, ("duration", "month", 23.5, 24.5)),
    ("two years", None, ("duration", "year", 1.8, 2.2)),
    ("a decade", "duration", ("duration", "decade", 0.9, 1.1)),
    ("an hour and a half", "duration", ("duration", "hour", 1.35, 1.65)),
    ("half an hour", "duration", ("duration", "hour", 0.45, 0.55)),
    ("2 hours 30 minutes", None, ("duration", "minute", 149.5, 150.5)),
    ("several years", None, ("duration", "year", 3, 9)),
    ("45-year-old", None, ("duration", "year", 44.5, 45.5)),
    ("decades", "duration", ("duration", "decade", 2, 9)),
    ("third", None, ("ordinal", None, 3, 3)),
    ("21st", None, ("ordinal", None, 21, 21)),
    ("twenty-first", None, ("ordinal", None, 21, 21)),
]


@pytest.mark.parametrize(("words", "kind", "expected"), STATED, ids=[case[0] for case in STATED])
def test_words_alone(words: str, kind: AnswerKind | None, expected: tuple[str, str | None, float, float]) -> None:
    quantity = read(words, words, kind)
    assert quantity is not None
    unit = None if quantity.unit is None else quantity.unit.name
    low, high = float(quantity.stated.low), float(quantity.stated.high)
    assert (quantity.kind, unit) == expected[:2]
    assert (low, high) == pytest.approx(expected[2:])
    assert quantity.stated.within(quantity.possible)


# A span that leaves out hedge, bound or unit is read with them.
WIDENED: list[tuple[str, str, AnswerKind | None, str]] = [
    ("At least 80 sheep were lost.", "80", "count", "At least 80"),
    ("It has some 12 kilometres of track.", "12", "count", "some 12 kilometres"),
    ("They paid 1.2 million euros.", "1.2", "money", "1.2 million euros"),
    ("Between 50 and 60 came.", "50", "count", "Between 50 and 60"),
    ("Between 50 and 60 came.", "60", "count", "Between 50 and 60"),
    ("It grew to 45 percent in May.", "45", "share", "45 percent"),
    ("He was aged 45 then.", "45", "duration", "45"),
    ("All 80 women left.", "80 women", "count", "80"),
    ("They earn $20 an hour.", "$20", "money", "$20 an hour"),
    ("It rose from 50 to 60 in a year.", "60", "count", "60"),
]


@pytest.mark.parametrize(("sentence", "words", "kind", "expected"), WIDENED)
def test_spans_take_in_what_belongs_to_them(sentence: str, words: str, kind: AnswerKind | None, expected: str) -> None:
    quantity = read(sentence, words, kind)
    assert quantity is not None
    assert quantity.words == expected
    assert sentence[quantity.span.start : quantity.span.end] == expected


REFUSED: list[tuple[str, str, AnswerKind | None]] = [
    ("It was not 80 but 60.", "80", "count"),
    ("Another 80 came.", "80", "count"),
    ("A further 80 came.", "80", "count"),
    ("Three times as many came.", "Three", "count"),
    ("Twice as many came.", "Twice", "count"),
    ("Twice the number came.", "Twice", "count"),
    ("The pipe was 5m", "5m", None),
    ("It was 10 pounds", "10 pounds", None),
    ("They spent 5 million.", "5 million", "money"),
    ("80 women and 20 men came.", "80 women and 20 men", "count"),
    ("It ended 3-2 then.", "3-2", "count"),
    ("The women left.", "women", "count"),
    ("A tenfold rise, 10 fold or more", "10", "count"),
    ("At most 80 or more came.", "80", "count"),
]


@pytest.mark.parametrize(("sentence", "words", "kind"), REFUSED)
def test_what_has_two_readings_is_left_unread(sentence: str, words: str, kind: AnswerKind | None) -> None:
    assert read(sentence, words, kind) is None


def test_rates_and_roles_are_kept() -> None:
    rate = read("They earn $20 an hour.", "$20", "money")
    grown = read("It grew by 5 percent.", "5 percent", "share")
    mean = read("They had an average of 3 cars.", "3", "count")
    assert (rate and rate.per, grown and grown.role, mean and mean.role) == ("hour", "by", "average")


def test_hedges_are_told_wherever_they_stand() -> None:
    texts = ("at most 25 kg", "25 kg or more", "about 25 kg", "25 kg", "more than dozens", "25 kg or so")
    assert [quantity.hedge for text in texts if (quantity := read(text, text))] == [
        "most",
        "least",
        "about",
        "none",
        "more",
        "about",
    ]
