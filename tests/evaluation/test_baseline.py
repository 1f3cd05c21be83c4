from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rag.evaluation.baseline import compare
from rag.evaluation.run import score
from tests.evaluation.making import answer_of, outcome

if TYPE_CHECKING:
    from rag.evaluation.results import Evaluation


def run_of(*values: tuple[str, str | None], **row: Any) -> Evaluation:
    """A run over questions, each with its id and the value given; 41 is right."""
    outcomes = [
        outcome({"id": name, "expected": "41", **row}, answer=answer_of(short=short), milliseconds=float(place + 1))
        for place, (name, short) in enumerate(values)
    ]
    return score(outcomes, questions_from="here", settings={})


def test_better_and_worse() -> None:
    before = run_of(("a", "7"), ("b", "41"), ("c", None), ("d", "41"))
    after = run_of(("a", "41"), ("b", None), ("c", "41"), ("e", "41"))
    found = compare(after, before, "old.json")
    assert (found.baseline, found.questions, found.only_here, found.only_there) == ("old.json", 3, ("e",), ("d",))
    change = found.changes["value.exact"]
    assert (change.better, change.worse) == (("a", "c"), ("b",))
    assert (change.before, change.after, change.difference) == pytest.approx((1 / 3, 2 / 3, 1 / 3))
    assert change.low < change.difference < change.high
    assert change.p == 1
    assert found.changes["value.precision"].better == ("a",)


def test_a_clear_difference_has_a_small_p() -> None:
    names = "abcdefgh"
    found = compare(run_of(*((n, "41") for n in names)), run_of(*((n, None) for n in names)), "old.json")
    assert found.changes["value.exact"].p == 2 / 2**8


def test_waiting_is_compared_but_not_listed() -> None:
    found = compare(run_of(("a", None), ("b", None)), run_of(("b", None), ("a", None)), "old.json")
    change = found.changes["latency.median"]
    assert (change.difference, change.better, change.worse) == (0, (), ())
    assert "latency.p95" not in found.changes


def test_another_wording_is_another_question() -> None:
    found = compare(run_of(("a", "41"), question="How many?"), run_of(("a", "41"), question="How much?"), "old.json")
    assert (found.questions, found.only_here, found.only_there, found.changes) == (0, ("a",), ("a",), {})
