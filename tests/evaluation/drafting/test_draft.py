"""Drafting from whole documents: spread, order, and rows that an evaluation takes."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import rag
from rag.documents import from_text
from rag.errors import QuestionError
from rag.evaluation.drafting.draft import draft_from, json_lines
from rag.evaluation.matching import locate
from rag.evaluation.questions import parse_question

if TYPE_CHECKING:
    from rag import Settings
    from rag.evaluation.drafting.draft import Draft
    from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.model

TEXTS = {
    "trust.txt": "The Harbour Trust met in Falmouth on 12 March 2024. It was cold. The Harbour Trust employs 38 people "
    "and owns 14 boats.\nCarrick Builders will repair the sea wall of Penryn in June 2024.",
    "pump.txt": "Hansen Pumps introduced the P40 pump in 2019. More than 300 dealers in\nNorway sell the P40 pump.",
    "note.txt": "It was late. They left.",
    "copy.txt": "Hansen Pumps introduced the P40 pump in 2019.",
}


def drafted(count: int = 40, seed: int = 0) -> list[Draft]:
    return draft_from(list(TEXTS), lambda source: from_text(source, TEXTS[source]), count=count, seed=seed)


def test_rows_are_questions_whose_quotes_stand_in_their_files() -> None:
    rows = [json.loads(line) for line in json_lines(drafted()).splitlines()]
    assert len(rows) > 8
    for row in rows:
        question = parse_question(row, row["id"], "")
        assert (question.draft, question.answerable) == (True, True)
        for target, relevant in zip(locate(question, TEXTS.__getitem__), question.relevant, strict=True):
            assert TEXTS[target.source][slice(*target.spans[0])] == relevant.quote
        assert any(value in " ".join(row["relevant"][0]["quote"].split()) for value in question.expected)
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_broken_line_is_joined() -> None:
    found = {draft.question: draft for draft in drafted()}
    assert found["How many dealers in Norway sell the P40 pump?"].relevant[0][1].count("\n") == 1


def test_a_sentence_in_two_files_gives_one_question_with_both() -> None:
    (found,) = [draft for draft in drafted() if draft.question == "When did Hansen Pumps introduce the P40 pump?"]
    assert sorted(source for source, _ in found.relevant) == ["copy.txt", "pump.txt"]
    assert found.expected == ["2019"]


def test_few_questions_are_spread_over_files_and_kinds() -> None:
    found = drafted(count=4)
    assert len(found) == 4
    assert max(Counter(draft.relevant[0][0] for draft in found).values()) <= 2
    assert len({draft.kind for draft in found}) >= 3
    assert [draft for draft in found if "___" in draft.question] == []


def test_the_seed_decides() -> None:
    assert json_lines(drafted(3, seed=1)) == json_lines(drafted(3, seed=1))
    assert len({json_lines(drafted(3, seed=seed)) for seed in range(6)}) > 1


def test_none_at_all() -> None:
    assert draft_from(["note.txt"], lambda source: from_text(source, TEXTS[source]), count=5, seed=0) == []
    assert draft_from([], lambda source: from_text(source, ""), count=5, seed=0) == []
    with pytest.raises(QuestionError, match="0 questions are none; ask for at least 1"):
        drafted(count=0)


def test_through_an_engine(faked: FakeEmbedder, settings: Settings) -> None:
    engine = rag.Engine.from_texts(TEXTS, settings)
    rows = rag.draft_questions(engine, count=5)
    assert rows == [draft.row() for draft in drafted(5)]
    with pytest.raises(QuestionError, match='every question is a draft; take "draft" out of those that you keep'):
        rag.evaluate(engine, rows)
    assert len(rag.evaluate(engine, rows, drafts=True).questions) == 5
    kept = [{**rows[0], "draft": False}, *rows[1:]]
    found = rag.evaluate(engine, kept)
    assert (len(found.questions), found.drafts_left_out) == (1, 4)
