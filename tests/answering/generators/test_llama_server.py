"""A real llama.cpp server on 127.0.0.1 with a real model, asked over its own protocol."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from rag.answering.generators.generator import Message
from rag.answering.generators.server import ServerGenerator
from rag.engine import Engine
from rag.errors import GeneratorError
from rag.settings import Settings
from tests.fakes import TEXTS
from tests.small_model import small_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes import FakeEmbedder

pytest.importorskip("openai")
pytestmark = pytest.mark.model
COUNT = [Message("user", "Count from one to a hundred.")]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The base address of the server, which wants a key."""
    file = small_model()
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.model_alias = {"smol"}
    parameters.n_ctx = 2048
    parameters.n_parallel = 1
    parameters.warmup = False
    parameters.verbosity = -1
    parameters.api_keys = ["a-key"]
    server: Any = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


def test_it_writes_what_a_schema_asks_for(url: str) -> None:
    number = {"type": "integer", "enum": [7]}
    schema = {"type": "object", "properties": {"n": number}, "required": ["n"], "additionalProperties": False}
    with closing(ServerGenerator(url, "smol", key="a-key", wait=120)) as generator:
        assert json.loads("".join(generator.stream(COUNT, tokens=30, schema=schema))) == {"n": 7}


def test_it_wants_its_key(url: str) -> None:
    with (
        closing(ServerGenerator(url, "smol", retries=0)) as generator,
        pytest.raises(GeneratorError, match="wants a key"),
    ):
        list(generator.stream(COUNT, tokens=5))


def test_its_context_ends_somewhere(url: str) -> None:
    long = [Message("user", "Again and again. " * 2000)]
    with closing(ServerGenerator(url, "smol", key="a-key", wait=120)) as generator:
        with pytest.raises(GeneratorError) as caught:
            list(generator.stream(long, tokens=5))
        assert caught.value.overflow


def test_the_check(url: str) -> None:
    with closing(ServerGenerator(url, "smol", key="a-key")) as generator:
        assert generator.check() == f"smol at {url}, on this machine"


def test_an_engine_answers_with_it(url: str, faked: FakeEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(llm_window=2048, llm_tokens=64)
    with Engine.from_texts(TEXTS, settings) as engine:
        engine.choose_generator(ServerGenerator(url, "smol", key="a-key", wait=120, window=2048))
        answer = engine.answer("How many apple trees has the orchard?")
        assert all(engine.document(c.source).text[c.start : c.end] == c.quote for c in answer.citations)
    assert answer.generator == "smol"
