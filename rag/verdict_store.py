"""Where verdicts are kept: ``verdicts.jsonl`` in the folder of the index, to which lines are only ever added.

A line is a verdict, or takes one back. The last line about a disagreement holds, so that nothing is lost by a change of
mind, and the file tells who decided what and when. Indexing leaves it alone.
"""

from __future__ import annotations

import datetime
import json
import threading
from typing import TYPE_CHECKING, Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from rag.appending import append_line
from rag.errors import IndexLocked, QuestionError, SettingsError
from rag.verdicts import Verdict, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["VERDICTS", "VerdictStore", "read_verdicts"]

#: The file's name in the folder of an index.
VERDICTS = "verdicts.jsonl"

_PATIENCE = 10  # seconds that a writer waits for another one; a line takes milliseconds
_VERSION = 1


class _TakenBack(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    verdict: Literal["taken_back"]
    when: datetime.datetime
    who: str | None = None


class VerdictStore:
    """Keeps verdicts in a file that other processes may write to as well. Safe to share between threads.

    Args:
        path: The file, made with the first verdict; None keeps them in memory.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._memory = b""
        self._seen: tuple[object, Verdicts] | None = None

    def read(self) -> Verdicts:
        """The verdicts in force now; a line that cannot be read is passed over and named among ``broken``.

        Raises:
            SettingsError: The file is there and cannot be read.
        """
        with self._lock:
            return self._read()

    def add(self, verdict: Verdict) -> None:
        """Keep a verdict, in the place of an earlier one on the same disagreement.

        Raises:
            IndexLocked: Another process has been writing for too long.
            SettingsError: The file cannot be written to.
        """
        self._append(verdict.model_dump_json())

    def take_back(self, key: str, *, who: str | None = None, when: datetime.datetime | None = None) -> None:
        """Take a verdict back; nothing happens where there is none.

        Args:
            key: The verdict's.
            who: The person's name, if known.
            when: The time; now if None.

        Raises:
            IndexLocked: Another process has been writing for too long.
            SettingsError: The file cannot be written to.
        """
        if all(verdict.key != key for verdict in self.read().all):
            return
        now = when or datetime.datetime.now(datetime.UTC)
        self._append(_TakenBack(key=key, verdict="taken_back", when=now, who=who).model_dump_json())

    def _read(self) -> Verdicts:
        if self._path is None:
            signature: object = len(self._memory)
        else:
            try:
                found = self._path.stat()
                signature = (found.st_mtime_ns, found.st_size, found.st_ino)
            except FileNotFoundError:
                signature = None
        if self._seen is None or self._seen[0] != signature:
            content = self._memory if self._path is None else _content(self._path)
            self._seen = (signature, _in_force(content, str(self._path or "memory")))
        return self._seen[1]

    def _append(self, line: str) -> None:
        written = f"{line}\n".encode("utf-8", "surrogatepass")
        with self._lock:
            if self._path is None:
                self._memory += written
                return
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with FileLock(f"{self._path}.lock", timeout=_PATIENCE), self._path.open("a+b") as file:
                    append_line(file, written)
            except Timeout as error:
                raise IndexLocked(f"another process keeps {self._path} busy; try again later") from error
            except OSError as error:
                raise SettingsError(
                    f"{self._path} cannot be written to ({error.strerror}); nothing was kept"
                ) from error


def read_verdicts(path: Path) -> Verdicts:
    """The verdicts of a file: one that the page keeps, or one that it has exported.

    Raises:
        QuestionError: There is no such file, or it holds no verdicts.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuestionError(f"{path} cannot be read ({error.strerror}); check the path") from error
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    if not isinstance(document, dict) or "verdicts" not in document:
        found = _in_force(content, str(path))
        if found.broken and not found.all:
            raise QuestionError(f"{path} holds no verdicts; give one that the page keeps or has exported")
        return found
    if document.get("version") != _VERSION or not isinstance(document["verdicts"], list):
        raise QuestionError(f"{path} holds verdicts in a form that this program does not know; export them anew")
    return _gathered((json.dumps(row) for row in document["verdicts"]), lambda number: f"{path}, verdict {number}")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}); check its permissions") from error


def _in_force(content: bytes, name: str) -> Verdicts:
    lines = content.decode("utf-8", "replace").split("\n")
    return _gathered(lines, lambda number: f"{name}, line {number}")


def _gathered(lines: Iterable[str], place: Callable[[int], str]) -> Verdicts:
    """What holds after all lines; ``place`` names a line by its number, from 1 on."""
    held: dict[str, Verdict] = {}
    broken = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _row(line)
        except ValueError as error:
            broken.append(f"{place(number)}: {_problem(error)}; mend the line or delete it")
            continue
        held.pop(row.key, None)  # the last word comes last
        if isinstance(row, Verdict):
            held[row.key] = row
    return Verdicts(tuple(held.values()), tuple(broken))


def _row(line: str) -> Verdict | _TakenBack:
    row = json.loads(line)
    taken_back = isinstance(row, dict) and row.get("verdict") == "taken_back"
    return _TakenBack.model_validate_json(line) if taken_back else Verdict.model_validate_json(line)


def _problem(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        return f"{where}: {first['msg'].lower()}" if where else first["msg"].lower()
    return "is no JSON"
