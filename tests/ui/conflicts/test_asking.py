from __future__ import annotations

import pytest

from rag.types import Disagreement, Position
from ui.conflicts.asking import question_of

SIDES = tuple(Position(value=value, normalized=value, sources=(), citations=(1,)) for value in "12")


@pytest.mark.parametrize(
    ("topic", "question"),
    [
        ("the number of boats (Skarvik, day)", "How many boats Skarvik day?"),
        ("the number of boats", "How many boats?"),
        ("the date (mill, opened)", "When mill opened?"),
        ("the length of time (lease, mill)", "How long lease mill?"),
        ("the amount of money (bridge)", "How much money bridge?"),
        ("how Ada Finch stands", "Who is Ada Finch?"),
        ("how many boats call", "How many boats call?"),
        ("“Did the mill\nopen?”", "Did the mill open?"),
        ("the value (mill)", "What is said about the value (mill)?"),
        ("<b>anything</b>.", "What is said about <b>anything</b>?"),
    ],
)
def test_a_question_names_what_both_sides_speak_of(topic: str, question: str) -> None:
    found = Disagreement(topic=topic, kind="number", explanation="", positions=SIDES)
    assert question_of(found) == question
