"""The components of the chat page, as they stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.chat.conversation import Conversation
from ui.sources.column import sources_panel
from ui.theme import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EACH", "MOST_EXAMPLES", "QUIET", "Parts", "chosen_label", "files_of", "written_choices"]

#: How the page's own events are bound: with no bar over what they change, and no endpoint for programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
#: The same for presses that each count: by default, Gradio drops those that come while an earlier one is under way.
EACH: dict[str, Any] = {"trigger_mode": "multiple", **QUIET}
MOST_EXAMPLES = 4


class Parts:
    """The components; made within the context where they are to stand.

    Args:
        examples: Questions to offer at first.
        sources: The files.
        writer: The language model that can write answers, if there is one.

    Attributes:
        drawn: All that a turn or another conversation may change.
        told: Raises ``selected``, ``edited``, ``again`` and ``unrevised``, for the messages of the chat.
        listing: Raises ``opened``, ``renamed``, ``deleted`` and ``restored``, with the ``key`` of a conversation.
        browser: What the browser remembers; see :class:`ui.chat.keeping.Remembered`.
    """

    def __init__(self, examples: Sequence[str], sources: list[str], writer: str | None) -> None:
        self.conversation = gr.State(Conversation())
        self.answer: gr.State = gr.State(None)
        self.asking: gr.State = gr.State(None)
        # What it holds is a secret between this browser and the page, and is not hidden from either.
        self.browser = gr.BrowserState(None, storage_key="whosays", secret="whosays")  # noqa: S106
        with gr.Row(elem_id="ws-columns", equal_height=False):
            with gr.Column(scale=3, min_width=320, elem_id="ws-talk"):
                with gr.Row(elem_id="ws-conversations"):
                    self.listing = gr.HTML(
                        "", js_on_load=asset("chat_list.js"), apply_default_css=False, elem_id="ws-listing"
                    )
                    self.clear = gr.Button(
                        "New conversation", size="sm", scale=0, elem_id="ws-clear", visible=False, min_width=120
                    )
                self.chat = _chatbot()
                self.told = gr.HTML("", js_on_load=asset("chat.js"), apply_default_css=False, elem_id="ws-told")
                with gr.Row(elem_id="ws-ask", equal_height=True):
                    self.question = _question()
                    self.send = gr.Button("Ask", variant="primary", scale=0, min_width=72, elem_id="ws-send")
                    self.stop = gr.Button("Stop", scale=0, min_width=72, elem_id="ws-halt", visible=False)
                with gr.Row(elem_id="ws-examples", visible=bool(examples)) as self.offered:
                    self.examples = [
                        gr.Button(
                            examples[n] if n < len(examples) else "",
                            size="sm",
                            elem_classes="ws-example",
                            visible=n < len(examples),
                        )
                        for n in range(MOST_EXAMPLES)
                    ]
                choices = written_choices(writer)
                self.written = gr.Radio(
                    choices, value=choices[0][1], label="Answers", visible=len(choices) > 1, elem_id="ws-written"
                )
                with gr.Accordion(chosen_label(sources, sources), open=False, elem_id="ws-files") as self.chooser:
                    self.chosen = gr.CheckboxGroup(
                        sources,
                        value=sources,
                        label="Files to ask",
                        show_label=False,
                        container=False,
                        show_select_all=True,
                    )
            with gr.Column(scale=2, min_width=300, elem_id="ws-side") as self.side:
                self.panel = sources_panel()
        self.drawn = [
            self.conversation, self.answer, self.asking, self.browser, self.listing, self.chat, self.panel, self.told,
            self.question, self.offered, self.clear, self.send, self.stop,
        ]  # fmt: skip


def written_choices(writer: str | None) -> list[tuple[str, str]]:
    """Who may write an answer, as label and value; the first is who does unless another is chosen."""
    quotes = ("made of quotes", "quotes")
    return [quotes] if writer is None else [(f"written by {writer}", "written"), quotes]


def files_of(sources: list[str]) -> gr.CheckboxGroup:
    """The files to choose from, all of them chosen."""
    return gr.CheckboxGroup(choices=sources, value=sources)


def chosen_label(chosen: Sequence[str], sources: Sequence[str]) -> str:
    """Say how many files are chosen, of how many."""
    if len(chosen) == len(sources):
        return f"Files to ask: all {len(sources)}"
    return f"Files to ask: {len(chosen)} of {len(sources)}"


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
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


def _question() -> gr.Textbox:
    return gr.Textbox(
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
