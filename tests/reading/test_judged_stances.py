"""Stances that a judge sees: what is made of its verdicts, and what the packaged one sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.reading.judge import PackagedJudge, Verdict
from rag.reading.judged_stances import judged_stances
from rag.reading.shown import Shown, show

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


def _shown(*texts: str) -> list[Shown]:
    return [Shown(f"« {text} »", None) for text in texts]


def _stance(sentence: str, verdict: Verdict) -> Stance | None:
    (stance,) = judged_stances(OPEN, [sentence], _shown(sentence), Fixed(verdict))
    return stance


def test_the_judge_is_shown_each_sentence_where_it_stands() -> None:
    judge = Fixed(YES)
    texts = ["Cars cross it.", "It rains."]
    assert len(judged_stances(OPEN, texts, _shown(*texts), judge)) == 2
    assert judge.asked == [("« Cars cross it. »", OPEN), ("« It rains. »", OPEN)]


def test_without_sentences_there_are_no_stances() -> None:
    assert judged_stances(OPEN, [], [], Fixed(YES)) == []


@pytest.mark.parametrize(
    ("verdict", "answer"),
    [
        (YES, "yes"),
        (NO, "no"),
        (OPEN_ENDED, None),
        (Verdict(0.61, 0.3, 0.09), "yes"),
        (Verdict(0.59, 0.3, 0.11), None),
        (Verdict(0.09, 0.3, 0.61), "no"),
        (Verdict(0.11, 0.3, 0.59), None),
    ],
)
def test_how_sure_the_judge_has_to_be(verdict: Verdict, answer: str | None) -> None:
    stance = _stance("Cars cross the bridge.", verdict)
    assert (stance and stance.answer) == answer
    assert stance is None or stance.score == max(verdict.entailed, verdict.contradicted)


def test_its_words_are_the_predicate_of_the_sentence() -> None:
    sentence = "The company’s bridge is open to traffic."
    stance = _stance(sentence, YES)
    assert stance is not None
    assert sentence[stance.words.start : stance.words.end] == "is open to traffic"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        # What is said in the question's own words is for the rules; the judge has learnt to read what is not.
        (
            "Is the Halden bridge open to traffic?",
            "Since Monday lorries have been rolling over the Halden bridge again, the roads office said.",
            "yes",
        ),
        ("Has the strike ended?", "The pickets went home on Friday and the ovens are lit again.", "yes"),
        (
            "Is Brill Airways still flying?",
            "Brill's last aircraft was handed back to its owner in May, and its staff have been paid off.",
            "no",
        ),
        (OPEN, "The mayor likes sailing.", None),
        ("Has the strike ended?", "The bakery was founded in 1912 by two sisters.", None),
    ],
)
def test_what_the_packaged_judge_sees(question: str, text: str, answer: str | None) -> None:
    (stance,) = judged_stances(question, [text], [show(text, 0, len(text))], PackagedJudge())
    assert (stance and stance.answer) == answer
