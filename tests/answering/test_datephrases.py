"""Dates as they are written in questions."""

from __future__ import annotations

import pytest

from rag.answering.datephrases import date_with_preposition, is_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1994", "in 1994"),
        ("May 1994", "in May 1994"),
        ("early 2023", "in early 2023"),
        ("3 May 1994", "on 3 May 1994"),
        ("May 3, 1994", "on May 3, 1994"),
        ("1994-05-03", "on 1994-05-03"),
        ("Friday", "on Friday"),
        ("yesterday", "yesterday"),
        ("last year", "last year"),
        ("since 1994", "since 1994"),
    ],
)
def test_preposition(text: str, expected: str) -> None:
    assert date_with_preposition(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("May 1994", True), ("two years ago", False), ("Elsted", False), ("12", False), ("", False)]
)
def test_is_date(text: str, *, expected: bool) -> None:
    assert is_date(text) is expected
