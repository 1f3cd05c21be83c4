"""The audit of the corpus: one at a time for all visitors, in a thread of its own, its result kept."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from rag.errors import RagError
from ui.running import follow
from ui.told import DEFECT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rag.types import Audit
    from ui.running import Tell

__all__ = ["Auditing", "Audits", "Kept", "Progress", "Stage"]


Stage: TypeAlias = Literal["preparing", "reading", "comparing", "stopping"]


class RunAudit(Protocol):
    """:meth:`rag.Engine.conflicts`, or a stand-in."""

    def __call__(self, *, progress: Tell | None = None) -> Audit:
        """Audit all files."""


@dataclass(frozen=True, slots=True)
class Auditing:
    """What the page of conflicts needs of an engine.

    Attributes:
        audit: :meth:`rag.Engine.conflicts`.
        edition: :meth:`rag.Engine.edition`: another word after every change to what is indexed.
    """

    audit: RunAudit
    edition: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an audit is; ``of`` is 0 as long as nobody knows."""

    stage: Stage
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """The result of an audit, what was indexed then, and when it ended."""

    audit: Audit
    edition: str
    when: datetime.datetime


class _Stopped(Exception):
    """Ends an audit from within, out of the function that is told how far it is."""


class Audits:
    """Runs audits and keeps the last result. Safe to share between threads.

    Args:
        auditing: What is run.

    Attributes:
        kept: The last result, if there is one.
        told: What became of the last run, where it gave no result; else empty.
    """

    def __init__(self, auditing: Auditing) -> None:
        self._auditing = auditing
        self._lock = Lock()
        self._stop = Event()
        self._ended = Event()
        self._ended.set()
        self._progress = Progress("preparing")
        self.kept: Kept | None = None
        self.told = ""

    @property
    def running(self) -> bool:
        """Whether an audit is going on."""
        return not self._ended.is_set()

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        now = self._progress
        return Progress("stopping", now.done, now.of) if self._stop.is_set() else now

    @property
    def out_of_date(self) -> bool:
        """Whether what is indexed has changed since the result that is kept."""
        return self.kept is not None and self.kept.edition != self._auditing.edition()

    def begin(self) -> None:
        """Begin an audit, unless one is going on: that is everybody's."""
        with self._lock:
            if self.running:
                return
            self._stop.clear()
            self._ended.clear()
            self._progress = Progress("preparing")
            self.told = ""
            # A daemon: whoever ends the program does not wait for what is left.
            Thread(target=self._work, daemon=True, name="audit").start()

    def stop(self) -> None:
        """End the audit that is going on, if one is; what it found is dropped, the result before it stays."""
        self._stop.set()

    def follow(self) -> Generator[Progress, None, None]:
        """Yield how far it is until it has ended; whoever stops looking does not stop it."""
        return follow(self._ended, lambda: self.progress)

    def _work(self) -> None:
        try:
            edition = self._auditing.edition()  # before: what is indexed meanwhile may be missing in the result
            audit = self._auditing.audit(progress=self._tell)
            self.kept = Kept(audit, edition, datetime.datetime.now(datetime.UTC))
        except _Stopped:
            self.told = "Stopped: nothing was kept of it."
        except RagError as error:
            self.told = str(error)
        except Exception:
            logging.getLogger(__name__).exception("the audit failed")
            self.told = DEFECT
        finally:
            self._ended.set()

    def _tell(self, stage: str, done: int, of: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._progress = Progress("comparing" if stage == "comparing" else "reading", done, of)
