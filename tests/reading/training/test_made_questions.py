from __future__ import annotations

import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from rag.reading.training.made_questions import made_questions, main, nearest, put_together, write
from rag.reading.training.pairs import part_of
from rag.reading.training.questions import Asked, read_questions

if TYPE_CHECKING:
    from pathlib import Path

TOWNS = ("Arlen", "Bexby", "Corwick", "Dunmere", "Elsted", "Farlow", "Gransby", "Holt", "Ilmere", "Jarrow", "Kelby")
PEOPLE = ("Anna Berg", "Peter Lind", "Maria Costa", "Thomas Gray", "Clara Holm", "Henry Ward")
TRADES = ("printing", "weaving", "baking", "mining", "fishing")


def given(origin: str = "towns") -> list[Asked]:
    found = []
    for n, town in enumerate(TOWNS):
        who, trade = PEOPLE[n % 6], TRADES[n % 5]
        passage = (
            f"{who} moved to {town} in 18{20 + n} and opened a school of {trade} there. The first class had {12 + n} "
            f"pupils, most of them from farms in the hills. A flood in the spring of 18{40 + n} took the roof and the "
            f"eastern wall, and the school was moved to a barn beside the church."
        )
        for question, answer in (
            (f"Who opened a school of {trade} in {town}?", who),
            (f"When did {who} move to {town}?", f"18{20 + n}"),
        ):
            start = passage.index(answer)
            found.append(Asked(passage, question, ((start, start + len(answer)),), origin, group=town))
    return found


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = [*given(), Asked("A barn.", "Where?", (), "towns", "elsewhere")]
    write(rows, tmp_path / "train.jsonl.gz")
    again = read_questions([tmp_path / "train.jsonl.gz"])
    assert [(r.passage, r.question, r.answers, r.made) for r in again] == [
        (r.passage, r.question, r.answers, r.made) for r in rows
    ]
    assert {r.group for r in again} == {"towns"}
    assert [path.name for path in tmp_path.iterdir()] == ["train.jsonl.gz"]


@pytest.mark.model
def test_rows_are_right() -> None:
    asked = given()
    rows = list(made_questions(asked, passes=2, seed=1))
    kinds = Counter(row.made for row in rows)
    assert kinds["given"] == 2 * len(asked)
    assert {"elsewhere", "taken out"} <= set(kinds)
    answers = {(each.question, each.passage): each.texts()[0] for each in asked}
    for row in rows:
        if row.made in {"given", "both sides"}:
            assert row.texts()[0].strip()
        else:
            assert row.answers == ()
        if row.made in {"elsewhere", "taken out"}:
            (answer,) = {text for (question, _), text in answers.items() if question == row.question}
            assert answer not in row.passage
    unanswered = sum(not row.answers for row in rows)
    assert 0.2 < unanswered / len(rows) < 0.6


@pytest.mark.model
def test_a_seed_makes_the_same_rows_again() -> None:
    asked = given()[:8]
    assert list(made_questions(asked, passes=1, seed=4)) == list(made_questions(asked, passes=1, seed=4))
    assert list(made_questions(asked, passes=1, seed=4)) != list(made_questions(asked, passes=1, seed=5))


@pytest.mark.model
def test_nearest_are_of_the_same_data_set() -> None:
    asked = [*given("one"), *given("other")[:2]]
    near = nearest(asked)
    assert near[0][0] == asked[0].passage
    assert len(near[0]) == 8
    assert set(near[-1]) == {asked[-1].passage}


@pytest.mark.model
def test_single_sentences_are_put_among_others() -> None:
    asked = []
    for n in range(20):
        sentence = f"The bridge of {TOWNS[n % 11]} number {n} was built in 18{20 + n}."
        start = sentence.index("18", 20)
        asked.append(Asked(sentence, f"When was bridge {n} built?", ((start, start + 4),), "qamr_dev_test"))
    found = put_together(asked, Random(1))
    assert [each.texts() for each in found] == [each.texts() for each in asked]
    assert all(each.passage in made.passage for each, made in zip(asked, found, strict=True))
    assert all(made.passage.count(".") in {3, 4, 5} for made in found)


def test_few_single_sentences_are_left_alone() -> None:
    asked = [Asked("The bridge is old.", "What is old?", ((0, 10),), "qamr_dev_test")]
    assert put_together(asked, Random(1)) == asked


@pytest.mark.model
def test_the_command_line_parts_by_passage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for n in range(60):
        passage = f"Barn {n} stands in {TOWNS[n % 11]}. It has {n + 2} doors, a green roof and an old clock."
        answer = f"{n + 2} doors"
        start = passage.index(answer)
        asked.append(Asked(passage, f"How many doors has barn {n}?", ((start, start + len(answer)),), "barns"))
    (tmp_path / "data").mkdir()
    write(asked, tmp_path / "data" / "barns.jsonl.gz")
    argv = ["made_questions", str(tmp_path / "data"), str(tmp_path / "out"), "--passes", "0.5", "--seed", "2"]
    monkeypatch.setattr(sys, "argv", argv)
    main()
    given_rows = {
        part: [r for r in read_questions([tmp_path / "out" / f"{part}.jsonl.gz"]) if r.made == "given"]
        for part in ("train", "dev")
    }
    dev = [each for each in asked if part_of(each.passage) == "dev"]
    train = [each for each in asked if part_of(each.passage) == "train"]
    assert sorted(r.passage for r in given_rows["dev"]) == sorted(each.passage for each in dev)
    assert len(given_rows["train"]) == len(train) // 2
