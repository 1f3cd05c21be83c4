"""Numbers and times, with their kinds, bounds and units."""

from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.values import find_values

pytestmark = pytest.mark.model

VALUES = [
    ("At least 80 sheep were lost.", [("At least 80", "count", "sheep")]),
    ("More than 600 of the 1,200 voters left.", [("More than 600", "count", "voters"), ("1,200", "count", "voters")]),
    ("Between 800 and 900 homes burned.", [("Between 800 and 900", "count", "homes")]),
    ("Dozens of boats sank.", [("Dozens", "count", "boats")]),
    ("It cost over $2 billion.", [("over $2 billion", "money", None)]),
    ("It cost between €3 million and €4 million.", [("between €3 million and €4 million", "money", None)]),
    ("They paid twenty-five million dollars.", [("twenty-five million dollars", "money", None)]),
    ("Some 40 percent to 50% agreed.", [("Some 40 percent to 50%", "share", None)]),
    ("Half of them agreed.", [("Half", "share", None)]),
    ("It opened on Thursday, January 8, 2015.", [("Thursday, January 8, 2015", "date", None)]),
    ("It opened on 12 May 1821.", [("12 May 1821", "date", None)]),
    ("It opened as early as 1973.", [("1973", "date", None)]),
    ("It lasted from 1754 to 1763.", [("1754 to 1763", "date", None)]),
    ("It lasted for several years.", [("several years", "duration", None)]),
    ("It lasted three months and two weeks.", [("three months and two weeks", "duration", None)]),
    (
        "It covers 12 square kilometres.",
        [("12", "count", "kilometres"), ("12 square kilometres", "measure", "kilometres")],
    ),
    (
        "30 cooks left in 2014, 45 in 2015 and 50 in 2016.",
        [
            ("30", "count", "cooks"),
            ("2014", "date", None),
            ("45", "count", None),
            ("2015", "date", None),
            ("50", "count", None),
            ("2016", "date", None),
        ],
    ),
    ("Article 4 was repealed.", []),
    ("Nobody came.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), VALUES)
def test_values(sentence: str, expected: list[tuple[str, str, str | None]]) -> None:
    doc = parse(sentence)
    found = [
        (sentence[c.start : c.end], c.kind, None if c.unit is None else doc[c.unit].text) for c in find_values(doc)
    ]
    assert sorted(found, key=lambda value: (sentence.index(value[0]), value[1])) == expected
