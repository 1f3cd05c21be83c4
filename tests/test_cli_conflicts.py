"""The command ``whosays conflicts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag import Audit, JudgedAudit, VerdictStore
from rag.cli import main
from rag.verdicts import judge

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.model

SEIZED = "Customs officers in Dunsby seized {} copies of a banned pamphlet on Wednesday."


@pytest.fixture(autouse=True)
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faked: FakeEmbedder) -> Path:
    """A folder with an index of two files that are at odds."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/one.txt").write_text(SEIZED.format("8,200"))
    (tmp_path / "seeds/two.txt").write_text(SEIZED.format("2,800"))
    assert main(["index"]) == 0
    return tmp_path


def test_conflicts(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["conflicts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1. Sources disagree on how many copies of a banned pamphlet ")
    assert f"       one.txt, line 1: {SEIZED.format('8,200')}" in lines
    assert lines[-1] == "1 disagreement; 2 statements of 2 files read, 1 pair compared"


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["conflicts", "--json"]) == 0
    said = capsys.readouterr()
    audit = Audit.model_validate_json(said.out)
    assert [position.value for position in audit.conflicts[0].positions] == ["8,200", "2,800"]
    assert said.err == ""


def test_some_files_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conflicts", "--source", "one.txt"]) == 0
    assert "no disagreement found; 1 statement of 1 file read" in capsys.readouterr().out
    assert main(["conflicts", "--source", "three.txt"]) == 2
    assert "not in the index: three.txt" in capsys.readouterr().err


def test_only_what_is_new_fails(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["conflicts", "--json"]) == 0
    earlier = indexed / "earlier.json"
    earlier.write_text(capsys.readouterr().out)
    assert main(["conflicts", "--fail-on-new", str(earlier)]) == 0
    # Indexed anew, with other text before it, it is the same disagreement.
    (indexed / "seeds/two.txt").write_text(f"The pears were ripe. {SEIZED.format('2,800')}")
    (indexed / "seeds/zero.txt").write_text("The river floods in March.")
    assert main(["index"]) == 0
    assert main(["conflicts", "--fail-on-new", str(earlier)]) == 0
    (indexed / "seeds/two.txt").write_text(SEIZED.format("2,700"))
    assert main(["index"]) == 0
    capsys.readouterr()
    assert main(["conflicts", "--fail-on-new", str(earlier)]) == 1
    assert capsys.readouterr().err.startswith("whosays: new: sources disagree on how many copies of a banned pamphlet ")


def test_an_earlier_run_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["conflicts", "--fail-on-new", "none.json"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("whosays: none.json cannot be read (")


def judged(indexed: Path, audit: Audit, prefer: int | None = None) -> VerdictStore:
    """The index's verdicts, with one on the only conflict."""
    store = VerdictStore(indexed / "index" / "verdicts.jsonl")
    store.add(judge(audit.conflicts[0], audit.citations, prefer=prefer, reason="two sacks"))
    return store


def audited(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["conflicts", *arguments]) == 0
    return capsys.readouterr().out


def test_what_is_marked_as_none_stands_apart_and_fails_nothing(
    indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = indexed / "earlier.json"
    plain = audited(capsys, "--json")
    earlier.write_text(Audit.model_validate_json(plain).model_copy(update={"conflicts": ()}).model_dump_json())
    assert main(["conflicts", "--fail-on-new", str(earlier)]) == 1
    store = judged(indexed, Audit.model_validate_json(plain))
    # Indexed anew, with other text before it, it is the same disagreement.
    (indexed / "seeds/two.txt").write_text(f"The pears were ripe. {SEIZED.format('2,800')}")
    assert main(["index"]) == 0
    lines = audited(capsys, "--fail-on-new", str(earlier)).splitlines()
    assert lines[:2] == ["Marked as no disagreement:", ""]
    assert lines[4].startswith("   Marked as no disagreement on 20")
    assert lines[4].endswith(" (two sacks)")
    assert f"       one.txt, line 1: {SEIZED.format('8,200')}" in lines
    assert lines[-1].startswith("no disagreement found, 1 marked as none; 2 statements ")
    document = JudgedAudit.model_validate_json(audited(capsys, "--json"))
    assert len(document.conflicts) == 1
    assert [(one.conflict, one.verdict) for one in document.judged] == [(0, store.read().all[0])]
    # What was printed with verdicts serves as an earlier run too; and verdicts of another file count instead.
    earlier.write_text(document.model_dump_json())
    assert main(["conflicts", "--fail-on-new", str(earlier)]) == 0
    (indexed / "empty.jsonl").write_text("")
    assert audited(capsys, "--json", "--verdicts", "empty.jsonl").count("not_a_disagreement") == 0
    store.take_back(store.read().all[0].key)
    assert "Marked as no disagreement" not in audited(capsys)


def test_what_is_resolved_is_a_disagreement_still(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = judged(indexed, Audit.model_validate_json(audited(capsys, "--json")), prefer=1)
    exported = indexed / "exported.json"
    exported.write_text(store.read().json(), encoding="utf-8")
    (indexed / "index" / "verdicts.jsonl").write_text("broken\n")
    lines = audited(capsys, "--verdicts", str(exported)).splitlines()
    assert lines[2].startswith("   Resolved on 20")
    assert lines[2].endswith(": “2,800” is preferred (two sacks)")
    assert lines[-1].startswith("1 disagreement; ")
    assert main(["conflicts"]) == 0
    assert "verdicts.jsonl, line 1: is no JSON; mend the line or delete it" in capsys.readouterr().err
