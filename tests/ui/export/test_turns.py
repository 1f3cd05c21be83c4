from __future__ import annotations

from tests.exporting.examples import answered, conversation
from ui.chat.conversation import Conversation, Exchange
from ui.export.turns import shown_answer, title_of, turns_of

WHOLE, GROWN = conversation()[2][1], answered()


def exchanged(*exchanges: Exchange, name: str | None = None) -> Conversation:
    return Conversation(exchanges, name=name)


def test_what_has_an_answer_is_taken_along() -> None:
    failed = Exchange("What broke?", "failed", told="the disk")
    so_far = exchanged(failed, Exchange("Why?", "whole", WHOLE), Exchange("Gone?", "unreadable"))
    assert turns_of(so_far) == [("Why?", WHOLE)]
    assert shown_answer(WHOLE, so_far) is WHOLE
    assert title_of(so_far) == "Why?"
    assert title_of(exchanged(failed)) is None
    assert title_of(exchanged(*so_far.exchanges, name="Mills")) == "Mills"


def test_what_came_before_a_new_start_is_taken_along_too() -> None:
    so_far = exchanged(Exchange("Why?", "whole", WHOLE), Exchange("How many?", "whole", GROWN, follows=False))
    assert [question for question, _ in turns_of(so_far)] == ["Why?", "How many?"]


def test_what_is_not_whole_says_so() -> None:
    for state, said in (("stopped", "was stopped"), ("waiting", "not whole yet")):
        so_far = exchanged(Exchange("How many?", state, GROWN))  # type: ignore[arg-type]
        ((_, taken),) = turns_of(so_far)
        assert taken.warnings[:-1] == GROWN.warnings
        assert said in taken.warnings[-1]
        assert shown_answer(GROWN, so_far) == taken
    assert shown_answer(GROWN, exchanged()) is GROWN
