"""Words that say the same, and words that say the opposite."""

from __future__ import annotations

import pytest

from rag.reading.meanings import opposed, same_word

SAME = [
    ("release", "release", True),
    ("release", "free", True),
    ("founder", "found", True),
    ("announce", "announcement", True),
    ("decide", "decision", True),
    ("detention", "detain", True),
    ("hire", "hiring", True),
    ("organisation", "organise", False),
    ("contract", "contrast", False),
    ("bank", "bark", False),
    # a word of two meanings does not make them one
    ("arrest", "remain", False),
]
OPPOSITE = [
    ("release", "arrest", True),
    ("arrest", "free", True),
    ("buy", "sell", True),
    ("open", "close", True),
    ("rise", "fall", True),
    ("win", "lose", True),
    ("buy", "purchase", False),
    ("walk", "swim", False),
]


@pytest.mark.parametrize(("first", "second", "expected"), SAME)
def test_same_word(first: str, second: str, expected: bool) -> None:
    assert (same_word(first, second), same_word(second, first)) == (expected, expected)


@pytest.mark.parametrize(("first", "second", "expected"), OPPOSITE)
def test_opposed(first: str, second: str, expected: bool) -> None:
    assert (opposed(first, second), opposed(second, first)) == (expected, expected)
