"""The chat page: the conversation, the question's box, the files to ask, and the sources of the latest answer."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  (Gradio looks up the types of what handles an event)
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.chat.conversation import Conversation
from ui.chat.turns import give_up, take_anew, take_turn
from ui.sources.panel import EMPTY_PANEL, panel_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.chat.turns import Step
    from ui.port import AnsweringEngine
    from ui.services import Services

__all__ = ["QUIET", "ChatPage"]

#: How the page's own events are bound: with no bar over what they change, and no endpoint for programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

# The button that was clicked may be gone once its question is asked: leave the keyboard in the question's box.
_FOCUS = (
    "() => { if (document.activeElement === document.body) document.querySelector('#ws-question textarea').focus(); }"
)


class ChatPage:
    """Components and what handles their events; made within the tab where they are to stand.

    Args:
        engine: What answers.
        services: What else the page has.
        pages: The tabs of the whole page; the tab ``chat`` is this one.

    Attributes:
        conversation: A state: the :class:`ui.chat.conversation.Conversation` so far.
        answer: A state: the :class:`rag.Answer` whose sources stand beside the chat, or None.
        chosen: The files to ask.
        side: The column beside the chat; what belongs to the answer that is shown may be added to it.
    """

    def __init__(self, engine: AnsweringEngine, services: Services, pages: gr.Tabs) -> None:
        self._engine = engine
        self._pages = pages
        examples, sources = services.examples, self._all_sources()
        self.conversation = gr.State(Conversation())
        self.answer: gr.State = gr.State(None)
        with gr.Row(elem_id="ws-columns", equal_height=False):
            with gr.Column(scale=3, min_width=320, elem_id="ws-talk"):
                chat = gr.Chatbot(
                    label="Conversation",
                    show_label=False,
                    elem_id="ws-chat",
                    height=None,
                    max_height="max(320px, 62dvh)",
                    autoscroll=False,
                    buttons=[],
                    layout="bubble",
                    sanitize_html=True,
                    allow_tags=False,
                    latex_delimiters=[],
                    feedback_options=None,
                    allow_file_downloads=False,
                    placeholder="Ask a question. The answer is made of quotes, each with its file and line.",
                )
                with gr.Row(elem_id="ws-ask", equal_height=True):
                    question = gr.Textbox(
                        label="Question",
                        show_label=False,
                        container=False,
                        placeholder="Ask your files…",
                        lines=1,
                        max_lines=6,
                        autofocus=True,
                        scale=1,
                        min_width=120,
                        elem_id="ws-question",
                        html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
                    )
                    send = gr.Button("Ask", variant="primary", scale=0, min_width=72, elem_id="ws-send")
                with gr.Row(elem_id="ws-examples", visible=bool(examples)) as offered:
                    buttons = [gr.Button(text, size="sm", elem_classes="ws-example") for text in examples]
                with gr.Accordion(_chosen_label(sources, sources), open=False, elem_id="ws-files") as chooser:
                    self.chosen = gr.CheckboxGroup(
                        sources,
                        value=sources,
                        label="Files to ask",
                        show_label=False,
                        container=False,
                        show_select_all=True,
                    )
                clear = gr.Button("Clear conversation", size="sm", elem_id="ws-clear", visible=False)
            with gr.Column(scale=2, min_width=300, elem_id="ws-side") as self.side:
                panel = gr.HTML(EMPTY_PANEL, js_on_load=None, apply_default_css=False, elem_id="ws-panel")
        self._shown = [self.conversation, chat, self.answer, panel, question, offered, clear]
        self._asks([question.submit, send.click], question)
        for button in buttons:
            self._asks([button.click], button)
        self.chosen.change(
            lambda some: gr.Accordion(label=_chosen_label(some, self._all_sources())), self.chosen, chooser, **QUIET
        )
        clear.click(
            lambda: (
                Conversation(),
                [],
                None,
                EMPTY_PANEL,
                "",
                gr.Row(visible=bool(examples)),
                gr.Button(visible=False),
            ),
            None,
            self._shown,
            **QUIET,
        )

    def files(self) -> gr.CheckboxGroup:
        """The value for :attr:`chosen` where the index may have grown since: what is there now, all of it chosen."""
        now = self._all_sources()
        return gr.CheckboxGroup(choices=now, value=now)

    def asks_anew(
        self,
        listener: Callable[..., Any],
        questions: Callable[[Any, gr.EventData], Sequence[str]],
        state: gr.components.Component,
    ) -> None:
        """Let an event of another page ask in the chat, of all files, as if nothing had been asked before.

        Args:
            listener: What the other page's component offers for the event, such as ``results.asked``.
            questions: Takes the value of ``state`` and the event; gives the questions, each following those before.
            state: What the other page knows.
        """

        def ask(known: Any, so_far: Conversation, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            selected: Any = gr.Tabs(selected="chat")
            for step in take_anew(self._engine, questions(known, event), so_far, sources=self._all_sources()):
                yield (selected, *_updates(step))
                selected = gr.skip()

        turn = listener(ask, [state, self.conversation], [self._pages, *self._shown], **_ASKING)
        turn.then(js=_FOCUS)
        self._gives_up(turn)

    def _asks(self, listeners: Sequence[Callable[..., Any]], text: gr.components.Component) -> None:
        def ask(question: str, asked_of: list[str], so_far: Conversation) -> Iterator[tuple[Any, ...]]:
            for step in take_turn(self._engine, question, asked_of, so_far, sources=self._all_sources()):
                yield _updates(step)

        turn = gr.on(listeners, ask, [text, self.chosen, self.conversation], self._shown, **_ASKING)
        turn.then(js=_FOCUS)
        self._gives_up(turn)

    def _gives_up(self, turn: Any) -> None:
        turn.failure(lambda waiting: _updates(give_up(waiting)), self.conversation, self._shown, **QUIET)

    def _all_sources(self) -> list[str]:
        return [document.source for document in self._engine.documents()]


_ASKING: dict[str, Any] = {
    **QUIET,
    "concurrency_limit": 4,  # an engine is safe to share between threads; more would only wait for each other
    "concurrency_id": "engine",
}


def _updates(step: Step) -> tuple[Any, ...]:
    """Values for the outputs of a turn: state, chat, answer, panel, question, examples, clear button."""

    def new(value: object) -> object:
        return gr.skip() if value is None else value

    return (
        step.conversation,
        list(step.conversation.messages),
        new(step.answer),
        gr.skip() if step.answer is None else panel_html(step.answer),
        new(step.question),
        gr.Row(visible=False),
        gr.Button(visible=True),
    )


def _chosen_label(chosen: Sequence[str], sources: Sequence[str]) -> str:
    if len(chosen) == len(sources):
        return f"Files to ask: all {len(sources)}"
    return f"Files to ask: {len(chosen)} of {len(sources)}"
