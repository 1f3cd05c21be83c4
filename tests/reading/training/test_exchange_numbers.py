from __future__ import annotations

import re
from random import Random

import pytest

from rag.reading.training.exchange_numbers import (
    DATES,
    NUMBERS,
    in_words,
    number_form,
    other_date,
    other_number,
    value_of,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,400", 3400),
        ("five", 5),
        ("twenty-one", 21),
        ("$5 million", 5_000_000),
        ("45 percent", 45),
        ("7.5 %", 7.5),
        ("third", 3),
        ("21st", 21),
        ("two hundred", 200),
        ("Berlin", None),
        ("several", None),
    ],
)
def test_value(text: str, value: float | None) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("number", [0, 7, 19, 20, 35, 99])
def test_words_are_read_as_written(number: int) -> None:
    words = in_words(number)
    assert words is not None
    assert value_of(words) == number


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 May 2003", "3 June 1990", True),
        ("12 May 2003", "May 2003", False),
        ("1994", "2003", True),
        ("3,400", "12,000", True),
        ("$5 million", "$12 billion", True),
        ("45 percent", "7 percent", True),
        ("45 percent", "45", False),
        ("three", "3", False),
        ("1990s", "1994", False),
        ("first", "third", True),
    ],
)
def test_form(one: str, other: str, *, same: bool) -> None:
    assert (number_form(one) == number_form(other)) is same


@pytest.mark.parametrize(
    "text", ["3,400", "five", "$5 million", "45 percent", "7.5 %", "third", "21st", "twenty", "8", "120", "1.2 billion"]
)
def test_other_number_keeps_the_form_and_changes_the_value(text: str) -> None:
    random = Random(4)
    for _ in range(60):
        other = other_number(text, random)
        assert other is not None
        assert NUMBERS.fullmatch(other), other
        assert value_of(other) != value_of(text)
        assert number_form(other) == number_form(text), other


def test_shares_stay_below_a_hundred() -> None:
    random = Random(1)
    values = [value_of(other_number("95 percent", random) or "") for _ in range(100)]
    assert all(v is not None and v <= 100 for v in values)


@pytest.mark.parametrize("text", ["12 May 2003", "May 12, 2003", "May 2003", "1994", "1990s", "Monday", "19th century"])
def test_other_date_changes_one_part(text: str) -> None:
    random = Random(2)
    for _ in range(60):
        other = other_date(text, random)
        assert other is not None
        assert DATES.fullmatch(other), other
        before, after = (re.findall(r"\w+", t) for t in (text, other))
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_no_date() -> None:
    assert other_date("yesterday", Random(0)) is None
    assert other_number("several", Random(0)) is None


def test_parts_of_codes_are_no_numbers() -> None:
    assert not NUMBERS.findall("The F-16 and the B52 of room 3b, see 10.1000/182 and the '87 cup.")
