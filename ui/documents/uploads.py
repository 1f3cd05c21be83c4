"""Files on their way from a browser to the folder where uploaded files are kept, part by part.

Nothing that the browser sends is ever used as a path: a name is made safe first, and a file that is still arriving is
known by a random token alone.
"""

from __future__ import annotations

import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.documents.failures import file_too_large
from rag.errors import ReadError
from ui.documents.names import numbered, safe_name, same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["MOST_AT_ONCE", "MOST_FILES", "PART_BYTES", "Taken", "Uploads"]

#: Bytes of a file that are sent in one request.
PART_BYTES = 1024 * 1024
#: Files that a person may add at once, and that may be on their way at the same time.
MOST_AT_ONCE = 100
#: Uploaded files that are kept in all.
MOST_FILES = 5000

How: TypeAlias = Literal["ask", "replace", "both"]

_ARRIVING = ".arriving"  # hidden, so that no index takes in what is not whole
_PATIENCE = 600.0  # seconds after which a file is given up that nothing more was heard of
_SPARE_BYTES = 256 * 1024 * 1024  # of the disk, which the index needs too


class Taken(Exception):
    """There is a file of this name already.

    Args:
        name: The safe name.
        uploaded: Whether that file was uploaded too, and so may be replaced.
    """

    def __init__(self, name: str, *, uploaded: bool) -> None:
        super().__init__(name)
        self.name = name
        self.uploaded = uploaded


@dataclass(slots=True)
class _Arriving:
    name: str
    size: int
    how: How
    path: Path
    heard: float
    received: int = 0
    lock: Lock = field(default_factory=Lock)


