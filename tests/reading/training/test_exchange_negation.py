from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.training.exchange_negation import negate

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The army captured the town.", "The army did not capture the town."),
        ("She lives in a small house near the river.", "She does not live in a small house near the river."),
        ("The museum was built in 1920.", "The museum was not built in 1920."),
        ("Allergies can be treated with medicine.", "Allergies cannot be treated with medicine."),
        ("They have visited the island.", "They have not visited the island."),
        ("The mayor is a Canadian.", "The mayor is not a Canadian."),
        ("Who won the election?", "Who did not win the election?"),
        ("Where did the farmer live?", "Where did the farmer not live?"),
        ("Which city was captured by the army?", "Which city was not captured by the army?"),
    ],
)
def test_both_ways(text: str, other: str) -> None:
    assert negate(parse(text)) == other
    assert negate(parse(other)) == text


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The farmer didn't sell the horse.", "The farmer sold the horse."),
        ("She won't sign the contract.", "She will sign the contract."),
        ("The town never had a railway.", "The town had a railway."),
    ],
)
def test_negations_taken_out(text: str, other: str) -> None:
    assert negate(parse(text)) == other


@pytest.mark.parametrize(
    "text",
    [
        "Some members voted for the plan.",
        "The bridge may collapse.",
        "Nobody saw the thief.",
        "He sold the house and moved to Spain.",
        "She only bought bread.",
        "Dear members of the board,",
        'He said: "The town fell."',
        "There are three lakes in the park.",
        "They did not leave until the rain stopped.",
        "Where is the library?",
    ],
)
def test_left_alone_where_unsure(text: str) -> None:
    assert negate(parse(text)) is None
