"""Completing follow-up questions."""

from __future__ import annotations

import pytest

from rag.answering.followups import complete

from .followup_case import Case, Turn, case_id
from .followup_cases import DEVELOPMENT
from .followup_held_out import HELD_OUT, KNOWN_LIMITS

pytestmark = pytest.mark.model


def _complete(case: Case) -> str:
    return complete(case.question, [(turn.question, turn.answer()) for turn in case.turns])


def _held_out(case: Case) -> object:
    reason = KNOWN_LIMITS.get(case.question)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case_id(case), marks=marks)


@pytest.mark.parametrize("case", DEVELOPMENT, ids=case_id)
def test_development(case: Case) -> None:
    assert _complete(case) == case.expected


@pytest.mark.parametrize("case", [_held_out(case) for case in HELD_OUT])
def test_held_out(case: Case) -> None:
    assert _complete(case) == case.expected


@pytest.mark.parametrize(
    "question", ["", "?", "  ", "and", "What about", "I meant", "😀", "東京?", "It's", "by", "so?"]
)
@pytest.mark.parametrize("earlier", ["", "?", "Did?", "prisoners 2024", "List everything.", "Was he?"])
@pytest.mark.parametrize("short", [None, "", "?", "yes"])
def test_odd_input_is_no_error(question: str, earlier: str, short: str | None) -> None:
    history = [(earlier, Turn(earlier, short).answer())]
    assert type(complete(question, history)) is str


def test_the_completed_form_of_the_earlier_question_counts() -> None:
    turn = Turn("And in Peru?", "7", searched="How many cars were sold in Peru?")
    assert complete("Why?", [(turn.question, turn.answer())]) == "Why were cars sold in Peru?"


def test_a_refused_answer_offers_neither_value_nor_quotes() -> None:
    turn = Turn("Was the ferry late?", "Jo Pell", ("Jo Pell was late.",), refused=True)
    assert complete("Who is he?", [(turn.question, turn.answer())]) == "Who is he?"
    assert complete("Who owns it?", [(turn.question, turn.answer())]) == "Who owns the ferry?"
