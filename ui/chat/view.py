"""What the chat page shows: the values of its components after each step of a turn, and for a whole conversation."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeAlias

import gradio as gr

from ui.chat.keeping import remembered
from ui.chat.listing import listing_html
from ui.chat.parts import MOST_EXAMPLES
from ui.chat.told import told_html

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from rag.types import Answer
    from ui.chat.conversation import Conversation, Message
    from ui.chat.keeping import Keeping, Remembered
    from ui.chat.parts import Parts
    from ui.chat.store import Kept
    from ui.chat.turns import Step
    from ui.services import Services

__all__ = ["Updates", "View"]

#: Values by component; a component that is not among them stays as it is.
Updates: TypeAlias = dict[Any, Any]


class View:
    """Values for the components.

    Args:
        parts: The components.
        keeping: Keeps the conversations.
        services: Gives the questions to offer.
        panel_of: Draws the sources of an answer.
    """

    def __init__(
        self, parts: Parts, keeping: Keeping, services: Services, panel_of: Callable[[Answer | None], str]
    ) -> None:
        self._panel_of = panel_of
        self._parts = parts
        self._keeping = keeping
        self._examples = services.examples
        self._verdicts = services.verdicts

    def followed(
        self, steps: Generator[Step, None, None], before: Answer | None, browser: Any, user: str | None
    ) -> Iterator[Updates]:
        """What each step of a turn shows; each that moves the conversation on is kept.

        Args:
            steps: The turn; it is closed with this.
            before: The answer whose sources stand beside the chat.
            browser: What the browser remembers.
            user: Who has signed in, if anybody.
        """
        known = remembered(browser)
        now: Conversation | None = None
        try:
            with closing(steps):
                for step in steps:
                    if step.conversation is now:
                        yield {self._parts.asking: step.asking}
                        continue
                    now = step.conversation
                    updates = self.after(step, before)
                    if step.moved:
                        self._keeping.keep(known, user, now)
                        updates[self._parts.browser] = {**known, "open": now.key}
                        updates[self._parts.listing] = self.listing(now, known, user)
                    yield updates
        finally:
            if now is not None and now.pending is not None:  # the visitor is gone, or a defect ended the turn
                self._keeping.keep(known, user, now.settled())

    def after(self, step: Step, before: Answer | None) -> Updates:
        """What one step shows; the sources that stood there ``before`` stay where it brings no others."""
        now, parts = step.conversation, self._parts
        waiting = now.pending is not None
        shown = len(now.exchanges) - 1 if step.answer is not None else now.number_of(before)
        updates: Updates = {
            parts.conversation: now,
            parts.chat: self.transcript(now),
            parts.told: told_html(now, shown),
            parts.asking: step.asking,
            parts.offered: gr.Row(visible=False),
            parts.clear: gr.Button(visible=True, interactive=not waiting),
            parts.send: gr.Button(visible=not waiting),
            parts.stop: gr.Button(visible=waiting),
        }
        if step.answer is not None:
            updates[parts.panel] = self._panel_of(step.answer)
            if not waiting:
                updates[parts.answer] = step.answer
        if step.question is not None:
            updates[parts.question] = step.question
        return updates

    def transcript(self, now: Conversation) -> list[Message]:
        """What the chat shows, with what people made of disagreements by now."""
        return list(now.messages if self._verdicts is None else now.judged(self._verdicts.read()))

    def whole(self, now: Conversation, known: Remembered, user: str | None, deleted: Kept | None = None) -> Updates:
        """A whole conversation in the place of the one that is shown, with the sources of its latest answer."""
        parts = self._parts
        shown = max((n for n, one in enumerate(now.exchanges) if one.answer is not None), default=None)
        return {
            **self.selected(now, shown),
            parts.conversation: now,
            parts.chat: self.transcript(now),
            parts.question: "",
            parts.asking: None,
            parts.offered: gr.Row(visible=bool(self.offered()) and not now.exchanges),
            parts.clear: gr.Button(visible=bool(now.exchanges), interactive=True),
            parts.send: gr.Button(visible=True),
            parts.stop: gr.Button(visible=False),
            parts.browser: {**known, "open": now.key},
            parts.listing: self.listing(now, known, user, deleted),
        }

    def selected(self, now: Conversation, number: int | None) -> Updates:
        """The sources of an earlier answer, or none."""
        answer = None if number is None else now.exchanges[number].answer
        return {
            self._parts.answer: answer,
            self._parts.panel: self._panel_of(answer),
            self._parts.told: told_html(now, number),
        }

    def listing(self, now: Conversation, known: Remembered, user: str | None, deleted: Kept | None = None) -> str:
        """The list of this person's conversations."""
        return listing_html(self._keeping.listed(known, user), now.key, deleted)

    def offered(self) -> Sequence[str]:
        """Questions to offer before the first one is asked, as far as there are any by now."""
        offered = self._examples() if callable(self._examples) else self._examples
        return offered[:MOST_EXAMPLES]
