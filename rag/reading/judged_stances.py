"""Stances that the trained judge sees where no rule does: whether a passage answers a question with yes or with no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rag.reading.parser import parse_written
from rag.reading.shown import asked_of_one
from rag.reading.stances import Stance
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from rag.reading.judge import Verdict
    from rag.reading.shown import Shown

__all__ = ["PairJudge", "judged_stances"]

# How sure the judge has to be.
_SURE = 0.6
_LEFT_OUT = frozenset({"nsubj", "nsubjpass", "punct", "advcl", "mark", "cc"})


class PairJudge(Protocol):
    """Judges pairs of sentences; see :class:`rag.reading.judge.Judge`. Several threads may use it at once."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """What each premise says of its hypothesis, in their order."""


def judged_stances(
    question: str, sentences: Sequence[str], shown: Sequence[Shown], judge: PairJudge
) -> list[Stance | None]:
    """The stance of each sentence on a question that is answered by yes or no.

    Args:
        question: In English.
        sentences: Those that are marked in the passages.
        shown: Each sentence where it stands.
        judge: Judges whether a passage answers with yes or with no.

    Returns:
        One entry a sentence: yes or no with the judge's probability as score; None where the judge is not sure.
    """
    verdicts = judge.judge([asked_of_one(question, passage) for passage in shown])
    return [_stance(sentence, verdict) for sentence, verdict in zip(sentences, verdicts, strict=True)]


def _stance(sentence: str, verdict: Verdict) -> Stance | None:
    likely = max(verdict.entailed, verdict.contradicted)
    if likely < _SURE:
        return None
    root = next((token for token in parse_written(sentence) if token.dep_ == "ROOT"), None)
    words = Span(0, len(sentence)) if root is None else _predicate(root)
    return Stance("yes" if verdict.entailed > verdict.contradicted else "no", words, likely, judged=True)


def _predicate(root: Token) -> Span:
    """The main verb with its helpers, its negation and what follows it, without its subject."""
    parts = [token for child in root.children if child.dep_ not in _LEFT_OUT for token in child.subtree]
    kept = [root, *(token for token in parts if token.i > root.i - 4)]
    first, last = min(kept, key=lambda t: t.i), max(kept, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last))
