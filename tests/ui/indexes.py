"""Indexes for tests of the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.conftest import served

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["index_of"]

# In a process of its own: what loads the model there is gone when the page is served.
_BUILD = """
import sys
from pathlib import Path
from rag import build_index, load_settings
build_index([Path(sys.argv[1])], load_settings(index=Path(sys.argv[2])))
print("http://built")
"""


def index_of(documents: Path, folder: Path) -> str:
    """Build the index of a folder of documents in another folder; gives its path."""
    index = folder / "index"
    with served("-c", _BUILD, str(documents), str(index)) as built:
        assert built == "http://built"
    return str(index)
