"""One person's conversation: the turns that the engine needs and the messages that the chat shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from ui.markdown import answer_message, error_message, escape_markdown

if TYPE_CHECKING:
    from rag.types import Answer

__all__ = ["Conversation", "Message"]

_PENDING = "*Reading the files…*"


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
    """

    turns: tuple[tuple[str, Answer], ...] = ()
    messages: tuple[Message, ...] = ()

    def asked(self, question: str) -> Conversation:
        """Add a question that waits for its answer."""
        added: tuple[Message, ...] = (
            {"role": "user", "content": escape_markdown(question)},
            {"role": "assistant", "content": _PENDING},
        )
        return replace(self, messages=self.messages + added)

    def answered(self, question: str, answer: Answer) -> Conversation:
        """Put the answer in the place of the wait."""
        return Conversation((*self.turns, (question, answer)), self._with_last(answer_message(answer)))

    def failed(self, problem: str) -> Conversation:
        """Put what went wrong in the place of the wait; the turns stay as they were."""
        return replace(self, messages=self._with_last(error_message(problem)))

    def _with_last(self, content: str) -> tuple[Message, ...]:
        return (*self.messages[:-1], {"role": "assistant", "content": content})
