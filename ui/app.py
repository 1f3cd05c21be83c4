"""The whole page: a chat about a set of files, and the pages beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.api.endpoints import add_endpoints
from ui.chat.page import QUIET, TAB, ChatPage
from ui.conflicts.page import ConflictsPage
from ui.documents.page import DocumentsPage
from ui.evaluation.page import EvaluationPage
from ui.export.page import ExportBar
from ui.feedback.page import FeedbackBar
from ui.person import person_html
from ui.services import Services
from ui.sources.dialog import file_dialog
from ui.sources.panel import plural
from ui.sources.plain import plain_html
from ui.verdicts.beside import VerdictsBeside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.port import AnsweringEngine

__all__ = ["build"]

_NAMED = 6
_RUNS = "The page Evaluation runs them."


def build(engine: AnsweringEngine, services: Services | None = None) -> gr.Blocks:
    """Build the page.

    Args:
        engine: What answers; a :class:`rag.Engine` or anything like it.
        services: What else the page has; where None, it is the chat alone.

    Returns:
        The page, to be served by :func:`ui.serving.serve.application`, which brings its theme and its style sheet.
    """
    services = services or Services()

    def sources() -> list[str]:
        return [document.source for document in engine.documents()]

    def header() -> str:
        return _header(sources())

    sent = sources()

    def visit() -> tuple[str, Any]:
        # Somebody may have chosen by now what to ask: that is left alone where the page came with the files of today.
        now = sources()
        return _header(now), gr.skip() if now == sent else chat.files()

    page: gr.Blocks = gr.Blocks(title="Whosays", analytics_enabled=False)
    with page:
        top = gr.HTML(_header(sent), js_on_load=None, apply_default_css=False, elem_id="ws-header")
        person = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="ws-person")
        with gr.Tabs(elem_id="ws-pages"):
            with gr.Tab("Chat", id="chat", elem_id=TAB) as chat_tab:
                chat = ChatPage(engine, services)
            judging = services.verdicts
            if judging is not None:
                beside = VerdictsBeside(chat, judging, may_judge=not services.read_only)
                chat_tab.select(*beside.redrawn, **QUIET)
            with chat.side, gr.Column(elem_id="ws-doing") as doing:
                ExportBar(chat)
                if services.kept is not None and not services.read_only:
                    FeedbackBar(chat, services.kept, _RUNS if services.measuring is not None else "")
            # Above the sources, which may be long.
            chat.side.children.insert(0, chat.side.children.pop(chat.side.children.index(doing)))
            if services.auditing is not None and judging is not None:
                with gr.Tab("Conflicts", id="conflicts", elem_id="ws-conflicts-page") as audited:
                    conflicts = ConflictsPage(audited, services.auditing, judging, may_judge=not services.read_only)
                chat.asks_anew(conflicts.found.asked, conflicts.questions_for, conflicts.questions)
            if services.library is not None and not services.read_only:
                with gr.Tab("Documents", id="documents", elem_id="ws-documents-page") as tab:
                    documents = DocumentsPage(engine, services.library, services, (chat.chosen, top), header)
                documents.visited(page, tab)
            if services.measuring is not None:
                with gr.Tab("Evaluation", id="evaluation", elem_id="ws-evaluation-page") as measured:
                    evaluation = EvaluationPage(engine, services.measuring)
                measured.select(evaluation.visit, evaluation.chosen, evaluation.choosing, **QUIET)
                chat.asks_anew(evaluation.results.asked, _missed, evaluation.missed)
        file_dialog(engine)
        if services.programs is not None:
            add_endpoints(page, services.programs)
        chat.loads(page)
        # The index may have grown since the page was built: each visit lists what is there now.
        page.load(visit, None, [top, chat.chosen], **QUIET)
        page.load(_person, None, person, **QUIET)
    return page


def _missed(missed: Sequence[Sequence[str]], event: gr.EventData) -> tuple[Sequence[str], None]:
    """The questions that lead to a miss of an evaluation, which was asked of all files."""
    return missed[event.number], None


def _person(request: gr.Request) -> str:
    return person_html(request.username)


def _header(sources: Sequence[str]) -> str:
    names = ", ".join(f'<span class="ws-file">{plain_html(name)}</span>' for name in sources[:_NAMED])
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    asked = f"{plural(len(sources), 'file')}: {names}{more}" if sources else "no files: the index is empty"
    return f'<header class="ws-header"><h1>Whosays</h1><p>Asks {asked}</p></header>'
