"""The dialog in which a file is read; one for all pages, since any of them may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.errors import RagError, ReadError
from ui.sources.page_view import page_html, page_problem_html
from ui.sources.places import Place
from ui.sources.viewer import page_of, part_html, problem_html, viewer_html, window_after, window_before
from ui.theme import asset

if TYPE_CHECKING:
    from ui.port import AnsweringEngine

__all__ = ["Viewing", "file_dialog"]

_VIEWER = (
    '<dialog class="ws-viewer" aria-labelledby="ws-viewer-name"><div class="ws-viewer-bar">'
    '<div class="ws-steps" role="group" aria-label="Quotes" hidden>'
    '<button type="button" data-step="-1" aria-label="Previous quote">‹</button>'
    '<span class="ws-nth" aria-live="polite"></span>'
    '<button type="button" data-step="1" aria-label="Next quote">›</button></div>'
    '<div class="ws-shown" role="group" aria-label="Show as" hidden>'
    '<button type="button" data-shown="text" aria-pressed="true">Text</button>'
    '<button type="button" data-shown="page" aria-pressed="false">Page</button></div>'
    '<button type="button" class="ws-close" aria-label="Close the file">Close</button></div>'
    '<div class="ws-viewer-content"></div></dialog>'
)
_ANOTHER = "The file was indexed anew meanwhile: close it and open it again."


class Viewing:
    """What the dialog asks of the server: every argument comes from a browser, and may be anything.

    Args:
        engine: Hands out what is indexed, and nothing else.
    """

    def __init__(self, engine: AnsweringEngine) -> None:
        self._engine = engine

    def view(self, asked: Any) -> str:
        """The text of a file, for ``{place, at?}``: around a quote, or around an offset."""
        try:
            place = _place(asked)
            document = self._engine.document(place.source)
            return viewer_html(document, place, self._engine.state_of(place.source), _number(asked, "at"))
        except (RagError, ValueError) as error:
            return problem_html(str(error))

    def more(self, asked: Any) -> dict[str, Any]:
        """More of a text, for ``{place, version, before}`` or ``{…, after}``.

        Returns:
            ``html`` and ``at``, the offset where it ends: None where there is no more; or ``problem``.
        """
        try:
            place = _place(asked)
            document = self._engine.document(place.source)
            before, after = _number(asked, "before"), _number(asked, "after")
            if asked.get("version") != document.sha256:
                return {"problem": _ANOTHER}
        except (RagError, ValueError) as error:
            return {"problem": str(error)}
        text = document.text
        if before is not None:
            begin, end = window_before(text, min(before, len(text)))
            return {"html": part_html(document, begin, end, _held(place, text)), "at": begin or None}
        begin, end = window_after(text, min(after or 0, len(text)))
        return {"html": part_html(document, begin, end, _held(place, text)), "at": end if end < len(text) else None}

    def page(self, asked: Any) -> str:
        """A page of a PDF, for ``{place, number?}``: that of the quote, or another."""
        try:
            place = _place(asked)
            document = self._engine.document(place.source)
            state = self._engine.state_of(place.source)
            number = _number(asked, "number") or page_of(document, place.start) or 1
            held = _held(place, document.text)
            start, end = (held.start, held.end) if held else (0, 0)
        except (RagError, ValueError) as error:
            return problem_html(str(error))
        try:
            drawn = self._engine.draw_page(place.source, number, start=start, end=end)
        except ReadError as error:
            return page_problem_html(document, place, state, error.reason)
        except RagError as error:
            return problem_html(str(error))
        return page_html(document, place, state, drawn)


def file_dialog(engine: AnsweringEngine) -> gr.HTML:
    """Make the dialog, outside of every tab: in one that is not shown, it could not be seen either.

    It opens for every element with ``data-place`` and every link to a quote (:class:`ui.sources.places.Place`). Those
    within one element with ``data-quotes``, and the links of one answer, follow each other.

    Args:
        engine: Hands out the files' stored text and pages.
    """
    viewing = Viewing(engine)

    def view(asked: Any) -> str:
        return viewing.view(asked)

    def more(asked: Any) -> dict[str, Any]:
        return viewing.more(asked)

    def draw_page(asked: Any) -> str:  # not "page": a component has an attribute of that name
        return viewing.page(asked)

    return gr.HTML(
        _VIEWER,
        js_on_load=asset("viewer.js"),
        server_functions=[view, more, draw_page],
        apply_default_css=False,
        elem_id="ws-viewer",
    )


def _place(asked: Any) -> Place:
    link = asked.get("place") if isinstance(asked, dict) else None
    if not isinstance(link, str):
        raise ValueError("not a link to a quote")
    return Place.parse(link)


def _number(asked: dict[str, Any], name: str) -> int | None:
    number = asked.get(name)
    if number is None:
        return None
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError(f"{name} is no whole number")
    return number


def _held(place: Place, text: str) -> Place | None:
    return place if place.holds_in(text) else None
