"""Deciding whether the files answer a question at all."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from rag.reading.question import analyse
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.sentences import SentenceRanker
    from rag.answering.statements import Statement
    from rag.retrieval.search import Found

__all__ = ["Evidence", "gather", "probability"]

# Kinds of question that no single value answers, and the score they are given in place of a value's.
_WITHOUT_VALUE = frozenset({"description", "manner", "yes_no"})
_TYPICAL_VALUE = 0.5
# The words of the question are looked for in this many of the best passages.
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer being there; each between 0 and 1.

    Attributes:
        passage_cosine: Of the question and the nearest passage.
        sentence_cosine: Of the question and the nearest sentence.
        passage_coverage: Of the question's words, weighted by rarity, by the passage that holds most of them.
        sentence_coverage: The same for sentences.
        names_found: The part of the question's names and numbers that stand in the passages; 1 if it has none.
        value: The score of the best value read; a middling one for questions that ask for none.
    """

    passage_cosine: float
    sentence_cosine: float
    passage_coverage: float
    sentence_coverage: float
    names_found: float
    value: float

    def features(self) -> Sequence[float]:
        """In the order of the weights."""
        return (
            self.passage_cosine,
            self.sentence_cosine,
            self.passage_coverage,
            self.sentence_coverage,
            self.names_found,
            self.value,
        )


# Logistic regression on the odd-numbered articles of the SQuAD 2.0 development set and the development half of
# seeds/questions.jsonl: made and printed by `python -m tests.benchmarks.fit_refusal`.
_INTERCEPT = 0.0
_WEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def probability(evidence: Evidence) -> float:
    """How likely the files answer the question, 0..1."""
    total = _INTERCEPT + sum(weight * feature for weight, feature in zip(_WEIGHTS, evidence.features(), strict=True))
    return 1 / (1 + exp(-total))


def gather(question: str, found: Sequence[Found], statements: Sequence[Statement], ranker: SentenceRanker) -> Evidence:
    """Measure what speaks for an answer.

    Args:
        question: As searched.
        found: The passages.
        statements: The sentences, read, best first.
        ranker: Weighs words by rarity.
    """
    asked = analyse(question)
    told = {word for passage in found for word in stems(passage.chunk.text)}
    names = [own for name in (*asked.names, *asked.numbers) if (own := stems(name))]
    readings = [statement.reading.score for statement in statements if statement.reading]
    return Evidence(
        passage_cosine=max((passage.fused.cosine for passage in found), default=0.0),
        sentence_cosine=max((statement.candidate.cosine for statement in statements), default=0.0),
        passage_coverage=max(
            (ranker.coverage(question, passage.chunk.text) for passage in found[:_COMPARED]), default=0.0
        ),
        sentence_coverage=max((statement.candidate.coverage for statement in statements), default=0.0),
        names_found=sum(told.issuperset(own) for own in names) / len(names) if names else 1.0,
        value=max(readings, default=0.0) if asked.kind not in _WITHOUT_VALUE else _TYPICAL_VALUE,
    )
