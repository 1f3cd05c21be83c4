"""One turn of a conversation, step by step, without anything of Gradio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import RagError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.types import Answer
    from ui.chat.conversation import Conversation
    from ui.port import AnsweringEngine

__all__ = ["NO_FILE", "Step", "give_up", "take_anew", "take_turn"]

NO_FILE = "No file is chosen: choose at least one under “Files to ask”."
_DEFECT = "The program failed in a way it was not prepared for; where it was started, it says more."


@dataclass(frozen=True, slots=True)
class Step:
    """What the page is to show now.

    Attributes:
        conversation: The conversation to remember and to show.
        answer: The answer whose sources are to stand beside the chat; None leaves them as they are.
        question: The text of the question's box; None leaves it as it is.
    """

    conversation: Conversation
    answer: Answer | None = None
    question: str | None = None


def take_turn(
    engine: AnsweringEngine, text: str, chosen: Sequence[str], so_far: Conversation, *, sources: Sequence[str]
) -> Iterator[Step]:
    """Ask one question: show it at once, then its answer.

    Args:
        engine: What answers.
        text: What stands in the question's box. Where it is blank, nothing happens.
        chosen: The files to ask.
        so_far: The conversation before this turn.
        sources: All files.

    Yields:
        The wait, then the answer. Whatever goes wrong is shown as a message, and the question is back in its box.
    """
    question = text.strip()
    if not question:
        return
    waiting = so_far.asked(question)
    if not chosen:
        yield Step(waiting.failed(NO_FILE), question=text)
        return
    yield Step(waiting, question="")
    try:
        answer = engine.answer(
            question, history=list(so_far.turns), sources=None if set(chosen) == set(sources) else list(chosen)
        )
    except RagError as error:
        yield Step(waiting.failed(str(error)), question=text)
        return
    yield Step(waiting.answered(answer), answer=answer)


def take_anew(
    engine: AnsweringEngine, questions: Sequence[str], so_far: Conversation, *, sources: Sequence[str]
) -> Iterator[Step]:
    """Ask questions one after another, of all files, as if nothing had been asked before.

    Args:
        engine: What answers.
        questions: Each follows those before it.
        so_far: The conversation before; it stays in view.
        sources: All files.

    Yields:
        As :func:`take_turn`, question after question.
    """
    now = so_far.afresh()
    for question in questions:
        for step in take_turn(engine, question, sources, now, sources=sources):
            now = step.conversation
            yield step


def give_up(waiting: Conversation) -> Step:
    """End a turn that broke off with an error nobody foresaw: say so, and put the question back in its box."""
    return Step(waiting.failed(_DEFECT), question=waiting.pending) if waiting.pending is not None else Step(waiting)
