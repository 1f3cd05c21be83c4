"""The file of verdicts: nothing is lost, and a broken line spoils no other."""

from __future__ import annotations

import datetime
import json
import threading
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

import rag.verdict_store
from rag import IndexLocked, QuestionError, SettingsError, Verdict, VerdictStore, read_verdicts
from rag.verdict_store import VERDICTS
from rag.verdicts import judge
from tests.test_verdicts import TWO, A, B, cited

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def verdict(number: int = 0, *, prefer: int | None = None) -> Verdict:
    return judge(TWO, cited(A, (f"b{number}.txt", B[1])), prefer=prefer, when=WHEN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "index" / VERDICTS


def test_none_yet(file: Path) -> None:
    assert VerdictStore(file).read().all == ()
    assert not file.exists()


@pytest.mark.parametrize("kept", [True, False])
def test_kept_changed_and_taken_back(file: Path, kept: bool) -> None:
    store = VerdictStore(file if kept else None)
    for one in (verdict(1), verdict(2)):
        store.add(one)
    assert store.read().all == (verdict(1), verdict(2))
    store.add(verdict(1, prefer=1))
    assert store.read().all == (verdict(2), verdict(1, prefer=1))
    store.take_back(verdict(2).key, who="Ada", when=WHEN)
    store.take_back(verdict(2).key)  # twice is once
    store.take_back("0" * 32)
    assert store.read().all == (verdict(1, prefer=1),)
    store.add(verdict(2))
    assert store.read().all == (verdict(1, prefer=1), verdict(2))
    if kept:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == [
            "not_a_disagreement", "not_a_disagreement", "resolved", "taken_back", "not_a_disagreement",
        ]  # fmt: skip


def test_another_process_is_seen(file: Path) -> None:
    one, other = VerdictStore(file), VerdictStore(file)
    one.add(verdict(1))
    assert other.read().all == (verdict(1),)
    one.take_back(verdict(1).key)
    assert other.read().all == ()


def test_a_broken_line_is_named_and_passed_over(file: Path) -> None:
    store = VerdictStore(file)
    store.add(verdict(1))
    with file.open("ab") as appended:
        appended.write(b'{"key": 3}\n[]\n\nno json \xff\n{"key": "x", "verdict": "taken_back"}\n')
    store.add(verdict(2))
    found = store.read()
    assert found.all == (verdict(1), verdict(2))
    assert [line.removeprefix(str(file)) for line in found.broken] == [
        ", line 2: key: input should be a valid string; mend the line or delete it",
        ", line 3: input should be an object; mend the line or delete it",
        ", line 5: is no JSON; mend the line or delete it",
        ", line 6: when: field required; mend the line or delete it",
    ]


def test_a_line_that_was_cut_off_spoils_no_other(file: Path) -> None:
    store = VerdictStore(file)
    store.add(verdict(1))
    store.add(verdict(2))
    file.write_bytes(file.read_bytes()[:-30])
    store.add(verdict(3))
    found = store.read()
    assert found.all == (verdict(1), verdict(3))
    assert len(found.broken) == 1


def test_many_writers_lose_nothing(file: Path) -> None:
    stores = [VerdictStore(file) for _ in range(3)]
    threads = [threading.Thread(target=stores[i % 3].add, args=[verdict(i)]) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.key for one in stores[0].read().all} == {verdict(i).key for i in range(12)}


def test_a_lock_that_is_not_let_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.verdict_store, "_PATIENCE", 0)
    file.parent.mkdir()
    with FileLock(f"{file}.lock"), pytest.raises(IndexLocked, match=r"keeps .* busy; try again later"):
        VerdictStore(file).add(verdict())


def test_what_cannot_be_written_or_read(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"cannot be written to .*; nothing was kept"):
        VerdictStore(tmp_path / "taken" / VERDICTS).add(verdict())
    with pytest.raises(SettingsError, match="cannot be read"):
        VerdictStore(tmp_path).read()


def test_a_file_of_verdicts_is_read_as_kept_and_as_exported(file: Path, tmp_path: Path) -> None:
    store = VerdictStore(file)
    store.add(verdict(1))
    assert read_verdicts(file).all == (verdict(1),)
    store.add(verdict(2))
    assert read_verdicts(file).all == (verdict(1), verdict(2))
    exported = tmp_path / "exported.json"
    exported.write_text(store.read().json(), encoding="utf-8")
    assert read_verdicts(exported).all == (verdict(1), verdict(2))
    exported.write_text('{"version": 1, "verdicts": [{"key": "x"}]}', encoding="utf-8")
    assert read_verdicts(exported).broken[0].startswith(f"{exported}, verdict 1: key: ")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("nothing", "holds no verdicts"),
        ('{"version": 2, "verdicts": []}', "in a form that this program does not know"),
        ('{"version": 1, "verdicts": 3}', "in a form that this program does not know"),
    ],
)
def test_what_is_no_file_of_verdicts(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionError, match=problem):
        read_verdicts(file)
    with pytest.raises(QuestionError, match=r"none\.json cannot be read"):
        read_verdicts(tmp_path / "none.json")
