"""Whose word a question asks for."""

from __future__ import annotations

import pytest

from rag.reading.party import asked_party

pytestmark = pytest.mark.model

# The second question asks for the fact itself, or for another one's word; little else is changed.
PAIRS = [
    (
        "How many marchers were there, according to the police?",
        "the police",
        "How many marchers were there before the police came?",
        None,
    ),
    (
        "According to Ana Berg, when was the mill built?",
        "Ana Berg",
        "With the help of Ana Berg, when was the mill built?",
        None,
    ),
    ("In the view of the union, who is to blame?", "the union", "In the hall of the union, who is to speak?", None),
    (
        "In the words of the mayor, why was it closed?",
        "the mayor",
        "In the days of the mayor, why was it closed?",
        None,
    ),
    (
        "What do prosecutors say about the fire?",
        "prosecutors",
        "What do prosecutors do about the fire?",
        None,
    ),
    ("When did the builder promise to finish?", "the builder", "When did the builder begin to dig?", None),
    (
        "How many jobs does the minister expect to save?",
        "the minister",
        "How many jobs does the minister manage to save?",
        None,
    ),
    (
        "What does the union say about the talks?",
        "the union",
        "What does the owner say about the talks?",
        "the owner",
    ),
]


@pytest.mark.parametrize(("question", "party", "near", "near_party"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_a_party_is_named_or_none_is(question: str, party: str, near: str, near_party: str | None) -> None:
    assert asked_party(question) == party
    assert asked_party(near) == near_party


@pytest.mark.parametrize(
    "question",
    [
        "What did he say about the flood?",  # nobody knows whose word a pronoun's is
        "Who said that the bridge was safe?",  # it is the speaker who is asked for
        "How many people live in Orsa?",
        "When was the promise broken?",  # a noun commits nobody
        "",
    ],
)
def test_no_party(question: str) -> None:
    assert asked_party(question) is None


def test_spaces_and_curly_apostrophes_make_no_difference() -> None:
    assert asked_party("  According to Berg’s letter, who paid? ") == asked_party(
        "According to Berg's letter, who paid?"
    )
    assert asked_party("According to Berg’s letter, who paid?") == "Berg's letter"


def test_the_case_of_according_makes_no_difference() -> None:
    assert asked_party("ACCORDING TO the police, who fled?") == "the police"
