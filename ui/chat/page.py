"""The chat page: what is asked, how the answers are shown, and what can be done with them."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  (Gradio looks up the types of what handles an event)
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.chat.conversation import Conversation  # noqa: TC001  (as above)
from ui.chat.history import History
from ui.chat.keeping import Keeping, remembered
from ui.chat.parts import EACH, QUIET, Parts, chosen_label, files_of, written_choices
from ui.chat.told import told_html
from ui.chat.turns import Asker, give_up
from ui.chat.view import Updates, View
from ui.sources.column import panel_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from ui.chat.turns import Step
    from ui.port import AnsweringEngine
    from ui.services import Services

__all__ = ["EACH", "QUIET", "TAB", "ChatPage"]

#: The id of the element that the chat's tab has to have, so that other pages can show the chat.
TAB = "ws-chat-page"
# Done in the browser: of a tab that is chosen by the first of many quick updates, Gradio may see only the later ones.
_SHOW = f"() => document.getElementById('{TAB}-button').click()"

# The button that was clicked may be gone once its question is asked: leave the keyboard in the question's box, except
# where that would draw a keyboard over the answer.
_FOCUS = (
    "() => { if (document.activeElement === document.body && !matchMedia('(pointer: coarse)').matches)"
    " document.querySelector('#ws-question textarea').focus(); }"
)
_FOCUS_ALWAYS = "() => document.querySelector('#ws-question textarea').focus()"
# So many at once as there are people: questions wait for their turn by themselves, and can be stopped meanwhile.
_ASKING: dict[str, Any] = {**QUIET, "concurrency_limit": None}


class ChatPage:
    """Components and what handles their events; made within the tab where they are to stand.

    Args:
        engine: What answers.
        services: What else the page has.

    Attributes:
        conversation: A state: the :class:`ui.chat.conversation.Conversation` so far.
        answer: A state: the :class:`rag.Answer` whose sources stand beside the chat, or None; the latest one, or one
            that was selected.
        chosen: The files to ask.
        side: The column beside the chat; what belongs to the answer that is shown may be added to it.
        messages: The conversation as it is drawn; :meth:`transcript` gives its value.
    """

    def __init__(self, engine: AnsweringEngine, services: Services) -> None:
        self._asker = Asker(engine)
        self._keeping = Keeping(None if services.read_only else services.kept)
        offered = () if callable(services.examples) else services.examples
        self._parts = parts = Parts(offered, self._asker.sources, self._asker.writer)
        self._view = View(parts, self._keeping, services, partial(panel_of, engine))
        self._history = History(parts, self._view, self._keeping)
        self.conversation, self.answer, self.chosen, self.side = (
            parts.conversation, parts.answer, parts.chosen, parts.side,
        )  # fmt: skip
        self.messages, self.transcript = parts.chat, self._view.transcript
        self._knows = {parts.conversation, parts.answer, parts.asking, parts.browser, parts.chosen, parts.written}
        self._asks([parts.question.submit, parts.send.click], parts.question)
        for button in parts.examples:
            self._asks([button.click], button)
        self.asks_without(parts.panel.left_out)
        self._binds_messages()
        parts.stop.click(_stop, parts.asking, None, queue=False, **QUIET)
        parts.chosen.change(
            lambda some: gr.Accordion(label=chosen_label(some, self._asker.sources)),
            parts.chosen, parts.chooser, **QUIET,
        )  # fmt: skip

    def loads(self, page: gr.Blocks) -> None:
        """Let each visit begin with what the last one left: its conversations, and the one that was open."""
        parts, sent = self._parts, written_choices(self._asker.writer)

        def load(browser: Any, so_far: Conversation, request: gr.Request) -> Updates:
            offered, choices = self._view.offered(), written_choices(self._asker.writer)
            buttons = {
                button: gr.Button(offered[n] if n < len(offered) else "", visible=n < len(offered))
                for n, button in enumerate(parts.examples)
            }
            # Somebody may have chosen by now: that is left alone where the choice is the one that the page came with.
            writers = gr.skip() if choices == sent else gr.Radio(choices, value=choices[0][1], visible=len(choices) > 1)
            return {**buttons, parts.written: writers, **self._history.left(so_far, browser, request.username)}

        page.load(load, [parts.browser, parts.conversation], [*parts.drawn, parts.written, *parts.examples], **QUIET)

    def files(self) -> gr.CheckboxGroup:
        """The value for :attr:`chosen` where the index may have grown since: what is there now, all of it chosen."""
        return files_of(self._asker.sources)

    def asks_anew(
        self,
        listener: Callable[..., Any],
        questions: Callable[[Any, gr.EventData], tuple[Sequence[str], Sequence[str] | None]],
        state: gr.components.Component,
    ) -> None:
        """Let an event of another page ask in the chat, as if nothing had been asked before.

        Args:
            listener: What the other page's component offers for the event, such as ``results.asked``.
            questions: Takes the value of ``state`` and the event; gives the questions, each following those before, and
                the files to ask, which are chosen from then on; None for all, which leaves the choice as it is.
            state: What the other page knows.
        """

        def ask(known: Updates, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
            _stop(known[self._parts.asking])
            asked, files = questions(known[state], event)
            so_far, written = self._so_far(known, request), self._written(known)
            steps = self._asker.anew(asked, so_far, files, written=written)
            yield from self._choosing(files, self._followed(steps, known, request))

        listener(None, js=_SHOW)
        self._then(listener(ask, {state, *self._knows}, [self.chosen, *self._parts.drawn], **_ASKING))

    def asks_without(self, listener: Callable[..., Any]) -> None:
        """Let an event leave one file out and ask again what the answer beside the chat was asked.

        What was searched for is asked, which needs no earlier question; the file is chosen no more.

        Args:
            listener: What a component offers for the event, which names the file as ``source``.
        """

        def ask(known: Updates, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
            answer, so_far = known[self.answer], self._so_far(known, request)
            if answer is None or so_far.pending is not None:
                return
            left = [source for source in known[self.chosen] if source != getattr(event, "source", None)]
            steps = self._asker.turn(answer.searched_for, left, so_far, written=self._written(known))
            yield from self._choosing(left, self._followed(steps, known, request))

        self._then(listener(ask, self._knows, [self.chosen, *self._parts.drawn], **_ASKING))

    def _choosing(self, files: Sequence[str] | None, followed: Iterator[Updates]) -> Iterator[Updates]:
        """The updates, the first of which chooses the files that are asked; None leaves the choice as it is."""
        chosen: Updates = {} if files is None else {self.chosen: list(files)}
        for updates in followed:
            yield {**chosen, **updates}
            chosen = {}

    def _asks(self, listeners: Sequence[Callable[..., Any]], text: gr.components.Component) -> None:
        def ask(known: Updates, request: gr.Request) -> Iterator[Updates]:
            so_far = self._so_far(known, request)
            steps = self._asker.turn(known[text], known[self.chosen], so_far, written=self._written(known))
            yield from self._followed(steps, known, request)

        self._then(gr.on(listeners, ask, {text, *self._knows}, self._parts.drawn, **_ASKING))

    def _binds_messages(self) -> None:
        """What can be done with a message: show an answer's sources, change a question, ask the last one again."""
        parts = self._parts

        def again(known: Updates, request: gr.Request) -> Iterator[Updates]:
            so_far = self._so_far(known, request)
            if not so_far.exchanges or so_far.pending is not None:
                return
            last = len(so_far.exchanges) - 1
            question, before = so_far.exchanges[last].question, so_far.revise(last)
            steps = self._asker.turn(question, known[self.chosen], before, written=self._written(known))
            yield from self._followed(steps, known, request)

        self._then(parts.told.again(again, self._knows, parts.drawn, **_ASKING))
        shown = [parts.answer, parts.panel, parts.told]
        parts.told.selected(self._select, parts.conversation, shown, **QUIET)
        known, changed = [parts.conversation, parts.answer], [parts.conversation, parts.question, parts.told]
        parts.told.edited(self._edit, known, changed, **QUIET).then(js=_FOCUS_ALWAYS)
        parts.told.unrevised(self._keep, known, changed, **QUIET).then(js=_FOCUS_ALWAYS)

    def _select(self, so_far: Conversation, event: gr.EventData) -> Updates:
        number = _number(event, so_far)
        if number is None or so_far.exchanges[number].answer is None:
            return {self.answer: gr.skip()}
        return self._view.selected(so_far, number)

    def _edit(self, so_far: Conversation, answer: Any, event: gr.EventData) -> Updates:
        number = _number(event, so_far)
        if number is None or so_far.pending is not None:
            return {self.conversation: gr.skip()}
        exchange = so_far.exchanges[number]
        searched = exchange.searched_for if getattr(event, "searched", False) else None
        return self._revised(so_far.revise(number), answer, searched or exchange.question)

    def _keep(self, so_far: Conversation, answer: Any) -> Updates:
        return self._revised(so_far.revise(None), answer, "")

    def _revised(self, now: Conversation, answer: Any, question: str) -> Updates:
        told = told_html(now, now.number_of(answer))
        return {self.conversation: now, self._parts.question: question, self._parts.told: told}

    def _then(self, turn: Any) -> None:
        """What follows a turn: the keyboard stays in the box; a defect ends the wait."""

        def end(waiting: Conversation, browser: Any, request: gr.Request) -> Updates:
            step = give_up(waiting)
            if step.moved:
                self._keeping.keep(remembered(browser), request.username, step.conversation)
            return self._view.after(step, None)

        turn.then(js=_FOCUS)
        ended = turn.failure(end, [self.conversation, self._parts.browser], self._parts.drawn, **QUIET)
        ended.then(js=_FOCUS)

    def _so_far(self, known: Updates, request: gr.Request) -> Conversation:
        return self._history.resumed(known[self.conversation], known[self._parts.browser], request.username)

    def _written(self, known: Updates) -> bool:
        return bool(known[self._parts.written] != "quotes")

    def _followed(self, steps: Generator[Step, None, None], known: Updates, request: gr.Request) -> Iterator[Updates]:
        return self._view.followed(steps, known[self.answer], known[self._parts.browser], request.username)


def _stop(asking: Any) -> None:
    if asking is not None:
        asking.stop()


def _number(event: gr.EventData, conversation: Conversation) -> int | None:
    number = getattr(event, "number", None)
    return number if isinstance(number, int) and 0 <= number < len(conversation.exchanges) else None
