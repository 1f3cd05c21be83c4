"""A run over an engine whose models are fakes; the parser is the real one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import rag
from rag import Engine, Evaluation, QuestionError, ReadError
from rag.evaluation.run import evaluate
from tests.fakes import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.model

ROWS: list[dict[str, Any]] = [
    {
        "question": "How many apple trees does the orchard have?",
        "relevant": [{"source": "orchard.txt", "quote": "The orchard has forty apple trees."}],
        "expected": "forty",
        "disagrees": False,
        "split": "dev",
    },
    {
        "question": "When does it flood?",
        "history": ["Does the river flood?"],
        "relevant": [{"source": "river.txt", "quote": "The river floods in March."}],
        "split": "test",
    },
    {"question": "Who wrote the anthem?", "answerable": False, "split": "test"},
]


@pytest.fixture
def engine(faked: FakeEmbedder, settings: Settings) -> Engine:
    return Engine.from_texts(TEXTS, settings)


def test_a_run(engine: Engine) -> None:
    told: list[tuple[str, int, int]] = []
    found = evaluate(engine, ROWS, progress=lambda *step: told.append(step))
    assert told == [("asking", 0, 3), ("asking", 1, 3), ("asking", 2, 3), ("asking", 3, 3)]
    first, second, third = found.questions
    assert [one.id for one in found.questions] == ["q1", "q2", "q3"]
    assert (first.relevant[0].rank, first.scores["quote.recall@10"], first.scores["citation.exact"]) == (1, 1, 1)
    assert second.searched_for != second.question
    assert third.scores.keys() & {"quote.recall@10", "refusal.answered"} == set()
    assert found.figures["quote.recall@10"].questions == 2
    assert found.figures["refusal.refused"].questions == 1
    assert found.settings["hits"] == "10"
    assert all(one.milliseconds > 0 for one in found.questions)
    assert Evaluation.model_validate_json(found.model_dump_json()) == found


def test_files_and_splits(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS))
    found = rag.evaluate(engine, file, split="test")
    assert [one.id for one in found.questions] == ["q2", "q3"]
    assert (found.questions_from, found.split) == (str(file), "test")
    with pytest.raises(QuestionError, match=r"no question is of the split 'tets'; splits are: dev, test"):
        rag.evaluate(engine, file, split="tets")


def test_retrieval_alone(engine: Engine) -> None:
    found = evaluate(engine, ROWS[:1], retrieve_only=1)
    assert set(found.figures) >= {"file.ndcg@10", "quote.recall@1", "latency.median"}
    assert [name for name in found.figures if name.startswith(("citation", "value", "refusal", "disagr"))] == []
    assert (found.questions[0].refused, len(found.questions[0].hits)) == (None, 1)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"question": "Q?", "relevant": [{"source": "no.txt"}]}, "question 2, field relevant.0.source: no.txt is not "),
        (
            {"question": "Q?", "relevant": [{"source": "river.txt", "quote": "x!"}]},
            "question 2, field relevant.0.quote",
        ),
        ({"question": "Q?", "colour": 1, "answerable": True}, "question 2, field colour: is unknown; fields are: "),
        ({"question": "Q" * 2001, "answerable": True}, "question 2, field question: the question has 2001 characters"),
    ],
)
def test_broken_questions(engine: Engine, row: dict[str, Any], message: str) -> None:
    with pytest.raises(ReadError) as raised:
        evaluate(engine, [ROWS[0], row])
    assert str(raised.value)[: len(message)] == message
