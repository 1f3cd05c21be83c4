from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rag.errors import IndexCorrupt, IndexLocked
from rag.store.database import connect, telling_errors

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_file_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a b#?%.sqlite"  # characters that mean something in a URI
    with pytest.raises(OSError, match="No such file or directory") as caught:
        connect(path, create=False)
    assert caught.value.filename == str(path)
    with closing(connect(path, create=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert path.is_file()


def test_what_is_no_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(IndexCorrupt, match=f"^the index in {tmp_path} is damaged .*whosays index PATH…$"):
        connect(path, create=False)


def _error(code: int, message: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("raised", "kind", "message"),
    [
        (_error(sqlite3.SQLITE_CORRUPT, "malformed"), IndexCorrupt, "the index in f is damaged (malformed); build"),
        (_error(sqlite3.SQLITE_CORRUPT_VTAB, "vtab"), IndexCorrupt, "the index in f is damaged (vtab); build"),
        (_error(sqlite3.SQLITE_BUSY, "locked"), IndexLocked, "another process keeps the index in f busy; try"),
        (_error(sqlite3.SQLITE_BUSY_SNAPSHOT, "locked"), IndexLocked, "another process keeps the index in f busy"),
        (_error(sqlite3.SQLITE_FULL, "full"), OSError, "[Errno 28] No space left on device: 'f/x'"),
        (_error(sqlite3.SQLITE_IOERR_WRITE, "io"), OSError, "[Errno 5] Input/output error: 'f/x'"),
        (_error(sqlite3.SQLITE_READONLY, "ro"), OSError, "[Errno 30] Read-only file system: 'f/x'"),
        (_error(sqlite3.SQLITE_ERROR, "no such table: t"), IndexCorrupt, "the index in f is damaged (no such table"),
        (_error(sqlite3.SQLITE_ERROR, "syntax error"), sqlite3.OperationalError, "syntax error"),
    ],
)
def test_each_report_is_told_for_what_it_is(raised: Exception, kind: type[Exception], message: str) -> None:
    from pathlib import PurePosixPath

    with pytest.raises(kind) as caught, telling_errors(PurePosixPath("f/x")):  # type: ignore[arg-type]
        raise raised
    assert str(caught.value)[: len(message)] == message


def test_use_after_closing_is_no_damage() -> None:
    connection = connect(None, create=True)
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError), telling_errors(None):
        connection.execute("SELECT 1")
