"""Conversations that outlive the page: in one SQLite file, apart for each person.

An answer is kept as the JSON of its model and drawn anew from that, so that nothing of it is lost: citations,
positions, what was retrieved. Whoever asks for a conversation names its owner; no method tells of any other's.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from rag.errors import SettingsError
from rag.types import Answer
from ui.chat.conversation import INTERRUPTED, Conversation, Exchange, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["ConversationStore", "Kept"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE conversations (
    owner TEXT NOT NULL, key TEXT NOT NULL, name TEXT, changed REAL NOT NULL, deleted REAL,
    PRIMARY KEY (owner, key)
) WITHOUT ROWID;
CREATE TABLE exchanges (
    owner TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL,
    question TEXT NOT NULL, state TEXT NOT NULL, answer TEXT, told TEXT NOT NULL, follows INTEGER NOT NULL,
    PRIMARY KEY (owner, key, number)
) WITHOUT ROWID;
"""
_PATIENCE = 10  # seconds that a call waits for another program with the same file
_MOST_LISTED = 500
_LONGEST_NAME = 80
_STATES = frozenset(get_args(State))


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation in the list: its key, its name, and when it last changed (seconds since 1970)."""

    key: str
    name: str
    changed: float


class ConversationStore:
    """The file. Safe to share between threads; calls wait for one another.

    Args:
        file: Made where there is none, readable by its owner alone; None keeps everything in memory.

    Raises:
        SettingsError: The file is no such file, is of a newer version, or cannot be opened or written.
    """

    def __init__(self, file: Path | None) -> None:
        self._lock = Lock()
        self._file = file
        with self._telling():
            if file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(
                ":memory:" if file is None else file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def listed(self, owner: str) -> tuple[Kept, ...]:
        """The conversations of a person, the one that changed last first."""
        rows = self._read(
            "SELECT key, coalesce(name, (SELECT question FROM exchanges e WHERE e.owner = c.owner AND e.key = c.key "
            "ORDER BY number LIMIT 1), ''), changed FROM conversations c WHERE owner = ? AND deleted IS NULL "
            "ORDER BY changed DESC, key LIMIT ?",
            (owner, _MOST_LISTED),
        )
        return tuple(Kept(key, _shortened(name), changed) for key, name, changed in rows)

    def read(self, owner: str, key: str) -> Conversation | None:
        """A conversation with all its answers; None where this person has none of this key."""
        named = self._read(
            "SELECT name FROM conversations WHERE owner = ? AND key = ? AND deleted IS NULL", (owner, key)
        )
        if not named:
            return None
        rows = self._read(
            "SELECT question, state, answer, told, follows FROM exchanges WHERE owner = ? AND key = ? ORDER BY number",
            (owner, key),
        )
        return Conversation(tuple(_exchange(*row) for row in rows), key, named[0][0])

    def write(self, owner: str, conversation: Conversation, first: int = 0) -> None:
        """Keep a conversation under its key.

        Args:
            owner: Whose it is.
            conversation: As it is now; it has a key.
            first: The number of the first exchange that may have changed since it was kept last.
        """
        key = conversation.key
        if key is None:
            raise ValueError("a conversation without a key cannot be kept")
        with self._writing() as connection:
            known = connection.execute(
                "SELECT 1 FROM conversations WHERE owner = ? AND key = ?", (owner, key)
            ).fetchone()
            if not known:  # erased meanwhile, in another window
                first = 0
            rows = [
                (owner, key, number, one.question, one.state, _json(one.answer), one.told, one.follows)
                for number, one in enumerate(conversation.exchanges)
                if number >= first
            ]
            connection.execute(
                "INSERT INTO conversations (owner, key, name, changed) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET changed = excluded.changed, deleted = NULL",
                (owner, key, conversation.name, time.time()),
            )
            connection.execute("DELETE FROM exchanges WHERE owner = ? AND key = ? AND number >= ?", (owner, key, first))
            connection.executemany("INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def rename(self, owner: str, key: str, name: str) -> None:
        """Give a conversation a name, shortened where it is long; a blank one lets it go by its first question."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE conversations SET name = ? WHERE owner = ? AND key = ?", (_shortened(name) or None, owner, key)
            )

    def delete(self, owner: str, key: str) -> None:
        """Take a conversation out of the list. It can be restored until this person deletes another."""
        with self._writing() as connection:
            self._erase(connection, owner)
            connection.execute(
                "UPDATE conversations SET deleted = ? WHERE owner = ? AND key = ?", (time.time(), owner, key)
            )

    def restore(self, owner: str, key: str) -> None:
        """Undo the deletion of a conversation, as long as it can be."""
        with self._writing() as connection:
            connection.execute("UPDATE conversations SET deleted = NULL WHERE owner = ? AND key = ?", (owner, key))

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("BEGIN IMMEDIATE")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {_VERSION}")
        elif version != _VERSION:
            raise SettingsError(
                f"the conversations in {self._file} were kept by another version of this program (form {version}, "
                f"this one knows {_VERSION}); use that version, or move the file away to begin anew"
            )
        # What was deleted when the program last ran can no longer be restored by anyone.
        self._erase(self._connection, None)
        self._connection.execute("COMMIT")

    @staticmethod
    def _erase(connection: sqlite3.Connection, owner: str | None) -> None:
        """Erase what was deleted, of one person or of all."""
        connection.execute(
            "DELETE FROM exchanges WHERE (owner, key) IN "
            "(SELECT owner, key FROM conversations WHERE deleted IS NOT NULL AND (owner = ?1 OR ?1 IS NULL))",
            (owner,),
        )
        connection.execute(
            "DELETE FROM conversations WHERE deleted IS NOT NULL AND (owner = ?1 OR ?1 IS NULL)", (owner,)
        )

    def _read(self, statement: str, values: Sequence[Any]) -> list[Any]:
        with self._lock, self._telling():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._telling():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise SettingsError(
                f"the conversations in {self._file or 'memory'} cannot be kept or read: {error}; if the file is "
                "damaged, move it away to begin anew"
            ) from error


def _exchange(question: str, state: str, answer: str | None, told: str, follows: int) -> Exchange:
    """What was kept, as far as it can be read."""
    try:
        read = None if answer is None else Answer.model_validate_json(answer)
    except ValidationError:
        return Exchange(question, "unreadable", follows=bool(follows))
    if state not in _STATES or (state == "whole" and read is None):
        return Exchange(question, "unreadable", follows=bool(follows))
    if state == "waiting":  # the program or the visit ended while it was
        return (
            Exchange(question, "failed", told=INTERRUPTED, follows=bool(follows))
            if read is None
            else Exchange(question, "stopped", read, follows=bool(follows))
        )
    return Exchange(question, state, read, told, bool(follows))  # type: ignore[arg-type]


def _json(answer: Answer | None) -> str | None:
    return None if answer is None else answer.model_dump_json()


def _shortened(name: str) -> str:
    words = " ".join(name.split())
    if len(words) <= _LONGEST_NAME:
        return words
    return f"{words[: _LONGEST_NAME - 1].rsplit(' ', 1)[0]}…"
