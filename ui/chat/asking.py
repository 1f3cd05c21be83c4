"""A question that is answered in a thread of its own, so that the answer is shown as it grows, and can be stopped."""

from __future__ import annotations

from collections.abc import Generator
from threading import Condition, Semaphore, Thread
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.types import Answer

__all__ = ["Asking", "Outcome"]

#: How it ended: the answer is whole, it was stopped, or it failed; "running" until then.
Outcome: TypeAlias = Literal["running", "whole", "stopped", "failed"]

# A generator can be closed only where it yields: whoever closes it, as Gradio does for a visitor who is gone, holds up
# others until then.
_YIELDS_EVERY = 1.0


class Asking:
    """One question on its way, begun at once.

    Args:
        stream: Begins the answer: each is more than the one before, the last is whole.
        turn: Held while it is answered: more at once would only wait for each other. None where nobody has to wait,
            as for a language model, which answers for long while this machine has little to do.
    """

    def __init__(self, stream: Callable[[], Iterator[Answer]], turn: Semaphore | None = None) -> None:
        self._stream = stream
        self._turn = turn
        self._news = Condition()
        self._latest: Answer | None = None
        self._stop = False
        self._outcome: Outcome = "running"
        self._problem: Exception | None = None
        # A daemon: whoever ends the program does not wait for the answer.
        Thread(target=self._work, daemon=True, name="asking").start()

    @property
    def outcome(self) -> Outcome:
        """How it ended, if it has. One that is stopped has ended at once, whatever the engine still does."""
        with self._news:
            return "stopped" if self._stop and self._outcome == "running" else self._outcome

    def stop(self) -> None:
        """End it. An answer that is whole already stays so."""
        with self._news:
            self._stop = True
            self._news.notify_all()

    def follow(self) -> Generator[Answer | None, None, None]:
        """Yield the answer each time it has grown, and None now and then while it has not; stops it when closed.

        An answer that grows faster than it is taken is given as it is then: none is shown late.
        """
        told: Answer | None = None
        try:
            while True:
                with self._news:
                    if not self._over and self._latest is told:
                        self._news.wait(_YIELDS_EVERY)
                    over, latest = self._over, self._latest
                if latest is not told:
                    told = latest
                    yield latest
                elif not over:
                    yield None
                if over:
                    return
        finally:
            self.stop()

    def result(self) -> Answer | None:
        """The answer as far as it came; to be read after :meth:`follow` has ended.

        Raises:
            Exception: What the engine raised.
        """
        with self._news:
            if self._problem is not None:
                raise self._problem
            return self._latest

    @property
    def _over(self) -> bool:
        return self._stop or self._outcome != "running"

    def _work(self) -> None:
        try:
            if not self._enter():
                return
            try:
                if not self._run():
                    return
            finally:
                if self._turn is not None:
                    self._turn.release()
            self._end("whole")
        except Exception as problem:  # noqa: BLE001  (who follows raises it again)
            self._end("failed", problem)

    def _run(self) -> bool:
        """Take the answer to its end; false where it was stopped before."""
        answers = self._stream()
        try:
            return all(map(self._take, answers))
        finally:
            if isinstance(answers, Generator):
                answers.close()  # a model that writes is let go of

    def _enter(self) -> bool:
        """Wait for a place; false where it was stopped before there was one."""
        while self._turn is not None and not self._turn.acquire(timeout=_YIELDS_EVERY / 4):
            if self._stop:
                return False
        if self._stop and self._turn is not None:
            self._turn.release()
        return not self._stop

    def _take(self, answer: Answer) -> bool:
        with self._news:
            if self._stop:
                return False
            self._latest = answer
            self._news.notify_all()
            return True

    def _end(self, outcome: Outcome, problem: Exception | None = None) -> None:
        with self._news:
            if not self._stop:
                self._outcome, self._problem = outcome, problem
            self._news.notify_all()
