"""Bringing an index up to what is on disk: only what changed is read, cut and embedded again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from rag.documents import Limits, discover, read
from rag.errors import ReadError
from rag.store.catalogue import FileStamp, digest_of
from rag.text.chunks import chunk_document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from rag.documents import Found
    from rag.documents.document import Document
    from rag.embedding import Embedder
    from rag.settings import Settings
    from rag.store.catalogue import Catalogue, StoredDocument
    from rag.store.index import Index
    from rag.text.chunks import Chunk

__all__ = ["FileReport", "IndexReport", "Progress", "add_documents", "binding_of", "manifest_of", "update"]

Status: TypeAlias = Literal["added", "changed", "renamed", "unchanged", "removed", "problem"]
#: Told what is being done ("reading" files or "embedding" passages), how many are done, and how many there are.
Progress: TypeAlias = "Callable[[str, int, int], None]"

# Passages that are embedded together and written in one transaction: enough to sort by length, few enough that
# little is lost when the run is cut off.
_BATCH_CHUNKS = 1024


class FileReport(NamedTuple):
    """What became of one file. ``reason`` and ``mend`` are set for problems, ``was`` for renamed files."""

    source: str
    status: Status
    chunks: int = 0
    reason: str = ""
    mend: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did: one line a file, by source; ``embedded`` counts the texts given to the model."""

    files: tuple[FileReport, ...] = ()
    embedded: int = 0

    def count(self, status: Status) -> int:
        """How many files have this status."""
        return sum(file.status == status for file in self.files)


@dataclass(slots=True)
class _Pending:
    document: Document
    chunks: list[Chunk]
    stamp: FileStamp


@dataclass(slots=True)
class _Writer:
    """Gathers documents, embeds their passages together, and writes them."""

    catalogue: Catalogue
    embedder: Embedder
    chunk_tokens: int
    progress: Progress
    embedded: int = 0
    _pending: list[_Pending] = field(default_factory=list)
    _moved: list[tuple[str, FileStamp, str]] = field(default_factory=list)

    def move(self, source: str, stamp: FileStamp, *, to: str) -> None:
        """Note that a document whose content is as it was looks otherwise, or is named ``to`` now."""
        self._moved.append((source, stamp, to))

    def add(self, document: Document, stamp: FileStamp) -> int:
        """Take a document in; returns how many passages it has. It is safe on disk after :meth:`flush`."""
        chunks = chunk_document(
            document,
            target_tokens=self.chunk_tokens,
            window=self.embedder.window,
            window_tokens=self.embedder.count_tokens,
        )
        self._pending.append(_Pending(document, chunks, stamp))
        if sum(len(pending.chunks) for pending in self._pending) >= _BATCH_CHUNKS:
            self.flush()
        return len(chunks)

    def flush(self) -> None:
        """Embed and write what has been taken in."""
        if not self._pending and not self._moved:
            return
        texts = {digest_of(chunk.embedded): chunk.embedded for item in self._pending for chunk in item.chunks}
        known = self.catalogue.known_digests(list(texts))
        new = [digest for digest in texts if digest not in known]
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            self.progress("embedding", done, len(new))

        vectors = (
            self.embedder.embed_documents([texts[digest] for digest in new], count)
            if new
            else np.empty((0, self.embedder.dimensions), dtype=np.float32)
        )
        with self.catalogue.transaction():
            self.catalogue.put_vectors(new, vectors)
            for source, stamp, to in self._moved:
                self.catalogue.restamp(source, stamp, rename_to=to)
            for item in self._pending:
                self.catalogue.put(item.document, item.chunks, item.stamp)
        self.embedded += len(new)
        self._pending.clear()
        self._moved.clear()


def binding_of(settings: Settings) -> dict[str, str]:
    """What the settings bind an index to, as far as it is known before a model is loaded."""
    return {"embedder": settings.embedder, "chunk_tokens": str(settings.chunk_tokens)}


def manifest_of(settings: Settings, embedder: Embedder) -> dict[str, str]:
    """What an index is bound to: opening it with anything else is an error."""
    return {**binding_of(settings), "dimensions": str(embedder.dimensions)}


def add_documents(index: Index, documents: Iterable[Document], settings: Settings, embedder: Embedder) -> int:
    """Put documents into an index, each in the place of one with the same source.

    Returns:
        How many texts were embedded.
    """
    writer = _Writer(index.catalogue, embedder, settings.chunk_tokens, _silent)
    for document in documents:
        writer.add(document, FileStamp(None, len(document.text.encode("utf-8", "surrogatepass")), 0))
    writer.flush()
    index.refresh()
    return writer.embedded


