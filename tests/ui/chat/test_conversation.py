from __future__ import annotations

import pytest

from rag.types import Answer
from ui.chat.conversation import Conversation

ANSWER = Answer(question="Who?", searched_for="Who?", text="Nobody.", refused=False)
WAIT = "*Reading the files…*"


def contents(conversation: Conversation) -> list[str]:
    return [message["content"] for message in conversation.messages]


def test_a_turn() -> None:
    waiting = Conversation().asked("Who *?")
    assert waiting.messages == (
        {"role": "user", "content": "Who \\*?"},
        {"role": "assistant", "content": WAIT},
    )
    assert (waiting.turns, waiting.pending) == ((), "Who *?")
    done = waiting.answered(ANSWER)
    assert (done.turns, done.pending) == ((("Who *?", ANSWER),), None)
    assert contents(done) == ["Who \\*?", "Nobody."]


def test_a_failure_is_shown_but_is_no_turn() -> None:
    failed = Conversation().asked("Who?").failed("no index")
    assert failed.turns == ()
    assert contents(failed) == ["Who?", "**That could not be answered.** no index"]


def test_a_question_that_still_waits_counts_as_interrupted() -> None:
    again = Conversation().asked("Who?").asked("When?")
    interrupted = "**That could not be answered.** The answer was interrupted\\."
    assert contents(again) == ["Who?", interrupted, "When?", WAIT]


def test_nothing_waits() -> None:
    with pytest.raises(ValueError, match="no question waits"):
        Conversation().answered(ANSWER)
    with pytest.raises(ValueError, match="no question waits"):
        Conversation().failed("no index")


def test_afresh_nothing_is_remembered_and_all_stays_in_view() -> None:
    answered = Conversation().asked("Who?").answered(ANSWER)
    assert answered.afresh() == Conversation((), answered.messages)
    waiting = answered.asked("When?")
    assert waiting.afresh().pending is None
    assert contents(waiting.afresh())[-1] == "**That could not be answered.** The answer was interrupted\\."
