"""The dialog in which a whole file is read; one for all pages, since any of them may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import RagError
from ui.sources.places import Place
from ui.sources.viewer import problem_html, viewer_html
from ui.theme import asset

if TYPE_CHECKING:
    from ui.port import AnsweringEngine

__all__ = ["file_dialog"]

_VIEWER = (
    '<dialog class="ws-viewer" aria-labelledby="ws-viewer-name">'
    '<button type="button" class="ws-close" aria-label="Close the file">Close</button>'
    '<div class="ws-viewer-content"></div></dialog>'
)


def file_dialog(engine: AnsweringEngine) -> gr.HTML:
    """Make the dialog, outside of every tab: in one that is not shown, it could not be seen either.

    It opens for every element with ``data-place`` and every link to a quote (:class:`ui.sources.places.Place`).

    Args:
        engine: Hands out the files' stored text.
    """

    def view(link: str) -> str:
        try:
            place = Place.parse(link)
            return viewer_html(engine.document(place.source), place)
        except (RagError, ValueError) as error:
            return problem_html(str(error))

    return gr.HTML(
        _VIEWER,
        js_on_load=asset("viewer.js"),
        server_functions=[view],
        apply_default_css=False,
        elem_id="ws-viewer",
    )
