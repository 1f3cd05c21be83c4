from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

import ui.feedback.saving
from rag import read_questions
from ui.feedback.saving import SavedQuestions, SavingError, Twice

if TYPE_CHECKING:
    from pathlib import Path

ROW: dict[str, Any] = {
    "question": "Who runs the ferry?",
    "relevant": [{"source": "a.txt", "quote": "Ada\nruns it."}],
    "expected": ["Ada; the elder"],
    "answerable": True,
}


@pytest.fixture
def saved(tmp_path: Path) -> SavedQuestions:
    return SavedQuestions(tmp_path / "page" / "questions.jsonl")


def test_what_is_saved_is_read_back_as_test_questions(saved: SavedQuestions) -> None:
    assert not saved.holds("Who runs the ferry?")
    assert saved.save(ROW) == 1
    assert saved.save({"question": "Why?", "answerable": False}) == 2
    first, second = read_questions(saved.file)
    assert (first.question, first.expected, first.answerable) == ("Who runs the ferry?", ("Ada; the elder",), True)
    assert [one.quote for one in first.relevant] == ["Ada\nruns it."]
    assert (second.question, second.answerable) == ("Why?", False)
    assert first.id != second.id


def test_the_same_question_is_replaced_after_saying_so(saved: SavedQuestions) -> None:
    saved.save(ROW)
    saved.save({"question": "Why?", "answerable": False})
    known = read_questions(saved.file)
    again = {**ROW, "question": "who  runs the FERRY ?", "expected": ["Bo"]}
    assert saved.holds(again["question"])
    with pytest.raises(Twice, match="saved already"):
        saved.save(again)
    assert read_questions(saved.file) == known
    assert saved.save(again, replace=True) == 2
    first, second = read_questions(saved.file)
    assert (first.id, first.expected, second) == (known[0].id, ("Bo",), known[1])


def test_lines_of_others_stay_as_they_are(saved: SavedQuestions) -> None:
    saved.file.parent.mkdir()
    theirs = '\ufeff{"question":  "How?", "answerable": false, "id": "mine"}\n\n'
    follow = '{"question": "Who runs the ferry?", "history": ["How?"], "expected": "Ada"}'
    saved.file.write_text(theirs + follow, encoding="utf-8")  # without a line break at its end
    assert saved.save(ROW) == 3  # one that follows other questions asks something else
    lines = saved.file.read_text(encoding="utf-8").split("\n")
    assert lines[:3] == [*theirs.removeprefix("\ufeff").split("\n")[:2], follow]
    assert json.loads(lines[3])["question"] == "Who runs the ferry?"
    assert lines[4:] == [""]


def test_an_id_that_is_taken_is_taken(saved: SavedQuestions) -> None:
    saved.save(ROW)
    taken = read_questions(saved.file)[0].id
    saved.file.write_text(json.dumps({"id": taken, "question": "How?", "answerable": False}))
    assert saved.save(ROW) == 2
    assert read_questions(saved.file)[1].id.startswith(taken)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"question": " ", "answerable": False}, "the question, line 1, field question: is empty"),
        ({"question": "Why?"}, "the question, line 1, field answerable: is missing"),
        ({"question": "Why \ud800?", "answerable": False}, "the question holds half a character"),
        ({"question": "How?", "answerable": True, "disagrees": 1}, "the question, line 1, field disagrees"),
    ],
)
def test_a_wrong_row_changes_nothing(saved: SavedQuestions, row: dict[str, Any], said: str) -> None:
    saved.save(ROW)
    before = saved.file.read_bytes()
    with pytest.raises(SavingError) as refused:
        saved.save(row)
    assert str(refused.value).startswith(said)
    assert saved.file.read_bytes() == before


def test_a_broken_file_is_named_and_left_alone(saved: SavedQuestions) -> None:
    saved.save(ROW)
    saved.file.write_text(saved.file.read_text() + '{"question": "Why?"}\n')
    before = saved.file.read_bytes()
    said = r"questions\.jsonl, line 2, field answerable: is missing"
    with pytest.raises(SavingError, match=said):
        saved.save(ROW, replace=True)
    with pytest.raises(SavingError, match=said):
        saved.holds("Why?")
    assert saved.file.read_bytes() == before


def test_many_at_once_lose_nothing(saved: SavedQuestions) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: SavedQuestions(saved.file).save({**ROW, "question": f"Who was {n}?"}), range(24)))
    assert {one.question for one in read_questions(saved.file)} == {f"Who was {n}?" for n in range(24)}


def test_nothing_is_lost_where_the_disk_fails(saved: SavedQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    saved.save(ROW)
    before = saved.file.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SavingError, match="No space left on device"):
        saved.save({"question": "Why?", "answerable": False})
    assert saved.file.read_bytes() == before
    assert sorted(one.name for one in saved.file.parent.iterdir()) == ["questions.jsonl", "questions.lock"]


def test_others_who_write_are_waited_for(saved: SavedQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.feedback.saving, "_WAIT", 0.05)
    saved.save(ROW)
    with FileLock(saved.file.with_suffix(".lock")), pytest.raises(SavingError, match="is in use: try again"):
        saved.save({"question": "Why?", "answerable": False})


def test_a_full_file_takes_no_more(saved: SavedQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.feedback.saving, "MOST_BYTES", 100)
    with pytest.raises(SavingError, match="is full"):
        saved.save(ROW)
