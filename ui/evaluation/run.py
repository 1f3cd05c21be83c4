"""A run of test questions in a thread of its own, so that the page can tell how far it is, and stop it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from ui.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from threading import Lock

    from rag import Evaluation
    from rag.evaluation.questions import Question
    from ui.running import Tell

__all__ = ["Evaluate", "Progress", "Run"]


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
        progress: Tell | None = None,
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


class Run(Running["Progress", "Evaluation"]):
    """One run, begun at once. Stopped, it ends after the question that is being answered; what was asked is dropped.

    Args:
        evaluate: Runs the questions that it was given, telling how far it is to the function it gets.
        turn: Runs that share it go one after another: side by side they would only slow each other, and spoil the
            waiting times that they measure.
    """

    def __init__(self, evaluate: Callable[[Tell], Evaluation], turn: Lock) -> None:
        self._began = 0.0
        super().__init__(evaluate, turn, waiting=Progress("waiting"), begun=Progress("preparing"), name="evaluation")

    def follow(self) -> Generator[Progress, None, None]:
        """Yield how far it is until the run has ended; stops it when closed."""
        try:
            yield from super().follow()
        finally:
            self.stop()

    def _step(self, stage: str, done: int, of: int) -> Progress:  # noqa: ARG002  (a run has but one)
        now = time.monotonic()
        self._began = self._began if done else now
        left = (now - self._began) / done * (of - done) if done else None
        return Progress("asking", done, of, left)

    def _stopping(self, now: Progress) -> Progress:
        return Progress("stopping", now.done, now.of)
