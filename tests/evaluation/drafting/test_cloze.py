from __future__ import annotations

import pytest

from rag.evaluation.drafting.cloze import BLANK, cloze_questions
from rag.reading.parser import parse_written

pytestmark = pytest.mark.model


def blanked(sentence: str) -> dict[str, str]:
    """Each answer with its kind; that it fits the blank is checked on the way."""
    found = {}
    for one in cloze_questions(parse_written(sentence), frozenset()):
        answer = sentence[one.start : one.end]
        assert one.question.replace(BLANK, answer) == sentence
        found[answer] = one.kind
    return found


def test_values_and_names_are_blanked_in_turn() -> None:
    assert blanked("Hansen Pumps sold 15,000 engines for €3 million in 2019.") == {
        "15,000": "count",
        "€3 million": "money",
        "2019": "date",
    }
    assert blanked("Anna Berg, who leads the Penryn Council, met Tomas Lind in Falmouth.") == {
        "Anna Berg": "person",
        "Penryn Council": "organisation",
        "Tomas Lind": "person",
    }
    assert blanked("The pumps of Tomas Lind were sent to Falmouth.") == {"Falmouth": "place"}


@pytest.mark.parametrize(
    "sentence",
    [
        "He sold 15,000 engines in 2019.",
        "But Hansen Pumps sold 15,000 engines in 2019.",
        "The company sold 15,000 engines in 2019.",
        "Hansen Pumps sold 15,000 engines",
        "Hansen Pumps called it “the year of 15,000 engines.”",
        "Hansen Pumps sold engines.",
    ],
)
def test_what_is_not_blanked(sentence: str) -> None:
    assert blanked(sentence) == {}


def test_numbers_in_names_and_numbers_that_stand_twice_are_not_blanked() -> None:
    assert "Seven Years" not in blanked("Norway fought the Seven Years' War.")
    assert "1" not in blanked("Anna Berg studied diabetes of type 1, which is rare in Norway.")
    assert "14" not in blanked("Anna Berg fed the protein E3-14 to mice.")
    assert "40" not in blanked("Hansen Pumps sold 40 boats to Leeds and 40 boats to Hull.")
