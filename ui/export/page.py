"""Buttons beside the chat with which people take along the answer that is shown, or the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from rag import Answer  # noqa: TC001  (Gradio looks up the types of what handles an event)
from ui.chat.conversation import Conversation  # noqa: TC001
from ui.chat.page import EACH, QUIET
from ui.export.bar import bar_html, parcel_html, refusal_html
from ui.export.files import FORMS, pack
from ui.export.turns import shown_answer, title_of, turns_of
from ui.theme import asset

if TYPE_CHECKING:
    from ui.chat.page import ChatPage

__all__ = ["ExportBar"]

_NOTHING = "There is no answer to take along yet."


class ExportBar:
    """Components and what handles their events; made in the column beside the chat.

    Args:
        chat: The chat whose answers are taken along.
    """

    def __init__(self, chat: ChatPage) -> None:
        bar = gr.HTML("", js_on_load=asset("export.js"), apply_default_css=False, elem_id="ws-export")
        relay = gr.HTML("", js_on_load=asset("relay.js"), apply_default_css=False, elem_classes="ws-relay")
        # While an answer grows, the latest state of it is what counts.
        drawn = [chat.answer.change, chat.conversation.change]
        gr.on(drawn, _draw, [chat.answer, chat.conversation], bar, trigger_mode="always_last", **QUIET)
        taken = bar.taken(_take, [chat.answer, chat.conversation], relay, concurrency_limit=4, **EACH)
        taken.failure(lambda: refusal_html(-1, "That could not be exported."), None, relay, **QUIET)


def _draw(answer: Answer | None, conversation: Conversation) -> str:
    return bar_html(None if answer is None else shown_answer(answer, conversation))


def _take(answer: Answer | None, conversation: Conversation, event: gr.EventData) -> str:
    wanted: dict[str, Any] = {name: getattr(event, name, None) for name in ("number", "what", "form")}
    number = wanted["number"] if isinstance(wanted["number"], int) else -1
    turns = turns_of(conversation)
    if answer is None or (wanted["what"] == "conversation" and not turns) or wanted["form"] not in FORMS:
        return refusal_html(number, _NOTHING)
    if wanted["what"] == "conversation":
        return parcel_html(number, pack(turns, wanted["form"], title=title_of(conversation)))
    return parcel_html(number, pack(shown_answer(answer, conversation), wanted["form"]))
