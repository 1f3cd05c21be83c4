"""One person's conversation: what was asked and came of it, the turns that the engine needs, what the chat shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

from ui.answers.markdown import answer_message, error_message, escape_markdown

if TYPE_CHECKING:
    from rag.types import Answer
    from rag.verdicts import Verdicts

__all__ = ["INTERRUPTED", "Conversation", "Exchange", "Message", "State"]

INTERRUPTED = "The answer was interrupted."
_STOPPED = "*Stopped: this is as far as the answer came.*"
_STOPPED_AT_ONCE = "*Stopped before anything was answered.*"
_UNREADABLE = "*This answer was kept in a form that can no longer be read. Ask again to have it anew.*"

#: Where an answer stands: it is waited for, whole, was stopped by the person, failed, or cannot be read any more.
State: TypeAlias = Literal["waiting", "whole", "stopped", "failed", "unreadable"]


class Message(TypedDict):
    """A message of the chat; ``content`` is Markdown."""

    role: str
    content: str


@dataclass(frozen=True)
class Exchange:
    """A question and what came of it.

    Attributes:
        question: As asked.
        state: Where its answer stands.
        answer: The answer; as far as it has come, where it is waited for or was stopped.
        told: What is said in the answer's place: what is waited for, or what went wrong.
        follows: Whether it may refer to the questions before it.
    """

    question: str
    state: State = "waiting"
    answer: Answer | None = None
    told: str = ""
    follows: bool = True

    @property
    def searched_for(self) -> str | None:
        """What was searched for, where it is not what was asked."""
        if self.answer is None or self.answer.searched_for.strip() == self.question.strip():
            return None
        return self.answer.searched_for

    @cached_property
    def messages(self) -> tuple[Message, Message]:
        """The question, with what was searched for below it, and what came of it."""
        asked = escape_markdown(self.question)
        if self.searched_for is not None:
            asked += f"\n\n*Searched for:* {escape_markdown(self.searched_for)}"
        return {"role": "user", "content": asked}, {"role": "assistant", "content": self._outcome()}

    def judged(self, verdicts: Verdicts) -> tuple[Message, Message]:
        """The same, with what people made of the disagreements."""
        if self.answer is None or not any(verdicts.of(d, self.answer.citations) for d in self.answer.disagreements):
            return self.messages
        return self.messages[0], {"role": "assistant", "content": self._outcome(verdicts)}

    def _outcome(self, verdicts: Verdicts | None = None) -> str:
        drawn = "" if self.answer is None else answer_message(self.answer, verdicts)
        match self.state:
            case "waiting":
                return drawn or f"*{escape_markdown(self.told)}*"
            case "stopped":
                return f"{drawn}\n\n{_STOPPED}" if drawn else _STOPPED_AT_ONCE
            case "failed":
                return error_message(self.told)
            case "unreadable":
                return _UNREADABLE
            case _:
                return drawn


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation so far; every step makes a new one, so that no two sessions can share state.

    Attributes:
        exchanges: What was asked and what came of it, oldest first.
        key: Under which it is kept, once it is.
        name: As the person named it; else it goes by its first question.
        revising: The number of the exchange that the next question replaces, with all that follow.
        anew: Whether the next question follows no other.
    """

    exchanges: tuple[Exchange, ...] = ()
    key: str | None = None
    name: str | None = None
    revising: int | None = None
    anew: bool = False

    @property
    def turns(self) -> tuple[tuple[str, Answer], ...]:
        """The questions that the next one may refer to, with their answers, oldest first; one that failed is none."""
        replaced = None if self.revising is None else self.exchanges[self.revising]
        if self.anew if replaced is None else not replaced.follows:
            return ()
        began = max((n for n, exchange in enumerate(self._left) if not exchange.follows), default=0)
        return tuple((one.question, one.answer) for one in self._left[began:] if one.answer is not None)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the chat shows, failures included: a question and what came of it, in turn."""
        return tuple(message for exchange in self.exchanges for message in exchange.messages)

    def judged(self, verdicts: Verdicts) -> tuple[Message, ...]:
        """The same, with what people made of disagreements."""
        return tuple(message for exchange in self.exchanges for message in exchange.judged(verdicts))

    @property
    def pending(self) -> str | None:
        """The question that waits for its answer, if any."""
        return self._last.question if self._last is not None and self._last.state == "waiting" else None

    def asked(self, question: str, waiting_for: str) -> Conversation:
        """Add a question that waits for its answer; one that still waited counts as interrupted.

        Args:
            question: As asked.
            waiting_for: What is said until the answer comes.
        """
        before = self.settled()._left
        replaced = self.exchanges[self.revising] if self.revising is not None else None
        follows = replaced.follows if replaced is not None else not self.anew
        added = Exchange(question, told=waiting_for, follows=follows)
        return Conversation((*before, added), self.key, self.name)

    def growing(self, answer: Answer) -> Conversation:
        """Show as much of the answer as has come.

        Raises:
            ValueError: No question waits; so for the methods that end the wait.
        """
        return self._with_last(answer=answer)

    def answered(self, answer: Answer) -> Conversation:
        """Put the whole answer in the place of the wait."""
        return self._with_last(state="whole", answer=answer)

    def stopped(self) -> Conversation:
        """End the wait because the person wants no more; what has come stays."""
        return self._with_last(state="stopped")

    def failed(self, problem: str) -> Conversation:
        """Put what went wrong in the place of the wait; the turns stay as they were."""
        return self._with_last(state="failed", answer=None, told=problem)

    def settled(self) -> Conversation:
        """End a wait that nobody is going to end."""
        if self.pending is None:
            return self
        return self.stopped() if self.exchanges[-1].answer is not None else self.failed(INTERRUPTED)

    def afresh(self) -> Conversation:
        """Begin anew for the engine, below what the chat shows: the next question follows no other."""
        return replace(self.settled(), anew=True, revising=None)

    def revise(self, number: int | None) -> Conversation:
        """Let the next question replace an exchange and all that follow it; with None, it comes after all of them.

        Raises:
            ValueError: There is no such exchange.
        """
        if number is not None and not 0 <= number < len(self.exchanges):
            raise ValueError(f"there is no exchange {number}")
        return replace(self, revising=number)

    def number_of(self, answer: Answer | None) -> int | None:
        """Which exchange an answer belongs to, if any: this very object, for two answers may be alike."""
        return next((n for n, one in enumerate(self.exchanges) if answer is not None and one.answer is answer), None)

    @property
    def _left(self) -> tuple[Exchange, ...]:
        return self.exchanges if self.revising is None else self.exchanges[: self.revising]

    @property
    def _last(self) -> Exchange | None:
        return self.exchanges[-1] if self.exchanges else None

    def _with_last(self, **changes: object) -> Conversation:
        if self.pending is None:
            raise ValueError("no question waits for an answer")
        last = replace(self.exchanges[-1], **changes)  # type: ignore[arg-type]
        return replace(self, exchanges=(*self.exchanges[:-1], last))
