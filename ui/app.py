"""The page: a chat about a set of files, with the sources of the latest answer beside it."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  (Gradio looks up the types of what handles an event)
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

import gradio as gr

from rag.errors import RagError
from ui.chat.conversation import Conversation
from ui.chat.turns import give_up, take_anew, take_turn
from ui.evaluation.page import EvaluationPage
from ui.sources.panel import EMPTY_PANEL, plural
from ui.sources.places import Place
from ui.sources.viewer import problem_html, viewer_html
from ui.theme import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.chat.turns import Step
    from ui.evaluation.page import Measuring
    from ui.port import AnsweringEngine

__all__ = ["build"]

_NAMED = 6

Missed: TypeAlias = "tuple[tuple[str, ...], ...]"

_VIEWER = (
    '<dialog class="ws-viewer" aria-labelledby="ws-viewer-name">'
    '<button type="button" class="ws-close" aria-label="Close the file">Close</button>'
    '<div class="ws-viewer-content"></div></dialog>'
)

# The button that was clicked may be gone once its question is asked: leave the keyboard in the question's box.
_FOCUS = (
    "() => { if (document.activeElement === document.body) document.querySelector('#ws-question textarea').focus(); }"
)


def build(engine: AnsweringEngine, *, examples: Sequence[str] = (), measuring: Measuring | None = None) -> gr.Blocks:
    """Build the page.

    Args:
        engine: What answers; a :class:`rag.Engine` or anything like it.
        examples: Questions to offer before the first one is asked.
        measuring: What the evaluation page runs; there is no such page without it.

    Returns:
        The page, to be served by :func:`ui.serving.serve.application`, which brings its theme and its style sheet.
    """

    def all_sources() -> list[str]:
        return [document.source for document in engine.documents()]

    sources = all_sources()

    def view(link: str) -> str:
        return _view(engine, link)

    page: gr.Blocks = gr.Blocks(title="Whosays", analytics_enabled=False)
    with page:
        conversation = gr.State(Conversation())
        header = gr.HTML(_header(sources), js_on_load=None, apply_default_css=False, elem_id="ws-header")
        with (
            gr.Tabs(elem_id="ws-pages") as pages,
            gr.Tab("Chat", id="chat", elem_id="ws-chat-page"),
            gr.Row(elem_id="ws-columns", equal_height=False),
        ):
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
                    chosen = gr.CheckboxGroup(
                        sources,
                        value=sources,
                        label="Files to ask",
                        show_label=False,
                        container=False,
                        show_select_all=True,
                    )
                clear = gr.Button("Clear conversation", size="sm", elem_id="ws-clear", visible=False)
            with gr.Column(scale=2, min_width=300, elem_id="ws-side"):
                panel = gr.HTML(EMPTY_PANEL, js_on_load=None, apply_default_css=False, elem_id="ws-panel")
        gr.HTML(
            _VIEWER,
            js_on_load=asset("viewer.js"),
            server_functions=[view],
            apply_default_css=False,
            elem_id="ws-viewer",
        )

        shown = [conversation, chat, panel, question, offered, clear]

        def ask(text: str, asked_of: list[str], so_far: Conversation) -> Iterator[tuple[Any, ...]]:
            for step in take_turn(engine, text, asked_of, so_far, sources=all_sources()):
                yield _updates(step)

        asking: dict[str, Any] = {
            "fn": ask,
            "outputs": shown,
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": 4,  # an engine is safe to share between threads; more would only wait for each other
            "concurrency_id": "engine",
        }
        turns = [gr.on([question.submit, send.click], inputs=[question, chosen, conversation], **asking)]
        for button in buttons:
            turns.append(button.click(inputs=[button, chosen, conversation], **asking))
            turns[-1].then(js=_FOCUS)
        if measuring is not None:
            with pages, gr.Tab("Evaluation", id="evaluation", elem_id="ws-evaluation-page"):
                evaluation = EvaluationPage(engine, measuring)

            def ask_anew(missed: Missed, so_far: Conversation, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
                selected: Any = gr.Tabs(selected="chat")
                for step in take_anew(engine, missed[event.number], so_far, sources=all_sources()):
                    yield (selected, *_updates(step))
                    selected = gr.skip()

            turns.append(
                evaluation.results.asked(
                    **{**asking, "fn": ask_anew, "outputs": [pages, *shown]}, inputs=[evaluation.missed, conversation]
                )
            )
            turns[-1].then(js=_FOCUS)
            page.load(evaluation.load, None, evaluation.choosing, show_progress="hidden", api_visibility="private")
        for turn in turns:
            turn.failure(
                lambda waiting: _updates(give_up(waiting)),
                conversation,
                shown,
                show_progress="hidden",
                api_visibility="private",
            )
        # The index may have grown since the page was built: each visit lists what is there now.
        page.load(
            lambda: (_header(now := all_sources()), gr.CheckboxGroup(choices=now, value=now)),
            None,
            [header, chosen],
            show_progress="hidden",
            api_visibility="private",
        )
        chosen.change(
            lambda some: gr.Accordion(label=_chosen_label(some, all_sources())),
            chosen,
            chooser,
            show_progress="hidden",
            api_visibility="private",
        )
        clear.click(
            lambda: (Conversation(), [], EMPTY_PANEL, "", gr.Row(visible=bool(examples)), gr.Button(visible=False)),
            None,
            shown,
            show_progress="hidden",
            api_visibility="private",
        )
    return page


def _updates(step: Step) -> tuple[Any, ...]:
    """Values for the outputs of a turn: state, chat, panel, question, examples, clear button."""

    def new(value: object) -> object:
        return gr.skip() if value is None else value

    return (
        step.conversation,
        list(step.conversation.messages),
        new(step.panel),
        new(step.question),
        gr.Row(visible=False),
        gr.Button(visible=True),
    )


def _view(engine: AnsweringEngine, link: str) -> str:
    try:
        place = Place.parse(link)
        return viewer_html(engine.document(place.source), place)
    except (RagError, ValueError) as error:
        return problem_html(str(error))


def _header(sources: Sequence[str]) -> str:
    names = ", ".join(f'<span class="ws-file">{escape(name)}</span>' for name in sources[:_NAMED])
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    asked = f"{plural(len(sources), 'file')}: {names}{more}" if sources else "no files: the index is empty"
    return f'<header class="ws-header"><h1>Whosays</h1><p>Asks {asked}</p></header>'


def _chosen_label(chosen: Sequence[str], sources: Sequence[str]) -> str:
    if len(chosen) == len(sources):
        return f"Files to ask: all {len(sources)}"
    return f"Files to ask: {len(chosen)} of {len(sources)}"
