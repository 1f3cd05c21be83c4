from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from ui.documents.receiving import receivers
from ui.documents.uploads import PART_BYTES, Uploads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def calls(tmp_path: Path) -> dict[str, Callable[[Any], dict[str, Any]]]:
    return {
        call.__name__: call for call in receivers(Uploads(tmp_path / "uploads", 3 * PART_BYTES, lambda: ["mill.txt"]))
    }


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_file_is_sent(calls: Any, tmp_path: Path) -> None:
    content = bytes(range(1, 256)) * 5000
    token = calls["begin_file"]({"name": "a/notes.txt", "size": len(content), "how": "ask"})["token"]
    for offset in (0, PART_BYTES):
        part = content[offset : offset + PART_BYTES]
        sent = calls["add_part"]({"token": token, "offset": offset, "part": coded(part)})
        assert sent == {"received": offset + len(part)}
    assert calls["end_file"]({"token": token}) == {"name": "notes.txt"}
    assert (tmp_path / "uploads/notes.txt").read_bytes() == content


def test_what_cannot_be_taken_is_told(calls: Any) -> None:
    assert calls["begin_file"]({"name": "mill.txt", "size": 3}) == {"taken": "mill.txt", "uploaded": False}
    assert "no reader for .exe files; save it" in calls["begin_file"]({"name": "x.exe", "size": 3})["problem"]
    assert "too large" in calls["begin_file"]({"name": "x.txt", "size": 4 * PART_BYTES})["problem"]


@pytest.mark.parametrize(
    "forged",
    [
        None,
        [],
        "x",
        {},
        {"token": None, "name": None, "size": "3", "how": ["replace"], "offset": "0", "part": 3},
        {"token": ["../x"], "name": {"path": "/etc/passwd"}, "size": 1e9, "how": {}, "offset": None, "part": None},
        {"token": "../../etc/passwd", "name": "/etc/passwd", "size": 3, "how": "both", "offset": 0, "part": "eA=="},
    ],
)
def test_forged_calls_are_problems(calls: Any, tmp_path: Path, forged: object) -> None:
    for name in ("begin_file", "add_part", "end_file"):
        assert set(calls[name](forged)) == {"problem"}
    assert calls["drop_file"](forged) == {}
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("part", ["%%%", "eA", "é", "A" * (PART_BYTES * 4 // 3 + 8), None, 7])
def test_a_part_that_is_none(calls: Any, part: object) -> None:
    token = calls["begin_file"]({"name": "x.txt", "size": 2 * PART_BYTES})["token"]
    assert "did not arrive whole" in calls["add_part"]({"token": token, "offset": 0, "part": part})["problem"]
