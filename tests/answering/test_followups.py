"""Completing follow-up questions."""

from __future__ import annotations

import pytest

from rag.answering.followups import complete

from .followup_cases import DEVELOPMENT, HELD_OUT, Case, case_id

pytestmark = pytest.mark.model


def _complete(case: Case) -> str:
    return complete(case.question, [(turn.question, turn.answer()) for turn in case.turns])


@pytest.mark.parametrize("case", DEVELOPMENT, ids=case_id)
def test_development(case: Case) -> None:
    assert _complete(case) == case.expected


@pytest.mark.parametrize("case", HELD_OUT, ids=case_id)
def test_held_out(case: Case) -> None:
    assert _complete(case) == case.expected
