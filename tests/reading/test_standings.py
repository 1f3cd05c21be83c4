"""The standing of persons and things, in near-misses."""

from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.standings import standings

pytestmark = pytest.mark.model

CASES = [
    ("President Ana Ruiz spoke on Monday.", [("Ana Ruiz", "in office: president", "President")]),
    ("Former President Ana Ruiz spoke on Monday.", [("Ana Ruiz", "out of office: president", "Former President")]),
    ("Ana Ruiz, the president, spoke on Monday.", [("Ana Ruiz", "in office: president", "president")]),
    ("Ana Ruiz is no longer president.", [("Ana Ruiz", "out of office: president", "no longer president")]),
    ("Vice President Ana Ruiz spoke on Monday.", []),
    ("Ana Ruiz wants to be president.", []),
    ("Ana Ruiz met the president.", []),
    ("Ana Ruiz was captured on Sunday.", [("Ana Ruiz", "in custody", "captured")]),
    ("Ana Ruiz was released on Sunday.", [("Ana Ruiz", "free", "released")]),
    ("Ana Ruiz may be released on Sunday.", []),
    ("Ana Ruiz is dead.", [("Ana Ruiz", "dead", "dead")]),
    ("Ana Ruiz is not dead.", [("Ana Ruiz", "alive", "not dead")]),
    ("Ana Ruiz gave up her seat in May.", [("Ana Ruiz", "out of office", "gave up")]),
    ("Ana Ruiz gave up her hobby in May.", []),
    ("Ana Ruiz sold the boat.", []),
    ("The Orlo bridge is closed.", [("Orlo bridge", "closed", "closed")]),
    ("The Orlo bridge will be closed.", []),
    ("The ban was repealed in May.", [("ban", "not in force", "repealed")]),
    ("The council rejected the plan.", [("plan", "rejected", "rejected")]),
    ("The council approved the plan.", [("plan", "approved", "approved")]),
    ("The council discussed the plan.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_standings(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = standings(parse(sentence))
    assert [(s.subject, s.state, sentence[s.words.start : s.words.end]) for s in found] == expected


def test_what_is_told_in_passing_is_found() -> None:
    sentence = "The former president Ana Ruiz, captured in May, was silent."
    states = {s.axis: s.state for s in standings(parse(sentence))}
    assert states == {"office": "out of office: president", "custody": "in custody"}
