"""What an index holds, next to what lies on disk now: the list that people keep their documents by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.documents import discover

if TYPE_CHECKING:
    import datetime

    from rag.documents import Discovery, Found
    from rag.originals import Originals
    from rag.store.catalogue import Catalogue, StoredDocument

__all__ = ["Inventory", "ListedFile", "take_stock"]

Standing: TypeAlias = Literal["indexed", "changed", "gone", "new", "problem"]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file.

    Attributes:
        source: What it is called.
        state: "indexed" as it is on disk; "changed" or "gone" since; "new": found, and not indexed yet; "problem": it
            could not be read when the index was last brought up to date.
        title: Of the text that is indexed, if it has one.
        date: The day that it tells about itself, if it does.
        passages: How many are indexed.
        size: Bytes of the file, as indexed; 0 where nobody noted it.
        path: Where it lies; None for a text in memory, or where that is not known.
        reason: Why it could not be read, for problems.
        mend: What can be done about it, for problems.
    """

    source: str
    state: Standing
    title: str | None = None
    date: datetime.date | None = None
    passages: int = 0
    size: int = 0
    path: Path | None = None
    reason: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All files, by source, and what they come from.

    Attributes:
        files: Those that are indexed, that could be, and that could not be read.
        roots: Files and folders that the index is made from.
        left_out: Files and folders below those that were taken out of the index, and still are on disk.
    """

    files: tuple[ListedFile, ...] = ()
    roots: tuple[Path, ...] = ()
    left_out: tuple[Path, ...] = ()


def take_stock(catalogue: Catalogue, originals: Originals) -> Inventory:
    """Compare an index with the files and folders that it is made from.

    Folders are walked; only files that look otherwise than when they were indexed are opened.

    Args:
        catalogue: The index.
        originals: Tells whether a file that looks otherwise is another.
    """
    with catalogue.snapshot():
        documents, problems = catalogue.documents(), catalogue.problems()
        roots, left_out = [Path(root) for root in catalogue.roots()], [Path(path) for path in catalogue.forgotten()]
    # A root that is gone would be told as a problem: the files that came from it are listed as gone already.
    discovery = discover([root for root in roots if root.exists()], leave_out=left_out)
    found = {str(file.path): file for file in discovery.files}
    listed = {
        document.source: _listed(document, found.pop(document.stamp.path or "", None), originals)
        for document in documents
    }
    unread = {source: (reason, mend) for source, reason, mend in problems}
    for file in found.values():
        if file.source not in listed and file.source not in unread:
            listed[file.source] = ListedFile(file.source, "new", size=file.size, path=Path(file.path))
    places = _places(discovery, roots)
    for source, (reason, mend) in unread.items():
        if source not in listed:
            path, size = places.get(source, (None, 0))
            listed[source] = ListedFile(source, "problem", size=size, path=path, reason=reason, mend=mend)
    files = tuple(listed[source] for source in sorted(listed))
    return Inventory(files, tuple(roots), tuple(path for path in left_out if path.exists()))


def _listed(document: StoredDocument, found: Found | None, originals: Originals) -> ListedFile:
    stamp = document.stamp
    return ListedFile(
        document.source,
        _standing(document, found, originals),
        document.title,
        document.date,
        document.chunks,
        stamp.size,
        Path(stamp.path) if stamp.path else None,
    )


def _standing(document: StoredDocument, found: Found | None, originals: Originals) -> Standing:
    stamp = document.stamp
    if stamp.path is None:
        return "indexed"
    if found is None:
        return "gone"
    if (found.size, found.mtime_ns) == (stamp.size, stamp.mtime_ns):
        return "indexed"
    return "changed" if originals.state(stamp, document.sha256) == "changed" else "indexed"


def _places(discovery: Discovery, roots: list[Path]) -> dict[str, tuple[Path | None, int]]:
    """Where the files lie that were found or turned away, and their sizes."""
    places: dict[str, tuple[Path | None, int]] = {file.source: (Path(file.path), file.size) for file in discovery.files}
    for problem in discovery.problems:
        near = [root / problem.source for root in roots if (root / problem.source).is_file()]
        near += [root for root in roots if root.name == problem.source and root.is_file()]
        # With two files of one name, nobody can tell which of them was meant.
        if len(near) == 1:
            places.setdefault(problem.source, (near[0], near[0].stat().st_size))
    return places
