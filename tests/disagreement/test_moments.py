"""Dates and periods as the days that their words state."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from rag.disagreement.moments import read_moment
from rag.text.spans import Span

if TYPE_CHECKING:
    from rag.disagreement.moment import Moment

ANCHOR = datetime.date(2026, 1, 10)  # a Saturday


def read(sentence: str, words: str, anchor: datetime.date | None = None) -> Moment | None:
    start = sentence.index(words)
    return read_moment(sentence, Span(start, start + len(words)), anchor=anchor)


def iso(number: object) -> str:
    assert isinstance(number, (int, float)) or hasattr(number, "numerator")
    return datetime.date.fromordinal(int(number)).isoformat()  # type: ignore[call-overload]  # a Fraction


def stated(moment: Moment | None) -> list[tuple[str, str]]:
    assert moment is not None
    return [(iso(interval.low), iso(interval.high)) for interval in moment.stated]


FIXED = [
    ("8 January 2026", "2026-01-08", "2026-01-08"),
    ("8th of January, 2026", "2026-01-08", "2026-01-08"),
    ("January 8, 2026", "2026-01-08", "2026-01-08"),
    ("Jan. 8, 2026", "2026-01-08", "2026-01-08"),
    ("January 8th 2026", "2026-01-08", "2026-01-08"),
    ("2026-01-08", "2026-01-08", "2026-01-08"),
    ("25/1/2026", "2026-01-25", "2026-01-25"),
    ("8.1.2026", "2026-01-08", "2026-01-08"),
    ("Thursday, 8 January 2026", "2026-01-08", "2026-01-08"),
    ("26 de enero de 2026", "2026-01-26", "2026-01-26"),
    ("29 February 2024", "2024-02-29", "2024-02-29"),
    ("January 2026", "2026-01-01", "2026-01-31"),
    ("February 2024", "2024-02-01", "2024-02-29"),
    ("late January 2020", "2020-01-21", "2020-01-31"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("early 2019", "2019-01-01", "2019-05-02"),
    ("mid-2019", "2019-05-02", "2019-09-01"),
    ("the end of 2020", "2020-10-01", "2020-12-31"),
    ("the first half of 2020", "2020-01-01", "2020-07-01"),
    ("summer 2024", "2024-06-01", "2024-08-31"),
    ("the winter of 2023", "2023-12-01", "2024-02-29"),
    ("the second quarter of 2024", "2024-04-01", "2024-06-30"),
    ("Q4 2024", "2024-10-01", "2024-12-31"),
    ("2023-24", "2023-07-01", "2024-06-30"),
    ("the 1990s", "1990-01-01", "1999-12-31"),
    ("the late 1990s", "1996-08-31", "1999-12-31"),
    ("the 12th century", "1101-01-01", "1200-12-31"),
    ("the twelfth century", "1101-01-01", "1200-12-31"),
    ("AD 79", "0079-01-01", "0079-12-31"),
    ("476", "0476-01-01", "0476-12-31"),
    ("from 2001 to 2004", "2001-01-01", "2004-12-31"),
    ("2001-2004", "2001-01-01", "2004-12-31"),
    ("2019–21", "2019-01-01", "2021-12-31"),
    ("between 2001 and 2004", "2001-01-01", "2004-12-31"),
    ("8-10 January 2026", "2026-01-08", "2026-01-10"),
    ("January 8 to 10, 2026", "2026-01-08", "2026-01-10"),
    ("January to March 2020", "2020-01-01", "2020-03-31"),
    ("December 12 to January 5, 2020", "2019-12-12", "2020-01-05"),
    ("around 1850", "1845-01-02", "1855-12-30"),
]


@pytest.mark.parametrize(("words", "first", "last"), FIXED, ids=[case[0] for case in FIXED])
def test_dates_that_need_no_anchor(words: str, first: str, last: str) -> None:
    assert stated(read(words, words)) == [(first, last)]
    assert stated(read(f"It was then: {words}.", words)) == [(first, last)]


ANCHORED = [
    ("It opened on Thursday.", "Thursday", "2026-01-08", "2026-01-08"),
    ("It will open on Thursday.", "Thursday", "2026-01-15", "2026-01-15"),
    ("It opened last Thursday.", "last Thursday", "2026-01-08", "2026-01-08"),
    ("It opens next Thursday.", "next Thursday", "2026-01-15", "2026-01-15"),
    ("It opened on 8 January.", "8 January", "2026-01-08", "2026-01-08"),
    ("It opened on 20 December.", "20 December", "2025-12-20", "2025-12-20"),
    ("It will open on 20 December.", "20 December", "2026-12-20", "2026-12-20"),
    ("It opened on Thursday, January 8.", "Thursday, January 8", "2026-01-08", "2026-01-08"),
    ("It opened in March.", "March", "2025-03-01", "2025-03-31"),
    ("It opened in early March.", "early March", "2025-03-01", "2025-03-11"),
    ("It opened yesterday.", "yesterday", "2026-01-09", "2026-01-09"),
    ("It opened two days ago.", "two days ago", "2026-01-08", "2026-01-08"),
    ("It opened last month.", "last month", "2025-12-01", "2025-12-31"),
    ("It opened last year.", "last year", "2025-01-01", "2025-12-31"),
    ("It opened this week.", "this week", "2026-01-05", "2026-01-11"),
    ("It opened earlier this month.", "earlier this month", "2026-01-01", "2026-01-10"),
    ("It opened last decade.", "last decade", "2010-01-01", "2019-12-31"),
]


@pytest.mark.parametrize(("sentence", "words", "first", "last"), ANCHORED)
def test_dates_that_the_day_of_writing_places(sentence: str, words: str, first: str, last: str) -> None:
    moment = read(sentence, words, ANCHOR)
    assert stated(moment) == [(first, last)]
    assert moment is not None
    assert any(moment.stated[0].within(interval) for interval in moment.possible)


@pytest.mark.parametrize(("sentence", "words"), [case[:2] for case in ANCHORED])
def test_without_the_day_of_writing_they_are_no_days(sentence: str, words: str) -> None:
    moment = read(sentence, words)
    assert moment is not None
    assert moment.stated == moment.possible == ()


def test_an_unmarked_weekday_can_be_the_coming_one() -> None:
    moment = read("It opened on Thursday.", "Thursday", ANCHOR)
    assert moment is not None
    assert [iso(i.low) for i in moment.possible] == ["2026-01-08", "2026-01-15"]


def test_day_and_month_that_can_be_exchanged_are_two_dates() -> None:
    assert stated(read("8/1/2026", "8/1/2026")) == [("2026-01-08", "2026-01-08"), ("2026-08-01", "2026-08-01")]


def test_years_before_the_common_era() -> None:
    battle, later = read("44 BC", "44 BC"), read("43 BCE", "43 BCE")
    assert battle is not None
    assert later is not None
    assert battle.stated[0].high + 1 == later.stated[0].low
    assert battle.stated[0].high < 0


ROLES = [
    ("He has led it since 2001.", "2001", "since 2001", "since"),
    ("He led it until 2003.", "2003", "until 2003", "until"),
    ("He led it from 2001 to 2003.", "2001 to 2003", "from 2001 to 2003", "through"),
    ("He led it before 2003.", "2003", "before 2003", "at"),
    ("It is from around 1850.", "1850", "around 1850", "at"),
    ("He led it in 2003.", "2003", "2003", "at"),
]


@pytest.mark.parametrize(("sentence", "words", "whole", "role"), ROLES)
def test_what_stands_before_a_date_is_read_with_it(sentence: str, words: str, whole: str, role: str) -> None:
    moment = read(sentence, words)
    assert moment is not None
    assert (moment.words, moment.role) == (whole, role)
    assert sentence[moment.span.start : moment.span.end] == whole


@pytest.mark.parametrize(
    "words",
    [
        "30 February 2020",
        "2001-04",
        "2004-2001",
        "13/13/2020",
        "8 and 9 January 2026",
        "soon",
    ],
)
def test_what_is_no_date_or_two_is_left_unread(words: str) -> None:
    assert read(words, words) is None
    assert read(words, words, ANCHOR) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Thursday, 8 January 2026", "2026-01-08", "2026-01-08"),
        ("Friday, 8 January 2026", "2026-01-05", "2026-01-11"),  # one of the two is a slip
        ("Mon, January 5, 2026", "2026-01-05", "2026-01-05"),
        ("Tue, January 5, 2026", "2026-01-02", "2026-01-08"),
    ],
)
def test_a_weekday_that_is_not_that_of_its_date_leaves_three_days_either_way(words: str, first: str, last: str) -> None:
    moment = read(words, words)
    assert moment is not None
    assert [(iso(interval.low), iso(interval.high)) for interval in moment.possible] == [(first, last)]


def test_two_dates_in_one_span_are_none() -> None:
    assert read("It closed in 2001, then in 2004.", "2001, then in 2004") is None
