from __future__ import annotations

from rag.text.plural import plural


def test_plural() -> None:
    assert [plural(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
