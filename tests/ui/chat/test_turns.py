from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.ui.fake import FERRY, HARBOUR, HOSTILE, FakeEngine
from ui.chat.conversation import Conversation
from ui.chat.turns import NO_FILE, Asker, Step, give_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.types import Answer, History

ALL = (FERRY, HARBOUR, HOSTILE)
WAIT = "Reading 3 files…"


class WritingEngine(FakeEngine):
    """A model that writes two sentences, the second when it is let."""

    generator = "a model"

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bool] = []
        self.go_on = Event()
        self.let_go = Event()

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Iterator[Answer]:
        self.written.append(written)
        whole = self.answer(question, history=history, sources=sources)
        try:
            yield whole.model_copy(update={"text": "First."})
            self.go_on.wait(20)
            yield whole.model_copy(update={"text": "First. Second."})
        finally:
            self.let_go.set()


def steps(
    engine: FakeEngine, text: str, chosen: tuple[str, ...] = ALL, so_far: Conversation | None = None
) -> list[Step]:
    return list(Asker(engine).turn(text, chosen, so_far or Conversation()))


def test_question_is_shown_then_answered() -> None:
    engine = FakeEngine()
    wait, *_, done = steps(engine, "  How many boats? ")
    waiting = Conversation().asked("How many boats?", WAIT)
    answer = FakeEngine().answer("How many boats?")
    assert (wait.conversation, wait.question, wait.moved) == (waiting, "", True)
    assert done == Step(waiting.answered(answer), answer=answer, moved=True)
    assert engine.calls == [("How many boats?", 0, None)]


def test_history_and_chosen_files_reach_the_engine() -> None:
    engine = FakeEngine()
    first = steps(engine, "How many boats?")[-1].conversation
    steps(engine, "and at night?", (HARBOUR,), first)
    assert engine.calls[1] == ("and at night?", 1, (HARBOUR,))
    steps(engine, "How many ferries?", ALL, first.revise(0))
    assert engine.calls[2] == ("How many ferries?", 0, None)


def test_blank_question() -> None:
    assert steps(FakeEngine(), " \n") == []


def test_no_file_is_chosen() -> None:
    engine = FakeEngine()
    (step,) = steps(engine, "Who? ", ())
    assert step == Step(Conversation().asked("Who?", "").failed(NO_FILE), question="Who? ", moved=True)
    assert engine.calls == []


def test_a_file_that_is_not_there_any_more_is_not_asked() -> None:
    engine = FakeEngine()
    steps(engine, "How many boats?", (HARBOUR, "gone.txt"))
    steps(engine, "How many boats?", (*ALL, "gone.txt"))
    assert [asked_of for _, _, asked_of in engine.calls] == [(HARBOUR,), None]
    assert steps(engine, "Who?", ("gone.txt",))[0].conversation == Conversation().asked("Who?", "").failed(NO_FILE)


def test_error_keeps_the_question() -> None:
    *_, failed = steps(FakeEngine(), "broken ")
    said = "the model <did> not *answer*; try again"
    assert failed.conversation == Conversation().asked("broken", WAIT).failed(said)
    assert failed.question == "broken "


def test_defects_are_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="a defect of the engine"):
        steps(FakeEngine(), "a defect")


def test_give_up_puts_the_question_back() -> None:
    step = give_up(Conversation().asked("Who?", WAIT))
    assert (step.question, step.moved) == ("Who?", True)
    assert step.conversation.messages[-1]["content"] == (
        "**That could not be answered.** The program failed in a way it was not prepared for; where it was started, "
        "it says more\\."
    )
    assert give_up(Conversation()) == Step(Conversation())


def test_a_written_answer_is_shown_as_it_grows() -> None:
    engine = WritingEngine()
    turn = Asker(engine).turn("How many boats?", ALL, Conversation())
    assert next(turn).conversation.exchanges[0].told == f"{WAIT} Then a model writes."
    grown = next(step for step in turn if step.answer is not None)
    assert grown.conversation.messages[1]["content"].startswith("First.")
    assert grown.conversation.pending
    engine.go_on.set()
    *_, whole = turn
    assert whole.conversation.turns[0][1].text == "First. Second."
    assert engine.written == [True]


def test_a_written_answer_is_stopped_and_the_question_is_back() -> None:
    engine = WritingEngine()
    turn = Asker(engine).turn("How many boats? ", ALL, Conversation())
    grown = next(step for step in turn if step.answer is not None)
    assert grown.asking is not None
    grown.asking.stop()
    *_, stopped = turn
    assert (stopped.conversation.exchanges[0].state, stopped.question) == ("stopped", "How many boats? ")
    assert stopped.answer is not None
    assert stopped.answer.text == "First."
    engine.go_on.set()
    assert engine.let_go.wait(20)


def test_whoever_wants_quotes_has_them() -> None:
    engine = WritingEngine()
    engine.go_on.set()
    first = next(Asker(engine).turn("How many boats?", ALL, Conversation(), written=False))
    assert first.conversation.exchanges[0].told == WAIT
    assert engine.let_go.wait(20)
    assert engine.written == [False]


def test_questions_are_asked_anew_one_after_another_below_what_was_said() -> None:
    engine = FakeEngine()
    before = steps(engine, "How many boats?", (HARBOUR,))[-1].conversation
    after = list(Asker(engine).anew(("Who counts?", "and at night?"), before))[-1].conversation
    assert engine.calls[1:] == [("Who counts?", 0, None), ("and at night?", 1, None)]
    assert [question for question, _ in after.turns] == ["Who counts?", "and at night?"]
    assert after.messages[:2] == before.messages
    assert len(after.messages) == 6
