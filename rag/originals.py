"""The files that an index was made of, as they lie on disk now.

A file is named by what the index holds, never by whoever asks, and its bytes are handed out only where their digest is
the one that was indexed: so nothing can be seen through here that is not in the index already.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from rag.documents.failures import unreadable
from rag.errors import ReadError

if TYPE_CHECKING:
    from rag.store.catalogue import FileStamp
    from rag.types import FileState

__all__ = ["Originals"]

_MOST_KEPT = 4096  # digests: a few hundred bytes each


class Originals:
    """Looks at files, and remembers the digest of each for as long as the file looks the same. Safe to share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: OrderedDict[tuple[str, int, int, int], str] = OrderedDict()

    def state(self, stamp: FileStamp, sha256: str) -> FileState:
        """Compare a file with what was indexed.

        Args:
            stamp: How it looked then.
            sha256: Hexadecimal digest of its bytes then.

        Returns:
            "unknown" for a text in memory and for a file that may not be read; "gone" where there is no file.
        """
        if stamp.path is None:
            return "unknown"
        try:
            return "unchanged" if self._digest(Path(stamp.path), stamp.size) == sha256 else "changed"
        except (FileNotFoundError, NotADirectoryError):
            return "gone"
        except OSError:
            return "unknown"

    def read(self, source: str, stamp: FileStamp, sha256: str) -> bytes:
        """The bytes that were indexed.

        Args:
            source: What the file is called, for errors.
            stamp: How it looked then.
            sha256: Hexadecimal digest of its bytes then.

        Raises:
            ReadError: It has changed since, is gone, cannot be read, or was a text in memory.
        """
        if stamp.path is None:
            raise ReadError(source, "it was indexed as a text in memory, so there is no file", "read its text instead")
        try:
            data = _bytes(Path(stamp.path), stamp.size)
        except OSError as error:
            raise unreadable(source, error) from error
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise ReadError(source, "the file has changed since it was indexed", "bring the index up to date")
        return data

    def _digest(self, path: Path, size: int) -> str | None:
        """Of a regular file of this size; None for any other, which is not opened."""
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size != size:
            return None
        # The time of change of the inode tells where somebody has set the time of the content back.
        look = (str(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        with self._lock:
            known = self._digests.get(look)
        if known is None:
            with path.open("rb") as file:
                known = hashlib.file_digest(file, "sha256").hexdigest()
            with self._lock:
                self._digests[look] = known
                while len(self._digests) > _MOST_KEPT:
                    self._digests.popitem(last=False)
        return known


def _bytes(path: Path, size: int) -> bytes | None:
    """The content of a regular file of this size; None for any other. Opening a pipe would wait, reading it too."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size != size:
            return None
        return file.read(size + 1)
