from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from rag.errors import ReadError
from ui.evaluation.file import MOST_BYTES, file_beside, read_beside, read_sent

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[dict[str, Any]] = [
    {"question": "How many?", "expected": "41", "split": "test"},
    {"question": "Who?", "answerable": False, "split": "dev", "draft": True},
    {"question": "When?", "expected": "1871", "split": "test"},
    {"question": "Where?", "expected": "here"},
]


def coded(text: str | bytes) -> str:
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


LINES = "\n".join(json.dumps(row) for row in ROWS)


def test_what_was_sent_is_counted() -> None:
    chosen = read_sent({"name": "mine.jsonl", "content": coded(LINES)})
    assert (chosen.name, len(chosen.questions), chosen.drafts) == ("mine.jsonl", 4, 1)
    assert chosen.splits == {"test": 2, "dev": 1}


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("C:\\mine\\q.jsonl", "q.jsonl"),
        ("../../etc/q.jsonl", "q.jsonl"),
        ("", "questions.jsonl"),
        (None, "questions.jsonl"),
        ("x" * 500, "x" * 120),
    ],
)
def test_only_the_last_part_of_a_name_is_taken(name: object, called: str) -> None:
    assert read_sent({"name": name, "content": coded(LINES)}).name == called


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            coded(LINES + '\n{"question": "Why?", "answerable": false, "answer": "x"}'),
            "q.jsonl, line 5, field answer: is unknown",
        ),
        (coded("{}\n"), "q.jsonl, line 1, field question: is missing"),
        (coded("\n\nnone"), "q.jsonl, line 3: it is not JSON"),
        (coded(""), "q.jsonl: it holds no question"),
        (coded(b"\xff\xfe{"), "q.jsonl: byte 0 is not UTF-8"),
        ("unread", "q.jsonl: it did not arrive whole; choose it again"),
        ("änot", "q.jsonl: it did not arrive whole; choose it again"),
        (None, "q.jsonl: it is larger than 10 MiB; cut it in parts, or measure it with whosays eval"),
        (coded(b"x" * (MOST_BYTES + 3)), "q.jsonl: it is larger than 10 MiB"),
        ({"path": "/etc/passwd"}, "q.jsonl: it is larger than 10 MiB"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_field(content: object, said: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_sent({"name": "q.jsonl", "content": content})
    assert str(refused.value).startswith(said)


def test_questions_beside_the_documents(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("Text.")
    beside = file_beside(tmp_path)
    assert beside == file_beside(document) == tmp_path / "questions.jsonl"
    assert read_beside(None) is None
    assert read_beside(beside) is None
    beside.write_text(LINES, encoding="utf-8")
    chosen = read_beside(beside)
    assert chosen is not None
    assert (chosen.name, len(chosen.questions)) == (str(beside), 4)
    beside.write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match=r"questions\.jsonl, line 1: it is not JSON"):
        read_beside(beside)
