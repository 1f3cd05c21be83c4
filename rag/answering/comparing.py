"""Whether the sources of an answer disagree: they are read, searched again for what they say of it, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.answering.reads import reads_of
from rag.answering.statements import read_statements
from rag.disagreement.claims import read_claims
from rag.disagreement.finding import Finding, compare_claims
from rag.reading.question import analyse
from rag.retrieval.search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.answering.readings import PassageReader
    from rag.answering.sentences import SentenceRanker
    from rag.answering.statements import Statement
    from rag.disagreement.claim import Claim
    from rag.embedding import Embedder
    from rag.reading.judged_stances import PairJudge
    from rag.retrieval.search import Found
    from rag.settings import Settings
    from rag.store.index import Index

__all__ = ["Comparer", "Comparison"]

# How many of the likeliest claims are searched again for, and how many passages each such search adds.
_SEARCHED_FOR = 2
_ADDED = 4
_KEPT_VECTORS = 4096


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing came to.

    Attributes:
        finding: Conflicts, what was set aside, and what was compared.
        statements: All statements that were compared, those found by counter-evidence included.
    """

    finding: Finding
    statements: tuple[Statement, ...]

    def with_positions(self, quoted: Sequence[Statement]) -> list[Statement]:
        """What is quoted, and then the statements of positions that are not quoted yet: no position without a quote."""
        positions = {
            (claim.source, claim.read.start)
            for conflict in self.finding.conflicts
            for position in conflict.positions
            for claim in position
        }
        known = {(s.candidate.source, s.candidate.start) for s in quoted}
        return [
            *quoted,
            *(
                statement
                for statement in self.statements
                if (key := (statement.candidate.source, statement.candidate.start)) in positions and key not in known
            ),
        ]


class Comparer:
    """Compares what the sources of an index say in answer to a question. Safe to share between threads.

    Args:
        index: What is asked.
        embedder: The model that the index is bound to.
        settings: From which likelihood on a disagreement is told.
        reader: Reads passages.
        judge: Tells whether a sentence says that something is so.
        ranker: Ranks the sentences of passages.
    """

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        settings: Settings,
        *,
        reader: PassageReader,
        judge: PairJudge,
        ranker: SentenceRanker,
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._settings = settings
        self._reader = reader
        self._judge = judge
        self._ranker = ranker
        # Of sentences that were searched for: later questions often lead to the same claims.
        self._as_query = lru_cache(maxsize=_KEPT_VECTORS)(embedder.embed_query)

    def compare(
        self,
        question: str,
        vector: NDArray[np.float32],
        found: Sequence[Found],
        statements: Sequence[Statement],
        sources: Sequence[str] | None,
    ) -> Comparison:
        """Compare what was read, after a second search for what it is about.

        Args:
            question: As searched.
            vector: The question's unit vector.
            found: The passages of the first search.
            statements: What was read out of them, likeliest first.
            sources: Only these files, if given.
        """
        asked = analyse(question)
        reads = reads_of(question, statements, self._ranker, self._index.catalogue)
        claims = read_claims(asked, reads, self._judge)
        more = self._counter_evidence(question, vector, found, claims, sources)
        if more:
            statements = sorted((*statements, *more), key=lambda s: (-s.score, s.candidate.source, s.candidate.start))
            reads = reads_of(question, statements, self._ranker, self._index.catalogue)
            claims = read_claims(asked, reads, self._judge)
        finding = compare_claims(
            asked, claims, threshold=self._settings.disagree_above, similar=self._similar, judge=self._judge
        )
        return Comparison(finding, tuple(statements))

    def _counter_evidence(
        self,
        question: str,
        vector: NDArray[np.float32],
        found: Sequence[Found],
        claims: Sequence[Claim],
        sources: Sequence[str] | None,
    ) -> list[Statement]:
        """Statements of passages that speak of what the likeliest claims say, and that the question did not find.

        A source that tells of the same thing in other words than the question's may use those of another source.
        """
        known = {passage.chunk.id for passage in found}
        added: dict[int, Found] = {}
        for claim in sorted(claims, key=lambda c: -c.read.holds)[:_SEARCHED_FOR]:
            sentence = claim.read.sentence
            told = self._as_query(sentence)
            for passage in search(self._index, sentence, told, limit=_ADDED, sources=sources):
                if passage.chunk.id not in known:
                    added.setdefault(passage.chunk.id, passage)
        if not added:
            return []
        passages = list(added.values())
        candidates = self._ranker.rank(question, vector, passages)
        read = read_statements(question, candidates, passages, self._reader)
        # Passages overlap: a sentence of an added one may have been read already.
        before = {(claim.source, claim.read.start) for claim in claims}
        return [s for s in read if (s.candidate.source, s.candidate.start) not in before]

    def _similar(self, one: str, other: str) -> float:
        """Cosine of two words or phrases."""
        vectors = self._ranker.vectors([one, other])
        return float(vectors[0] @ vectors[1])
