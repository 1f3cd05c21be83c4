from __future__ import annotations

from typing import Any

import pytest

from rag.errors import QuestionError
from tests.ui.api.site import Asked
from ui.api.programs import Programs


@pytest.fixture
def programs() -> Programs:
    return Programs(Asked())


def test_answers_grow(programs: Programs) -> None:
    assert [answer.short for answer in programs.answer("How many?")] == [None, "Four"]


def test_earlier_questions_are_answered_first_in_quotes(programs: Programs) -> None:
    *_, answer = programs.answer("And now?", history=["How many?", "And then?"])
    assert answer.searched_for == "And now? after ['How many? = Four', 'And then? = Four']"
    assert answer.generator == "some-model"
    *_, quotes = programs.answer("How many?", written=False)
    assert quotes.generator == "extractive"


def test_documents(programs: Programs) -> None:
    assert [document.model_dump() for document in programs.documents()] == [
        {"source": "a.txt", "title": "Ferries", "date": "2024-05-03", "characters": 56, "chunks": 1},
        {"source": "b <b>.txt", "title": None, "date": None, "characters": 10, "chunks": 1},
    ]


@pytest.mark.parametrize(
    ("method", "arguments", "said"),
    [
        ("answer", {"question": ""}, "question: string should have at least 1 character"),
        ("answer", {"question": 7}, "question: input should be a valid string"),
        ("answer", {"question": None}, "question: input should be a valid string"),
        ("answer", {}, "question: missing required argument"),
        ("answer", {"question": "x" * 100_001}, "question: string should have at most 100000 characters"),
        ("answer", {"question": "x", "sources": "a.txt"}, "sources: input should be a valid list"),
        ("answer", {"question": "x", "sources": []}, "sources: list should have at least 1 item"),
        (
            "answer",
            {"question": "x", "sources": [{"path": "/etc/passwd"}]},
            "sources.0: input should be a valid string",
        ),
        ("answer", {"question": "x", "history": ["x"] * 6}, "history: list should have at most 5 items"),
        ("answer", {"question": "x", "written": "no"}, "written: input should be a valid boolean"),
        ("answer", {"question": "x", "other": 1}, "other: unexpected keyword argument"),
        ("search", {"query": "x", "k": 0}, "k: input should be greater than or equal to 1"),
        ("search", {"query": "x", "k": 101}, "k: input should be less than or equal to 100"),
        ("search", {"query": "x", "k": "3"}, "k: input should be a valid integer"),
        ("search", {"query": "x", "k": True}, "k: input should be a valid integer"),
        ("search", {"query": "x", "k": 1.5}, "k: input should be a valid integer"),
        ("conflicts", {"sources": ["/etc/passwd"]}, "not in the index: /etc/passwd"),
    ],
)
def test_what_does_not_fit_is_told(programs: Programs, method: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(QuestionError) as error:
        list(getattr(programs, method)(**arguments))
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)
