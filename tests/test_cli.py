from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

import rag.building
import rag.cli
import rag.engine
from rag import Answer, Hit
from rag.answering import readings
from rag.cli import _plain, main
from rag.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.indexing import IndexReport
    from tests.fakes import FakeEmbedder

    Run: TypeAlias = "Callable[..., Said]"

ROOT = str(Path(rag.cli.__file__).parents[1])


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with seeds, in which everything runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/orchard.txt").write_text("The orchard has forty apple trees. Wasps like its plums.")
    (tmp_path / "seeds/river.txt").write_text("The river floods in March. Apple boats sail on it.")
    return tmp_path


class Said:
    """What a command said, and its exit code."""

    def __init__(self, code: int, out: str, error: str) -> None:
        self.code, self.out, self.error = code, out, error


@pytest.fixture
def run(faked: FakeEmbedder, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> Said:
        try:
            code = main(arguments)
        except SystemExit as leaving:  # argparse
            code = int(leaving.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


def test_index(run: Run) -> None:
    said = run("index")
    assert (said.code, said.error) == (0, "")
    assert said.out == (
        "added     orchard.txt (1 passage)\nadded     river.txt (1 passage)\n2 added; 2 passages embedded\n"
    )
    assert run("index").out.endswith("2 unchanged; 0 passages embedded\n")


def test_index_reports_every_kind(run: Run, workplace: Path) -> None:
    for name in ("gone", "old"):
        (workplace / f"seeds/{name}.txt").write_text(f"This is {name}.")
    run("index")
    (workplace / "seeds/gone.txt").unlink()
    (workplace / "seeds/old.txt").rename(workplace / "seeds/young.txt")
    (workplace / "seeds/river.txt").write_text("The river floods in April, and in May as well.")
    (workplace / "seeds/empty.txt").write_text("")
    (workplace / "seeds/new.txt").write_text("This is new.")
    lines = run("index").out.splitlines()
    assert lines[0].startswith("problem   empty.txt: ")
    assert lines[1:] == [
        "removed   gone.txt",
        "added     new.txt (1 passage)",
        "unchanged orchard.txt (1 passage)",
        "changed   river.txt (1 passage)",
        "renamed   young.txt (was old.txt)",
        "1 added, 1 changed, 1 renamed, 1 unchanged, 1 removed, 1 problem; 2 passages embedded",
    ]


def test_index_of_nothing(run: Run, workplace: Path) -> None:
    (workplace / "none").mkdir()
    assert run("index", "none", "--index", "other").out == "no files; 0 passages embedded\n"


def test_search(run: Run) -> None:
    run("index")
    said = run("search", "apple trees", "-k", "1")
    assert (said.code, said.error) == (0, "")
    assert said.out == (
        "1. orchard.txt 0-56  score 1.000  (by meaning 1; by words 1; matched: apple, trees)\n"
        "The orchard has forty apple trees. Wasps like its plums.\n"
    )
    assert run("search", "apple", "--source", "river.txt").out.startswith("1. river.txt 0-50  score 1.000")


def test_search_json(run: Run) -> None:
    run("index")
    said = run("search", "apple", "--json")
    hits = [Hit.model_validate(hit) for hit in json.loads(said.out)]
    assert sorted(hit.source for hit in hits) == ["orchard.txt", "river.txt"]


def test_nothing_found(run: Run, workplace: Path) -> None:
    (workplace / "none").mkdir()
    run("index", "none")
    assert run("search", "apple").out == "nothing found\n"
    assert run("search", "apple", "--json").out == "[]\n"


ANSWER = Answer(
    question="How many trees?",
    searched_for="How many apple trees?",
    text="**Forty** [1]\n\n**orchard.txt**\n\n> 2 \\* 2 \\_trees\\_ \\[sic\\] [1]",
    refused=False,
)


def test_plain_text_shows_no_markup() -> None:
    assert (
        _plain(ANSWER) == "Searched for: How many apple trees?\n\nForty [1]\n\norchard.txt\n\n> 2 * 2 _trees_ [sic] [1]"
    )
    assert _plain(ANSWER.model_copy(update={"searched_for": ANSWER.question})).startswith("Forty [1]\n")
    assert _plain(ANSWER.model_copy(update={"text": r"\*\*not bold\*\* \\ **bold**"})).endswith(r"**not bold** \ bold")


def test_ask(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def stream(_: object, question: str, sources: object = None) -> Iterator[Answer]:
        asked.append((question, sources))
        yield ANSWER

    monkeypatch.setattr(rag.engine.Engine, "stream", stream)
    run("index")
    assert run("ask", "How many trees?").out == _plain(ANSWER) + "\n"
    said = run("ask", "How many trees?", "--json", "--source", "a.txt", "b.txt")
    assert Answer.model_validate_json(said.out) == ANSWER
    assert asked == [("How many trees?", None), ("How many trees?", ["a.txt", "b.txt"])]
    said = run("ask", "How many trees?", "--markdown")
    assert said.out.startswith("# How many trees?\n\n*Searched for:* How many apple trees?\n\n**Forty** [1]\n\n")
    assert said.out.count("\n") == rag.to_markdown(ANSWER).count("\n")
    assert run("ask", "How many trees?", "--markdown", "--json").code == 2


def test_only_asking_loads_the_reader(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> None:
        raise ModelError("the reader was loaded")

    monkeypatch.setattr(rag.engine, "PackagedReader", readings.PackagedReader)
    monkeypatch.setattr(readings, "load_reader", load)
    for arguments in (["index"], ["search", "apple trees"], ["doctor"]):
        assert "the reader was loaded" not in run(*arguments).error
    said = run("ask", "How many apple trees are there?")
    assert (said.code, said.out, said.error) == (2, "", "whosays: the reader was loaded\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "whosays: the following arguments are required: COMMAND; see whosays --help"),
        (["fly"], "whosays: argument COMMAND: invalid choice: 'fly'"),
        (["ask"], "whosays ask: the following arguments are required: question; see whosays ask --help"),
        (["search", "x", "-k", "many"], "whosays search: argument -k: invalid int value: 'many'"),
        (["ask", "x", "--colour"], "whosays: unrecognized arguments: --colour; see whosays --help"),
        (["ask", "x"], "whosays: there is no index in index; run: whosays index --index index"),
        (["search", "x", "--index", "a b"], "whosays: there is no index in a b; run: whosays index --index 'a b'"),
        (["index", "nowhere"], "whosays: there is no file or folder nowhere; check the spelling"),
        (["index", "--settings", "no.toml"], "whosays: there is no settings file no.toml"),
        (["index", "--index", "seeds/river.txt"], "whosays: the index folder seeds/river.txt cannot be written to ("),
        (["search", "x", "--index", "seeds/river.txt"], "whosays: there is no index in seeds/river.txt; run: "),
    ],
)
def test_user_errors_are_one_line_and_exit_code_2(run: Run, arguments: list[str], message: str) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.error[: len(message)] == message
    assert said.error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", " "], "whosays: the question is empty; ask something"),
        (["ask", "x", "--source", "no.txt"], "whosays: not in the index: no.txt; the index holds: orchard.txt"),
        (["search", "x", "-k", "0"], "whosays: k is 0; ask for at least 1 passage"),
        (["search", "half \udc80"], "whosays: the question holds half a character"),
    ],
)
def test_bad_questions(run: Run, arguments: list[str], message: str) -> None:
    run("index")
    said = run(*arguments)
    assert (said.code, said.out, said.error[: len(message)]) == (2, "", message)
    assert said.error.count("\n") == 1


def test_settings_come_in_order(run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workplace / "whosays.toml").write_text('index = "from-file"')
    run("index")
    assert (workplace / "from-file/CURRENT").is_file()
    monkeypatch.setenv("WHOSAYS_INDEX", "from-environment")
    run("index")
    assert (workplace / "from-environment/CURRENT").is_file()
    run("index", "--index", "from-flag")
    assert (workplace / "from-flag/CURRENT").is_file()
    (workplace / "other.toml").write_text("chunk_tokens = 16")
    said = run("search", "x", "--settings", "other.toml")
    assert said.error.startswith("whosays: the index was built with chunk_tokens=180, but the settings ask for chunk_")
    (workplace / "whosays.toml").write_text("hits = 'x'")
    assert run("search", "x").error.startswith("whosays: whosays.toml sets hits to 'x': ")


def test_help_tells_the_commands(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    for command in ("index", "ask", "search", "doctor"):
        assert f"    {command} " in said.out
        assert run(command, "--help").code == 0


def test_doctor(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.doctor.native_bfloat16", lambda: False)
    said = run("doctor")
    assert said.code == 1
    assert said.out.splitlines()[-1] == ("PROBLEM index: there is no index in index; run: whosays index --index index")
    run("index")
    said = run("doctor")
    assert (said.code, said.error) == (0, "")
    assert said.out.splitlines()[-1] == "ok      index: index: 2 files, 2 passages"


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "whosays: stopped; what was reported done is kept\n"),
        (OSError(28, "No space left on device", "index/x"), 2, "whosays: index/x: No space left on device\n"),
        (OSError("odd"), 2, "whosays: the system: odd\n"),
    ],
)
def test_what_stops_a_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, message: str
) -> None:
    def stop(*_: object, **__: object) -> IndexReport:
        raise raised

    monkeypatch.setattr(rag.building, "build_index", stop)
    said = run("index")
    assert (said.code, said.out, said.error) == (code, "", message)


