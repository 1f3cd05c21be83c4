"""Asking a language model from the command line, and what the doctor says of it."""

from __future__ import annotations

import io
import itertools
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from rag.cli import main
from rag.doctor import Finding, examine
from tests.answering.writing.test_writer import ASKED, BERG, LIND, TEXTS, by_text
from tests.scripted_server import Reply, ScriptedServer, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder

pytest.importorskip("openai")
pytestmark = pytest.mark.model  # the gate parses
WRONG = sentence("Anna Berg said that 42 members were present.", (1, "said that 41 members were present"))


@pytest.fixture
def arguments(faked: FakeEmbedder, settings: Settings) -> list[str]:
    """A command line that asks over an index on disk."""
    from rag import build_index

    for name, text in TEXTS.items():
        (settings.documents / name).write_text(text)
    build_index(settings=settings)
    return ["ask", ASKED, "--index", str(settings.index)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """A server that the environment names."""
    with ScriptedServer(by_text(BERG, WRONG, LIND)) as server:
        monkeypatch.setenv("WHOSAYS_GENERATOR", "server")
        monkeypatch.setenv("WHOSAYS_LLM_URL", server.url)
        monkeypatch.setenv("WHOSAYS_LLM_MODEL", "m")
        monkeypatch.setenv("WHOSAYS_LLM_RETRIES", "0")
        yield server


class Terminal(io.StringIO):
    """Standard output of a person, which notes each time something is shown at once."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.shown.append(self.getvalue())


def test_a_terminal_sees_it_grow(
    arguments: list[str], server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(arguments) == 0
    steps = list(dict.fromkeys(terminal.shown))
    assert len(steps) >= 3
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(steps))
    assert steps[0].startswith("Anna Berg said that 41 members were present. [")
    assert "Tomas Lind" not in steps[0].split("\n")[0]
    assert terminal.getvalue().count("Anna Berg said that 41 members were present. [") == 1
    assert "\n[1] " in terminal.getvalue()
    assert "42" not in terminal.getvalue()


def test_warnings_go_to_standard_error(
    arguments: list[str], server: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("Anna Berg said that 41 members were present. [")
    assert printed.err == "whosays: a sentence was left out: its quotes do not give the number “42”\n"


def test_json_is_one_document(arguments: list[str], server: ScriptedServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--json"]) == 0
    printed = capsys.readouterr()
    answer: dict[str, Any] = json.loads(printed.out)
    assert answer["generator"] == "m"
    assert len(answer["warnings"]) == 1
    assert printed.err == ""


def test_a_setting_that_is_missing_is_one_line(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WHOSAYS_GENERATOR", "server")
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("whosays: generator is 'server', but no server is named; set llm_url")


def generator_found(settings: Settings) -> Finding:
    return next(finding for finding in examine(settings) if finding.what == "generator")


def test_the_doctor_asks_the_server(arguments: list[str], server: ScriptedServer, settings: Settings) -> None:
    named = {"generator": "server", "llm_url": server.url, "llm_model": "m"}
    found = generator_found(settings.model_copy(update=named))
    assert found == Finding(True, "generator", f"m at {server.url}, on this machine")
    assert not server.calls
    unknown = generator_found(settings.model_copy(update={**named, "llm_model": "other"}))
    assert not unknown.ok
    assert "has no model other" in unknown.found


def test_the_doctor_says_when_it_is_down(arguments: list[str], settings: Settings) -> None:
    with ScriptedServer([Reply()]) as server:
        url = server.url
    found = generator_found(settings.model_copy(update={"generator": "server", "llm_url": url, "llm_model": "m"}))
    assert not found.ok
    assert "start its server" in found.found


def test_the_doctor_says_that_none_is_needed(arguments: list[str], settings: Settings) -> None:
    found = generator_found(settings)
    assert found.ok
    assert "needs no language model and no network" in found.found
