"""How likely it is that two claims are about the same thing. What is fitted is tested by its direction only."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from rag.disagreement.alignment import SAME_THING, Alignment, align
from rag.reading.question import analyse
from tests.disagreement.reads import claim_of, read

if TYPE_CHECKING:
    from rag.disagreement.claim import Read

QUESTION = "How many prisoners were released in Orsa?"
NAMES = [field.name for field in fields(Alignment)]
STRONG = Alignment(**dict.fromkeys(NAMES, 0.9))
WEAK = Alignment(**dict.fromkeys(NAMES, 0.1))


def _align(first: Read, second: Read, question: str = QUESTION, similar: float | None = None) -> Alignment:
    claims = claim_of(question, first), claim_of(question, second)
    alike = None if similar is None else lambda *_: similar
    found, turned = (align(analyse(question), *pair, alike) for pair in (claims, claims[::-1]))
    assert found == turned
    return found


def test_one_weight_a_feature() -> None:
    assert len(SAME_THING.weights) == len(NAMES) == len(STRONG.features)


def test_the_features_come_in_the_order_of_the_attributes() -> None:
    made = Alignment(**{name: place / 100 for place, name in enumerate(NAMES)})
    assert made.features == tuple(place / 100 for place in range(len(NAMES)))


def test_claims_that_surely_answer_alike_are_of_one_thing_and_others_are_not() -> None:
    assert STRONG.likely > 0.9
    assert WEAK.likely < 0.1


@pytest.mark.parametrize("name", ["holds_most", "alike"])
def test_less_evidence_makes_it_less_likely(name: str) -> None:
    assert replace(STRONG, **{name: 0.1}).likely < STRONG.likely


@pytest.mark.model
def test_most_and_least_of_two_reads() -> None:
    first = read("a.txt", "In Orsa [80] prisoners were released.", holds=0.9, answered=0.2, likeness=0.7, coverage=0.5)
    second = read("b.txt", "In Orsa [60] prisoners were released.", holds=0.4, answered=0.8, likeness=0.3, coverage=0.9)
    found = _align(first, second)
    assert (found.holds_most, found.holds_least) == (0.9, 0.4)
    assert (found.answered_most, found.answered_least) == (0.8, 0.2)
    assert (found.likeness_least, found.coverage_least) == (0.3, 0.5)


@pytest.mark.model
@pytest.mark.parametrize(("axis", "alike"), [(0, 1.0), (1, 0.0)])
def test_alike_is_the_cosine_of_the_sentences(axis: int, alike: float) -> None:
    first = read("a.txt", "In Orsa [80] prisoners were released.")
    second = read("b.txt", "In Orsa [60] prisoners were released.", axis=axis)
    assert _align(first, second).alike == pytest.approx(alike)


@pytest.mark.model
@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("In Orsa [60] prisoners were released.", 1.0),
        ("The gates of Orsa opened. In all [60] prisoners were released.", 1.0),
        ("In Murn [60] prisoners were released.", 0.0),
        # What follows does not tell of whom a sentence speaks.
        ("In all [60] prisoners were released. The gates of Orsa opened.", 0.0),
    ],
)
def test_the_names_of_the_question_are_looked_for_in_a_sentence_and_the_one_before(marked: str, names: float) -> None:
    assert _align(read("a.txt", "In Orsa [80] prisoners were released."), read("b.txt", marked)).names_least == names


@pytest.mark.model
def test_a_question_without_names_is_answered_anywhere() -> None:
    reads = read("a.txt", "In Orsa [80] prisoners were freed."), read("b.txt", "In Murn [60] prisoners were freed.")
    assert _align(*reads, question="How many prisoners were freed?").names_least == 1.0


@pytest.mark.model
@pytest.mark.parametrize(
    ("marked", "similar", "counted"),
    [
        ("In Orsa [60] prisoners were released.", 0.3, 1.0),
        ("In Orsa [60] geese were released.", 0.3, 0.3),
        ("In Orsa [60] geese were released.", -0.2, 0.0),
        ("In Orsa [60] geese were released.", None, 0.4),
    ],
)
def test_what_is_counted_is_compared_with_what_is_asked_for(marked: str, similar: float | None, counted: float) -> None:
    first = read("a.txt", "In Orsa [80] prisoners were released.")
    assert _align(first, read("b.txt", marked), similar=similar).counted_least == counted


@pytest.mark.model
def test_where_nothing_is_counted_nothing_speaks_against() -> None:
    first, second = read("a.txt", "[Ana Berg] runs the mill."), read("b.txt", "[Tom Ahl] runs the mill.")
    assert _align(first, second, question="Who runs the mill?", similar=0.0).counted_least == 1.0


@pytest.mark.model
@pytest.mark.parametrize(
    ("marked", "around"),
    [
        ("In Orsa [60] prisoners were released.", 1.0),
        ("The gates of Orsa opened. It rained. Then [60] prisoners were released.", 1.0),
        ("Then [60] prisoners were released. It rained. The gates of Orsa opened.", 1.0),
        ("Then [60] prisoners were released. " + "It rained. " * 50 + "The gates of Orsa opened.", 2 / 3),
    ],
)
def test_the_words_of_the_question_are_looked_for_around_a_sentence_too(marked: str, around: float) -> None:
    first = read("a.txt", "In Orsa [80] prisoners were released.")
    assert _align(first, read("b.txt", marked)).around_least == (pytest.approx(around))


@pytest.mark.model
@pytest.mark.parametrize(("similar", "told"), [(0.3, 0.3), (0.8, 0.8), (None, 0.4)])
def test_what_the_clause_tells_of_is_compared_with_the_question(similar: float | None, told: float) -> None:
    reads = read("a.txt", "In Orsa [80] prisoners were released."), read("b.txt", "In Orsa [60] geese were released.")
    assert _align(*reads, similar=similar).told_least == told
