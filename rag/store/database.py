"""SQLite connections, and what SQLite reports in this project's own errors."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import IndexCorrupt, IndexLocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["connect", "damaged", "telling_errors"]

# How long a call waits for another process's transaction, in seconds.
_PATIENCE = 30
# SQLite's result codes (https://www.sqlite.org/rescode.html), and what the system calls the same.
_SYSTEM_ERRORS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.ENOENT,
}


def connect(path: Path | None, *, create: bool) -> sqlite3.Connection:
    """Open a database.

    Args:
        path: The file, or None for a database in memory.
        create: Whether to make the file where there is none.

    Returns:
        A connection in autocommit mode that any thread may use. Readers of a file go on with the old state while
        one writer works.

    Raises:
        IndexCorrupt: The file is not a database.
        OSError: It cannot be opened.
    """
    if path is None:
        return _connect(":memory:")
    with telling_errors(path):
        connection = _connect(f"{path.resolve().as_uri()}?mode={'rwc' if create else 'rw'}")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.OperationalError:
            connection.close()
            # A folder that cannot be written to (a read-only share): nobody else can be writing either.
            connection = _connect(f"{path.resolve().as_uri()}?immutable=1")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except BaseException:
            connection.close()
            raise
    return connection


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=256
    )


@contextmanager
def telling_errors(path: Path | None) -> Iterator[None]:
    """Turn what SQLite reports about the database into an error that says what to do.

    Mistakes in a statement, or the use of a closed connection, are faults of this program and stay as they are.

    Args:
        path: The database file; None for one in memory.

    Raises:
        IndexCorrupt: It is damaged.
        IndexLocked: Another process is writing to it, for longer than anyone should wait.
        OSError: The disk is full, or the file cannot be read or written.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        # Extended codes carry the plain one in their last byte.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        where = path.parent if path else "memory"
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or "no such table" in str(error):
            raise IndexCorrupt(damaged(path, str(error))) from error
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise IndexLocked(f"another process keeps the index in {where} busy; try again later") from error
        if code in _SYSTEM_ERRORS:
            number = _SYSTEM_ERRORS[code]
            raise OSError(number, os.strerror(number), str(path or where)) from error
        raise


def damaged(path: Path | None, reason: str) -> str:
    """What to tell about a damaged database."""
    where = path.parent if path else "memory"
    return f"the index in {where} is damaged ({reason}); build it anew with: whosays index PATH…"
