"""Asking test questions one after the other and in several processes, with the real models and an index on disk."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from rag.building import build_index
from rag.engine import Engine
from rag.errors import IndexMissing, QuestionError, RagError
from rag.evaluation.asking import Crew, ask_each
from rag.evaluation.questions import parse_question
from rag.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from rag.evaluation.asking import Reply
    from rag.evaluation.questions import Question

pytestmark = pytest.mark.model

TEXTS = {
    "mill.txt": "The mill at Orlen was built in 1871. Ada Finch bought it for 40 crowns.",
    "weir.txt": "The weir at Orlen was finished in March. Two men guard it by night.",
}
ROWS: list[dict[str, Any]] = [
    {"question": "When was the mill at Orlen built?", "expected": "1871"},
    {"question": "Who guards it by night?", "history": ["When was the weir at Orlen finished?"], "expected": "Two men"},
    {"question": "What is the moon made of?", "answerable": False},
    {"question": "Who bought the mill?", "expected": "Ada Finch"},
    {"question": "How much did Ada Finch pay for the mill?", "expected": "40 crowns"},
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("asking")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    made = Settings(index=folder / "index", documents=folder)
    build_index([folder / name for name in TEXTS], made)
    return made


def questions(*rows: dict[str, Any]) -> list[Question]:
    return [parse_question(row, f"question {n}", f"q{n}") for n, row in enumerate(rows, 1)]


def told(reply: Reply) -> tuple[object, ...]:
    """Without times, and without scores: their last digits depend on how many threads compute them."""
    found = [(hit.source, hit.start) for hit in reply.hits]
    answer = reply.answer
    return (found, answer and (answer.short, answer.refused, [(c.source, c.quote) for c in answer.citations]))


def test_several_processes_reply_as_one_does_in_the_order_of_the_questions(settings: Settings) -> None:
    asked = questions(*ROWS)
    too_long = questions({"question": "x" * 3000, "answerable": False})
    with Engine.open(settings=settings) as engine:
        alone = list(ask_each(engine, asked, None))
        found = list(ask_each(engine, asked, 1))
        with pytest.raises(QuestionError, match="3000 characters"):
            list(ask_each(engine, too_long, None))
    assert [reply.answer is not None and reply.answer.short for reply in alone] == [
        "1871",
        "Two men",
        None,
        "Ada Finch",
        "40 crowns",
    ]
    assert all(reply.milliseconds > 0 for reply in alone)
    assert all(reply.answer is None and len(reply.hits) == 1 for reply in found)
    with closing(Crew(settings, 2)) as crew:
        assert crew.document("mill.txt").text == TEXTS["mill.txt"]
        with pytest.raises(QuestionError, match=r"pond\.txt is not in the index"):
            crew.document("pond.txt")
        assert list(map(told, crew.ask_each(asked, None))) == list(map(told, alone))
        assert list(map(told, crew.ask_each(asked, 1))) == list(map(told, found))
        with pytest.raises(QuestionError, match="3000 characters"):
            list(crew.ask_each(too_long, None))
        # What was wrong with one question is not held against those after it.
        assert told(next(crew.ask_each(asked, None))) == told(alone[0])


def test_a_process_that_dies_is_told_of(settings: Settings) -> None:
    with closing(Crew(settings, 1)) as crew:
        crew._pool.submit(os.abort)
        with pytest.raises(RagError, match="--jobs 1"):
            list(crew.ask_each(questions(*ROWS), None))


def test_no_process_is_begun_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        Crew(Settings(index=tmp_path / "none", documents=tmp_path), 2)
