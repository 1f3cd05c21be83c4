"""Stances that the trained judge sees where no rule does: whether a sentence says that something is so, or is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from rag.reading.declaring import declared
from rag.reading.modality import modality_of
from rag.reading.parser import parse_written
from rag.reading.stances import Stance
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from rag.reading.judge import Verdict

__all__ = ["PairJudge", "judged_stances"]

# How sure the judge has to be. On yes-or-no questions of the development cases it was right in 12 of 13 at 0.7.
_SURE, _SURER = 0.6, 0.95
_SUPPOSED = frozenset({"planned", "possible", "conditional"})
# The judge overhears these: what would be is told as if it were.
_SUPPOSING = re.compile(
    r"\b(?:would|could|might|may|if|unless|once|plan(?:s|ned)?|expected|hop(?:es?|ed)|will|fears?|feared|intends?)\b",
    re.IGNORECASE,
)
_LEFT_OUT = frozenset({"nsubj", "nsubjpass", "punct", "advcl", "mark", "cc"})


class PairJudge(Protocol):
    """Judges pairs of sentences; see :class:`rag.reading.judge.Judge`. Several threads may use it at once."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """What each premise says of its hypothesis, in their order."""


def judged_stances(question: str, sentences: Sequence[str], judge: PairJudge) -> list[Stance | None]:
    """The stance of each sentence on a question that is answered by yes or no.

    Args:
        question: In English.
        sentences: Each judged on its own.
        judge: Judges whether a sentence entails or contradicts what is asked.

    Returns:
        One entry a sentence: yes where it entails it, no where it contradicts it, with the judge's probability as
        score; None where the judge is not sure, where the sentence tells what is planned, possible or conditional, and
        everywhere if the question cannot be stated.
    """
    hypothesis = declared(question)
    if hypothesis is None or not sentences:
        return [None] * len(sentences)
    verdicts = judge.judge([(sentence, hypothesis) for sentence in sentences])
    return [_stance(sentence, verdict) for sentence, verdict in zip(sentences, verdicts, strict=True)]


def _stance(sentence: str, verdict: Verdict) -> Stance | None:
    # It takes much that only touches on the matter for a contradiction: "challenges his rule" for "is out of office".
    if verdict.entailed < _SURE and verdict.contradicted < _SURER:
        return None
    doc = parse_written(sentence)
    if _SUPPOSING.search(sentence):
        return None
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or modality_of(doc, Span(root.idx, root.idx + len(root))) in _SUPPOSED:
        return None
    likely = max(verdict.entailed, verdict.contradicted)
    return Stance("yes" if verdict.entailed > verdict.contradicted else "no", _predicate(root), likely)


def _predicate(root: Token) -> Span:
    """The main verb with its helpers, its negation and what follows it, without its subject."""
    parts = [token for child in root.children if child.dep_ not in _LEFT_OUT for token in child.subtree]
    kept = [root, *(token for token in parts if token.i > root.i - 4)]
    first, last = min(kept, key=lambda t: t.i), max(kept, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last))
