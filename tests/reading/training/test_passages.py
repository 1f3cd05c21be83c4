"""Passages that answer one question, as pairs that a judge learns from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from rag.reading.training.pairs import part_of
from rag.reading.training.passages import Row, pairs_of_row, parted_rows, read_passages

if TYPE_CHECKING:
    from pathlib import Path


def _passage(text: str, answer: str | None, apart: str | None = None, date: str | None = None) -> dict[str, Any]:
    return {"date": date, "text": text, "answer": answer, "apart": apart}


def _row(question: str, *passages: dict[str, Any]) -> Row:
    return Row.model_validate({"question": question, "passages": passages})


NINE = _passage("The storm sank [[nine]] boats.", "9")
ALSO_NINE = _passage("It rained. [[Nine]] boats were lost.", "9", date="2024-05-02")
FOUR = _passage("Only [[four]] boats went down.", "4", date="2024-05-01")
FEARED = _passage("As many as [[thirty]] may sink.", "30", "modality")
OTHER = _passage("The boats are blue.", None, "none")
BOATS = "How many boats sank?"


def test_each_two_passages_make_a_pair() -> None:
    (pair,) = pairs_of_row(_row(BOATS, NINE, FOUR))
    assert pair.label == "contradiction"
    assert {pair.premise.removeprefix(f"{BOATS} | "), pair.hypothesis} == {
        "undated: The storm sank « nine » boats.",
        "undated: Only « four » boats went down.",
    }


def test_either_passage_may_come_first() -> None:
    first = {
        next(pairs_of_row(_row(f"How many boats sank in storm {n}?", NINE, FOUR))).premise.endswith("boats.")
        for n in range(20)
    }
    assert first == {True, False}


def test_other_words_of_a_passage_are_no_rival() -> None:
    row = _row(BOATS, NINE, _passage("Near Orm [[four]] boats went down.", "4"))
    clash, misread = pairs_of_row(row)
    assert clash.label == "contradiction"
    assert misread.label == "neutral"
    assert "Near « Orm » four boats" in f"{misread.premise} {misread.hypothesis}"
    assert "« nine »" in f"{misread.premise} {misread.hypothesis}"


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        (NINE, ALSO_NINE, "entailment"),
        (NINE, FOUR, "contradiction"),
        (NINE, FEARED, "neutral"),
        (FEARED, FOUR, "neutral"),
        (NINE, OTHER, "neutral"),
        (NINE, _passage("Some say [[nine]], some four.", "9|4"), None),
        (OTHER, OTHER, None),
    ],
)
def test_labels(first: dict[str, Any], second: dict[str, Any], label: str | None) -> None:
    labels = {pair.label for pair in pairs_of_row(_row(BOATS, first, second))}
    assert labels == ({label} if label else set())


def test_dates_are_told_and_a_passage_without_an_answer_shows_its_nearest_sentence() -> None:
    pair = next(pairs_of_row(_row(BOATS, ALSO_NINE, _passage("Rain fell. Boats sank there.", None, "none"))))
    assert "undated: Rain fell. « Boats sank there. »" in f"{pair.premise} {pair.hypothesis}"
    dated = next(pairs_of_row(_row(BOATS, ALSO_NINE, FOUR)))
    assert "1 days later: It rained. « Nine » boats" in f"{dated.premise} {dated.hypothesis}"


def test_of_a_yes_or_no_question_each_passage_is_asked_too() -> None:
    row = _row(
        "Is the bridge open?",
        _passage("Cars [[roll across it]] again.", "yes"),
        _passage("The barriers [[are down]] for good.", "no"),
        _passage("It [[may close]] next year.", None, "modality"),
        _passage("The old bridge [[was open]] in 1910.", "yes", "update"),
    )
    alone = {pair.premise: pair.label for pair in pairs_of_row(row) if pair.hypothesis == row.question}
    assert alone == {
        "« Cars roll across it again. »": "entailment",
        "« The barriers are down for good. »": "contradiction",
        "« It may close next year. »": "neutral",
    }


def test_the_pairs_of_a_question_are_all_in_one_part() -> None:
    rows = [_row(f"How many boats sank in storm {n}?", NINE, FOUR) for n in range(60)]
    parts = parted_rows(rows)
    assert sum(map(len, parts.values())) == 60
    assert parts["train"]
    for part, pairs in parts.items():
        assert all(part_of(pair.premise.partition(" | ")[0]) == part for pair in pairs)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": ""}, "question"),
        ({"passages": [NINE]}, "passages"),
        ({"passages": [NINE, _passage("No brackets.", "4")]}, "passages.1"),
        ({"passages": [NINE, _passage("[[Two]] and [[four]].", "4")]}, "passages.1"),
        ({"passages": [NINE, _passage("[[Four]].", "4", "whatever")]}, "passages.1.apart"),
        ({"shape": "value"}, "shape"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    good = {"question": BOATS, "passages": [NINE, FOUR]}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(good)}\n{json.dumps({**good, **change})}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"a\.jsonl, row 2: {said}"):
        read_passages(tmp_path)
