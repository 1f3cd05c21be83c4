"""The catalogue: documents, passages, vectors and words of an index, in one SQLite database.

It is the truth: the vector file beside it can always be made again from here. Every change is a transaction
that moves the generation on by one, so a reader can tell that it is behind.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rag.documents.document import Document, Heading, Page
from rag.errors import IndexCorrupt
from rag.store.database import connect, damaged, telling_errors
from rag.store.lexical import LexicalIndex
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.text.chunks import Chunk

__all__ = ["Catalogue", "FileStamp", "StoredChunk", "StoredDocument", "digest_of"]

SCHEMA_VERSION = "2"


class FileStamp(NamedTuple):
    """How a file looked when it was indexed: absolute path (None for a text in memory), bytes, time of change."""

    path: str | None
    size: int
    mtime_ns: int


class StoredDocument(NamedTuple):
    """A document's row without its text; ``characters`` and ``chunks`` count."""

    id: int
    source: str
    sha256: str
    title: str | None
    date: datetime.date | None
    characters: int
    chunks: int
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A passage: characters ``start`` to ``end`` of its source's stored text, which are ``text``."""

    id: int
    source: str
    start: int
    end: int
    text: str


def digest_of(embedded: str) -> bytes:
    """The key under which the vector of a text is kept: 16 bytes."""
    return hashlib.blake2b(embedded.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Catalogue:
    """One catalogue, open. Safe to share between threads; calls wait for one another.

    Args:
        path: The database file, or None for one in memory.
        id_: Names a new catalogue.
        manifest: What a new catalogue is bound to (embedder, chunking …). None opens an existing one.

    Raises:
        IndexCorrupt: The file is not a catalogue, or is damaged.
    """

    def __init__(self, path: Path | None, id_: str = "", manifest: Mapping[str, str] | None = None) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._connection = connect(path, create=manifest is not None)
        try:
            if manifest is not None:
                self._create({"id": id_, **manifest})
            self._manifest = dict(self._rows("SELECT key, value FROM manifest"))
            self._lexical = LexicalIndex(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def _create(self, manifest: Mapping[str, str]) -> None:
        self._connection.executescript(resources.files("rag.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        rows = {"schema": SCHEMA_VERSION, "generation": "0", **manifest}
        with self.transaction():
            self._connection.executemany("INSERT INTO manifest VALUES (?, ?)", rows.items())

    def close(self) -> None:
        """Close the database. The catalogue cannot be used afterwards."""
        with self._lock:
            self._lexical.close()
            self._connection.close()

    @property
    def manifest(self) -> Mapping[str, str]:
        """What this catalogue is bound to, as of its opening."""
        return self._manifest

    @property
    def generation(self) -> int:
        """Grows by one with every change."""
        return int(self._rows("SELECT value FROM manifest WHERE key = 'generation'")[0][0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; moves the generation on."""
        with self._lock, telling_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute(
                    "UPDATE manifest SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
                )
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself where the disk was full.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within is of one moment, whatever another process writes meanwhile."""
        with self._lock, telling_errors(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    # --- documents

    def put(self, document: Document, chunks: Sequence[Chunk], stamp: FileStamp) -> None:
        """Add a document with its passages, in the place of one with the same source. Within a transaction.

        The vectors of all passages must be in the catalogue by the end of the transaction.
        """
        self.remove([document.source])
        cursor = self._connection.execute(
            "INSERT INTO documents (source, path, size, mtime_ns, sha256, title, date, text, pages, headings)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.source,
                stamp.path,
                stamp.size,
                stamp.mtime_ns,
                document.sha256,
                document.title,
                document.date.isoformat() if document.date else None,
                document.text,
                json.dumps([[page.number, page.start, page.end] for page in document.pages]),
                json.dumps([[heading.start, heading.end, heading.level] for heading in document.headings]),
            ),
        )
        for chunk in chunks:
            row = self._connection.execute(
                'INSERT INTO chunks (document_id, start, "end", text, context, digest) VALUES (?, ?, ?, ?, ?, ?)',
                (
                    cursor.lastrowid,
                    chunk.start,
                    chunk.end,
                    chunk.text,
                    chunk.context,
                    digest_of(chunk.embedded),
                ),
            )
            self._connection.execute(
                "INSERT INTO words (rowid, body) VALUES (?, ?)",
                (row.lastrowid, _searched(chunk.context, chunk.text)),
            )

    def remove(self, sources: Iterable[str]) -> None:
        """Drop documents and their passages. Within a transaction. Unknown sources are passed over."""
        for source in sources:
            for (document_id,) in self._rows("SELECT id FROM documents WHERE source = ?", (source,)):
                passages = self._rows("SELECT id, context, text FROM chunks WHERE document_id = ?", (document_id,))
                self._connection.executemany(
                    "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)",
                    [(id_, _searched(context, text)) for id_, context, text in passages],
                )
                self._connection.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))
                self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def restamp(self, source: str, stamp: FileStamp, *, rename_to: str | None = None) -> None:
        """Note that a file's stamp or name changed while its content did not. Within a transaction."""
        self._connection.execute(
            "UPDATE documents SET source = ?, path = ?, size = ?, mtime_ns = ? WHERE source = ?",
            (rename_to or source, stamp.path, stamp.size, stamp.mtime_ns, source),
        )

    def documents(self) -> list[StoredDocument]:
        """All documents, by source."""
        rows = self._rows(
            "SELECT d.id, source, sha256, title, date, length(d.text), path, size, mtime_ns,"
            " (SELECT count(*) FROM chunks WHERE document_id = d.id) FROM documents d ORDER BY source"
        )
        return [
            StoredDocument(
                id=id_,
                source=source,
                sha256=sha256,
                title=title,
                date=datetime.date.fromisoformat(date) if date else None,
                characters=characters,
                chunks=chunks,
                stamp=FileStamp(path, size, mtime_ns),
            )
            for id_, source, sha256, title, date, characters, path, size, mtime_ns, chunks in rows
        ]

    def document(self, source: str) -> Document | None:
        """A document with its text, or None if there is none of that source."""
        rows = self._rows(
            "SELECT sha256, title, date, text, pages, headings FROM documents WHERE source = ?", (source,)
        )
        if not rows:
            return None
        sha256, title, date, text, pages, headings = rows[0]
        return Document(
            source=source,
            text=text,
            sha256=sha256,
            title=title,
            date=datetime.date.fromisoformat(date) if date else None,
            pages=tuple(Page(*page) for page in json.loads(pages)),
            headings=tuple(Heading(*heading) for heading in json.loads(headings)),
        )

    def original(self, source: str) -> tuple[FileStamp, str] | None:
        """How a document's file looked when it was indexed and the digest of its bytes, or None if there is none."""
        rows = self._rows("SELECT path, size, mtime_ns, sha256 FROM documents WHERE source = ?", (source,))
        return (FileStamp(*rows[0][:3]), rows[0][3]) if rows else None

    # --- roots and problems

    def roots(self) -> list[str]:
        """The paths that were indexed, absolute, sorted."""
        return [path for (path,) in self._rows("SELECT path FROM roots ORDER BY path")]

    def set_roots(self, roots: Iterable[str]) -> None:
        """Replace the paths that were indexed. Within a transaction."""
        self._connection.execute("DELETE FROM roots")
        self._connection.executemany("INSERT INTO roots VALUES (?)", [(root,) for root in sorted(set(roots))])

    def forgotten(self) -> list[str]:
        """The paths below the roots that are left out, absolute, sorted."""
        rows = self._rows("SELECT value FROM manifest WHERE key = 'forgotten'")
        return sorted(json.loads(rows[0][0])) if rows else []

    def set_forgotten(self, paths: Iterable[str]) -> None:
        """Replace the paths that are left out. Within a transaction."""
        self._connection.execute("INSERT OR REPLACE INTO manifest VALUES ('forgotten', ?)", (json.dumps([*paths]),))

    def problems(self) -> list[tuple[str, str, str]]:
        """Files that could not be read: (source, reason, mend), by source."""
        return self._rows("SELECT source, reason, mend FROM problems ORDER BY source")

    def set_problems(self, problems: Iterable[tuple[str, str, str]]) -> None:
        """Replace the list of files that could not be read. Within a transaction."""
        self._connection.execute("DELETE FROM problems")
        self._connection.executemany("INSERT OR REPLACE INTO problems VALUES (?, ?, ?)", problems)

    # --- vectors

    def known_digests(self, digests: Sequence[bytes]) -> set[bytes]:
        """Those of ``digests`` whose vectors are here."""
        known: set[bytes] = set()
        for begin in range(0, len(digests), 500):
            part = digests[begin : begin + 500]
            marks = ", ".join("?" * len(part))
            known.update(
                digest for (digest,) in self._rows(f"SELECT digest FROM vectors WHERE digest IN ({marks})", part)
            )
        return known

    def put_vectors(self, digests: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Add vectors (float32, one row a digest). Within a transaction."""
        little = vectors.astype("<f4", copy=False)
        self._connection.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
            [(digest, row.tobytes()) for digest, row in zip(digests, little, strict=True)],
        )

    def drop_unused_vectors(self) -> None:
        """Forget vectors that no passage uses any more. Within a transaction."""
        self._connection.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM chunks)")

    def chunk_ids(self) -> NDArray[np.int64]:
        """Ids of all passages, ascending."""
        [(joined,)] = self._rows("SELECT group_concat(id) FROM (SELECT id FROM chunks ORDER BY id)")
        return np.fromstring(joined or "", dtype=np.int64, sep=",")

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Vectors of passages, one row an id, in the order of ``ids``.

        Raises:
            IndexCorrupt: A passage has no vector.
        """
        found: dict[int, bytes] = dict(
            self._rows(
                "SELECT c.id, v.vector FROM chunks c JOIN vectors v USING (digest)"
                " WHERE c.id IN (SELECT value FROM json_each(?))",
                (json.dumps([*ids]),),
            )
        )
        if len(found) != len(ids):
            raise IndexCorrupt(damaged(self._path, "a passage has no vector"))
        rows = np.frombuffer(b"".join(found[id_] for id_ in ids), dtype="<f4")
        return rows.reshape(len(ids), int(self._manifest["dimensions"]))

    # --- search

    def chunks(self, ids: Sequence[int]) -> dict[int, StoredChunk]:
        """Passages by id; ids that are not there (any more) are left out."""
        rows = self._rows(
            'SELECT c.id, source, start, "end", c.text FROM chunks c JOIN documents d ON d.id = document_id'
            " WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps([*ids]),),
        )
        return {row[0]: StoredChunk(*row) for row in rows}

    def chunk_ids_of(self, sources: Sequence[str]) -> NDArray[np.int64]:
        """Ids of all passages of the given sources, ascending."""
        rows = self._rows(
            "SELECT c.id FROM chunks c JOIN documents d ON d.id = document_id"
            " WHERE source IN (SELECT value FROM json_each(?)) ORDER BY c.id",
            (json.dumps([*sources]),),
        )
        return np.array([id_ for (id_,) in rows], dtype=np.int64)

    def search_words(
        self, words: Sequence[str], limit: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Passages by BM25 (k1 = 1.2, b = 0.75, as SQLite's FTS5 fixes them): (id, score), best first.

        Args:
            words: Any of these, folded.
            limit: Most results.
            among: Only these ids, if given.

        Returns:
            Scores are positive, higher is better; ties by id.
        """
        with self.snapshot():
            return self._lexical.search(words, limit, among, self.generation)

    def chunk_count(self, after: int = -1) -> int:
        """How many passages there are whose id is greater than ``after``: all, if it is left out."""
        return int(self._rows("SELECT count(*) FROM chunks WHERE id > ?", (after,))[0][0])

    def frequency(self, word: str) -> int:
        """In how many passages a folded word stands, in any of its forms that share a stem."""
        match = '"' + word.replace('"', '""') + '"'
        return int(self._rows("SELECT count(*) FROM words WHERE words MATCH ?", (match,))[0][0])

    def check(self) -> list[str]:
        """Look the whole database over; empty if it is sound, else what is wrong."""
        try:
            found = [row[0] for row in self._rows("PRAGMA quick_check") if row[0] != "ok"]
            orphans = self._rows("SELECT count(*) FROM chunks WHERE digest NOT IN (SELECT digest FROM vectors)")[0][0]
        except IndexCorrupt as error:
            return [str(error)]
        return found + ([f"{orphans} passages have no vector"] if orphans else [])

    def _rows(self, statement: str, arguments: Sequence[Any] = ()) -> list[Any]:
        with self._lock, telling_errors(self._path):
            return self._connection.execute(statement, arguments).fetchall()


def _searched(context: str, text: str) -> str:
    """What the words of a passage are taken from."""
    return fold(f"{context}\n{text}")
