"""What the documents page works with: the list of files, what indexes them, and where uploaded ones are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag import Inventory
    from rag.indexing import IndexReport, Progress

__all__ = ["Build", "Library"]


class Build(Protocol):
    """:func:`rag.build_index` with its settings, or a stand-in."""

    def __call__(
        self, paths: Sequence[Path] = (), *, progress: Progress | None = None, forget: Sequence[Path] = ()
    ) -> IndexReport:
        """Bring the index up to date, with more files and folders or without some."""


@dataclass(frozen=True, slots=True)
class Library:
    """Parts of the documents page.

    Attributes:
        inventory: Every file with its state, as :meth:`rag.Engine.inventory` gives it.
        build: What indexes.
        folder: Where uploaded files are kept. It is indexed like any other folder, so that they outlive the index and
            are found by whoever brings it up to date.
        max_file_mb: Larger files (MiB) are not read by whatever indexes.
    """

    inventory: Callable[[], Inventory]
    build: Build
    folder: Path
    max_file_mb: float = 50.0
