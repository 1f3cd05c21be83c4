"""Expressions that say when, told from lengths of time and from what recurs."""

from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.times import find_times

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met at noon on Tuesday.", ["at noon on Tuesday"]),
        ("They met on Tuesday and on Friday.", ["on Tuesday", "on Friday"]),
        ("They met every Tuesday.", []),
        ("They met for two weeks.", []),
        ("They met two weeks ago.", ["two weeks ago"]),
        ("They marched in March.", ["in March"]),
        ("It is as good so far as it goes.", []),
        ("It is good so far.", ["so far"]),
        ("They met at the end of the year 1950.", ["at the end of the year 1950"]),
        ("It ran from May 2019 to June 2020.", ["from May 2019 to June 2020"]),
    ],
)
def test_find_times(text: str, words: list[str]) -> None:
    assert [text[t.words.start : t.words.end] for t in find_times(parse(text))] == words
