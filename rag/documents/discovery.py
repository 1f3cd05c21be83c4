"""Finds the files to read below some folders."""

from __future__ import annotations

import os
import stat
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rag.documents.failures import not_regular, unreadable, unsupported
from rag.documents.ignoring import IgnoreRules, is_dropping
from rag.documents.reader import SUPPORTED_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rag.errors import ReadError

__all__ = ["Discovery", "Found", "Problem", "discover"]


class Found(NamedTuple):
    """A file to read.

    Attributes:
        where: Its path: absolute, as reached, links are not resolved.
        source: What it is called: its path below its root with ``/`` between names, unique in a discovery.
        size: In bytes.
        mtime_ns: When it was last changed, in nanoseconds since 1970 (UTC).
    """

    where: str
    source: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """The same path, to work with."""
        return Path(self.where)


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that is left out, why, and what can be done (clauses, as in ``ReadError``)."""

    source: str
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, and what was not, both sorted by source."""

    files: tuple[Found, ...]
    problems: tuple[Problem, ...]


def discover(roots: Sequence[Path], *, leave_out: Collection[Path] = ()) -> Discovery:
    """Find every file that can be read below the roots.

    Folders are walked whole, through symbolic links too, but each real file and folder is taken once: where it
    stands itself rather than where a link leads to it, and in an earlier root rather than in a later one. Hidden
    files, editors' droppings and what ``.whosaysignore`` files name are passed over in silence; everything else
    that is left out is a problem. A root that is named is taken even if it is hidden.

    Args:
        roots: Files and folders.
        leave_out: Absolute paths of files and folders that are passed over in silence, unless they are roots.

    Returns:
        The files and the problems. Where two files would have the same source, those of later roots get the
        names of the folders above them in front, as many as make them differ.
    """
    walk = _Walk(frozenset(map(str, leave_out)))
    for number, root in enumerate(roots):
        walk.root(number, root)
    walk.finish()
    named = _named(sorted(walk.candidates, key=lambda candidate: (candidate.root, candidate.source)))
    return Discovery(
        files=tuple(sorted(named, key=lambda found: found.source)),
        problems=tuple(sorted(walk.problems, key=lambda problem: (problem.source, problem.reason))),
    )


# Tuples, and strings for paths: of each file there is one, and to make them is a good part of the work.
class _Candidate(NamedTuple):
    root: int
    base: Path  # what the source is relative to
    where: str
    source: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class _Link:
    root: int
    base: Path
    path: Path
    rules: IgnoreRules
    ancestors: frozenset[str]  # real paths of the folders it stands in


@dataclass
class _Walk:
    leave_out: frozenset[str]
    candidates: list[_Candidate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)  # real paths of files and folders
    _links: deque[_Link] = field(default_factory=deque)

    def root(self, number: int, root: Path) -> None:
        path = root.resolve() if ".." in root.parts else root.absolute()
        try:
            path.stat()
        except OSError as error:
            self._unreadable(root.as_posix(), error)
            return
        if _is_folder(path):
            self._folder(number, path, path, IgnoreRules(), frozenset())
        else:
            self._lone(number, path.parent, path)

    def finish(self) -> None:
        """Follow the links, now that everything that is no link has been seen; they may lead to further links."""
        while self._links:
            link = self._links.popleft()
            if not _is_folder(link.path):
                self._lone(link.root, link.base, link.path)
                continue
            if os.path.realpath(link.path) in link.ancestors:
                self.problems.append(_loop(_source(link.path, link.base)))
                continue
            self._folder(link.root, link.base, link.path, link.rules, link.ancestors)

    def _lone(self, root: int, base: Path, path: Path) -> None:
        """Take a file that was not found in a folder but named, or that a link leads to."""
        try:
            status = path.stat()
        except OSError as error:
            self._unreadable(_source(path, base), error)
            return
        found = _Candidate(root, base, str(path), _source(path, base), status.st_size, status.st_mtime_ns)
        self._file(found, os.path.realpath(path), status.st_mode)

    def _folder(self, root: int, base: Path, top: Path, rules: IgnoreRules, around: frozenset[str]) -> None:
        waiting = [(top, rules, around)]
        while waiting:
            folder, outer, ancestors = waiting.pop()
            real = os.path.realpath(folder)
            if real in self._seen:
                continue
            self._seen.add(real)
            inside = ancestors | {real}
            try:
                inner = outer.within(folder)
                with os.scandir(folder) as scanned:
                    entries = sorted(scanned, key=lambda entry: entry.name)
            except OSError as error:
                self._unreadable(_source(folder, base), error)
                continue
            above = "" if folder == base else _source(folder, base) + "/"
            above_real = real if real.endswith(os.sep) else real + os.sep
            folders = []
            for entry in entries:
                if is_dropping(entry.name) or entry.path in self.leave_out:
                    continue
                is_folder = _is_folder(entry)
                if inner.layers and inner.ignores(Path(entry.path), folder=is_folder):
                    continue
                if entry.is_symlink():
                    self._links.append(_Link(root, base, Path(entry.path), inner, inside))
                elif is_folder:
                    folders.append((Path(entry.path), inner, inside))
                else:
                    source = above + _readable(entry.name)
                    try:
                        # What the entry tells saves asking the system again, which takes most of the time of a walk.
                        status = entry.stat()
                    except OSError as error:
                        self._unreadable(source, error)
                        continue
                    found = _Candidate(root, base, entry.path, source, status.st_size, status.st_mtime_ns)
                    self._file(found, above_real + entry.name, status.st_mode)
            waiting.extend(reversed(folders))

    def _file(self, found: _Candidate, real: str, mode: int) -> None:
        if real in self._seen:
            return
        self._seen.add(real)
        if not stat.S_ISREG(mode):
            self._error(not_regular(found.source))
        elif os.path.splitext(found.where)[1].lower() not in SUPPORTED_SUFFIXES:  # noqa: PTH122  (see _Candidate)
            self._error(unsupported(found.source, Path(found.where).suffix, SUPPORTED_SUFFIXES))
        else:
            self.candidates.append(found)

    def _unreadable(self, source: str, error: OSError) -> None:
        self._error(unreadable(source, error))

    def _error(self, error: ReadError) -> None:
        self.problems.append(Problem(error.source, error.reason, error.mend))


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no entry, or a link that leads to itself: whoever opens it reports that
        return False


def _loop(source: str) -> Problem:
    return Problem(
        source,
        "the link leads back into a folder that it stands in",
        "nothing is lost: each folder is read once; remove the link to be rid of this message",
    )


def _source(path: Path, base: Path) -> str:
    """The path below the base; the whole path where it is the base. Bytes that are no UTF-8 are written out."""
    relative = path.relative_to(base).as_posix() if path != base else path.as_posix()
    return _readable(relative)


def _readable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _named(candidates: Sequence[_Candidate]) -> list[Found]:
    taken: set[str] = set()
    found = []
    for candidate in candidates:
        source, base = candidate.source, candidate.base
        while source in taken:
            # At the top of the file system the whole path is left, which no other file has.
            base, path = base.parent, Path(candidate.where)
            source = _source(path, base if base != base.parent else path)
        taken.add(source)
        found.append(Found(candidate.where, source, candidate.size, candidate.mtime_ns))
    return found
