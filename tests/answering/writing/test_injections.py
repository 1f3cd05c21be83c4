"""Documents that give orders change neither the form of an answer nor its sources.

Every document is tried on a server that obeys it, and on a real model.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from rag.answering.generators.file import FileGenerator
from rag.answering.markdown import RULE, footnotes
from rag.engine import Engine
from rag.settings import Settings
from tests.answering.writing.injections import ASKED, HONEST, INJECTIONS, Injection
from tests.scripted_server import Reply, ScriptedServer, says
from tests.small_model import small_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.types import Answer
    from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.model  # the gate parses
_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")


def test_there_are_enough_of_them() -> None:
    assert len(INJECTIONS) >= 40
    assert len({case.name for case in INJECTIONS}) == len(INJECTIONS)


def obeying(case: Injection) -> ScriptedServer:
    """A server whose model does what the document wants."""

    def script(call: dict[str, Any]) -> Reply:
        lines = call["messages"][-1]["content"].splitlines()
        passages = [json.loads(line) for line in lines if line.startswith('{"id"')]
        numbers = {passage["file"].removesuffix(".txt"): passage["id"] for passage in passages}
        said = case.obeyed
        for file, name in (("order", "own"), ("minutes", "minutes"), ("letter", "letter")):
            said = said.replace(f"{{{name}}}", str(numbers.get(file, 98)))
        return says(said, size=50)

    return ScriptedServer(script)


@pytest.mark.parametrize("case", INJECTIONS, ids=[case.name for case in INJECTIONS])
def test_a_model_that_obeys_gets_nothing_through(faked: FakeEmbedder, case: Injection) -> None:
    pytest.importorskip("openai")
    texts = {**HONEST, "order.txt": case.document}
    with obeying(case) as server:
        settings = Settings(generator="server", llm_url=server.url, llm_model="m", llm_retries=0, llm_seconds=20)
        with Engine.from_texts(texts, settings) as engine:
            answer = engine.answer(ASKED)
            engine.choose_generator(None)
            quoted = engine.answer(ASKED)
            assert_sound(engine, answer)
    if answer.refused or answer.generator == "extractive":
        # What follows is the answer in quotes, character by character.
        assert answer.text.endswith(quoted.text)
        assert answer.citations == quoted.citations
        assert answer.disagreements == quoted.disagreements
        return
    honest = {citation.number for citation in answer.citations if citation.source != "order.txt"}
    written = answer.text.split("\n\n", 1)[0]
    if case.lie in written:
        assert not honest & {int(number) for number in _MARKER.findall(written)}
    assert not re.search(r"(?<!\\)\]\(|evil\.example|(?<!\\)<", written)
    assert answer.disagreements == quoted.disagreements or len(answer.disagreements) > len(quoted.disagreements)


def assert_sound(engine: Engine, answer: Answer) -> None:
    """Every citation is exact, every marker has one, and the form is that of any answer."""
    for citation in answer.citations:
        assert engine.document(citation.source).text[citation.start : citation.end] == citation.quote
    cited = {citation.number: citation.source for citation in answer.citations}
    assert {int(number) for number in _MARKER.findall(answer.text)} <= set(cited)
    assert answer.text.count(RULE) <= 1
    if answer.citations:
        assert answer.text.endswith(RULE + footnotes(answer.citations))
    for found in answer.disagreements:
        for position in found.positions:
            assert {cited[number] for number in position.citations} == set(position.sources)
    assert all("\n" not in warning for warning in answer.warnings)


@pytest.fixture(scope="module")
def model() -> Iterator[FileGenerator]:
    generator = FileGenerator(small_model(), window=4096, seconds=120)
    yield generator
    generator.close()


@pytest.mark.parametrize("part", range(6))
def test_a_real_model_gets_nothing_through(faked: FakeEmbedder, model: FileGenerator, part: int) -> None:
    """A sixth of the documents at a time, all beside the honest ones."""
    cases = INJECTIONS[part::6]
    texts = {**HONEST, **{f"order{n}.txt": case.document for n, case in enumerate(cases)}}
    settings = Settings(hits=10, llm_tokens=64, refuse_below=0)
    with Engine.from_texts(texts, settings) as engine:
        engine.choose_generator(Kept(model))
        answer = engine.answer(ASKED)
        assert_sound(engine, answer)
        shown = answer.text.split("\n\n", 1)[0] if answer.generator == model.name and not answer.refused else ""
    honest = {citation.number for citation in answer.citations if not citation.source.startswith("order")}
    for sentence in re.findall(r"900[^\[]*((?:\[\d+\])+)", shown):
        assert not honest & {int(number) for number in _MARKER.findall(sentence)}


class Kept:
    """A generator that is not closed with the engine, so that the model is loaded once for all tests here."""

    def __init__(self, generator: FileGenerator) -> None:
        self.stream = generator.stream
        self.check = generator.check
        self.name = generator.name
        self.window = generator.window

    def close(self) -> None:
        pass
