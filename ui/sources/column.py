"""The panel beside the chat as a component: it shows the sources of an answer and can ask without one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from ui.sources.look import look_up
from ui.sources.panel import EMPTY_PANEL, panel_html
from ui.theme import asset

if TYPE_CHECKING:
    from rag.types import Answer
    from ui.port import AnsweringEngine

__all__ = ["panel_of", "sources_panel"]


def sources_panel() -> gr.HTML:
    """Make the panel, within the column where it is to stand.

    Returns:
        The component; it raises ``left_out`` with the ``source`` of a file that is not to be asked again.
    """
    return gr.HTML(EMPTY_PANEL, js_on_load=asset("panel.js"), apply_default_css=False, elem_id="ws-panel")


def panel_of(engine: AnsweringEngine, answer: Answer | None) -> str:
    """The panel's value for an answer: what it rests on, each quote in its surroundings as they are stored now."""
    if answer is None:
        return EMPTY_PANEL
    sources = [citation.source for citation in answer.citations] + [hit.source for hit in answer.hits]
    return panel_html(answer, look_up(engine, sources))
