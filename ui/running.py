"""A task in a thread of its own, so that the page can tell how far it is, and stop it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["Running", "Tell", "follow"]

ProgressT = TypeVar("ProgressT")
ResultT = TypeVar("ResultT")
#: Told the stage that a task is in, how much of it is done, and how much there is.
Tell: TypeAlias = "Callable[[str, int, int], None]"

_LOOKS_A_SECOND = 5


def follow(ended: Event, progress: Callable[[], ProgressT]) -> Generator[ProgressT, None, None]:
    """Yield how far something is until it has ended.

    What has changed is told at once, and every second in any case: a generator can be closed only where it yields,
    and whoever closes it, as Gradio does for a visitor who is gone, holds up others meanwhile.
    """
    told: ProgressT | None = None
    looks = 0
    while not ended.wait(1 / _LOOKS_A_SECOND if told else 0):
        now = progress()
        looks += 1
        if now != told or looks % _LOOKS_A_SECOND == 0:
            told = now
            yield now


class _Stopped(Exception):
    """Ends a task from within, out of the function that is told how far it is."""


class Running(ABC, Generic[ProgressT, ResultT]):
    """One task, begun at once.

    Args:
        do: The task, telling how far it is to the function that it gets.
        turn: Held while it works; those that share it go one after another.
        waiting: How far it is while another one holds the turn.
        begun: How far it is before it has told anything.
        name: Of its thread.
    """

    def __init__(
        self, do: Callable[[Tell], ResultT], turn: Lock, *, waiting: ProgressT, begun: ProgressT, name: str
    ) -> None:
        self._do = do
        self._turn = turn
        self._begun = begun
        self._stop = Event()
        self._ended = Event()
        self._progress = waiting if turn.locked() else begun
        self._result: ResultT | None = None
        self._problem: Exception | None = None
        # A daemon: whoever ends the program does not wait for what is left.
        Thread(target=self._work, daemon=True, name=name).start()

    @abstractmethod
    def _step(self, stage: str, done: int, of: int) -> ProgressT:
        """What to say of what the task tells."""

    @abstractmethod
    def _stopping(self, now: ProgressT) -> ProgressT:
        """What to say once it is to stop."""

    @property
    def progress(self) -> ProgressT:
        """How far it is now."""
        now = self._progress
        return self._stopping(now) if self._stop.is_set() else now

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self._ended.is_set()

    def stop(self) -> None:
        """End it the next time that it tells how far it is."""
        self._stop.set()

    def follow(self) -> Generator[ProgressT, None, None]:
        """Yield how far it is until it has ended: every change, and once a second in any case."""
        return follow(self._ended, lambda: self.progress)

    def result(self) -> ResultT | None:
        """Wait for the end: what came of it, or None where it was stopped before.

        Raises:
            Exception: What the task raised.
        """
        self._ended.wait()
        if self._problem is not None:
            raise self._problem
        return self._result

    def _work(self) -> None:
        try:
            while not self._turn.acquire(timeout=1 / _LOOKS_A_SECOND):
                if self._stop.is_set():
                    return
            try:
                if not self._stop.is_set():
                    self._progress = self._begun
                    self._result = self._do(self._tell)
            finally:
                self._turn.release()
        except _Stopped:
            pass
        except Exception as problem:  # noqa: BLE001  (the thread that asks for the result raises it again)
            self._problem = problem
        finally:
            self._ended.set()

    def _tell(self, stage: str, done: int, of: int) -> None:
        # Once all is done it is quicker to go on than to stop.
        if self._stop.is_set() and done < of:
            raise _Stopped
        self._progress = self._step(stage, done, of)
