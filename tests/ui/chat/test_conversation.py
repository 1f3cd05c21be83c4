from __future__ import annotations

import pytest

from rag.types import Answer
from ui.chat.conversation import Conversation, Exchange

ANSWER = Answer(question="Who?", searched_for="Who?", text="Nobody.", refused=False)
OTHER = Answer(question="And when?", searched_for="When was *it*?", text="Never.", refused=False)
WAIT = "Reading 3 files…"


def contents(conversation: Conversation) -> list[str]:
    return [message["content"] for message in conversation.messages]


def asked(*questions: str) -> Conversation:
    """A conversation in which each question was answered."""
    now = Conversation()
    for question in questions:
        now = now.asked(question, WAIT).answered(ANSWER)
    return now


def test_a_turn() -> None:
    waiting = Conversation().asked("Who *?", WAIT)
    assert waiting.messages == (
        {"role": "user", "content": "Who \\*?"},
        {"role": "assistant", "content": "*Reading 3 files…*"},
    )
    assert (waiting.turns, waiting.pending) == ((), "Who *?")
    answer = ANSWER.model_copy(update={"searched_for": "Who *?"})
    done = waiting.answered(answer)
    assert (done.turns, done.pending) == ((("Who *?", answer),), None)
    assert contents(done) == ["Who \\*?", "Nobody."]


def test_what_was_searched_for_stands_below_the_question() -> None:
    done = asked("Who?").asked("And when?", WAIT).answered(OTHER)
    assert contents(done)[2:] == ["And when?\n\n*Searched for:* When was \\*it\\*?", "Never."]
    assert [exchange.searched_for for exchange in done.exchanges] == [None, "When was *it*?"]


def test_an_answer_grows_and_may_be_stopped() -> None:
    growing = Conversation().asked("Who?", WAIT).growing(ANSWER)
    assert (contents(growing)[1], growing.pending) == ("Nobody.", "Who?")
    stopped = growing.stopped()
    assert contents(stopped)[1] == "Nobody.\n\n*Stopped: this is as far as the answer came.*"
    assert stopped.turns == (("Who?", ANSWER),)
    at_once = Conversation().asked("Who?", WAIT).stopped()
    assert contents(at_once)[1] == "*Stopped before anything was answered.*"
    assert at_once.turns == ()


def test_a_failure_is_shown_but_is_no_turn() -> None:
    failed = Conversation().asked("Who?", WAIT).growing(ANSWER).failed("no index")
    assert failed.turns == ()
    assert contents(failed) == ["Who?", "**That could not be answered.** no index"]


def test_a_question_that_still_waits_counts_as_interrupted() -> None:
    again = Conversation().asked("Who?", WAIT).asked("When?", WAIT)
    interrupted = "**That could not be answered.** The answer was interrupted\\."
    assert contents(again) == ["Who?", interrupted, "When?", f"*{WAIT}*"]
    partly = Conversation().asked("Who?", WAIT).growing(ANSWER).settled()
    assert partly.exchanges[0].state == "stopped"


def test_nothing_waits() -> None:
    with pytest.raises(ValueError, match="no question waits"):
        Conversation().answered(ANSWER)
    with pytest.raises(ValueError, match="no question waits"):
        asked("Who?").stopped()


def test_an_earlier_question_is_asked_anew_and_all_after_it_goes() -> None:
    revising = asked("One?", "Two?", "Three?").revise(1)
    assert len(revising.messages) == 6  # until it is asked
    assert [question for question, _ in revising.turns] == ["One?"]
    again = revising.asked("Zwei?", WAIT)
    assert [exchange.question for exchange in again.exchanges] == ["One?", "Zwei?"]
    assert again.revising is None
    assert len(revising.revise(None).turns) == 3
    with pytest.raises(ValueError, match="no exchange 3"):
        revising.revise(3)


def test_afresh_nothing_is_remembered_and_all_stays_in_view() -> None:
    before = asked("Who?")
    assert before.afresh().turns == ()
    assert before.afresh().messages == before.messages
    anew = before.afresh().asked("Where?", WAIT).answered(ANSWER).asked("When?", WAIT).answered(ANSWER)
    assert [question for question, _ in anew.turns] == ["Where?", "When?"]
    assert [question for question, _ in anew.revise(2).turns] == ["Where?"]
    assert anew.revise(1).turns == ()
    assert anew.revise(1).asked("Whence?", WAIT).answered(ANSWER).turns == (("Whence?", ANSWER),)
    assert Conversation().asked("Who?", WAIT).afresh().pending is None


def test_what_cannot_be_read_is_said() -> None:
    lost = Conversation((Exchange("Who?", "unreadable"),))
    assert contents(lost)[1].startswith("*This answer was kept in a form that can no longer be read.")
    assert lost.turns == ()


def test_an_answer_is_found_by_itself_not_by_what_it_says() -> None:
    alike = ANSWER.model_copy()
    both = Conversation().asked("Who?", WAIT).answered(ANSWER).asked("Who?", WAIT).answered(alike)
    assert (both.number_of(ANSWER), both.number_of(alike), both.number_of(None)) == (0, 1, None)