def test_a_terminal_gets_a_bar(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = run("index")
    assert said.out.endswith("2 added; 2 passages embedded\n")
    assert "reading" in said.error
    assert "embedding" in said.error


# --- as people run it: another process, the real model and parser


def whosays(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-m", "rag.cli", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ROOT},
        timeout=120,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    return done


@pytest.mark.model
def test_the_whole_command_line() -> None:
    done = whosays("ask", "How many trees are there?", code=2)
    assert (done.stdout, done.stderr) == ("", "whosays: there is no index in index; run: whosays index --index index\n")

    done = whosays("index")
    assert done.stdout.endswith("2 added; 2 passages embedded\n")
    assert done.stderr == ""

    done = whosays("ask", "How many apple trees does the orchard have?", "--json")
    assert done.stderr == ""
    answer = Answer.model_validate_json(done.stdout)
    assert json.loads(done.stdout) == json.loads(answer.model_dump_json())
    assert not answer.refused
    first = answer.citations[0]
    assert (first.source, first.quote) == ("orchard.txt", "The orchard has forty apple trees.")
    for citation in answer.citations:
        assert (Path("seeds") / citation.source).read_text()[citation.start : citation.end] == citation.quote

    done = whosays("search", "apple trees", "-k", "1", "--json")
    assert done.stderr == ""
    assert [hit["source"] for hit in json.loads(done.stdout)] == ["orchard.txt"]

    done = whosays("doctor")
    assert done.stderr == ""
    assert "PROBLEM" not in done.stdout


def test_a_reader_that_has_enough_is_no_error() -> None:
    """As in `whosays --help | head -1`: here the other end is closed before anything is written."""
    code = (
        "import sys; from rag.cli import main; import rag.engine as e\n"
        "from rag.indexing import IndexReport, FileReport\n"
        "e.build_index = lambda *_, **__: IndexReport(tuple(FileReport(f'{n}.txt', 'added') for n in range(99999)))\n"
        "sys.exit(main(['index']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ROOT},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
