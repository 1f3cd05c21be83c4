"""`whosays questions`, over an index made with fakes; the parser is the real one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rag import build_index
from rag.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.model

TEXT = "Hansen Pumps introduced the P40 pump in 2019. Hansen Pumps sold 15,000 engines in 2021."


@pytest.fixture
def run(faked: FakeEmbedder, settings: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    (settings.documents / "pumps.txt").write_text(TEXT)
    build_index(settings=settings)

    def call(command: str, *arguments: str) -> tuple[int, str, str]:
        code = main([command, *arguments, "--index", str(settings.index)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_drafts_are_printed_as_lines(run: Run) -> None:
    code, out, error = run("questions", "--n", "2")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, error, len(rows)) == (0, "", 2)
    assert {row["relevant"][0]["source"] for row in rows} == {"pumps.txt"}


def test_drafts_are_kept_and_asked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    code, out, error = run("questions", "--out", str(file))
    drafts = len(file.read_text(encoding="utf-8").splitlines())
    assert (code, out) == (0, f'{drafts} drafts in {file}: take "draft" out of those that you keep\n')
    assert error == f"whosays: the index gives {drafts} questions, not 40\n"
    code, _, error = run("eval", str(file))
    assert (code, error.startswith("whosays: every question is a draft; take ")) == (2, True)
    code, out, error = run("eval", str(file), "--drafts")
    assert (code, error) == (0, "")
    assert f"{drafts} questions from {file}\n" in out
    file.write_text(file.read_text(encoding="utf-8").replace(', "draft": true', "", 1), encoding="utf-8")
    code, out, _ = run("eval", str(file))
    assert f"1 question from {file}\nleft out: {drafts - 1} drafts\n" in out


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text("mine")
    code, out, error = run("questions", "--out", str(file))
    assert (code, out, file.read_text()) == (2, "", "mine")
    assert error.startswith(f"whosays: {file} is there already, and may hold questions that you kept; choose another")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "no/where/q.jsonl"], "no/where/q.jsonl: there is no folder no/where; make it"),
        (["--n", "0"], "0 questions are none; ask for at least 1"),
    ],
)
def test_user_errors(run: Run, arguments: list[str], message: str) -> None:
    assert run("questions", *arguments) == (2, "", f"whosays: {message}\n")


def test_documents_are_indexed_first(run: Run, settings: Settings, tmp_path: Path) -> None:
    (settings.documents / "more.txt").write_text("Norrmotor makes 300 motors a day.")
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "How many motors?", "relevant": [{"source": "more.txt", "quote": "300 motors"}]}')
    code, _, error = run("eval", str(file))
    assert (
        code,
        error.endswith("more.txt is not in the index; index it, or name a file as whosays index prints it\n"),
    ) == (
        2,
        True,
    )
    code, out, error = run("eval", str(file), "--documents", str(settings.documents))
    assert (code, error) == (0, "")
    assert f"1 question from {file}\n" in out
    code, _, error = run("eval", str(tmp_path), "--documents", str(settings.documents))
    assert (code, error) == (2, f"whosays: --documents: {tmp_path} brings its documents; leave the flag away\n")
    code, _, error = run("eval", str(tmp_path), "--jobs", "2")
    assert (code, error) == (2, f"whosays: --jobs: {tmp_path} is indexed in this process only; leave the flag away\n")


def test_an_index_without_a_question(run: Run, settings: Settings) -> None:
    (settings.documents / "pumps.txt").write_text("It was late. They left.")
    build_index(settings=settings)
    code, out, error = run("questions")
    assert (code, out) == (2, "")
    assert error.startswith("whosays: no sentence of the index gives a question that stands alone; write questions by")
