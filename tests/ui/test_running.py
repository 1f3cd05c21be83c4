from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING

import pytest

from ui.running import Running, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.running import Tell


class Counting(Running[str, int]):
    def __init__(self, do: Callable[[Tell], int], turn: Lock) -> None:
        super().__init__(do, turn, waiting="waiting", begun="begun", name="counting")

    def _step(self, stage: str, done: int, of: int) -> str:
        return f"{stage} {done} of {of}"

    def _stopping(self, now: str) -> str:
        return f"stopping after {now}"


def test_what_is_told_is_followed_to_the_result() -> None:
    go_on = Event()

    def do(tell: Tell) -> int:
        tell("counting", 1, 2)
        go_on.wait()
        return 7

    running = Counting(do, Lock())
    steps = running.follow()
    while next(steps) != "counting 1 of 2":
        pass
    assert not running.ended
    go_on.set()
    assert running.result() == 7
    assert running.ended


def test_one_that_is_stopped_ends_when_it_tells_next_unless_it_is_done() -> None:
    for done, result in ((1, None), (2, 7)):
        stopped, told = Event(), Event()

        def do(tell: Tell, done: int = done, stopped: Event = stopped, told: Event = told) -> int:
            tell("counting", 0, 2)
            told.set()
            stopped.wait()
            tell("counting", done, 2)
            return 7

        running = Counting(do, Lock())
        told.wait()
        running.stop()
        assert running.progress == "stopping after counting 0 of 2"
        stopped.set()
        assert running.result() == result


def test_what_goes_wrong_is_raised_to_whoever_asks_and_the_turn_is_free_again() -> None:
    def broken(tell: Tell) -> int:
        raise ValueError("broken")

    turn = Lock()
    running = Counting(broken, turn)
    with pytest.raises(ValueError, match="broken"):
        running.result()
    assert not turn.locked()


def test_nothing_is_told_of_what_has_ended() -> None:
    ended = Event()
    ended.set()
    assert list(follow(ended, lambda: "x")) == []
