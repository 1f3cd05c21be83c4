"""Which language model the settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answering.generators.choosing import generator_of
from rag.answering.generators.file import FileGenerator
from rag.answering.generators.server import ServerGenerator
from rag.errors import SettingsError
from rag.settings import Settings

LOCAL = {"generator": "server", "llm_url": "http://127.0.0.1:11434/v1", "llm_model": "m"}


def test_answers_are_quotes_unless_a_model_is_named() -> None:
    assert generator_of(Settings(), {"OPENAI_API_KEY": "k"}) is None
    assert generator_of(Settings(llm_url="http://127.0.0.1:1/v1", llm_model="m", llm_file=Path("m.gguf"))) is None


def test_a_server() -> None:
    made = generator_of(Settings.model_validate({**LOCAL, "llm_window": 2048}), {})
    assert isinstance(made, ServerGenerator)
    assert (made.name, made.window) == ("m", 2048)


def test_a_file() -> None:
    made = generator_of(Settings(generator="file", llm_file=Path("some/small-model.gguf"), llm_window=2048))
    assert isinstance(made, FileGenerator)
    assert (made.name, made.window) == ("small-model", 2048)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"llm_url": ""}, "no server is named; set llm_url"),
        ({"llm_url": "127.0.0.1:11434"}, "it begins with http:// or https://"),
        ({"llm_url": "file:///etc/passwd"}, "it begins with http:// or https://"),
        ({"llm_url": "http://"}, "it begins with http:// or https://"),
        ({"llm_url": "https://me:pw@example.org/v1"}, "holds a user or password"),
        ({"llm_model": ""}, "no model is named; set llm_model"),
        ({"llm_key": "MY_KEY"}, "there is none MY_KEY"),
        ({"generator": "file"}, "no file is named; set llm_file"),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        generator_of(Settings.model_validate({**LOCAL, **changed}), {})
    assert told in str(caught.value)


def test_a_key_in_the_place_of_its_variable_is_not_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        generator_of(Settings.model_validate({**LOCAL, "llm_key": "sk-abc123"}), {})
    assert "sk-abc123" not in str(caught.value)