def update(
    index: Index,
    roots: Sequence[Path],
    settings: Settings,
    embedder: Embedder,
    progress: Progress | None = None,
    *,
    forgotten: Collection[Path] = (),
) -> IndexReport:
    """Make the index hold what is under ``roots`` now, and nothing else. Hold the writer's lock.

    A file whose size and time of change are as noted is not opened. One whose content is as noted is not read
    again, a renamed one neither. Files that cannot be read are reported, and do not stop the others; one that
    could be read before and cannot now keeps its old passages out of the index, since nobody could check them.

    Args:
        index: What to update.
        roots: Files and folders.
        settings: Limits and chunking.
        embedder: The model that the index is bound to.
        progress: Told how far it is, if given.
        forgotten: Absolute paths below the roots that are left out.

    Returns:
        What became of each file.
    """
    limits = Limits(max_file_bytes=int(settings.max_file_mb * 1024 * 1024), max_characters=settings.max_characters)
    discovery = discover(roots, leave_out=forgotten)
    catalogue = index.catalogue
    known = {document.source: document for document in catalogue.documents()}
    present = {found.source for found in discovery.files}
    gone = {document.sha256: document for source, document in known.items() if source not in present}
    reports = [
        FileReport(problem.source, "problem", reason=problem.reason, mend=problem.mend)
        for problem in discovery.problems
    ]
    tell = progress or _silent
    writer = _Writer(catalogue, embedder, settings.chunk_tokens, tell)
    for done, found in enumerate(discovery.files):
        tell("reading", done, len(discovery.files))
        try:
            reports.append(_take_in(found, known.get(found.source), gone, writer, limits))
        except ReadError as error:
            reports.append(FileReport(found.source, "problem", reason=error.reason, mend=error.mend))
    tell("reading", len(discovery.files), len(discovery.files))
    writer.flush()
    kept = {report.was or report.source for report in reports if report.status != "problem"}
    removed = sorted(known.keys() - kept)
    problems = sorted({r.source: (r.source, r.reason, r.mend) for r in reports if r.status == "problem"}.values())
    noted_roots = sorted({str(root.absolute()) for root in roots})
    left_out = sorted(map(str, forgotten))
    # A run that finds nothing new leaves the catalogue at its generation, and so the vector file as it is.
    written = any(report.status in {"added", "changed"} for report in reports)
    noted = (catalogue.problems(), catalogue.roots(), catalogue.forgotten())
    if written or removed or noted != (problems, noted_roots, left_out):
        with catalogue.transaction():
            catalogue.remove(removed)
            if removed or any(report.status == "changed" for report in reports):
                catalogue.drop_unused_vectors()
            catalogue.set_roots(noted_roots)
            catalogue.set_forgotten(left_out)
            catalogue.set_problems(problems)
    index.save()
    reported = {report.source for report in reports}
    reports.extend(FileReport(source, "removed") for source in removed if source not in reported)
    return IndexReport(tuple(sorted(reports, key=lambda report: report.source)), writer.embedded)


def _take_in(
    found: Found,
    noted: StoredDocument | None,
    gone: dict[str, StoredDocument],
    writer: _Writer,
    limits: Limits,
) -> FileReport:
    stamp = FileStamp(found.where, found.size, found.mtime_ns)
    if noted and noted.stamp == stamp:
        return FileReport(found.source, "unchanged", noted.chunks)
    sha256 = _sha256(found, limits)
    if noted and noted.sha256 == sha256:
        writer.move(found.source, stamp, to=found.source)
        return FileReport(found.source, "unchanged", noted.chunks)
    # The suffix decides which reader is used, so only a file that keeps it is the same document renamed.
    old = gone.get(sha256)
    if not noted and old and Path(old.source).suffix == Path(found.source).suffix:
        del gone[sha256]
        writer.move(old.source, stamp, to=found.source)
        return FileReport(found.source, "renamed", old.chunks, was=old.source)
    document = read(found.path, source=found.source, limits=limits)
    chunks = writer.add(document, stamp)
    return FileReport(found.source, "changed" if noted else "added", chunks)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _sha256(found: Found, limits: Limits) -> str:
    """Digest of a file that may be read; an oversized one is left for the reader to turn away."""
    if found.size > limits.max_file_bytes:
        return ""
    try:
        with found.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(
            found.source, f"the file cannot be opened ({error.strerror})", "check its permissions"
        ) from error
