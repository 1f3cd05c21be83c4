from __future__ import annotations

import pytest

from tests.ui.fake import FERRY, HARBOUR, FakeEngine
from ui.chat.conversation import Conversation
from ui.chat.turns import NO_FILE, Step, give_up, take_anew, take_turn

ALL = (FERRY, HARBOUR)


def steps(
    engine: FakeEngine, text: str, chosen: tuple[str, ...] = ALL, so_far: Conversation | None = None
) -> list[Step]:
    return list(take_turn(engine, text, chosen, so_far or Conversation(), sources=ALL))


def test_question_is_shown_then_answered() -> None:
    engine = FakeEngine()
    wait, done = steps(engine, "  How many boats? ")
    waiting = Conversation().asked("How many boats?")
    answer = FakeEngine().answer("How many boats?")
    assert wait == Step(waiting, question="")
    assert done == Step(waiting.answered(answer), answer=answer)
    assert engine.calls == [("How many boats?", 0, None)]


def test_history_and_chosen_files_reach_the_engine() -> None:
    engine = FakeEngine()
    first = steps(engine, "How many boats?")[-1].conversation
    steps(engine, "and at night?", (HARBOUR,), first)
    assert engine.calls[1] == ("and at night?", 1, (HARBOUR,))


def test_blank_question() -> None:
    assert steps(FakeEngine(), " \n") == []


def test_no_file_is_chosen() -> None:
    engine = FakeEngine()
    assert steps(engine, "Who? ", ()) == [Step(Conversation().asked("Who?").failed(NO_FILE), question="Who? ")]
    assert engine.calls == []


def test_error_keeps_the_question() -> None:
    _, failed = steps(FakeEngine(), "broken ")
    said = "the model <did> not *answer*; try again"
    assert failed == Step(Conversation().asked("broken").failed(said), question="broken ")


def test_defects_are_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="a defect of the engine"):
        steps(FakeEngine(), "a defect")


def test_give_up_puts_the_question_back() -> None:
    waiting = Conversation().asked("Who?")
    step = give_up(waiting)
    assert step.question == "Who?"
    assert step.conversation.messages[-1]["content"] == (
        "**That could not be answered.** The program failed in a way it was not prepared for; where it was started, "
        "it says more\\."
    )
    assert give_up(Conversation()) == Step(Conversation())


def test_questions_are_asked_anew_one_after_another_below_what_was_said() -> None:
    engine = FakeEngine()
    before = steps(engine, "How many boats?", (HARBOUR,))[-1].conversation
    after = list(take_anew(engine, ("Who counts?", "and at night?"), before, sources=ALL))[-1].conversation
    assert engine.calls[1:] == [("Who counts?", 0, None), ("and at night?", 1, None)]
    assert [question for question, _ in after.turns] == ["Who counts?", "and at night?"]
    assert after.messages[:2] == before.messages
    assert len(after.messages) == 6
