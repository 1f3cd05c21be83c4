"""What the person made of the disagreements of the answer that is shown, in the column beside the chat."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import RagError
from rag.types import Answer  # noqa: TC001  (Gradio looks up the types of what handles an event)
from rag.verdicts import disagreement_key
from ui.chat.conversation import Conversation, Message  # noqa: TC001  (as above)
from ui.chat.page import EACH, QUIET
from ui.theme import asset
from ui.verdicts.controls import form_html, verdict_banner
from ui.verdicts.giving import give, sent, take_back

if TYPE_CHECKING:
    from rag.verdict_store import VerdictStore
    from rag.verdicts import Verdicts
    from ui.chat.page import ChatPage

__all__ = ["VerdictsBeside", "beside_html"]


def beside_html(answer: Answer | None, verdicts: Verdicts, *, may_judge: bool, problem: str = "") -> str:
    """Draw each disagreement of an answer with its verdict, or with a form to give one; empty without disagreements.

    Args:
        answer: The answer that is shown, if any.
        verdicts: Those in force.
        may_judge: Whether verdicts may be given and taken back here.
        problem: What went wrong with the last one, if anything did.
    """
    if answer is None or not answer.disagreements:
        return ""
    items = []
    for found in answer.disagreements:
        verdict = verdicts.of(found, answer.citations)
        if verdict is not None:
            below = verdict_banner(verdict, may_judge=may_judge)
        else:
            below = form_html(found, answer.citations, "beside") if may_judge else ""
        values = " ≠ ".join(f"“{escape(' '.join(p.value.split()))}”" for p in found.positions)
        topic = escape(" ".join(found.topic.split()).rstrip(".?"))
        key = disagreement_key(found, answer.citations)
        items.append(f'<li data-dispute="{key}"><p class="ws-topic" dir="auto">{topic}: {values}</p>{below}</li>')
    said = f'<p class="ws-problem" role="alert">{escape(problem)}</p>' if problem else ""
    return (
        '<section class="ws-panel ws-beside" aria-label="Disagreement"><h2>Disagreement</h2>'
        f'{said}<ul class="ws-disputes">{"".join(items)}</ul></section>'
    )


class VerdictsBeside:
    """A part of the column beside the chat.

    Args:
        chat: The chat page.
        store: Where verdicts are kept.
        may_judge: Whether they may be given and taken back here.

    Attributes:
        redrawn: How to draw it and the chat anew: the arguments of an event (function, inputs, outputs).
    """

    def __init__(self, chat: ChatPage, store: VerdictStore, *, may_judge: bool) -> None:
        self._chat = chat
        self._store = store
        self._may_judge = may_judge
        with chat.side:
            shown = gr.HTML("", js_on_load=asset("verdicts.js"), apply_default_css=False, elem_id="ws-beside-verdicts")
        # First in the column: it is about the whole answer, and the list of its quotes may be long.
        chat.side.children.insert(0, chat.side.children.pop())
        known, both = [chat.answer, chat.conversation], [shown, chat.messages]
        self.redrawn = (self._redraw, known, both)
        chat.answer.change(self._draw, chat.answer, shown, **QUIET)
        if may_judge:
            shown.judged(self._judge, known, both, **EACH)
            shown.undone(self._undo, known, both, **EACH)

    def _draw(self, answer: Answer | None) -> str:
        return self._drawn(answer)

    def _redraw(self, answer: Answer | None, so_far: Conversation) -> tuple[str, list[Message]]:
        return self._drawn(answer), self._chat.transcript(so_far)

    def _judge(
        self, answer: Answer | None, so_far: Conversation, event: gr.EventData, request: gr.Request
    ) -> tuple[str, list[Message]]:
        problem = ""
        if answer is not None:
            try:
                give(self._store, answer.disagreements, answer.citations, sent(event), request.username)
            except RagError as error:
                problem = str(error)
        return self._drawn(answer, problem), self._chat.transcript(so_far)

    def _undo(
        self, answer: Answer | None, so_far: Conversation, event: gr.EventData, request: gr.Request
    ) -> tuple[str, list[Message]]:
        problem = ""
        try:
            take_back(self._store, sent(event), request.username)
        except RagError as error:
            problem = str(error)
        return self._drawn(answer, problem), self._chat.transcript(so_far)

    def _drawn(self, answer: Answer | None, problem: str = "") -> str:
        return beside_html(answer, self._store.read(), may_judge=self._may_judge, problem=problem)
