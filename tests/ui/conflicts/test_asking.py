from __future__ import annotations

import pytest

from rag.types import Disagreement, Position
from ui.conflicts.asking import files_of, question_of

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
        ("how much the price stands", "How much the price stands?"),
        ("“Did the mill\nopen?”", "Did the mill open?"),
        ("the value (mill)", "What is said about the value (mill)?"),
        ("<b>anything</b>.", "What is said about <b>anything</b>?"),
    ],
)
def test_a_question_names_what_both_sides_speak_of(topic: str, question: str) -> None:
    found = Disagreement(topic=topic, kind="number", explanation="", positions=SIDES)
    assert question_of(found) == question


def test_a_question_that_an_audit_has_put_is_asked() -> None:
    found = Disagreement(
        topic="how many boats call", kind="number", explanation="", positions=SIDES, question="How many boats do call?"
    )
    assert question_of(found) == "How many boats do call?"


def test_the_files_at_odds_are_asked() -> None:
    sides = tuple(p.model_copy(update={"sources": s}) for p, s in zip(SIDES, (("a", "b"), ("c", "a")), strict=True))
    assert files_of(Disagreement(topic="x", kind="number", explanation="", positions=sides)) == ("a", "b", "c")
