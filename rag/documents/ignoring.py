"""Which files and folders a walk passes over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pathspec import GitIgnoreSpec

__all__ = ["IGNORE_FILE", "IgnoreRules", "is_dropping"]

IGNORE_FILE = ".whosaysignore"
"""Name of the files, one a folder, that list what to pass over, in the syntax of ``.gitignore``."""

# Hidden files, and what editors leave behind: Office's locks, Emacs' locks and autosaves, backups.
_DROPPING = re.compile(r"\..*|~\$.*|#.*#|.*~", re.DOTALL)


def is_dropping(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or an editor's lock, autosave or backup."""
    return _DROPPING.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The ignore files that hold in a folder: its own and those of the folders above, up to the root.

    Attributes:
        layers: Folder and patterns, from the root down; as with git, the lower one decides.
    """

    layers: tuple[tuple[PurePath, GitIgnoreSpec], ...] = ()

    def within(self, folder: Path) -> IgnoreRules:
        """The rules inside ``folder``, whose ignore file is read if it has one.

        Raises:
            OSError: The ignore file cannot be read.
        """
        file = folder / IGNORE_FILE
        if not file.is_file():
            return self
        from pathspec import GitIgnoreSpec  # noqa: PLC0415  (most folders need no patterns)

        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        return IgnoreRules((*self.layers, (PurePath(folder), GitIgnoreSpec.from_lines(lines))))

    def ignores(self, path: Path, *, folder: bool) -> bool:
        """Whether the rules leave out a path below the folder they were made for."""
        for base, patterns in reversed(self.layers):
            verdict = patterns.check_file(path.relative_to(base).as_posix() + ("/" if folder else "")).include
            if verdict is not None:
                return verdict
        return False
