"""What an index is made from: files and folders, and what below them was taken out again by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

__all__ = ["Corpus"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Absolute paths.

    Attributes:
        roots: Files and folders that are indexed, folders with all that is below them.
        forgotten: Files and folders below those that are left out; none of them is a root itself.
    """

    roots: tuple[Path, ...] = ()
    forgotten: frozenset[Path] = frozenset()

    def changed(self, paths: Sequence[Path] = (), forget: Sequence[Path] = ()) -> Corpus:
        """The corpus after some paths were added and others taken out.

        What was forgotten stays so until it is named itself: naming its folder again does not bring it back.

        Args:
            paths: Files and folders to add. One that was forgotten comes back to where it was.
            forget: Roots, or files and folders below a root.

        Raises:
            QuestionError: A path to forget is no root and not below one, or there is no such file or folder.
        """
        unknown = [path for path in forget if not self._knows(path.absolute())]
        if unknown:
            raise QuestionError(
                f"never indexed: {', '.join(map(str, unknown))}; what is indexed: {_some(list(map(str, self.roots)))}"
            )
        added = [path.absolute() for path in paths]
        taken_out = {path.absolute() for path in forget}
        kept = [root for root in self.roots if root not in taken_out]
        new = [path for path in added if path not in self.forgotten or not _is_below(path, kept)]
        roots = tuple(dict.fromkeys([*kept, *new]))
        forgotten = (self.forgotten | taken_out).difference(added)
        return Corpus(roots, frozenset(path for path in forgotten if _is_below(path, roots)))

    def _knows(self, path: Path) -> bool:
        return path in self.roots or (_is_below(path, self.roots) and path.exists())


def _is_below(path: Path, roots: Collection[Path]) -> bool:
    return any(parent in roots for parent in path.parents)


def _some(names: Sequence[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
