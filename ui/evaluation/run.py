"""A run of test questions in a thread of its own, so that the page can tell how far it is, and stop it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from rag import Evaluation
    from rag.evaluation.questions import Question

__all__ = ["Evaluate", "Progress", "Run"]

_LOOKS_A_SECOND = 5


class Evaluate(Protocol):
    """:func:`rag.evaluate` with its engine, or a stand-in."""

    def __call__(
        self,
        questions: Sequence[Question],
        *,
        split: str | None = None,
        sample: int | None = None,
        drafts: bool = False,
        name: str | None = None,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Evaluation:
        """Ask the questions and score the answers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        stage: It waits for another run, loads what it needs, asks, or is about to stop.
        done: Questions answered.
        of: Questions in all; 0 as long as nobody knows.
        seconds_left: An estimate from the pace so far, if there is one.
    """

    stage: Literal["waiting", "preparing", "asking", "stopping"]
    done: int = 0
    of: int = 0
    seconds_left: float | None = None


class _Stopped(Exception):
    """Ends a run from within, out of the function that is told how far it is."""


class Run:
    """One run, begun at once.

    Args:
        evaluate: Runs the questions that it was given, telling how far it is to the function it gets.
        turn: Runs that share it go one after another: side by side they would only slow each other, and spoil the
            waiting times that they measure.
    """

    def __init__(self, evaluate: Callable[[Callable[[str, int, int], None]], Evaluation], turn: Lock) -> None:
        self._evaluate = evaluate
        self._turn = turn
        self._stop = Event()
        self._ended = Event()
        self._progress = Progress("waiting" if turn.locked() else "preparing")
        self._began = 0.0
        self._evaluation: Evaluation | None = None
        self._problem: Exception | None = None
        # A daemon: whoever ends the program does not wait for the questions that are left.
        Thread(target=self._work, daemon=True, name="evaluation").start()

    def stop(self) -> None:
        """End the run after the question that is being answered. What was asked so far is dropped."""
        self._stop.set()

    def follow(self) -> Generator[Progress, None, None]:
        """Yield how far it is until the run has ended; stops it when closed.

        What has changed is told at once, and every second in any case: a generator can be closed only where it yields,
        and whoever closes it, as Gradio does for a visitor who is gone, holds up others meanwhile.
        """
        told, looks = None, 0
        try:
            while not self._ended.wait(1 / _LOOKS_A_SECOND if told else 0):
                now = self.progress
                looks += 1
                if now != told or looks % _LOOKS_A_SECOND == 0:
                    told = now
                    yield now
        finally:
            self.stop()

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        now = self._progress
        return Progress("stopping", now.done, now.of) if self._stop.is_set() else now

    def result(self) -> Evaluation | None:
        """Wait for the end: what was measured, or None where the run was stopped before it.

        Raises:
            Exception: What the run raised, such as :class:`rag.ReadError` for a question that is broken.
        """
        self._ended.wait()
        if self._problem is not None:
            raise self._problem
        return self._evaluation

    def _work(self) -> None:
        try:
            while not self._turn.acquire(timeout=1 / _LOOKS_A_SECOND):
                if self._stop.is_set():
                    return
            try:
                if not self._stop.is_set():
                    self._progress = Progress("preparing")
                    self._evaluation = self._evaluate(self._tell)
            finally:
                self._turn.release()
        except _Stopped:
            pass
        except Exception as problem:  # noqa: BLE001  (the thread that follows the run raises it again)
            self._problem = problem
        finally:
            self._ended.set()

    def _tell(self, _stage: str, done: int, of: int) -> None:
        if self._stop.is_set() and done < of:
            raise _Stopped
        now = time.monotonic()
        self._began = self._began if done else now
        left = (now - self._began) / done * (of - done) if done else None
        self._progress = Progress("asking", done, of, left)
