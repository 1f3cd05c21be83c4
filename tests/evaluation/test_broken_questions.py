"""A file with every kind of mistake in it: each is refused with its line and field before anything is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rag import Engine
from rag.cli import main
from rag.errors import ReadError
from rag.evaluation.questions import read_questions
from rag.evaluation.run import evaluate
from tests.fakes import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder

GOOD = '{"id": "a", "question": "How many trees are there?", "expected": "forty"}'
# Each mistake, the field that is named (none where the line is no object), and what is said of it.
MISTAKES = [
    ('{"question": "How many?", "expected": "41"', "", "it is not JSON (Expecting ',' delimiter, column "),
    ("{'question': 'How many?'}", "", "it is not JSON (Expecting property name enclosed in double quotes, column 2)"),
    ('{"question": "How many?", "expected": "41"},', "", "it is not JSON (Extra data, column 44)"),
    ('"How many?"', "", "it is JSON, but no object; write an object"),
    ("null", "", "it is JSON, but no object"),
    ('{"expected": "41"}', "question", "is missing; add it"),
    ('{"question": null, "expected": "41"}', "question", "is null; make it a valid string"),
    ('{"question": "", "expected": "41"}', "question", "is empty"),
    ('{"question": " \\t", "expected": "41"}', "question", "is empty"),
    ('{"question": ["How many?"], "expected": "41"}', "question", 'is ["How many?"]; make it a valid string'),
    ('{"question": "How many?", "question": "Who?", "expected": "41"}', "question", "stands twice; keep one of them"),
    ('{"Question": "How many?", "expected": "41"}', "question", "is missing"),
    ('{"question": "How many?", "expected": "41", "answer": "41"}', "answer", "is unknown; fields are: id, question"),
    ('{"id": "", "question": "How many?", "expected": "41"}', "id", "is empty"),
    ('{"id": 7, "question": "How many?", "expected": "41"}', "id", "is 7; make it a valid string"),
    ('{"id": "a", "question": "How many?", "expected": "41"}', "id", "'a' is taken by line 1; give every question an"),
    ('{"question": "How many?", "expected": "41", "kind": 1}', "kind", "is 1; make it a valid string"),
    ('{"question": "How many?", "expected": "41", "split": null}', "split", "is null; make it a valid string"),
    ('{"question": "How many?", "expected": "41", "group": []}', "group", "is []; make it a valid string"),
    ('{"question": "How many?", "expected": "41", "draft": "yes"}', "draft", 'is "yes"; make it a valid boolean'),
    ('{"question": "How many?", "expected": "41", "history": "Who?"}', "history", 'is "Who?"; make it a valid tuple'),
    ('{"question": "How many?", "expected": "41", "history": [""]}', "history.0", "is empty"),
    ('{"question": "How many?", "expected": 41}', "expected", "is 41; make it a valid tuple"),
    ('{"question": "How many?", "expected": [41]}', "expected.0", "is 41; make it a valid string"),
    ('{"question": "How many?", "expected": ["41", ""]}', "expected.1", "is empty"),
    ('{"question": "How many?"}', "answerable", "is missing, and no relevant or expected tells; add it: true or false"),
    ('{"question": "How many?", "answerable": 1}', "answerable", "is 1; make it a valid boolean"),
    ('{"question": "How many?", "answerable": "false"}', "answerable", 'is "false"; make it a valid boolean'),
    ('{"question": "How many?", "expected": "41", "answerable": false}', "answerable", "is false, though relevant or"),
    ('{"question": "How many?", "answerable": false, "disagrees": true}', "disagrees", "is true, though answerable is"),
    ('{"question": "How many?", "expected": "41", "disagrees": "no"}', "disagrees", 'is "no"; make it a valid boolean'),
    ('{"question": "How many?", "expected": "41", "positions": {"a": 1}}', "positions", 'is {"a": 1}; make it a valid'),
    ('{"question": "How many?", "relevant": "river.txt"}', "relevant", 'is "river.txt"; make it a valid tuple'),
    ('{"question": "How many?", "relevant": {"source": "river.txt"}}', "relevant", "is {"),
    ('{"question": "How many?", "relevant": ["river.txt"]}', "relevant.0", 'is "river.txt"; make it a valid dict'),
    ('{"question": "How many?", "relevant": [{"quote": "x"}]}', "relevant.0.source", "is missing"),
    ('{"question": "How many?", "relevant": [{"source": ""}]}', "relevant.0.source", "is empty"),
    ('{"question": "How many?", "relevant": [{"source": "a", "quote": " "}]}', "relevant.0.quote", "is empty"),
    ('{"question": "How many?", "relevant": [{"source": "a", "file": "b"}]}', "relevant.0.file", "is unknown; fields "),
    ('{"question": "How many?", "relevant": [{"source": "a", "source": "b"}]}', "source", "stands twice"),
]
# What only the index can tell.
ELSEWHERE = [
    ('[{"source": "rivr.txt"}]', "relevant.0.source", "rivr.txt is not in the index; index it, or name a file as"),
    (
        '[{"source": "river.txt"}, {"source": "river.txt", "quote": "The river dries."}]',
        "relevant.1.quote",
        "the words do not stand in river.txt; copy the quote letter by letter",
    ),
]


def broken(folder: Path, line: str) -> Path:
    """A good line, a blank one, and the broken one in the third place."""
    file = folder / "q.jsonl"
    file.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(("line", "field", "reason"), MISTAKES)
def test_line_and_field_are_named(tmp_path: Path, line: str, field: str, reason: str) -> None:
    file = broken(tmp_path, line)
    with pytest.raises(ReadError) as raised:
        read_questions(file)
    where = f"{file}, line 3, field {field}" if field else f"{file}, line 3"
    assert str(raised.value).startswith(f"{where}: {reason}")
    assert "\n" not in str(raised.value)


def test_the_first_mistake_of_many_is_told(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join([GOOD, *(line for line, _, _ in MISTAKES)]), encoding="utf-8")
    with pytest.raises(ReadError, match="line 2: it is not JSON"):
        read_questions(file)


@pytest.mark.model
@pytest.mark.parametrize(("relevant", "field", "reason"), ELSEWHERE)
def test_what_the_index_tells(
    faked: FakeEmbedder, settings: Settings, tmp_path: Path, *, relevant: str, field: str, reason: str
) -> None:
    file = broken(tmp_path, f'{{"question": "How many?", "relevant": {relevant}}}')
    asked: list[str] = []
    with (
        Engine.from_texts(TEXTS, settings) as engine,
        pytest.raises(ReadError) as raised,
    ):
        evaluate(engine, file, progress=lambda *step: asked.append(step[0]))
    assert str(raised.value).startswith(f"{file}, line 3, field {field}: {reason}")
    assert asked == []


def test_nobody_waits_for_a_model_to_hear_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not even an index is needed: the file is read first."""
    file = broken(tmp_path, json.dumps({"question": "Half a character: \ud83d", "expected": "41"}))
    assert main(["eval", str(file), "--index", str(tmp_path / "none")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"whosays: {file}, line 3, field question: holds half a character")
    assert told.err.count("\n") == 1
