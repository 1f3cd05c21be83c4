from __future__ import annotations

from threading import Event, Semaphore
from typing import TYPE_CHECKING

import pytest

from rag.types import Answer
from ui.chat.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Iterator


def said(text: str) -> Answer:
    return Answer(question="Who?", searched_for="Who?", text=text, refused=False)


class Script:
    """Says one text after another, each when it is let."""

    def __init__(self, *texts: str, problem: Exception | None = None) -> None:
        self.texts, self.problem = texts, problem
        self.let = [Event() for _ in texts]
        self.closed = Event()

    def __call__(self) -> Iterator[Answer]:
        try:
            for text, event in zip(self.texts, self.let, strict=True):
                assert event.wait(20)
                yield said(text)
            if self.problem:
                raise self.problem
        finally:
            self.closed.set()


def test_each_answer_is_told_and_the_last_is_whole() -> None:
    script = Script("One.", "One. Two.")
    asking = Asking(script)
    follow = asking.follow()
    script.let[0].set()
    told = [next(answer for answer in follow if answer is not None).text]
    outcomes = [asking.outcome]
    script.let[1].set()
    told += [answer.text for answer in follow if answer is not None]
    assert told == ["One.", "One. Two."]
    assert [*outcomes, asking.outcome] == ["running", "whole"]
    assert asking.result() == said("One. Two.")


def test_while_nothing_comes_it_can_be_closed() -> None:
    script = Script("One.")
    asking = Asking(script)
    follow = asking.follow()
    assert next(follow) is None
    follow.close()
    assert asking.outcome == "stopped"
    script.let[0].set()
    assert script.closed.wait(20)


def test_stopped_it_ends_at_once_and_keeps_what_came() -> None:
    script = Script("One.", "One. Two.")
    script.let[0].set()
    asking = Asking(script)
    follow = asking.follow()
    assert next(answer for answer in follow if answer is not None) == said("One.")
    asking.stop()
    assert list(follow) == []
    assert (asking.outcome, asking.result()) == ("stopped", said("One."))
    script.let[1].set()
    assert script.closed.wait(20)
    assert asking.result() == said("One.")


def test_what_goes_wrong_is_raised_where_it_is_asked_for() -> None:
    asking = Asking(Script(problem=RuntimeError("a defect")))
    assert [answer for answer in asking.follow() if answer is not None] == []
    assert asking.outcome == "failed"
    with pytest.raises(RuntimeError, match="a defect"):
        asking.result()


def test_one_after_another_where_they_share_a_turn() -> None:
    turn, first, second = Semaphore(1), Script("One."), Script("Two.")
    asking = Asking(first, turn)
    first.let[0].set()
    list(asking.follow())
    blocked = Script("Never.")
    waiting = Asking(blocked, Semaphore(0))
    waiting.stop()
    assert list(waiting.follow()) == []
    assert not blocked.closed.is_set()  # it had not begun
    then = Asking(second, turn)
    second.let[0].set()
    assert [answer for answer in then.follow() if answer is not None] == [said("Two.")]
