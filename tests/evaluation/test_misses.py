from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.evaluation.misses import misses
from tests.evaluation.making import answer_of, citation, disagreement, hit, outcome

if TYPE_CHECKING:
    from rag.evaluation.outcome import Outcome

A = [("a", 0, 10)]
RIGHT = answer_of(citations=(citation("a", 0, 10),))
FLAGGED = answer_of(agreement="disagree", disagreements=(disagreement("41", "38"),))


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (outcome(relevant=A, hits=[hit("a", 0, 99)], answer=RIGHT), []),
        (outcome(relevant=A, hits=[hit("a", 10, 99)], answer=RIGHT), ["no relevant passage was retrieved"]),
        (outcome(relevant=A, hits=[hit("b", 0, 9)]), ["no relevant passage was retrieved"]),
        (outcome(answer=answer_of(refused=True)), ["refused, though the files answer"]),
        (outcome({"answerable": False}, answer=answer_of(refused=True)), []),
        (outcome({"answerable": False}, answer=answer_of()), ["answered, though the files do not tell"]),
        (
            outcome(relevant=A, hits=[hit("a", 0, 99)], answer=answer_of(citations=(citation("a", 10, 20),))),
            ["no citation falls on a relevant quote"],
        ),
        (outcome({"expected": "41; 38"}, answer=answer_of(short="38")), []),
        (
            outcome({"expected": "41; 38"}, answer=answer_of(short="7")),
            ["the value “7” was given where “41” or “38” was expected"],
        ),
        (outcome({"expected": None}, answer=answer_of(short="7")), ["the value “7” was given where none was expected"]),
        (outcome({}, answer=answer_of(short="7")), []),
        (outcome({"disagrees": True, "positions": "41; 38"}, answer=FLAGGED), []),
        (
            outcome({"disagrees": True, "positions": "41; 7"}, answer=FLAGGED),
            ["the position “7” is missing from the disagreement"],
        ),
        (outcome({"disagrees": False}, answer=FLAGGED), ["a disagreement was reported where there is none"]),
        (outcome({}, answer=FLAGGED), []),
        (
            outcome({"disagrees": True}, answer=answer_of(agreement="none_found")),
            ["the disagreement was not reported"],
        ),
        (outcome({"disagrees": True}, answer=answer_of()), ["the disagreement was not reported (not checked)"]),
        (
            outcome(relevant=A, hits=[hit("a", 0, 99)], answer=RIGHT, exact=(False,)),
            ["a citation is no exact slice of its file"],
        ),
    ],
)
def test_misses(one: Outcome, wrong: list[str]) -> None:
    assert list(misses(one)) == wrong
