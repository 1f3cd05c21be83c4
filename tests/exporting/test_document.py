from __future__ import annotations

import json
from datetime import datetime

import pytest
from pydantic import ValidationError

import rag
from rag.errors import ReadError
from rag.exporting.document import Export, export, program_name, read_export, to_json
from tests.exporting.examples import TEXTS, WHEN, answered, conversation


def test_json_there_and_back() -> None:
    turns = conversation()
    written = to_json(turns, title="Boats  of\nSkarvik", when=WHEN)
    read = read_export(written)
    assert [(turn.question, turn.answer) for turn in read.turns] == turns
    assert (read.title, read.exported) == ("Boats of Skarvik", WHEN)
    for turn in read.turns:
        for citation in turn.answer.citations:
            assert TEXTS[citation.source][citation.start : citation.end] == citation.quote


def test_the_fields_are_those_of_the_contract() -> None:
    written = json.loads(to_json(answered(), when=WHEN))
    assert list(written) == ["version", "program", "exported", "title", "turns"]
    assert (written["version"], written["exported"]) == (1, "2026-11-22T12:30:00Z")
    assert written["program"] == program_name()
    assert written["title"] == written["turns"][0]["question"] == "How many <boats>?"
    assert written["turns"][0]["answer"] == json.loads(answered().model_dump_json())
    assert all(field.description for field in Export.model_fields.values() if field.annotation is not tuple)


def test_one_answer_is_a_conversation_of_one_turn() -> None:
    one = answered()
    assert export(one, when=WHEN) == export([(one.question, one)], when=WHEN)
    assert export(one).exported.tzinfo is not None


def test_nothing_and_a_date_without_its_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing to export"):
        export([])
    with pytest.raises(ValidationError, match="timezone"):
        export(answered(), when=datetime(2026, 11, 22))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "mine.json: Invalid JSON"),
        ('{"version": 2}', "mine.json, field version: Input should be 1"),
        (to_json(answered(), when=WHEN).replace('"refused"', '"refuse"'), "mine.json, field turns.0.answer.refused"),
    ],
)
def test_another_form_is_refused_with_its_field(content: str, said: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_export(content, "mine.json")
    assert str(refused.value).startswith(said)


def test_exports_are_public() -> None:
    names = ("Export", "program_version", "read_export", "to_html", "to_json", "to_markdown")
    assert all(name in rag.__all__ and getattr(rag, name).__module__.startswith("rag.exporting") for name in names)
