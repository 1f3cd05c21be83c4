"""How near to a candidate a sentence says the question's words, and whether its verb is the one asked about."""

from __future__ import annotations

import pytest

from rag.reading.closeness import OTHER_VERB, Surroundings
from rag.reading.parser import parse
from rag.reading.question import analyse


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


VERBS = [
    ("When was the mill bought?", "The mill was bought in 1910.", "1910", 1.0),
    ("When was the mill bought?", "The mill was acquired in 1910.", "1910", 1.0),
    ("When was the mill bought?", "The mill was sold in 1910.", "1910", 0.0),
    ("When was the mill bought?", "The mill was painted in 1910.", "1910", OTHER_VERB),
    ("When was the mill bought?", "It was in 1910.", "1910", 1.0),
    ("When did the mill become famous?", "The mill was painted in 1910.", "1910", 1.0),
    ("How many men were freed?", "The release of 13 men was a surprise.", "13", 1.0),
    ("How many men were freed?", "The arrest of 13 men was a surprise.", "13", 0.0),
    ("Who freed the crew?", "Hale saw how the pirates freed the crew.", "Hale", OTHER_VERB),
    ("Who freed the crew?", "Hale said that the crew had been freed.", "Hale", OTHER_VERB),
]


@pytest.mark.model
@pytest.mark.parametrize(("question", "sentence", "word", "expected"), VERBS)
def test_the_governing_verb_is_compared_with_the_verb_asked_about(
    question: str, sentence: str, word: str, expected: float
) -> None:
    doc = parse(sentence)
    (root,) = [token.i for token in doc if token.text == word]
    assert Surroundings.of(doc, analyse(question)).verb_fit(root) == expected
