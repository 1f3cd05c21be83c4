"""A real model in a file, run by llama.cpp in this process."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from rag.answering.generators.file import FileGenerator
from rag.answering.generators.generator import Message
from rag.errors import GeneratorError
from tests.small_model import small_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = [Message("user", "Count from one to a hundred.")]


@pytest.fixture(scope="module")
def model() -> Iterator[FileGenerator]:
    generator = FileGenerator(small_model(), window=1024)
    yield generator
    generator.close()


@pytest.mark.model
def test_it_writes_bit_by_bit(model: FileGenerator) -> None:
    pieces = list(model.stream(COUNT, tokens=12))
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    assert model.name == "SmolLM2-135M-Instruct.Q4_1"


@pytest.mark.model
def test_the_same_question_gives_the_same_text(model: FileGenerator) -> None:
    assert "".join(model.stream(COUNT, tokens=12)) == "".join(model.stream(COUNT, tokens=12))


@pytest.mark.model
def test_it_keeps_to_a_schema(model: FileGenerator) -> None:
    number = {"type": "integer", "enum": [7]}
    schema = {"type": "object", "properties": {"n": number}, "required": ["n"], "additionalProperties": False}
    assert json.loads("".join(model.stream(COUNT, tokens=30, schema=schema))) == {"n": 7}


@pytest.mark.model
def test_who_has_enough_stops_it(model: FileGenerator) -> None:
    stream = model.stream(COUNT, tokens=900)
    next(stream)
    stream.close()
    assert "".join(model.stream(COUNT, tokens=3))


@pytest.mark.model
def test_a_prompt_that_is_too_long_is_told_apart(model: FileGenerator) -> None:
    with pytest.raises(GeneratorError, match="llm_window at 1024") as caught:
        list(model.stream([Message("user", "Again and again. " * 1000)], tokens=10))
    assert caught.value.overflow


@pytest.mark.model
def test_threads_wait_for_one_another(model: FileGenerator) -> None:
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append("".join(model.stream(COUNT, tokens=6)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 3
    assert len(set(texts)) == 1


@pytest.mark.model
def test_nobody_else_can_use_it(model: FileGenerator) -> None:
    next(model.stream(COUNT, tokens=1))
    address = model._server.listening_address
    if address.startswith("unix:"):
        return  # within a folder that only this user can enter
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{address}/v1/models")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match=r"cannot be opened .*; set llm_file"):
        FileGenerator(tmp_path / "none.gguf").check()


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "text.gguf").write_text("GGML or so")
    with pytest.raises(GeneratorError, match="is no GGUF file"):
        FileGenerator(tmp_path / "text.gguf").check()


@pytest.mark.model
def test_a_damaged_model_is_an_error_and_no_crash(tmp_path: Path) -> None:
    whole = small_model().read_bytes()
    (tmp_path / "half.gguf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GeneratorError, match="cannot be loaded"):
        list(FileGenerator(tmp_path / "half.gguf").stream(COUNT, tokens=3))
