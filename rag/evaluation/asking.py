"""Asks an engine test questions: one after the other, or several at a time, each in a process of its own."""

from __future__ import annotations

import gc
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from rag.embedding import use_threads
from rag.engine import Engine
from rag.errors import QuestionError, RagError
from rag.indexing import binding_of
from rag.store.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.documents.document import Document
    from rag.evaluation.questions import Question
    from rag.settings import Settings
    from rag.types import Answer, Hit

__all__ = ["Crew", "Reply", "ask_each"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question.

    Attributes:
        hits: Passages that were found.
        answer: None where only passages were asked for.
        milliseconds: How long it took, that of the questions before it in a conversation left out.
    """

    hits: tuple[Hit, ...]
    answer: Answer | None
    milliseconds: float


def ask_each(engine: Engine, questions: Sequence[Question], retrieve_only: int | None) -> Iterator[Reply]:
    """Ask one question after the other.

    Args:
        engine: What is asked.
        questions: Each with the questions of its conversation that go before it.
        retrieve_only: Only the first so many passages of a search, if given.

    Raises:
        QuestionError: A question is too long.
        ModelError: The reader's files are missing or damaged.
    """
    engine.warm_up()
    for question in questions:
        yield _ask(engine, question, retrieve_only)


class Crew:
    """Several processes that each have an index open, to ask as many questions at a time.

    Each process computes with its share of the processor's cores. The last bits of what the networks give depend on
    how many those are, and so, very seldom, does an answer.

    Args:
        settings: Name the index.
        number: Of the processes.

    Attributes:
        settings: The same.

    Raises:
        RagError: The index is missing, damaged or was built with other settings.
    """

    def __init__(self, settings: Settings, number: int) -> None:
        self.settings = settings
        self._index = Index.open(settings.index, binding_of(settings), vectors=False)
        threads = max(1, (os.cpu_count() or 1) // number)
        # Spawned, not forked: the fork of a process that computes in threads may wait for some that it does not have.
        self._pool = ProcessPoolExecutor(number, get_context("spawn"), _open, (settings, threads))
        # They load their models while the caller reads on.
        for _ in range(number):
            self._pool.submit(os.getpid)

    def close(self) -> None:
        """End the processes, once each is done with the question that it was asked last, and close the index."""
        self._pool.shutdown(cancel_futures=True)
        self._index.close()

    def document(self, source: str) -> Document:
        """A document with its stored text.

        Raises:
            QuestionError: There is no such source in the index.
        """
        document = self._index.catalogue.document(source)
        if document is None:
            raise QuestionError(f"{source} is not in the index; whosays index brings it up to date")
        return document

    def ask_each(self, questions: Sequence[Question], retrieve_only: int | None) -> Iterator[Reply]:
        """Ask several questions at a time; the replies come in the order of the questions.

        Raises:
            RagError: As :func:`ask_each`, or a process has died.
        """
        try:
            yield from self._pool.map(_ask_here, questions, [retrieve_only] * len(questions))
        except BrokenProcessPool as error:
            raise RagError(
                "a process that asked questions has ended before its time, for want of memory perhaps; "
                "ask fewer at a time, with --jobs 1"
            ) from error


def _ask(engine: Engine, question: Question, retrieve_only: int | None) -> Reply:
    if retrieve_only is not None:
        began = time.perf_counter()
        hits = engine.search(question.question, k=retrieve_only)
        return Reply(tuple(hits), None, _milliseconds_since(began))
    history: list[tuple[str, Answer]] = []
    for earlier in question.history:
        history.append((earlier, engine.answer(earlier, history=history)))
    began = time.perf_counter()
    answer = engine.answer(question.question, history=history)
    return Reply(answer.hits, answer, _milliseconds_since(began))


def _milliseconds_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


# In each process of a crew:

_opened: list[Engine] = []


def _open(settings: Settings, threads: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the command interrupts what began this process
    use_threads(threads)
    gc.disable()
    engine = Engine.open(settings=settings)
    engine.warm_up()
    gc.freeze()  # the models live as long as the process: nothing of them is to be looked through for garbage
    gc.enable()
    _opened.append(engine)


def _ask_here(question: Question, retrieve_only: int | None) -> Reply:
    return _ask(_opened[0], question, retrieve_only)
