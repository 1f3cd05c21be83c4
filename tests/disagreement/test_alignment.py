"""How likely it is that two claims are about the same thing. What is fitted is tested by its direction only."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from rag.disagreement.alignment import SAME_THING, Alignment, align
from tests.disagreement.reads import claim_of, read

QUESTION = "How many prisoners were released in Orsa?"
NAMES = [field.name for field in fields(Alignment)]
STRONG = Alignment(**dict.fromkeys(NAMES, 0.9))
WEAK = Alignment(**dict.fromkeys(NAMES, 0.1))


def test_one_weight_a_feature() -> None:
    assert len(SAME_THING.weights) == len(NAMES) == len(STRONG.features)


def test_the_features_come_in_the_order_of_the_attributes() -> None:
    made = Alignment(**{name: place / 100 for place, name in enumerate(NAMES)})
    assert made.features == tuple(place / 100 for place in range(len(NAMES)))


def test_claims_that_surely_answer_alike_are_of_one_thing_and_others_are_not() -> None:
    assert STRONG.likely > 0.9
    assert WEAK.likely < 0.1


@pytest.mark.parametrize("name", NAMES)
def test_less_evidence_makes_it_less_likely(name: str) -> None:
    assert replace(STRONG, **{name: 0.1}).likely < STRONG.likely


@pytest.mark.model
def test_the_weaker_of_two_reads_counts_whichever_comes_first() -> None:
    first = read("a.txt", "In Orsa [80] prisoners were released.", holds=0.9, likeness=0.3, coverage=0.5)
    second = read("b.txt", "In Orsa [60] prisoners were released.", holds=0.4, likeness=0.7, coverage=0.9)
    claims = claim_of(QUESTION, first), claim_of(QUESTION, second)
    found = align(*claims)
    assert (found.holds, found.likeness, found.coverage) == (0.4, 0.3, 0.5)
    assert align(*claims[::-1]) == found


@pytest.mark.model
@pytest.mark.parametrize(("axis", "alike"), [(0, 1.0), (1, 0.0)])
def test_alike_is_the_cosine_of_the_sentences(axis: int, alike: float) -> None:
    first = read("a.txt", "In Orsa [80] prisoners were released.")
    second = read("b.txt", "In Orsa [60] prisoners were released.", axis=axis)
    found = align(claim_of(QUESTION, first), claim_of(QUESTION, second))
    assert found.alike == pytest.approx(alike)
