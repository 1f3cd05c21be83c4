from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest

from rag.reading.training.questions import (
    Asked,
    chosen_answer,
    read_questions,
    read_squad,
    within_window,
    without_marks,
)

if TYPE_CHECKING:
    from pathlib import Path

PASSAGE = "The mill at Bexby opened in 1871 and burnt down twelve years later."


def row(question: str = "When did it open?", text: str = "1871", start: int = 28, **more: object) -> str:
    answers = [{"text": text, "start": start}] if text else []
    return json.dumps({"context": PASSAGE, "question": question, "answers": answers, **more}) + "\n"


def test_rows_become_questions(tmp_path: Path) -> None:
    file = tmp_path / "mill.jsonl"
    file.write_text(row(" When did it open? ", title="Bexby") + row("Who built it?", text="", made="elsewhere"))
    first, second = read_questions([file])
    assert (first.question, first.texts(), first.origin) == ("When did it open?", ["1871"], "mill")
    assert (first.made, first.group) == ("given", "Bexby")
    assert (second.answers, second.made) == ((), "elsewhere")


def test_the_same_is_asked_once_unless_wanted(tmp_path: Path) -> None:
    file = tmp_path / "mill.jsonl"
    file.write_text(row() + row("when did it OPEN?"))
    assert len(read_questions([file])) == 1
    assert len(read_questions([file], distinct=False)) == 2


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (row(start=27), "row 1: the passage does not say '1871' at 27"),
        (json.dumps({"context": PASSAGE, "question": "?"}), "answers is a list"),
        (json.dumps({"context": PASSAGE, "question": "?", "answers": [{"text": "1871"}]}), "text and start"),
        (json.dumps({"context": PASSAGE, "question": "?", "answers": ["1871"]}), "text and start"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "mill.jsonl").write_text(written)
    with pytest.raises(ValueError, match=message):
        read_questions([tmp_path / "mill.jsonl"])


def squad(tmp_path: Path, start: int = 28) -> Path:
    qa = {"question": "When did it open?", "answers": [{"text": "1871", "answer_start": start}]}
    none = {"question": "Who built it?", "answers": []}
    articles = [{"title": str(n), "paragraphs": [{"context": PASSAGE, "qas": [qa, none]}]} for n in range(1, 6)]
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": articles}))
    return file


def test_articles_are_numbered_from_one(tmp_path: Path) -> None:
    file = squad(tmp_path)
    assert [asked.group for asked in read_squad(file, "odd")] == ["1", "1", "3", "3", "5", "5"]
    assert [asked.group for asked in read_squad(file, "even")] == ["2", "2", "4", "4"]
    assert [asked.texts() for asked in read_squad(file)[:2]] == [["1871"], []]


def test_squad_is_checked(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not at its place"):
        read_squad(squad(tmp_path, start=3))
    (tmp_path / "other.json").write_text('{"data": [{"title": "x"}]}')
    with pytest.raises(ValueError, match="not laid out as SQuAD"):
        read_squad(tmp_path / "other.json")


def test_the_answer_most_people_gave() -> None:
    assert chosen_answer(((0, 3), (5, 9), (5, 9)), Random(0)) == (5, 9)
    assert {chosen_answer(((0, 3), (5, 9)), Random(seed)) for seed in range(20)} == {(0, 3), (5, 9)}


@pytest.mark.parametrize("seed", range(30))
def test_a_window_keeps_whole_words_and_the_answer(seed: int) -> None:
    words = [f"word{n}" for n in range(60)]
    passage = " ".join(words)
    start = passage.index("word37")
    asked = Asked(passage, "Which?", ((start, start + 6),), "x")
    cut = within_window(asked, 120, Random(seed))
    assert cut.texts() == ["word37"]
    assert len(cut.passage) <= 120
    assert set(cut.passage.split()) <= set(words)


def test_a_window_without_an_answer() -> None:
    passage = " ".join(f"word{n}" for n in range(60))
    cut = within_window(Asked(passage, "Which?", (), "x"), 120, Random(1))
    assert 0 < len(cut.passage) <= 120
    assert cut.passage in passage
    assert cut.answers == ()


def test_a_short_passage_stays() -> None:
    asked = Asked(PASSAGE, "Which?", (), "x")
    assert within_window(asked, 120, Random(1)) is asked


def test_questions_as_people_type_them() -> None:
    typed = [without_marks("When did Bexby burn?", Random(seed)) for seed in range(400)]
    assert set(typed) == {"When did Bexby burn?", "When did Bexby burn", "when did bexby burn?", "when did bexby burn"}
    assert 0.8 < typed.count("When did Bexby burn?") / 400 < 0.92
