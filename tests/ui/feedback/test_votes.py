from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

import ui.feedback.votes
from tests.exporting.examples import answered
from ui.feedback.votes import MOST_REASON, VoteError, Votes, answer_key, vote_row

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1]]


def test_a_row_tells_what_it_is_about() -> None:
    answer = answered()
    row = vote_row(answer, "down", reason=" not\n the <figure> ", by="ada", when=WHEN)
    assert (row["version"], row["time"], row["verdict"], row["by"]) == (1, "2026-11-22T12:30:00+00:00", "down", "ada")
    assert row["reason"] == "not the <figure>"
    assert (row["question"], row["searched_for"]) == ("How many <boats>?", "How many *boats* call?")
    assert row["sources"] == ["ferry.txt", "harbour [1].txt", "<b>&_x_.txt"]
    assert [one["quote"] for one in row["citations"]] == [one.quote for one in answer.citations]
    assert row["program"].startswith("Whosays")
    assert json.loads(json.dumps(row)) == row
    assert len(vote_row(answer, "up", reason="x" * 9999)["reason"]) == MOST_REASON


def test_a_key_is_that_of_what_an_answer_holds() -> None:
    answer = answered()
    assert answer_key(answer) == answer_key(answer.model_copy(update={"timings": {"total": 9.0}}))
    assert answer_key(answer) != answer_key(answer.model_copy(update={"text": "else"}))


def test_rows_are_added_and_never_changed(tmp_path: Path) -> None:
    file = tmp_path / "page" / "feedback.jsonl"
    votes = Votes(file)
    votes.add({"n": "é\u2028"})
    votes.add({"n": 2})
    assert rows(file) == [{"n": "é\u2028"}, {"n": 2}]
    assert file.stat().st_mode & 0o077 == 0


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Votes(file).add({"n": n, "pad": "x" * 5000}), range(40)))
    assert sorted(row["n"] for row in rows(file)) == list(range(40))


def test_a_row_that_was_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    file.write_text('{"n": 1}\n{"n": ')
    Votes(file).add({"n": 3})
    assert file.read_text().split("\n") == ['{"n": 1}', '{"n": ', '{"n": 3}', ""]


def test_what_hinders_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.feedback.votes, "_WAIT", 0.05)
    file = tmp_path / "feedback.jsonl"
    with FileLock(file.with_suffix(".lock")), pytest.raises(VoteError, match="is in use: try again"):
        Votes(file).add({})
    monkeypatch.setattr(ui.feedback.votes, "_MOST_BYTES", 10)
    with pytest.raises(VoteError, match="is full"):
        Votes(file).add({"n": "0123456789"})
    (tmp_path / "no").write_text("a file where a folder should be")
    with pytest.raises(VoteError, match="cannot be written"):
        Votes(tmp_path / "no" / "feedback.jsonl").add({})
