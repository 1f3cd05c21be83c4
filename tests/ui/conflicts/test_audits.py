from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from rag.errors import IndexCorrupt
from rag.types import Audit
from ui.conflicts.audits import Auditing, Audits, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

SOON = 20
RESULT = Audit(files=2, statements=3, compared=1)


class Index:
    """An index whose audit waits until it is let go."""

    def __init__(self) -> None:
        self.name = "first"
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.runs = 0
        self.problem: Exception | None = None

    def audit(self, *, progress: Callable[[str, int, int], None] | None = None) -> Audit:
        assert progress is not None
        self.runs += 1
        progress("reading", 1, 4)
        self.begun.set()
        assert self.let_go.wait(SOON)
        if self.problem:
            raise self.problem
        progress("comparing", 5, 5)
        return RESULT

    def edition(self) -> str:
        return self.name


@pytest.fixture
def index() -> Index:
    return Index()


@pytest.fixture
def audits(index: Index) -> Audits:
    return Audits(Auditing(index.audit, index.edition))


def end(audits: Audits, index: Index) -> None:
    index.let_go.set()
    list(audits.follow())
    assert not audits.running


def test_a_result_is_kept_and_grows_old(audits: Audits, index: Index) -> None:
    assert (audits.kept, audits.out_of_date) == (None, False)
    audits.begin()
    assert index.begun.wait(SOON)
    assert audits.running
    assert next(audits.follow()) == Progress("reading", 1, 4)
    end(audits, index)
    assert audits.kept is not None
    assert (audits.kept.audit, audits.kept.edition, audits.told) == (RESULT, "first", "")
    old = [audits.out_of_date]
    index.name = "second"
    old.append(audits.out_of_date)
    assert old == [False, True]


def test_what_changes_meanwhile_makes_the_result_old(audits: Audits, index: Index) -> None:
    audits.begin()
    assert index.begun.wait(SOON)
    index.name = "second"
    end(audits, index)
    assert audits.out_of_date


def test_one_at_a_time_and_who_leaves_stops_nothing(audits: Audits, index: Index) -> None:
    audits.begin()
    assert index.begun.wait(SOON)
    follower = audits.follow()
    next(follower)
    follower.close()
    audits.begin()
    assert audits.running
    end(audits, index)
    assert index.runs == 1
    assert list(audits.follow()) == []


def test_stopped_and_the_result_before_stays(audits: Audits, index: Index) -> None:
    audits.begin()
    end(audits, index)
    before = audits.kept
    index.let_go.clear()
    index.begun.clear()
    audits.begin()
    assert index.begun.wait(SOON)
    audits.stop()
    assert audits.progress == Progress("stopping", 1, 4)
    end(audits, index)
    assert audits.kept is before
    assert audits.told == "Stopped: nothing was kept of it."
    audits.begin()  # what was said of the last run is forgotten with the next
    end(audits, index)
    assert audits.told == ""


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (IndexCorrupt("the index is damaged; build it anew"), "the index is damaged; build it anew"),
        (RuntimeError("x"), "The program failed"),
    ],
)
def test_a_problem_is_told(audits: Audits, index: Index, problem: Exception, told: str) -> None:
    index.problem = problem
    audits.begin()
    end(audits, index)
    assert audits.told.startswith(told)
    assert audits.kept is None
