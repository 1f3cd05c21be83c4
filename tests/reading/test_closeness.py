"""Words that are the same word, and how near to a candidate a sentence says them."""

from __future__ import annotations

import pytest

from rag.reading.closeness import Surroundings
from rag.reading.meanings import same_word
from rag.reading.parser import parse
from rag.reading.question import analyse


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("release", "release", True),
        ("release", "free", True),
        ("founder", "found", True),
        ("organisation", "organise", False),
        ("contract", "contrast", False),
        ("bank", "bark", False),
    ],
)
def test_same_word(first: str, second: str, expected: bool) -> None:
    assert same_word(first, second) is expected


@pytest.mark.model
def test_coverage_is_the_share_of_terms_said() -> None:
    question = analyse("When was the old bridge opened?")
    assert question.terms == ("old", "bridge", "open")
    surroundings = Surroundings.of(parse("The bridge opened in 1901."), question)
    assert surroundings.coverage() == pytest.approx(2 / 3)


@pytest.mark.model
def test_the_part_played_is_compared_with_the_part_asked_for() -> None:
    doc = parse("Hale defeated Barlow.")
    asks_for_winner = Surroundings.of(doc, analyse("Who defeated him?"))
    assert [asks_for_winner.fit(0), asks_for_winner.fit(2)] == [1.0, -1.0]


@pytest.mark.model
def test_a_question_without_terms_covers_nothing() -> None:
    surroundings = Surroundings.of(parse("Hale won."), analyse("Who?"))
    assert (surroundings.coverage(), surroundings.proximity(0, 0, 4)) == (0.0, 0.0)
