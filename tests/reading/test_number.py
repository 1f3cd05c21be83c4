"""Whether a question asks for one thing or for several, and whether for what is past."""

from __future__ import annotations

import pytest

from rag.reading.number import asks_for_several, asks_for_the_past, asks_for_the_present

pytestmark = pytest.mark.model

# One asks for several things or for one of several, the other for the one that there is.
PAIRS = [
    ("Which people signed the letter?", "Which person signed the letter?"),
    ("Which countries signed the treaty?", "Which country signed the treaty?"),
    ("What rivers cross the valley?", "What river crosses the valley?"),
    ("What are the ports of Murn?", "What is the port of Murn?"),
    ("What were the towns burnt in the war?", "What was the town burnt in the war?"),
    ("Who were the founders of the choir?", "Who was the founder of the choir?"),
    ("Who are the judges?", "Who is the judge?"),
    ("What is one of the causes of the flood?", "What is the cause of the flood?"),
    ("What is an example of a mute swan's call?", "What is the sound of a mute swan's call?"),
    ("What type of boat is a yawl?", "What boat is the yawl Merle?"),
    ("Name some towns on the coast.", "What is the name of the town on the coast?"),
    ("List the members of the crew.", "Who was the captain of the crew?"),
]


@pytest.mark.parametrize(("several", "one"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_several_or_one(several: str, one: str) -> None:
    assert asks_for_several(several)
    assert not asks_for_several(one)


@pytest.mark.parametrize(
    "question",
    [
        "How many towns are on the coast?",  # one number is asked for, though of several towns
        "When were the ships sold?",
        "Where are the archives kept?",
        "Why were they freed?",
        "",
    ],
)
def test_plural_words_elsewhere_ask_for_nothing(question: str) -> None:
    assert not asks_for_several(question)


@pytest.mark.parametrize(
    ("past", "present"),
    [
        ("Who built the mill?", "Who runs the mill?"),
        ("When did the fair open?", "When does the fair open?"),
        ("Who was elected mayor?", "Who is elected mayor?"),
        ("Where was the treaty signed?", "Where is the treaty kept?"),
    ],
)
def test_what_happened_or_what_is(past: str, present: str) -> None:
    assert asks_for_the_past(past)
    assert not asks_for_the_past(present)


def test_what_was_is_no_event() -> None:
    assert not asks_for_the_past("Who was the mayor?")


@pytest.mark.parametrize(
    "question",
    ["Who chairs the council?", "How many people live in Orm?", "Is it open?", "What does it cost?", "Has it closed?"],
)
def test_the_present_is_asked_for(question: str) -> None:
    assert asks_for_the_present(question)


@pytest.mark.parametrize(
    "question", ["Who chaired the council?", "How high was the wave?", "When did it open?", "Was it shut?", "Cost?"]
)
def test_the_present_is_not_asked_for(question: str) -> None:
    assert not asks_for_the_present(question)
