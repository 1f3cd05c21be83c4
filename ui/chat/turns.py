"""One turn of a conversation, step by step, without anything of Gradio."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Semaphore
from typing import TYPE_CHECKING

from rag.errors import RagError
from ui.chat.asking import Asking
from ui.told import DEFECT

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from rag.types import Answer
    from ui.chat.conversation import Conversation
    from ui.port import AnsweringEngine

__all__ = ["NO_FILE", "Asker", "Step", "give_up"]

NO_FILE = "No file is chosen: choose at least one under “Files to ask”."
_AT_ONCE = 4  # an engine is safe to share between threads; more would only wait for each other


@dataclass(frozen=True, slots=True)
class Step:
    """What the page is to show now.

    Attributes:
        conversation: The conversation to remember and to show.
        answer: The answer whose sources are to stand beside the chat; None leaves them as they are.
        question: The text of the question's box; None leaves it as it is.
        asking: What can be stopped, while the answer is on its way.
        moved: Whether a question was added or an answer ended, so that the conversation is to be kept.
    """

    conversation: Conversation
    answer: Answer | None = None
    question: str | None = None
    asking: Asking | None = None
    moved: bool = False


class Asker:
    """Asks an engine, for all who are on the page: so many questions at once, the others wait for their turn.

    Args:
        engine: What answers.
    """

    def __init__(self, engine: AnsweringEngine) -> None:
        self._engine = engine
        self._turn = Semaphore(_AT_ONCE)

    @property
    def writer(self) -> str | None:
        """The language model that can write answers, if there is one."""
        return None if self._engine.generator == "extractive" else self._engine.generator

    @property
    def sources(self) -> list[str]:
        """All files, by name."""
        return [document.source for document in self._engine.documents()]

    def turn(
        self, text: str, chosen: Sequence[str], so_far: Conversation, *, written: bool = True
    ) -> Generator[Step, None, None]:
        """Ask one question: show it at once, then its answer as it grows.

        Args:
            text: What stands in the question's box. Where it is blank, nothing happens.
            chosen: The files to ask.
            so_far: The conversation before this turn.
            written: Whether the language model, if there is one, writes the answer.

        Yields:
            The wait, the answer each time there is more of it, and then the whole. Where it is stopped or goes wrong,
            that is shown, and the question is back in its box.
        """
        question = text.strip()
        if not question:
            return
        # Somebody else may have taken a file out of the index since it was chosen here.
        now = set(self.sources)
        chosen = [source for source in chosen if source in now]
        if not chosen:
            yield Step(so_far.asked(question, "").failed(NO_FILE), question=text, moved=True)
            return
        turns = list(so_far.turns)
        asked_of = None if set(chosen) == now else chosen
        writer = self.writer if written else None
        waiting = so_far.asked(question, _waiting_for(len(chosen), writer))

        asking = Asking(
            lambda: self._engine.stream(question, history=turns, sources=asked_of, written=written),
            None if writer else self._turn,
        )
        yield Step(waiting, question="", asking=asking, moved=True)
        for answer in asking.follow():
            if answer is not None and asking.outcome == "running":
                waiting = waiting.growing(answer)
                yield Step(waiting, answer, asking=asking)
            elif answer is None:
                yield Step(waiting, asking=asking)
        yield _ended(asking, waiting, text)

    def anew(
        self,
        questions: Sequence[str],
        so_far: Conversation,
        files: Sequence[str] | None = None,
        *,
        written: bool = True,
    ) -> Generator[Step, None, None]:
        """Ask questions one after another, as if nothing had been asked before.

        Args:
            questions: Each follows those before it.
            so_far: The conversation before; it stays in view.
            files: Those to ask; all if None.
            written: As in :meth:`turn`.

        Yields:
            As :meth:`turn`, question after question, up to one that is stopped.
        """
        now = so_far.afresh()
        for question in questions:
            for step in self.turn(question, self.sources if files is None else files, now, written=written):
                now = step.conversation
                yield step
            if now.exchanges and now.exchanges[-1].state == "stopped":
                return


def give_up(waiting: Conversation) -> Step:
    """End a turn that broke off with an error nobody foresaw: say so, and put the question back in its box."""
    if waiting.pending is None:
        return Step(waiting)
    return Step(waiting.failed(DEFECT), question=waiting.pending, moved=True)


def _ended(asking: Asking, waiting: Conversation, text: str) -> Step:
    try:
        answer = asking.result()
    except RagError as error:
        return Step(waiting.failed(str(error)), question=text, moved=True)
    if asking.outcome == "stopped" or answer is None:
        stopped = waiting if answer is None else waiting.growing(answer)
        return Step(stopped.stopped(), answer, question=text, moved=True)
    return Step(waiting.answered(answer), answer, moved=True)


def _waiting_for(files: int, writer: str | None) -> str:
    reading = f"Reading {files} file{'' if files == 1 else 's'}…"
    return f"{reading} Then {writer} writes." if writer else reading
