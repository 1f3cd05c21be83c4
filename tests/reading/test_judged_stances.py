"""Stances that a judge sees: what is made of its verdicts, and what the packaged one sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.reading.judge import PackagedJudge, Verdict
from rag.reading.judged_stances import judged_stances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.reading.stances import Stance

pytestmark = pytest.mark.model

OPEN = "Is the bridge open?"
YES, NO, OPEN_ENDED = Verdict(0.9, 0.05, 0.05), Verdict(0.01, 0.01, 0.98), Verdict(0.1, 0.8, 0.1)


class Fixed:
    """A judge of one opinion, who notes what was asked."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.asked += pairs
        return [self.verdict] * len(pairs)


def _stance(sentence: str, verdict: Verdict) -> Stance | None:
    (stance,) = judged_stances(OPEN, [sentence], Fixed(verdict))
    return stance


def test_the_judge_is_asked_of_what_the_question_states() -> None:
    judge = Fixed(YES)
    assert len(judged_stances(OPEN, ["Cars cross it.", "It rains."], judge)) == 2
    assert judge.asked == [("Cars cross it.", "The bridge is open."), ("It rains.", "The bridge is open.")]


@pytest.mark.parametrize(("question", "sentences"), [("Who opened the bridge?", ["Ana Berg opened it."]), (OPEN, [])])
def test_where_nothing_can_be_judged_nobody_is_asked(question: str, sentences: list[str]) -> None:
    judge = Fixed(YES)
    assert judged_stances(question, sentences, judge) == [None] * len(sentences)
    assert judge.asked == []


@pytest.mark.parametrize(
    ("verdict", "answer"),
    [
        (YES, "yes"),
        (NO, "no"),
        (OPEN_ENDED, None),
        (Verdict(0.61, 0.3, 0.09), "yes"),
        (Verdict(0.59, 0.3, 0.11), None),
        # A denial takes more.
        (Verdict(0.01, 0.03, 0.96), "no"),
        (Verdict(0.01, 0.05, 0.94), None),
    ],
)
def test_how_sure_the_judge_has_to_be(verdict: Verdict, answer: str | None) -> None:
    stance = _stance("Cars cross the bridge.", verdict)
    assert (stance and stance.answer) == answer
    assert stance is None or stance.score == max(verdict.entailed, verdict.contradicted)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Cars cross the bridge.", True),
        ("Cars may cross the bridge.", False),
        ("Cars will cross the bridge.", False),
        ("Cars cross the bridge if it is dry.", False),
        ("Cars cross the bridge when it is dry.", True),
        ("Cars are expected to cross the bridge.", False),
        ("Cars are allowed to cross the bridge.", True),
    ],
)
@pytest.mark.parametrize("verdict", [YES, NO])
def test_what_is_supposed_is_no_stance(sentence: str, told: bool, verdict: Verdict) -> None:
    assert (_stance(sentence, verdict) is not None) is told


def test_its_words_are_the_predicate_of_the_sentence() -> None:
    sentence = "The company’s bridge is open to traffic."
    stance = _stance(sentence, YES)
    assert stance is not None
    assert sentence[stance.words.start : stance.words.end] == "is open to traffic"


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("The bridge is open to traffic.", "yes"),
        ("The bridge is shut.", "no"),
        ("The mayor likes sailing.", None),
    ],
)
def test_what_the_packaged_judge_sees(sentence: str, answer: str | None) -> None:
    (stance,) = judged_stances(OPEN, [sentence], PackagedJudge())
    assert (stance and stance.answer) == answer
