"""An index folder: the catalogue, and the vector file derived from it.

``CURRENT`` names the catalogue in force; its files carry its id. A rebuild makes a second catalogue beside the
first and then rewrites ``CURRENT``, in one atomic step: at no moment is there no whole index.
"""

from __future__ import annotations

import json
import os
import shlex
import threading
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from filelock import FileLock, Timeout

from rag.errors import IndexCorrupt, IndexLocked, IndexMissing, IndexStale, SettingsError
from rag.store.catalogue import SCHEMA_VERSION, Catalogue
from rag.store.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Index", "index_command", "writer_lock"]

_CURRENT = "CURRENT"
_LOCK = ".lock"
# Of all passages, so many may be missing from the vector file or be gone since it was written.
_BEHIND = 0.05


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one catalogue in an index folder."""

    folder: Path
    id: str

    @property
    def catalogue(self) -> Path:
        return self.folder / f"catalogue-{self.id}.sqlite"

    @property
    def vectors(self) -> Path:
        return self.folder / f"vectors-{self.id}.faiss"

    @property
    def stamp(self) -> Path:
        """Says which generation of the catalogue the vector file holds, and how it looks whole."""
        return self.folder / f"vectors-{self.id}.json"

    def delete(self) -> None:
        for path in self.folder.glob(f"*-{self.id}.*"):
            path.unlink(missing_ok=True)

    def delete_others(self) -> None:
        """Delete what other catalogues left, whole or in part."""
        for kind in ("catalogue", "vectors"):
            for path in self.folder.glob(f"{kind}-*"):
                if not path.name.startswith(f"{kind}-{self.id}."):
                    # A reader that has it open goes on with it; where the system forbids that, it stays behind.
                    with suppress(PermissionError):
                        path.unlink(missing_ok=True)


class Index:
    """The catalogue and its vectors, kept in step. Safe to share between threads.

    Made by :meth:`in_memory`, :meth:`create` or :meth:`open`.
    """

    def __init__(self, catalogue: Catalogue, files: _Files | None = None, *, vectors: bool = True) -> None:
        self.catalogue = catalogue
        self._files = files
        self._lock = threading.Lock()
        self._generation = -1  # of the vectors in memory; none yet
        # Of the vector file, if it is believed: looked at before anything is written.
        self._stamp = self._believed_stamp()
        self._vectors: VectorIndex | None = None
        if vectors:
            self.refresh()

    @classmethod
    def in_memory(cls, manifest: Mapping[str, str]) -> Index:
        """A new, empty index that lives in memory."""
        return cls(Catalogue(None, _new_id(), manifest))

    @classmethod
    def create(cls, folder: Path, manifest: Mapping[str, str]) -> Index:
        """A new, empty index in ``folder``. It is not in force there until :meth:`put_in_force`."""
        folder.mkdir(parents=True, exist_ok=True)
        files = _Files(folder, _new_id())
        return cls(Catalogue(files.catalogue, files.id, manifest), files)

    @classmethod
    def open(cls, folder: Path, manifest: Mapping[str, str], *, vectors: bool = True) -> Index:
        """Open the index in force in ``folder``.

        Args:
            folder: An index folder.
            manifest: What the settings in force ask for.
            vectors: Whether the vectors are loaded now; if not, when they are first needed.

        Raises:
            IndexMissing: There is no index in the folder.
            IndexStale: It was built with other settings.
            IndexCorrupt: It is damaged.
        """
        files = _files_in_force(folder)
        catalogue = Catalogue(files.catalogue)
        wanted = {"schema": SCHEMA_VERSION, **manifest}
        found = {key: catalogue.manifest.get(key, "nothing") for key in wanted}
        if found != wanted:
            catalogue.close()
            differing = [key for key in wanted if wanted[key] != found[key]]
            raise IndexStale(
                expected=", ".join(f"{key}={wanted[key]}" for key in differing),
                found=", ".join(f"{key}={found[key]}" for key in differing),
                command=index_command(folder),
            )
        return cls(catalogue, files, vectors=vectors)

    @staticmethod
    def find(folder: Path) -> None:
        """Make sure that there is an index in ``folder``, without opening it.

        Raises:
            IndexMissing: There is none.
        """
        _files_in_force(folder)

    @staticmethod
    def roots_of(folder: Path) -> tuple[list[str], list[str]]:
        """The paths that the index in ``folder`` was made from, and those below them that were left out.

        Whatever its settings were; empty if there is none.

        Raises:
            IndexCorrupt: The index is damaged.
        """
        try:
            catalogue = Catalogue(_files_in_force(folder).catalogue)
        except IndexMissing:
            return [], []
        try:
            return catalogue.roots(), catalogue.forgotten()
        finally:
            catalogue.close()

    def put_in_force(self) -> None:
        """Make this the index of its folder, and delete what was there. With the writer's lock held."""
        self.save()
        if self._files is None:
            return
        _write_whole(self._files.folder / _CURRENT, self._files.id)
        self._files.delete_others()

    def abandon(self) -> None:
        """Close; and where the index never came into force, delete its files."""
        self.close()
        if self._files is not None and not self.is_in_force:
            self._files.delete()

    @property
    def is_in_force(self) -> bool:
        """Whether this still is the index of its folder."""
        return self._files is None or _id_in_force(self._files.folder) == self._files.id

    def close(self) -> None:
        """Close the catalogue."""
        self.catalogue.close()

    @property
    def vectors(self) -> VectorIndex:
        """The vectors as of the last :meth:`refresh`."""
        vectors = self._vectors
        while vectors is None:
            self.refresh()
            vectors = self._vectors
        return vectors

    def refresh(self) -> bool:
        """Bring the vectors up to the catalogue's generation; cheap when they are. Says whether they were not."""
        if self.catalogue.generation == self._generation:
            return False
        # In one snapshot: a passage that a writer drops between two readings would seem to have lost its vector.
        with self._lock, self.catalogue.snapshot():
            generation = self.catalogue.generation
            fresh = self._load() if self._vectors is None else self._vectors
            held = fresh.ids()
            wanted = self.catalogue.chunk_ids()
            missing = np.setdiff1d(wanted, held, assume_unique=True)
            gone = np.setdiff1d(held, wanted, assume_unique=True)
            if len(gone) or len(missing):
                # Ids are never used twice, so what is held under a wanted id is right already. A copy is
                # changed, not the index itself: other threads may be searching it.
                fresh = fresh.copy() if fresh is self._vectors else fresh
                fresh.remove(gone)
                fresh.add(missing, self.catalogue.vectors(missing.tolist()))
            self._vectors = fresh
            self._generation = generation
        return bool(len(gone) or len(missing))

    def save(self) -> None:
        """Write the vector file, unless it is near enough to the catalogue. For the writer only, with its lock held.

        What little a file lacks is added by whoever opens it, in less time than it takes to write it anew.
        """
        if self._files is None:
            self.refresh()
            return
        if self._stamp is not None and self._is_near(self._stamp):
            return
        self.refresh()
        ids = self.vectors.ids()
        # The stamp goes first and comes back last: a vector file without one is never believed.
        self._files.stamp.unlink(missing_ok=True)
        checksum = self.vectors.save(self._files.vectors)
        self._stamp = _Stamp(self._generation, checksum, len(ids), int(ids.max(initial=0)))
        _write_whole(self._files.stamp, json.dumps(self._stamp._asdict()))

    def _is_near(self, stamp: _Stamp) -> bool:
        """Whether the vector file holds nearly the passages of the catalogue."""
        there = self.catalogue.chunk_count()
        added = self.catalogue.chunk_count(after=stamp.newest)
        removed = stamp.passages - (there - added)
        return added + removed <= there * _BEHIND

    def _believed_stamp(self) -> _Stamp | None:
        """The stamp of a vector file that may be topped up."""
        stamp = _read_stamp(self._files.stamp) if self._files else None
        # A file from the catalogue's future means that the catalogue was put back: the same ids are used again.
        return stamp if stamp and stamp.generation <= self.catalogue.generation else None

    def _load(self) -> VectorIndex:
        """The vector file, or an empty index where it is missing or damaged: :meth:`refresh` tops it up."""
        if self._files is not None and self._stamp is not None:
            try:
                return VectorIndex.load(self._files.vectors, self._stamp.crc32)
            except IndexCorrupt:
                self._stamp = None
        return VectorIndex(int(self.catalogue.manifest["dimensions"]))


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write to an index folder.

    Raises:
        IndexLocked: Another process holds it.
        SettingsError: The folder cannot be made or written to.
    """
    lock = FileLock(folder / _LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexLocked(
            f"another process is writing to the index in {folder}; wait for it to finish, then try again"
        ) from error
    except OSError as error:
        raise SettingsError(
            f"the index folder {folder} cannot be written to ({error.strerror}); choose another with --index"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _new_id() -> str:
    return uuid.uuid4().hex[:12]


def _id_in_force(folder: Path) -> str | None:
    try:
        return (folder / _CURRENT).read_text(encoding="utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def index_command(folder: Path) -> str:
    """The command line that brings the index in ``folder`` up to date, or makes it."""
    return f"whosays index --index {shlex.quote(str(folder))}"


def _files_in_force(folder: Path) -> _Files:
    id_ = _id_in_force(folder)
    files = _Files(folder, id_ or "")
    if id_ is None or not files.catalogue.is_file():
        raise IndexMissing(f"there is no index in {folder}; run: {index_command(folder)}")
    return files


class _Stamp(NamedTuple):
    """What a vector file holds: the catalogue's generation, its CRC-32, how many passages, and their greatest id."""

    generation: int
    crc32: int
    passages: int
    newest: int


def _read_stamp(path: Path) -> _Stamp | None:
    """The stamp of a vector file, or None where there is no whole one."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
        return _Stamp(*(int(stamp[name]) for name in _Stamp._fields))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_whole(path: Path, content: str) -> None:
    """Write a small file so that a reader sees the old content or the new, never a part."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(content, encoding="utf-8")
    os.replace(temporary, path)  # noqa: PTH105  (the atomic one, by its known name)
