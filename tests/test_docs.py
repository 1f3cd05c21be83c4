"""What the documentation says is what the program does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import rag.cli
import ui.cli
from rag.building import build_index
from rag.documents import SUPPORTED_SUFFIXES
from rag.engine import Engine
from rag.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    "README.md",
    "CHANGELOG.md",
    "docs/benchmarks.md",
    "docs/disagreement.md",
    "docs/evaluation.md",
    "docs/exports.md",
    "docs/formats.md",
    "docs/language-models.md",
    "docs/page.md",
    "docs/programs.md",
    "docs/training.md",
    "index/README.md",
    "seeds/README.md",
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMON = {"--index", "--settings"}


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its level or above."""
    level = heading.split(" ", maxsplit=1)[0]
    below = text.split(f"\n{heading}\n")[1]
    return re.split(rf"^#{{1,{len(level)}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def flags(text: str) -> set[str]:
    return set(re.findall(r"`(--?[a-z][a-z-]*)[ `]", text))


@pytest.fixture(autouse=True)
def plain_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    program, *words = command.split()
    with pytest.raises(SystemExit) as stopped:
        {"whosays": rag.cli.main, "whosays-ui": ui.cli.main}[program]([*words, "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def flags_in_help(text: str) -> set[str]:
    found = re.findall(r"^ +(--?[a-z][a-z-]*)(?:, (--[a-z-]+))?", text, flags=re.MULTILINE)
    return {flag for pair in found for flag in pair if flag} - {"-h", "--help"}


def commands_in_help(capsys: pytest.CaptureFixture[str]) -> set[str]:
    listed = help_of("whosays", capsys).split("commands:")[1]
    return set(re.findall(r"^    (\w+)(?: |$)", listed, flags=re.MULTILINE)) - {"COMMAND"}


def commands_in_readme() -> dict[str, set[str]]:
    """Each command of the table, without what it is given, and the flags that its row names."""
    found = {}
    for usage, does in rows(section(README, "### The page and the command line")):
        words = usage.strip("`").split()
        found[" ".join(word for word in words if re.fullmatch("[a-z-]+", word))] = flags(does)
    return found


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    named = {command.removeprefix("whosays ") for command in commands_in_readme() if command != "whosays-ui"}
    assert named == commands_in_help(capsys)


@pytest.mark.parametrize("command", commands_in_readme())
def test_flags_are_those_of_the_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "All take `--index DIR` and `--settings FILE`." in README
    assert commands_in_readme()[command] | COMMON == flags_in_help(help_of(command, capsys))


@pytest.mark.parametrize("name", PAGES)
def test_commands_named_anywhere_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"(?:`|^    )whosays ([a-z]+)", page(name), flags=re.MULTILINE))
    assert named - commands_in_help(capsys) == set()


@pytest.mark.parametrize("name", PAGES)
def test_make_targets_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^    |\bwhl/cpu )make ([a-z-]+)", page(name), flags=re.MULTILINE))
    assert named - targets == set()


def test_settings_table() -> None:
    table = README.split("<!-- settings -->")[1].split("<!-- /settings -->")[0]
    assert rows(table) == [
        [f"`{name}`", "" if field.default in {"", None} else f"`{field.default}`", field.description]
        for name, field in Settings.model_fields.items()
    ]


def test_formats() -> None:
    below = section(README, "## Your documents")
    read = below.split("Read are")[1].split(";")[0]
    assert set(re.findall(r"`(\.[a-z]+)`", read)) == SUPPORTED_SUFFIXES
    table = rows(section(page("docs/formats.md"), "## How each is read"))
    assert {suffix for cells in table for suffix in re.findall(r"`(\.[a-z]+)`", cells[0])} == SUPPORTED_SUFFIXES


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files(name: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page(name))
    local = [target for target in targets if not target.startswith(("http://", "https://"))]
    assert [target for target in local if not ((ROOT / name).parent / target).exists()] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("shape", "question", "first", "second"),
    [row[:4] for row in rows(section(page("docs/disagreement.md"), "## What is set aside, and why"))],
)
def test_what_is_set_aside(shape: str, question: str, first: str, second: str) -> None:
    with Engine.from_texts({"a.txt": first, "b.txt": second}, Settings()) as engine:
        answer = engine.answer(question)
    copies, alike = shape == "copies", shape in {"copies", "the same, said otherwise"}
    assert (answer.refused, answer.agreement) == (False, "not_checked" if copies else "none_found")
    assert len(answer.set_aside) == (0 if alike else 1)


@pytest.mark.model
def test_readme_disagreement(tmp_path: Path) -> None:
    told = README.split("<!-- disagreement -->\n")[1].split("<!-- /disagreement -->")[0]
    shown = "\n".join(line.removeprefix(">").removeprefix(" ") for line in told.splitlines())
    settings = Settings(index=tmp_path / "index", documents=ROOT / "seeds")
    build_index(settings=settings)
    with Engine.open(settings=settings) as engine:
        answer = engine.answer("How many political prisoners have been released?")
    assert answer.text.startswith(shown.strip())


@pytest.mark.model
def test_readme_example(tmp_path: Path) -> None:
    code, printed = re.findall(r"```(?:python|text)\n(.*?)```", README, flags=re.DOTALL)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WHOSAYS_")}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == (printed, "")
