"""Whole answers, with the real models and parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rag.engine
from rag import Answer, Engine
from rag.reading.span_reader import load_reader
from tests.fakes import FakeReader

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def real() -> Iterator[Engine]:
    texts = {
        "chronicle.txt": "The mill at Orme burned down in 1854. Forty-two people worked there at the time.",
        "letters.txt": "Dear Anna,\n\nThe weather has been fine.\n\nThe mill at Orme burned down in 1856, they say.",
        "recipes.md": "# Bread\n\nMix flour with water 😀.\n\n## Oven\n\nBake the loaves for fifty minutes.\n",
    }
    with Engine.from_texts(texts, rag.Settings()) as made:
        yield made


QUESTIONS = [
    "When did the mill at Orme burn down?",
    "How many people worked at the mill?",
    "How long are the loaves baked?",
    "Who is the king of Norway?",
    "mill",
    "😀?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_a_slice_of_its_source(real: Engine, question: str) -> None:
    answer = real.answer(question)
    for citation in answer.citations:
        text = real.document(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.line == text.count("\n", 0, citation.start) + 1
        assert f"[{citation.number}]" in answer.text
    for hit in answer.hits:
        assert real.document(hit.source).text[hit.start : hit.end] == hit.text
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert (answer.citations == ()) is answer.refused
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    compared = [] if answer.refused else ["compare"]
    assert [*answer.timings] == ["complete", "search", "rank", "read", "write", *compared, "total"]


def test_asking_loads_the_reader_once_a_process(real: Engine) -> None:
    real.answer("When did the mill at Orme burn down?")
    assert load_reader.cache_info().currsize == 1
    loaded = load_reader.cache_info().misses
    real.warm_up()
    assert load_reader.cache_info().misses == loaded


def test_an_engine_reads_with_the_reader_it_is_given(real: Engine) -> None:
    reader = FakeReader()
    asking = Engine(real._view.index, real._embedder, real.settings, reader)
    answer = asking.answer("When did the mill at Orme burn down?")
    assert reader.given == [("When did the mill at Orme burn down?", [hit.text for hit in answer.hits])]


def test_an_answer(real: Engine) -> None:
    answer = real.answer("How long are the loaves baked?")
    assert (answer.refused, answer.question, answer.generator) == (
        False,
        "How long are the loaves baked?",
        "extractive",
    )
    first = answer.citations[0]
    assert (first.source, first.quote, first.heading) == ("recipes.md", "Bake the loaves for fifty minutes.", "Oven")
    assert list(real.stream("How long are the loaves baked?"))[-1].text == answer.text


def test_only_the_sources_asked_are_quoted(real: Engine) -> None:
    answer = real.answer("When did the mill at Orme burn down?", sources=["letters.txt"])
    assert {citation.source for citation in answer.citations} == {"letters.txt"}
    assert {hit.source for hit in answer.hits} == {"letters.txt"}


def test_what_no_file_tells_is_refused(real: Engine) -> None:
    answer = real.answer("Who is the king of Norway?")
    assert (answer.refused, answer.citations, answer.short) == (True, (), None)


def test_a_follow_up_is_completed(real: Engine) -> None:
    first = real.answer("When did the mill at Orme burn down?")
    answer = real.answer("How many people worked there?", history=[("When did the mill at Orme burn down?", first)])
    assert answer.question == "How many people worked there?"
    assert "Orme" in answer.searched_for
