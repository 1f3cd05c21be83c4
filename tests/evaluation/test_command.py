"""`whosays eval`, with fakes in the place of the models; the parser is the real one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from rag import Evaluation
from rag.cli import main
from rag.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.settings import Settings

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.model

QUOTE = "The orchard has forty apple trees."
ROWS: list[dict[str, Any]] = [
    {
        "question": "How many apple trees does the orchard have?",
        "relevant": [{"source": "orchard.txt", "quote": QUOTE}],
    },
    {"question": "Who sank in the river in March?", "answerable": False},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS))
    return file


@pytest.fixture
def run(folder: Settings, questions: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["eval", str(questions), "--index", str(folder.index), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_figures_and_misses_are_printed(run: Run, questions: Path) -> None:
    code, out, error = run()
    assert (code, error) == (0, "")
    assert out.startswith(
        f"1 question went wrong\n\nq2 {ROWS[1]['question']}\n  ! answered, though the files do not tell\n"
    )
    assert f"2 questions from {questions}\n" in out
    assert "  refusal.refused            0.000" in out


def test_json_is_one_document_and_serves_as_baseline(run: Run, tmp_path: Path) -> None:
    code, out, error = run("--json")
    assert (code, error) == (0, "")
    assert len(Evaluation.model_validate_json(out).questions) == 2
    baseline = tmp_path / "old.json"
    baseline.write_text(out)
    code, out, _ = run("--json", "--baseline", str(baseline))
    assert (code, json.loads(out)["comparison"]["questions"]) == (0, 2)
    baseline.write_text(out)
    code, out, _ = run("--baseline", str(baseline))
    assert out.endswith(f"Against {baseline}: 2 questions in both\n  no question is better or worse\n")


def test_several_are_asked_at_a_time(run: Run, folder: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Settings, int]] = []

    def crew(settings: Settings, number: int) -> Engine:
        opened.append((settings, number))
        return Engine.open(settings=settings)

    alone = Evaluation.model_validate_json(run("--json")[1])
    monkeypatch.setattr("rag.evaluation.command.Crew", crew)
    together = Evaluation.model_validate_json(run("--json", "--jobs", "3")[1])
    assert [(settings.index, number) for settings, number in opened] == [(folder.index, 3)]
    assert together.settings == {**alone.settings, "jobs": "3"}
    assert [one.scores["refusal.answered"] for one in together.questions if one.answerable] == [1]


def test_floors(run: Run) -> None:
    assert run("--min", "refusal.answered=1", "file.hit@1=1")[0] == 0
    code, out, error = run("--json", "--min", "file.hit@1=1", "--min", "refusal.refused=0.5")
    assert (code, error) == (1, "whosays: refusal.refused is 0.000 and has to be at least 0.5\n")
    assert Evaluation.model_validate_json(out).figures["refusal.refused"].value == 0


def test_the_report_is_written(run: Run, tmp_path: Path) -> None:
    assert run("--report", str(tmp_path / "r.html"))[0] == 0
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "answered, though the files do not tell" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--min", "fame=1"], "--min fame=1: there is no metric 'fame'; metrics are: "),
        (["--baseline", "no.json"], "no.json: it cannot be read (No such file or directory); name a file that"),
        (["--split", "dev"], "no question is of the split 'dev'; splits are: none"),
        (["--jobs", "0"], "--jobs 0: no question would be asked; give 1 or more"),
        (["--report", "no/where/r.html"], "no/where/r.html: there is no folder no/where; make it"),
    ],
)
def test_user_errors(run: Run, arguments: list[str], message: str) -> None:
    code, out, error = run(*arguments)
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert error.startswith(f"whosays: {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "field questions_from: field required; name a file that whosays eval --json printed"),
        ("x", "field the whole: invalid JSON: expected value at line 1 column 1; name a file"),
    ],
)
def test_a_broken_baseline(run: Run, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "old.json").write_text(text)
    code, _, error = run("--baseline", str(tmp_path / "old.json"))
    assert (code, error[: error.index(";")]) == (2, f"whosays: {tmp_path / 'old.json'}, {message}"[: error.index(";")])


def test_a_broken_question(run: Run, questions: Path) -> None:
    questions.write_text('{"question": "How many?"}')
    code, out, error = run()
    assert (code, out) == (2, "")
    assert error.startswith(f"whosays: {questions}, line 1, field answerable: is missing")


def test_a_terminal_gets_a_bar(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "asking" in run()[2]
