"""Indexing beside everything else: with real indexes, the models replaced."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING

import pytest

from rag.building import build_index
from rag.engine import Engine
from rag.errors import IndexLocked
from rag.indexing import IndexReport
from ui.documents.work import Progress, Task, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder

PATIENCE = 60


class Gate:
    """Holds an indexing at its first step until it is opened."""

    def __init__(self, index: Callable[..., IndexReport]) -> None:
        self.reached, self.opened = Event(), Event()
        self._index = index

    def __call__(self, tell: Callable[[str, int, int], None]) -> IndexReport:
        def held(stage: str, done: int, of: int) -> None:
            tell(stage, done, of)
            self.reached.set()
            assert self.opened.wait(PATIENCE)
            tell(stage, done, of)

        return self._index(progress=held)


@pytest.fixture
def indexed(faked: FakeEmbedder, settings: Settings) -> Settings:
    (settings.documents / "mill.txt").write_text("The mill at Orrest opened in 1871.", encoding="utf-8")
    build_index(settings=settings)
    (settings.documents / "weir.txt").write_text("The weir at Orrest broke in 1911.", encoding="utf-8")
    return settings


def test_questions_are_answered_from_the_old_state_meanwhile(indexed: Settings) -> None:
    gate = Gate(partial(build_index, settings=indexed))
    with Engine.open(settings=indexed) as engine:
        task = Work().begin(gate)
        assert gate.reached.wait(PATIENCE)
        assert {hit.source for hit in engine.search("weir mill Orrest")} == {"mill.txt"}
        assert [document.source for document in engine.documents()] == ["mill.txt"]
        assert not task.ended
        gate.opened.set()
        report = task.result()
        assert report is not None
        assert report.count("added") == 1
        assert {hit.source for hit in engine.search("weir mill Orrest")} == {"mill.txt", "weir.txt"}


def test_one_after_another(indexed: Settings) -> None:
    work, gate = Work(), Gate(partial(build_index, settings=indexed))
    first = work.begin(gate)
    assert gate.reached.wait(PATIENCE)
    second = work.begin(lambda tell: build_index(settings=indexed, progress=tell))
    assert next(second.follow()) == Progress("waiting")
    assert work.latest is second
    assert not second.ended
    gate.opened.set()
    for task in (first, second):
        assert task.result() is not None
    assert work.latest is None


def test_stopped_while_it_works_and_while_it_waits(indexed: Settings) -> None:
    work, gate = Work(), Gate(partial(build_index, settings=indexed))
    first = work.begin(gate)
    assert gate.reached.wait(PATIENCE)
    second = work.begin(lambda tell: pytest.fail("it was stopped before its turn"))
    for task in (second, first):
        task.stop()
        assert task.progress.stage == "stopping"
    gate.opened.set()
    assert (first.result(), second.result()) == (None, None)
    report = build_index(settings=indexed)  # the index is whole, and free
    assert (report.count("unchanged"), report.count("added")) == (1, 1)


def test_it_goes_on_when_nobody_follows_it(indexed: Settings) -> None:
    gate = Gate(partial(build_index, settings=indexed))
    task = Work().begin(gate)
    following = task.follow()
    next(following)
    following.close()
    gate.opened.set()
    report = task.result()
    assert report is not None
    assert report.count("added") == 1


def test_steps_are_told() -> None:
    def index(tell: Callable[[str, int, int], None]) -> IndexReport:
        tell("reading", 1, 2)
        steps.append(task_of[0].progress)
        tell("embedding", 5, 9)
        steps.append(task_of[0].progress)
        return IndexReport()

    steps: list[Progress] = []
    task_of: list[Task] = []
    turn = Lock()
    with turn:
        task_of.append(Task(index, turn))
    assert task_of[0].result() == IndexReport()
    assert steps == [Progress("reading", 1, 2), Progress("embedding", 5, 9)]
    assert list(task_of[0].follow()) == []


def test_another_process_is_writing(indexed: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.store.index import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(indexed.index)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        work = Work()
        task = work.begin(lambda tell: build_index(settings=indexed, progress=tell))
        with pytest.raises(IndexLocked, match="another process is writing to the index"):
            task.result()
        process.communicate()
    after = work.begin(lambda tell: build_index(settings=indexed, progress=tell)).result()
    assert after is not None
