"""One person's conversation: the turns that the engine needs and the messages that the chat shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from ui.answers.markdown import answer_message, error_message, escape_markdown

if TYPE_CHECKING:
    from rag.types import Answer

__all__ = ["Conversation", "Message"]

_PENDING = "*Reading the files…*"
_INTERRUPTED = "The answer was interrupted."


class Message(TypedDict):
    """A message of the chat; ``content`` is Markdown."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation so far; every step makes a new one, so that no two sessions can share state.

    Attributes:
        turns: Questions with their answers; a question that failed is not among them.
        messages: What the chat shows, failures included.
        pending: The question that waits for its answer, if any.
    """

    turns: tuple[tuple[str, Answer], ...] = ()
    messages: tuple[Message, ...] = ()
    pending: str | None = None

    def asked(self, question: str) -> Conversation:
        """Add a question that waits for its answer; one that still waited counts as interrupted."""
        before = self if self.pending is None else self.failed(_INTERRUPTED)
        added: tuple[Message, ...] = (
            {"role": "user", "content": escape_markdown(question)},
            {"role": "assistant", "content": _PENDING},
        )
        return Conversation(before.turns, before.messages + added, question)

    def answered(self, answer: Answer) -> Conversation:
        """Put the answer in the place of the wait.

        Raises:
            ValueError: No question waits.
        """
        if self.pending is None:
            raise ValueError("no question waits for an answer")
        return Conversation((*self.turns, (self.pending, answer)), self._with_last(answer_message(answer)))

    def failed(self, problem: str) -> Conversation:
        """Put what went wrong in the place of the wait; the turns stay as they were.

        Raises:
            ValueError: No question waits.
        """
        if self.pending is None:
            raise ValueError("no question waits for an answer")
        return Conversation(self.turns, self._with_last(error_message(problem)))

    def afresh(self) -> Conversation:
        """Begin anew for the engine, below what the chat shows: the next question follows no other."""
        before = self if self.pending is None else self.failed(_INTERRUPTED)
        return Conversation((), before.messages)

    def _with_last(self, content: str) -> tuple[Message, ...]:
        return (*self.messages[:-1], {"role": "assistant", "content": content})
