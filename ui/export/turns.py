"""Which answers of a conversation are taken along, and what has to be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag import Answer
    from ui.chat.conversation import Conversation, Exchange

__all__ = ["shown_answer", "title_of", "turns_of"]

_STOPPED = "This answer was stopped before it was whole."
_GROWING = "This answer was not whole yet when it was exported."


def turns_of(conversation: Conversation) -> list[tuple[str, Answer]]:
    """All questions that have an answer, oldest first; one that is not whole says so among its warnings."""
    marked = ((one.question, _marked(one)) for one in conversation.exchanges)
    return [(question, answer) for question, answer in marked if answer is not None]


def shown_answer(answer: Answer, conversation: Conversation) -> Answer:
    """The answer that is shown; one that is not whole says so among its warnings."""
    here = (one for one in reversed(conversation.exchanges) if one.answer == answer)
    return next(filter(None, map(_marked, here)), answer)


def title_of(conversation: Conversation) -> str | None:
    """What the person named the conversation, else its first question that has an answer."""
    turns = turns_of(conversation)
    return conversation.name or (turns[0][0] if turns else None)


def _marked(exchange: Exchange) -> Answer | None:
    told = {"stopped": _STOPPED, "waiting": _GROWING}.get(exchange.state)
    if exchange.answer is None or told is None:
        return exchange.answer
    return exchange.answer.model_copy(update={"warnings": (*exchange.answer.warnings, told)})
