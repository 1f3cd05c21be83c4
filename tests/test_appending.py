from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.appending import append_line

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("before", "after"), [(b"", b"new\n"), (b"one\n", b"one\nnew\n"), (b"one\ncut of", b"one\ncut of\nnew\n")]
)
def test_a_line_begins_its_own(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "lines"
    path.write_bytes(before)
    with path.open("a+b") as file:
        append_line(file, b"new\n")
        assert path.read_bytes() == after
