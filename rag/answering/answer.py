"""From a question to an answer: in quotes, and written by a language model where one is to write."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.answering.citing import Citer
from rag.answering.comparing import Comparer
from rag.answering.extractive import cite, write_answer, write_refusal
from rag.answering.followups import complete
from rag.answering.positions import Told, tell
from rag.answering.refusal import gather
from rag.answering.sentences import SentenceRanker
from rag.answering.statements import by_source, choose_quotes, choose_value, read_statements
from rag.answering.writing.ground import Ground
from rag.retrieval.search import search
from rag.types import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answering.readings import PassageReader
    from rag.answering.statements import Statement
    from rag.answering.writing.writer import Writer
    from rag.embedding import Embedder
    from rag.reading.judged_stances import PairJudge
    from rag.settings import Settings
    from rag.store.index import Index
    from rag.types import History

__all__ = ["Answerer"]


class Answerer:
    """Answers questions over one index. Safe to share between threads.

    Args:
        index: What is asked.
        embedder: The model that the index is bound to.
        settings: How much to retrieve and to quote, and when to refuse.
        reader: Reads the passages.
        judge: Tells whether a sentence says that something is so.
    """

    def __init__(
        self, index: Index, embedder: Embedder, settings: Settings, reader: PassageReader, judge: PairJudge
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._settings = settings
        self._reader = reader
        self._ranker = SentenceRanker(embedder, index.catalogue)
        self._comparer = Comparer(index, embedder, settings, reader=reader, judge=judge, ranker=self._ranker)

    def answer(self, question: str, history: History, sources: Sequence[str] | None) -> Answer:
        """Answer one question in quotes.

        Args:
            question: As asked.
            history: Earlier turns, oldest first.
            sources: Only these, if given.

        Raises:
            ModelError: The reader cannot be loaded.
        """
        clock = _Clock()
        with clock.stage("complete"):
            searched_for = complete(question, history)
        return self._ground(question, searched_for, sources, clock).extractive

    def write(self, question: str, history: History, sources: Sequence[str] | None, writer: Writer) -> Iterator[Answer]:
        """Let a language model answer one question; see :meth:`rag.answering.writing.writer.Writer.write`.

        Args:
            question: As asked.
            history: Earlier turns, oldest first.
            sources: Only these, if given.
            writer: Writes the answer to this question.

        Yields:
            The answer as it grows; the last one is whole.

        Raises:
            ModelError: The reader cannot be loaded.
        """
        clock = _Clock()
        with clock.stage("complete"):
            searched_for = writer.complete(question, history)
        yield from writer.write(self._ground(question, searched_for, sources, clock))

    def _ground(self, question: str, searched_for: str, sources: Sequence[str] | None, clock: _Clock) -> Ground:
        with clock.stage("search"):
            vector = self._embedder.embed_query(searched_for)
            found = search(self._index, searched_for, vector, limit=self._settings.hits, sources=sources)
        with clock.stage("rank"):
            candidates = self._ranker.rank(searched_for, vector, found)
        with clock.stage("read"):
            statements = read_statements(searched_for, candidates, found, self._reader)
        with clock.stage("write"):
            evidence = gather(searched_for, found, statements, self._ranker)
            citer = Citer(self._index.catalogue)
            quoted = [
                statement for statement in choose_quotes(statements, self._settings.quotes) if _stands(statement, citer)
            ]
            refused = not quoted or evidence.probability < self._settings.refuse_below
        comparison = None
        if refused:
            draft, told = write_refusal(quoted, citer), Told()
        else:
            with clock.stage("compare"):
                comparison = self._comparer.compare(searched_for, vector, found, statements, sources)
            with clock.stage("write"):
                beside = comparison.finding.beside
                answering = [s for s in quoted if (s.candidate.source, s.candidate.start) not in beside]
                value = choose_value(searched_for, answering or quoted, self._settings.value_above)
                cited = cite(by_source(comparison.with_positions(quoted), value), citer)
                told = tell(searched_for, comparison, cited, citer)
                draft = write_answer(cited, value, told.text, told.rivals)
        extractive = Answer(
            question=question,
            searched_for=searched_for,
            text=draft.text,
            short=draft.short,
            refused=refused,
            citations=draft.citations,
            agreement=told.agreement,
            disagreements=told.disagreements,
            set_aside=told.set_aside,
            hits=tuple(passage.hit(searched_for) for passage in found),
            timings=clock.read(),
        )
        return Ground(extractive, found, comparison, tuple(quoted), citer, clock.read)


def _stands(statement: Statement, citer: Citer) -> bool:
    """Whether the sentence still stands where it was read: another process may have changed the index meanwhile."""
    candidate = statement.candidate
    citation = citer.cite(1, candidate.source, candidate.start, candidate.end)
    return citation is not None and citation.quote == candidate.text


class _Clock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._stages[name] = self._stages.get(name, 0.0) + (time.perf_counter() - began) * 1000

    def read(self) -> dict[str, float]:
        total = (time.perf_counter() - self._began) * 1000
        return {name: round(value, 3) for name, value in {**self._stages, "total": total}.items()}
