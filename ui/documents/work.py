"""Indexing in a thread of its own, one at a time in the program, so that the page can tell how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rag.indexing import IndexReport

__all__ = ["Progress", "Task", "Work"]

Tell: TypeAlias = "Callable[[str, int, int], None]"
Stage: TypeAlias = Literal["waiting", "starting", "reading", "embedding", "stopping"]

_LOOKS_A_SECOND = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: files read, or passages embedded, ``done`` of ``of``; 0 of 0 as long as nobody knows."""

    stage: Stage
    done: int = 0
    of: int = 0


class _Stopped(Exception):
    """Ends the indexing from within, out of the function that is told how far it is."""


class Task:
    """One run, begun at once. It goes on when nobody follows it any more: what was sent is to be indexed.

    Args:
        do: Indexes, telling how far it is to the function that it gets.
        turn: Held while it works; those that share it go one after another.
    """

    def __init__(self, do: Callable[[Tell], IndexReport], turn: Lock) -> None:
        self._do = do
        self._turn = turn
        self._stop = Event()
        self._ended = Event()
        self._progress = Progress("waiting" if turn.locked() else "starting")
        self._report: IndexReport | None = None
        self._problem: Exception | None = None
        # A daemon: whoever ends the program does not wait. The index survives being cut off.
        Thread(target=self._work, daemon=True, name="indexing").start()

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        now = self._progress
        return Progress("stopping", now.done, now.of) if self._stop.is_set() else now

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self._ended.is_set()

    def stop(self) -> None:
        """End it at the next file or batch of passages. What was written by then is kept."""
        self._stop.set()

    def follow(self) -> Generator[Progress, None, None]:
        """Yield how far it is until it has ended: every change, and once a second in any case."""
        told, looks = None, 0
        while not self._ended.wait(1 / _LOOKS_A_SECOND if told else 0):
            now = self.progress
            looks += 1
            if now != told or looks % _LOOKS_A_SECOND == 0:
                told = now
                yield now

    def result(self) -> IndexReport | None:
        """Wait for the end: the report, or None where it was stopped before.

        Raises:
            Exception: What the indexing raised, such as :class:`rag.IndexLocked`.
        """
        self._ended.wait()
        if self._problem is not None:
            raise self._problem
        return self._report

    def _work(self) -> None:
        try:
            while not self._turn.acquire(timeout=1 / _LOOKS_A_SECOND):
                if self._stop.is_set():
                    return
            try:
                if not self._stop.is_set():
                    self._progress = Progress("starting")
                    self._report = self._do(self._tell)
            finally:
                self._turn.release()
        except _Stopped:
            pass
        except Exception as problem:  # noqa: BLE001  (the thread that follows the task raises it again)
            self._problem = problem
        finally:
            self._ended.set()

    def _tell(self, stage: str, done: int, of: int) -> None:
        # Once all is read or embedded it is quicker to go on than to stop.
        if self._stop.is_set() and done < of:
            raise _Stopped
        self._progress = Progress("embedding" if stage == "embedding" else "reading", done, of)


class Work:
    """Everything that is indexed from the page, one thing after another. Safe to share between threads."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._lock = Lock()
        self._tasks: list[Task] = []

    def begin(self, do: Callable[[Tell], IndexReport]) -> Task:
        """Index as soon as nothing else is indexed from the page."""
        with self._lock:
            task = Task(do, self._turn)
            self._tasks = [*(other for other in self._tasks if not other.ended), task]
            return task

    @property
    def latest(self) -> Task | None:
        """The task that was begun last, as long as it has not ended."""
        with self._lock:
            return next((task for task in reversed(self._tasks) if not task.ended), None)
