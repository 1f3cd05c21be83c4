"""Asks an engine test questions: one after the other, or several at a time, each in a process of its own."""

from __future__ import annotations

import gc
import os
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from rag.engine import Engine
from rag.errors import RagError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from rag.evaluation.questions import Question
    from rag.settings import Settings
    from rag.types import Answer, Hit

    #: Asks questions and gives the replies in their order, as they come.
    Asking: TypeAlias = Callable[[Sequence[Question], int | None], Iterator["Reply"]]

__all__ = ["Reply", "ask_each", "in_processes"]


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


@contextmanager
def in_processes(settings: Settings, number: int) -> Iterator[Asking]:
    """Open an index in several processes, to ask as many questions at a time.

    Each process computes with its share of the processor's cores. The last bits of what the networks give depend on
    how many those are, and so, very seldom, does an answer.

    Args:
        settings: Name the index.
        number: Of the processes.

    Yields:
        Asks questions, as :func:`ask_each` does. It raises what that raises, and RagError where a process dies.
    """
    threads = max(1, (os.cpu_count() or 1) // number)
    # Spawned, not forked: a fork of a process that computes with threads may wait for threads that it does not have.
    pool = ProcessPoolExecutor(number, get_context("spawn"), _open, (settings, threads))

    def ask(questions: Sequence[Question], retrieve_only: int | None) -> Iterator[Reply]:
        try:
            yield from pool.map(_ask_here, questions, [retrieve_only] * len(questions))
        except BrokenProcessPool as error:
            raise RagError(
                "a process that asked questions has ended before its time, for want of memory perhaps; "
                "ask fewer at a time, with --jobs 1"
            ) from error

    try:
        # They load their models while the caller reads on.
        for _ in range(number):
            pool.submit(os.getpid)
        yield ask
    finally:
        pool.shutdown(cancel_futures=True)


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


# In each process of a pool:

_opened: list[Engine] = []


def _open(settings: Settings, threads: int) -> None:
    import torch  # noqa: PLC0415  (seconds to import)

    torch.set_num_threads(threads)
    gc.disable()
    engine = Engine.open(settings=settings)
    engine.warm_up()
    gc.freeze()  # the models live as long as the process: nothing of them is to be looked through for garbage
    gc.enable()
    _opened.append(engine)


def _ask_here(question: Question, retrieve_only: int | None) -> Reply:
    return _ask(_opened[0], question, retrieve_only)
