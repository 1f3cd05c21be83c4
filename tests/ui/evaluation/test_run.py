from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING

import pytest

from rag import Evaluation
from rag.errors import QuestionError
from ui.evaluation.run import Progress, Run

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = Evaluation(questions_from="q", split=None, settings={}, figures={}, questions=())
PATIENCE = 10


class Work:
    """Stands for :func:`rag.evaluate`: asks three questions, each when the test lets it."""

    def __init__(self) -> None:
        self.may = [Event(), Event(), Event()]
        self.told = 0

    def __call__(self, tell: Callable[[str, int, int], None]) -> Evaluation:
        for done, may in enumerate(self.may):
            tell("asking", done, 3)
            self.told = done
            assert may.wait(PATIENCE)
        tell("asking", 3, 3)
        return EMPTY


def test_a_run_tells_how_far_it_is_and_gives_what_was_measured() -> None:
    work = Work()
    run = Run(work, Lock())
    seen = []
    for now in run.follow():
        seen.append((now.stage, now.done, now.of))
        work.may[min(now.done, 2)].set()
    assert run.result() is EMPTY
    assert seen[-1][0] == "asking"
    assert seen == sorted(seen, key=lambda one: one[1])
    assert {of for stage, _, of in seen if stage == "asking"} == {3}


def test_the_time_left_is_estimated_from_the_pace() -> None:
    work = Work()
    run = Run(work, Lock())
    following = run.follow()
    for now in following:
        if now.done == 0:
            assert now.seconds_left is None
            work.may[0].set()
        elif now.done == 1:
            assert now.seconds_left is not None
            assert 0 < now.seconds_left < 2 * PATIENCE
            break
    run.stop()
    work.may[1].set()
    assert run.result() is None


def test_a_run_stops_after_the_question_that_is_being_answered() -> None:
    work = Work()
    run = Run(work, Lock())
    following = run.follow()
    assert any(now.stage == "asking" for now in following)
    run.stop()
    assert run.progress.stage == "stopping"
    work.may[0].set()
    assert run.result() is None
    assert work.told == 0


def test_a_run_that_was_stopped_after_its_last_question_counts() -> None:
    work = Work()
    for may in work.may[:2]:
        may.set()
    run = Run(work, Lock())
    following = run.follow()
    assert any(now.done == 2 for now in following)
    run.stop()
    work.may[2].set()
    assert run.result() is EMPTY


def test_whoever_goes_away_stops_the_run() -> None:
    work = Work()
    run = Run(work, Lock())
    following = run.follow()
    next(following)
    following.close()
    work.may[0].set()
    assert run.result() is None


def test_a_long_question_does_not_keep_whoever_follows() -> None:
    work = Work()
    run = Run(work, Lock())
    following = run.follow()
    assert any(now.stage == "asking" for now in following)
    assert [next(following).done, next(following).done] == [0, 0]
    run.stop()
    work.may[0].set()
    assert run.result() is None


def test_runs_go_one_after_another() -> None:
    turn = Lock()
    first, second = Work(), Work()
    running = Run(first, turn)
    followed = running.follow()
    assert any(now.stage == "asking" for now in followed)
    waiting, given_up = Run(second, turn), Run(Work(), turn)
    following = waiting.follow()
    assert next(following) == Progress("waiting")
    given_up.stop()
    assert given_up.result() is None
    for may in [*first.may, *second.may]:
        may.set()
    assert running.result() is EMPTY
    assert waiting.result() is EMPTY
    assert not turn.locked()


def test_what_goes_wrong_is_raised_where_the_result_is_asked_for() -> None:
    def broken(_tell: Callable[[str, int, int], None]) -> Evaluation:
        raise QuestionError("no question is of the split 'x'")

    turn = Lock()
    run = Run(broken, turn)
    assert list(run.follow()) in ([], [Progress("preparing")])
    with pytest.raises(QuestionError, match="no question is of the split"):
        run.result()
    assert not turn.locked()
