"""Deciding whether the files answer a question at all."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from rag.answering.logistic import ANSWERABLE
from rag.answering.statements import proposals
from rag.reading.question import analyse
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.sentences import SentenceRanker
    from rag.answering.statements import Statement
    from rag.retrieval.search import Found

__all__ = ["Evidence", "gather"]

# The words of the question are looked for in this many of the best passages.
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer being there; each between 0 and 1.

    Attributes:
        passage_cosine: Of the question and the nearest passage.
        sentence_cosine: Of the question and the nearest sentence.
        passage_coverage: Of the question's words, weighted by rarity, by the passage that holds most of them.
        names_found: The part of the question's names and numbers that stand in the passages; 1 if it has none.
        statement: How likely the likeliest sentence holds the answer.
        answered: The reader's probability that the passage of the likeliest sentence answers; 0 without a sentence.
        value: How likely the likeliest value is right; 0 without one.
    """

    passage_cosine: float
    sentence_cosine: float
    passage_coverage: float
    names_found: float
    statement: float
    answered: float
    value: float

    @property
    def probability(self) -> float:
        """How likely the files answer the question, 0..1."""
        return ANSWERABLE.probability(astuple(self))


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
    values = [proposal for statement in statements for proposal in proposals(statement, asked.kind)]
    names = [own for name in (*asked.names, *asked.numbers) if (own := stems(name))]
    return Evidence(
        passage_cosine=max((passage.fused.cosine for passage in found), default=0.0),
        sentence_cosine=max((statement.candidate.features.cosine for statement in statements), default=0.0),
        passage_coverage=ranker.coverage(question, *(passage.chunk.text for passage in found[:_COMPARED])),
        names_found=sum(told.issuperset(own) for own in names) / len(names) if names else 1.0,
        statement=max((statement.score for statement in statements), default=0.0),
        answered=statements[0].readings.answered if statements else 0.0,
        value=max((proposal.score for proposal in values), default=0.0),
    )
