"""An index folder: the catalogue, and the vector file derived from it.

``CURRENT`` names the catalogue in force; its files carry its id. A rebuild makes a second catalogue beside the
first and then rewrites ``CURRENT``, in one atomic step: at no moment is there no whole index.
"""

from __future__ import annotations

import json
import os
import threading
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from rag.errors import IndexCorrupt, IndexLocked, IndexMissing, IndexStale
from rag.store.catalogue import SCHEMA_VERSION, Catalogue
from rag.store.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Index", "writer_lock"]

_CURRENT = "CURRENT"
_LOCK = ".lock"


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
        """Says which generation of the catalogue the vector file holds."""
        return self.folder / f"vectors-{self.id}.json"

    def delete(self) -> None:
        wal = [self.catalogue.with_name(self.catalogue.name + ending) for ending in ("-wal", "-shm")]
        for path in (self.catalogue, *wal, self.vectors, self.stamp):
            path.unlink(missing_ok=True)


class Index:
    """The catalogue and its vectors, kept in step. Safe to share between threads.

    Made by :meth:`in_memory`, :meth:`create` or :meth:`open`.
    """

    def __init__(self, catalogue: Catalogue, files: _Files | None = None) -> None:
        self.catalogue = catalogue
        self._files = files
        self._lock = threading.Lock()
        self._vectors = self._load()
        self._generation = -1
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
    def open(cls, folder: Path, manifest: Mapping[str, str]) -> Index:
        """Open the index in force in ``folder``.

        Args:
            folder: An index folder.
            manifest: What the settings in force ask for.

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
                command=f"whosays index --index {folder}",
            )
        return cls(catalogue, files)

    @staticmethod
    def find(folder: Path) -> None:
        """Make sure that there is an index in ``folder``, without opening it.

        Raises:
            IndexMissing: There is none.
        """
        _files_in_force(folder)

    @staticmethod
    def roots_of(folder: Path) -> list[str]:
        """The paths that the index in ``folder`` was made from, whatever its settings were; empty if there is none.

        Raises:
            IndexCorrupt: The index is damaged.
        """
        try:
            catalogue = Catalogue(_files_in_force(folder).catalogue)
        except IndexMissing:
            return []
        try:
            return catalogue.roots()
        finally:
            catalogue.close()

    def put_in_force(self) -> None:
        """Make this the index of its folder, and delete what was there. With the writer's lock held."""
        self.save()
        if self._files is None:
            return
        _write_whole(self._files.folder / _CURRENT, self._files.id)
        for path in self._files.folder.glob("catalogue-*.sqlite"):
            other = _Files(self._files.folder, path.stem.removeprefix("catalogue-"))
            if other != self._files:
                # A reader that has it open goes on with it; where the system forbids that, it stays behind.
                with suppress(PermissionError):
                    other.delete()

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
        return self._vectors

    def refresh(self) -> bool:
        """Bring the vectors up to the catalogue's generation; cheap when they are. Says whether they were not."""
        generation = self.catalogue.generation
        if generation == self._generation:
            return False
        with self._lock:
            held = self._vectors.ids()
            wanted = self.catalogue.chunk_ids()
            missing = np.setdiff1d(wanted, held)
            gone = np.setdiff1d(held, wanted)
            if len(gone) or len(missing):
                # Ids are never used twice, so what is held under a wanted id is right already. A copy is
                # changed, not the index itself: other threads may be searching it.
                fresh = self._vectors.copy()
                fresh.remove(gone)
                fresh.add(missing, self.catalogue.vectors(missing.tolist()))
                self._vectors = fresh
            self._generation = generation
        return bool(len(gone) or len(missing))

    def save(self) -> None:
        """Bring the vector file up to date. For the writer only, with its lock held."""
        self.refresh()
        if self._files is None or _stamped_generation(self._files) == self._generation:
            return
        # The stamp goes first and comes back last: a vector file without one is never believed.
        self._files.stamp.unlink(missing_ok=True)
        self._vectors.save(self._files.vectors)
        _write_whole(self._files.stamp, json.dumps({"generation": self._generation}))

    def _load(self) -> VectorIndex:
        """The vector file, or an empty index where it is missing or damaged: :meth:`refresh` tops it up."""
        empty = VectorIndex(int(self.catalogue.manifest["dimensions"]))
        if self._files is None or _stamped_generation(self._files) is None:
            return empty
        try:
            loaded = VectorIndex.load(self._files.vectors)
        except IndexCorrupt:
            return empty
        return loaded if loaded.dimensions == empty.dimensions else empty


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write to an index folder.

    Raises:
        IndexLocked: Another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexLocked(
            f"another process is writing to the index in {folder}; wait for it to finish, then try again"
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
    except FileNotFoundError:
        return None


def _files_in_force(folder: Path) -> _Files:
    id_ = _id_in_force(folder)
    files = _Files(folder, id_ or "")
    if id_ is None or not files.catalogue.is_file():
        raise IndexMissing(f"there is no index in {folder}; run: whosays index --index {folder}")
    return files


def _stamped_generation(files: _Files) -> int | None:
    try:
        return int(json.loads(files.stamp.read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_whole(path: Path, content: str) -> None:
    """Write a small file so that a reader sees the old content or the new, never a part."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(content, encoding="utf-8")
    os.replace(temporary, path)  # noqa: PTH105  (the atomic one, by its known name)
