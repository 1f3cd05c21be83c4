from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.errors import ReadError
from rag.evaluation.questions import Question, parse_question, parse_questions, read_questions

GOOD = {"id": "a", "question": "How many?", "expected": "41"}


def written(folder: Path, *rows: dict[str, Any] | str) -> Path:
    file = folder / "q.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_short_row_is_enough(tmp_path: Path) -> None:
    (one,) = read_questions(written(tmp_path, "", {"question": "How many?", "expected": "41"}))
    assert (one.id, one.answerable, one.expected, one.disagrees) == ("q2", True, ("41",), None)
    assert one.where == f"{tmp_path / 'q.jsonl'}, line 2"


def test_a_whole_row(tmp_path: Path) -> None:
    row = {
        **GOOD,
        "kind": "number",
        "history": ["Who met?"],
        "relevant": [{"source": "a.txt", "quote": "41 met"}, {"source": "b.txt"}],
        "expected": "41; 38",
        "answerable": True,
        "disagrees": True,
        "split": "dev",
    }
    (one,) = read_questions(written(tmp_path, row))
    assert one.expected == ("41", "38")
    assert one.all_positions == ("41", "38")
    assert [(item.source, item.quote) for item in one.relevant] == [("a.txt", "41 met"), ("b.txt", None)]


def test_a_byte_order_mark_and_foreign_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n")
    assert [one.id for one in read_questions(file)] == ["a"]


@pytest.mark.parametrize(
    ("expected", "values"), [(None, ()), ("a; b", ("a", "b")), (["a; b"], ("a; b",)), (" ; ", ()), ([], ())]
)
def test_expected_values(expected: object, values: tuple[str, ...]) -> None:
    assert parse_question({"question": "Q?", "answerable": True, "expected": expected}, "row", "q").expected == values


@pytest.mark.parametrize(
    ("row", "tells"),
    [
        ({"expected": "41"}, True),
        ({"expected": None, "answerable": True}, True),
        ({"answerable": True}, False),
        ({"expected": None, "answerable": False}, False),
    ],
)
def test_null_says_that_there_is_no_value_and_silence_says_nothing(row: dict[str, Any], tells: bool) -> None:
    assert parse_question({"question": "Q?", **row}, "row", "q").tells_value is tells


@pytest.mark.parametrize(
    ("row", "positions"),
    [
        ({"expected": "41; 38", "disagrees": True}, ("41", "38")),
        ({"expected": "41; 38", "disagrees": False}, ()),
        ({"expected": "41", "disagrees": True}, ()),
        ({"expected": "41", "disagrees": True, "positions": ["41", "38"]}, ("41", "38")),
    ],
)
def test_positions(row: dict[str, Any], positions: tuple[str, ...]) -> None:
    assert parse_question({"question": "Q?", **row}, "row", "q").all_positions == positions


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{"question": "How', "line 2: it is not JSON (Unterminated string starting at, column 14); write one JSON"),
        ('["How many?"]', "line 2: it is JSON, but no object; write an object"),
        ({"expected": "41"}, "line 2, field question: is missing; add it; docs/"),
        ({"question": " ", "expected": "41"}, "line 2, field question: is empty; write it out"),
        ({"question": "", "expected": "41"}, "line 2, field question: is empty; write it out"),
        ({"question": 7, "expected": "41"}, "line 2, field question: is 7; make it a valid string"),
        ({"question": "Q?"}, "line 2, field answerable: is missing, and no relevant or expected tells; add it"),
        ({"question": "Q?", "answerable": "yes"}, 'line 2, field answerable: is "yes"; make it a valid boolean'),
        ({"question": "Q?", "answerable": False, "expected": "41"}, "line 2, field answerable: is false, though "),
        ({**GOOD, "answer": "41"}, "line 2, field answer: is unknown; fields are: id, question, kind, history"),
        ({"question": "Q?", "relevant": "a.txt"}, 'line 2, field relevant: is "a.txt"; make it a valid tuple'),
        ({"question": "Q?", "relevant": [{"quote": "x"}]}, "line 2, field relevant.0.source: is missing; add it"),
        (
            {"question": "Q?", "relevant": [{"source": "a"}, {"source": "a", "quote": ""}]},
            "line 2, field relevant.1.quote: is empty; ",
        ),
        (
            {"question": "Q?", "relevant": [{"source": "a", "start": 3}]},
            "line 2, field relevant.0.start: is unknown; fields are: source, quote",
        ),
        ({"question": "Q?", "expected": 41}, "line 2, field expected: is 41; make it a valid tuple"),
        ({"question": "Q?", "expected": "41", "history": ["So?", ""]}, "line 2, field history.1: is empty; "),
        ({"question": "Q?", "expected": "41", "disagrees": 1}, "line 2, field disagrees: is 1; make it a valid bool"),
        ({"id": "a", "question": "Q?", "expected": "41"}, "line 2, field id: 'a' is taken by line 1; give every"),
    ],
)
def test_broken_rows_name_line_and_field(tmp_path: Path, row: dict[str, Any] | str, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_questions(written(tmp_path, GOOD, row))
    assert str(raised.value).removeprefix(f"{tmp_path / 'q.jsonl'}, ")[: len(message)] == message
    assert "\n" not in str(raised.value)


def test_broken_files(tmp_path: Path) -> None:
    with pytest.raises(
        ReadError, match=r"none\.jsonl: it cannot be read \(No such file or directory\); check the name"
    ):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(ReadError, match="it holds no question; write one JSON object a line"):
        read_questions(written(tmp_path, "", " "))
    (tmp_path / "q.jsonl").write_bytes(b'{"question": "\xe9"}')
    with pytest.raises(ReadError, match=r"byte 14 is not UTF-8; save it as UTF-8"):
        read_questions(tmp_path / "q.jsonl")


def test_the_questions_that_come_with_it_are_read() -> None:
    questions = read_questions(Path(__file__).parents[2] / "seeds/questions.jsonl")
    assert len(questions) > 100
    assert {type(one) for one in questions} == {Question}
    assert [one.id for one in questions if one.kind == "unanswerable" and one.answerable] == []


def test_what_a_file_holds_is_read_under_the_name_that_it_is_given() -> None:
    (one,) = parse_questions(b'\r{"question": "How many?", "expected": "41"}\r', "mine.jsonl")
    assert one.where == "mine.jsonl, line 2"
    with pytest.raises(ReadError, match=r"^mine\.jsonl: byte 1 is not UTF-8; save it as UTF-8$"):
        parse_questions(b"{\xff}", "mine.jsonl")
