"""Indexing in a thread of its own, one at a time in the program, so that the page can tell how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

from ui.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.indexing import IndexReport
    from ui.running import Tell

__all__ = ["Progress", "Task", "Work"]

Stage: TypeAlias = Literal["waiting", "starting", "reading", "embedding", "stopping"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: files read, or passages embedded, ``done`` of ``of``; 0 of 0 as long as nobody knows."""

    stage: Stage
    done: int = 0
    of: int = 0


class Task(Running["Progress", "IndexReport"]):
    """One run, begun at once. It goes on when nobody follows it any more: what was sent is to be indexed.

    Stopped, it ends at the next file or batch of passages; what was written by then is kept, as it is where the
    program ends.

    Args:
        do: Indexes, telling how far it is to the function that it gets.
        turn: Held while it works; those that share it go one after another.
    """

    def __init__(self, do: Callable[[Tell], IndexReport], turn: Lock) -> None:
        super().__init__(do, turn, waiting=Progress("waiting"), begun=Progress("starting"), name="indexing")

    def _step(self, stage: str, done: int, of: int) -> Progress:
        return Progress("embedding" if stage == "embedding" else "reading", done, of)

    def _stopping(self, now: Progress) -> Progress:
        return Progress("stopping", now.done, now.of)


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
