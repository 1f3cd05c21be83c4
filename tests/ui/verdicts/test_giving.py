from __future__ import annotations

import pytest

from rag.errors import QuestionError
from rag.verdict_store import VerdictStore
from rag.verdicts import MOST_REASON, disagreement_key
from tests.test_verdicts import THREE, TWO, A, B, C, cited
from ui.verdicts.giving import give, sent, take_back

CITED = cited(A, B, C)
KEY = disagreement_key(TWO, CITED)


@pytest.mark.parametrize(("choice", "preferred"), [("none", None), ("0", "1871"), ("1", "1874")])
def test_what_a_form_sends_is_kept(choice: str, preferred: str | None) -> None:
    store = VerdictStore()
    give(store, (THREE, TWO), CITED, {"key": KEY, "choice": choice, "reason": " a  reason "}, "Ada")
    (verdict,) = store.read().all
    assert (verdict.key, verdict.reason, verdict.who) == (KEY, "a reason", "Ada")
    assert (verdict.preferred.value if verdict.preferred else None) == preferred
    take_back(store, {"key": KEY}, "Ada")
    assert store.read().all == ()


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"key": "0" * 32, "choice": "none"}, "not among those that are shown"),
        ({}, "not among those that are shown"),
        ({"key": KEY, "choice": ""}, "choose what you make of it"),
        ({"key": KEY, "choice": None}, "choose what you make of it"),
        ({"key": KEY, "choice": "-1"}, "choose what you make of it"),
        ({"key": KEY, "choice": "٣"}, "choose what you make of it"),
        ({"key": KEY, "choice": "2"}, "there is no position 2"),
        ({"key": KEY, "choice": "none", "reason": "x" * (MOST_REASON + 1)}, "501 characters"),
    ],
)
def test_nothing_of_it_is_trusted(told: dict[str, object], problem: str) -> None:
    store = VerdictStore()
    with pytest.raises(QuestionError, match=problem):
        give(store, (TWO,), CITED, told, None)
    assert store.read().all == ()


def test_an_event_may_carry_anything() -> None:
    class Event:
        key = "x"
        other = 3

    assert sent(Event()) == {"key": "x", "choice": None, "reason": None}
    take_back(VerdictStore(), sent(object()), None)
