from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from rag.types import Answer, Citation, Disagreement, Hit, Position, SetAside

CITATION = Citation(number=1, source="a.txt", quote="“É” 😀", start=2, end=7, line=1, page=3, heading="H")
POSITION = Position(value="80", normalized="80", sources=("a.txt",), citations=(1,))
ANSWER = Answer(
    question="How many?",
    searched_for="How many mills?",
    text="**80** [1]",
    short="80",
    refused=False,
    citations=(CITATION,),
    agreement="disagree",
    disagreements=(Disagreement(topic="mills", kind="number", explanation="They differ.", positions=(POSITION,) * 2),),
    set_aside=(SetAside(first=CITATION, second=CITATION, reason="the same"),),
    hits=(Hit(source="a.txt", start=0, end=9, text="“É” 😀", score=0.5, dense_rank=1, matched_terms=("mills",)),),
    warnings=("w",),
    timings={"total": 1.5},
)


def test_json_there_and_back() -> None:
    assert Answer.model_validate_json(ANSWER.model_dump_json()) == ANSWER


def test_equal_answers_have_equal_hashes() -> None:
    same = ANSWER.model_copy(update={"timings": dict(ANSWER.timings)})
    assert same == ANSWER
    assert hash(same) == hash(ANSWER)
    assert hash(ANSWER.model_copy(update={"text": "**81** [1]"})) != hash(ANSWER)


def test_the_fields_are_those_of_the_contract() -> None:
    assert list(json.loads(ANSWER.model_dump_json())) == [
        "question", "searched_for", "text", "short", "refused", "citations", "agreement", "disagreements", "set_aside",
        "hits", "generator", "warnings", "timings",
    ]  # fmt: skip
    assert list(Citation.model_fields) == ["number", "source", "quote", "start", "end", "line", "page", "heading"]
    assert list(Position.model_fields) == ["value", "normalized", "sources", "attributed_to", "as_of", "citations"]
    assert list(Disagreement.model_fields) == ["topic", "kind", "explanation", "positions", "question"]
    assert list(SetAside.model_fields) == ["first", "second", "reason"]
    assert list(Hit.model_fields) == [
        "source", "start", "end", "text", "score", "dense_rank", "lexical_rank", "matched_terms",
    ]  # fmt: skip


def test_what_an_answer_says_where_nothing_is_known() -> None:
    bare = Answer(question="q", searched_for="q", text="t", refused=True)
    assert (bare.short, bare.citations, bare.agreement, bare.generator) == (None, (), "not_checked", "extractive")


def test_answers_are_frozen_and_strict() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        ANSWER.text = "x"
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Answer.model_validate({**ANSWER.model_dump(), "more": 1})
    with pytest.raises(ValidationError, match="too_short"):
        Disagreement(topic="t", kind="number", explanation="e", positions=(POSITION,))
    with pytest.raises(ValidationError, match="literal_error"):
        Answer.model_validate({**ANSWER.model_dump(), "agreement": "fine"})
    with pytest.raises(ValidationError, match="greater_than_equal"):
        Citation.model_validate({**CITATION.model_dump(), "number": 0})
