"""Values that a sentence gives for another date or place than the question asks about."""

from __future__ import annotations

import pytest

from rag.reading.conditions import keep_meeting, says_when
from rag.reading.parser import parse
from rag.reading.question import analyse
from rag.reading.values import find_values

pytestmark = pytest.mark.model

SERIES = "30 firms closed in 2014, 45 in 2015 and 50 in 2016."
FRONTED = "In 2014, 30 firms closed, and in 2015, 45 firms closed."

KEPT = [
    ("How many firms closed in 2014?", SERIES, ["30"]),
    ("How many firms closed in 2015?", SERIES, ["45"]),
    ("How many firms closed in 2016?", SERIES, ["50"]),
    ("How many firms closed in 2017?", SERIES, []),
    ("How many firms closed?", SERIES, ["30", "45", "50"]),
    ("How many firms closed in 2014?", FRONTED, ["30"]),
    ("How many firms closed in 2015?", FRONTED, ["45"]),
    ("How many firms closed in May 2015?", "30 firms closed in May 2015 and 45 in June 2015.", ["30"]),
    ("How many firms closed in the 1990s?", "30 firms closed in 1994.", ["30"]),
    ("How many firms closed in 2015?", "30 firms closed.", ["30"]),
    ("How many firms closed in Norway?", "30 firms closed in Sweden and 45 in Norway.", ["45"]),
    ("How many firms closed in Sweden?", "30 firms closed in Sweden and 45 in Norway.", ["30"]),
    ("How many firms closed in Finland?", "30 firms closed in Sweden and 45 in Norway.", ["30", "45"]),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), KEPT)
def test_only_values_that_meet_the_conditions_are_kept(question: str, sentence: str, expected: list[str]) -> None:
    doc = parse(sentence)
    counts = sorted((c for c in find_values(doc) if c.kind == "count"), key=lambda c: c.start)
    kept = keep_meeting(analyse(question), doc, counts)
    assert [sentence[c.start : c.end] for c in kept] == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many firms closed in 2015?", "30 firms closed.", False),
        ("How many firms closed in 2015?", "30 firms closed in 2014.", False),
        ("How many firms closed in 2015?", "30 firms closed in June 2015.", True),
        ("How many firms closed?", "30 firms closed.", True),
    ],
)
def test_whether_the_date_asked_for_is_said(question: str, sentence: str, expected: bool) -> None:
    assert says_when(analyse(question), parse(sentence)) is expected