class Uploads:
    """Takes files in. Safe to share between threads.

    Args:
        folder: Where they are kept; made when the first one comes.
        most_bytes: Larger files are turned away.
        indexed: Names the files that are indexed: a second one of the same name could not be told from the first.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        folder: Path,
        most_bytes: int,
        indexed: Callable[[], Iterable[str]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder.absolute()
        self.most_bytes = most_bytes
        self._indexed = indexed
        self._clock = clock
        self._lock = Lock()
        self._arriving: dict[str, _Arriving] = {}
        # Left behind by a program that was ended; one that runs beside this one may be taking files in just now.
        self._sweep(older=3600)

    def begin(self, sent: str, size: int, how: How = "ask") -> str:
        """Get ready for a file.

        Args:
            sent: Its name, as the browser has it.
            size: In bytes.
            how: What to do where the name is taken: ask, replace that file (only an uploaded one), or keep both.

        Returns:
            The token of :meth:`add`, :meth:`end` and :meth:`drop`.

        Raises:
            Taken: There is one of that name, and ``how`` does not say what to do.
            ReadError: It cannot be taken.
        """
        name = safe_name(sent)
        if size <= 0:
            raise ReadError(name, "the file is empty: it holds no text", "add text to it, or leave it out")
        if size > self.most_bytes:
            raise file_too_large(name, size, self.most_bytes)
        self._check_name(name, how)
        self._forget_silent()
        with self._lock:
            if len(self._arriving) >= MOST_AT_ONCE:
                raise ReadError(name, "too many files are on their way", "wait for some of them, then add it again")
            try:
                path = self._make_room(name, size)
                path.touch(exist_ok=False)
            except OSError as error:
                raise _unkept(name, error) from error
            self._arriving[path.name] = _Arriving(name, size, how, path, self._clock())
            return path.name

    def add(self, token: str, offset: int, part: bytes) -> int:
        """Take in a part; they come one after another.

        Returns:
            How many bytes have arrived in all.

        Raises:
            ReadError: It does not follow what has arrived, or cannot be written. The file is given up.
        """
        arriving = self._find(token)
        with arriving.lock:
            arriving.heard = self._clock()
            if offset != arriving.received or not part or offset + len(part) > arriving.size:
                self.drop(token)
                raise _broken(arriving.name)
            try:
                with arriving.path.open("ab") as file:
                    file.write(part)
            except OSError as error:
                self.drop(token)
                raise _unkept(arriving.name, error) from error
            arriving.received += len(part)
            return arriving.received

    def end(self, token: str) -> str:
        """Put a file that has arrived whole to the others.

        Returns:
            Its name among them.

        Raises:
            Taken: Meanwhile another one of that name has come. The file is given up.
            ReadError: It is not whole, or cannot be kept. It is given up.
        """
        arriving = self._find(token)
        try:
            with arriving.lock, self._lock:
                if arriving.received != arriving.size:
                    raise _broken(arriving.name)
                target = self._target(arriving)
                arriving.path.replace(target)
        except OSError as error:
            raise _unkept(arriving.name, error) from error
        finally:
            self.drop(token)
        return target.name

    def drop(self, token: str) -> None:
        """Give a file up, if it is still on its way."""
        arriving = self._arriving.pop(token, None)
        if arriving is not None:
            with suppress(OSError):
                arriving.path.unlink(missing_ok=True)

    def holds(self, path: Path | None) -> bool:
        """Whether this is a file that was uploaded."""
        return path is not None and path.parent == self.folder and not path.is_symlink()

    def delete(self, path: Path) -> None:
        """Delete an uploaded file.

        Raises:
            ReadError: It is none, or cannot be deleted.
        """
        if not self.holds(path):
            raise ReadError(path.name, "it was not uploaded here", "delete it where it lies")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = f"it cannot be deleted ({error.strerror or error})"
            raise ReadError(path.name, reason, "check who may write there") from error

    def _check_name(self, name: str, how: How) -> None:
        uploaded = self._kept_as(name) is not None
        if how == "both" or (how == "replace" and uploaded):
            return
        if uploaded or any(same_name(name, source) for source in self._indexed()):
            raise Taken(name, uploaded=uploaded)

    def _target(self, arriving: _Arriving) -> Path:
        """Where a file goes. It is made at once: whoever comes a moment later finds it taken."""
        if arriving.how == "replace" and (before := self._kept_as(arriving.name)) is not None:
            return before
        sources = list(self._indexed()) if arriving.how == "both" else []
        names = (arriving.name if n == 1 else numbered(arriving.name, n) for n in count(1))
        for name in names:
            taken = self._kept_as(name) is not None or any(same_name(name, source) for source in sources)
            if taken and arriving.how != "both":
                raise Taken(name, uploaded=True)
            if not taken:
                target = self.folder / name
                target.open("xb").close()
                return target
        raise AssertionError  # the numbers do not end

    def _kept_as(self, name: str) -> Path | None:
        if not self.folder.is_dir():
            return None
        return next((path for path in self.folder.iterdir() if path.is_file() and same_name(path.name, name)), None)

    def _make_room(self, name: str, size: int) -> Path:
        arriving = self.folder / _ARRIVING
        arriving.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in self.folder.iterdir()) > MOST_FILES:
            raise ReadError(name, f"{MOST_FILES} files are kept already", "remove some, or index a folder instead")
        if shutil.disk_usage(arriving).free < size + _SPARE_BYTES:
            raise ReadError(name, "the disk that keeps the files is nearly full", "make room on it, then add it again")
        return arriving / secrets.token_hex(16)

    def _find(self, token: str) -> _Arriving:
        arriving = self._arriving.get(token)
        if arriving is None:
            raise ReadError("the file", "it is not on its way any more", "add it again")
        return arriving

    def _forget_silent(self) -> None:
        now = self._clock()
        for token, arriving in list(self._arriving.items()):
            if now - arriving.heard > _PATIENCE:
                self.drop(token)

    def _sweep(self, older: float) -> None:
        with suppress(OSError):
            for path in (self.folder / _ARRIVING).iterdir():
                if time.time() - path.stat().st_mtime > older:
                    path.unlink(missing_ok=True)


def _broken(name: str) -> ReadError:
    return ReadError(name, "it did not arrive whole", "add it again")


def _unkept(name: str, error: OSError) -> ReadError:
    return ReadError(name, f"it cannot be kept ({error.strerror or error})", "ask whoever runs this page")
