"""Places named by a common noun."""

from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.places import find_places

pytestmark = pytest.mark.model

PLACES = [
    ("The pilot was seen at an airport near Bergen.", ["an airport near Bergen"]),
    ("The pilot was seen at an airport close to Bergen.", ["an airport close to Bergen"]),
    ("The pilot was seen in a prison.", ["a prison"]),
    ("The pilot was seen at the airport.", []),
    ("The pilot was seen with an airport.", []),
    ("The pilot was seen in a country.", []),
    ("The pilot was seen in a boat.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), PLACES)
def test_places(sentence: str, expected: list[str]) -> None:
    assert [sentence[c.start : c.end] for c in find_places(parse(sentence))] == expected
