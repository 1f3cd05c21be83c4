"""Whether somebody is in office, told in passing."""

from __future__ import annotations

from typing import Literal, TypeAlias

import pytest

from rag.reading.office import office_stance
from rag.reading.parser import parse
from rag.reading.question import analyse

pytestmark = pytest.mark.model

Answer: TypeAlias = Literal["yes", "no"] | None

QUESTION = "Is Ana Ruiz in power?"
CASES: list[tuple[str, str, Answer]] = [
    (QUESTION, "President Ana Ruiz opened the bridge.", "yes"),
    (QUESTION, "Former president Ana Ruiz opened the bridge.", "no"),
    (QUESTION, "Ana Ruiz, the deposed president, was seen in Murn.", "no"),
    (QUESTION, "Ana Ruiz, the president, was seen in Murn.", "yes"),
    # Another person's office is none of hers.
    (QUESTION, "President Tom Ahl opened the bridge.", None),
    (QUESTION, "Ana Ruiz opened the bridge.", None),
    ("Is Tom Ahl in power?", "President Ana Ruiz opened the bridge.", None),
    # A certain office is meant where the question names it.
    ("Is Ana Ruiz still the mayor?", "Mayor Ana Ruiz opened the bridge.", "yes"),
    ("Is Ana Ruiz still the mayor?", "Former mayor Ana Ruiz opened the bridge.", "no"),
    ("Is Ana Ruiz still the mayor?", "President Ana Ruiz opened the bridge.", None),
    # What somebody did is not whether she holds an office.
    ("Did Ana Ruiz leave the country?", "President Ana Ruiz opened the bridge.", None),
    ("Did President Ana Ruiz open the bridge?", "Former president Ana Ruiz opened the bridge.", None),
    ("Is Ana Ruiz ill?", "President Ana Ruiz opened the bridge.", None),
]


@pytest.mark.parametrize(("question", "sentence", "answer"), CASES, ids=[f"{q} {s}" for q, s, _ in CASES])
def test_what_a_standing_answers(question: str, sentence: str, answer: Answer) -> None:
    stance = office_stance(analyse(question), parse(sentence))
    assert (stance.answer if stance else None) == answer


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("On Friday President Ana Ruiz opened the bridge.", "President"),
        ("On Friday former president Ana Ruiz opened the bridge.", "former president"),
    ],
)
def test_the_words_are_those_of_the_standing(sentence: str, words: str) -> None:
    stance = office_stance(analyse(QUESTION), parse(sentence))
    assert stance is not None
    assert sentence[stance.words.start : stance.words.end] == words
    assert 0 < stance.score < 1
