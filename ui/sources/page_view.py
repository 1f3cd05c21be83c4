"""A page of a PDF as HTML: its picture, with the quote boxed."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from ui.sources.plain import plain_html
from ui.sources.viewer import head_html

if TYPE_CHECKING:
    from rag.documents.document import Document
    from rag.documents.pdf_drawing import DrawnPage
    from rag.documents.pdf_places import Box
    from rag.types import FileState
    from ui.sources.places import Place

__all__ = ["page_html", "page_problem_html"]

_NO_BOX = "Where the quote stands on this page cannot be told exactly, so it is not boxed; its text marks it."


def page_html(document: Document, place: Place, state: FileState, page: DrawnPage) -> str:
    """Draw a page for the viewer.

    Args:
        document: The document that ``place`` names, as it is stored now.
        place: The quote.
        state: How the file on disk compares with it.
        page: Its boxes are those of the quote.

    Returns:
        A heading, buttons for the pages before and after (``data-page``), and the picture as a ``data:`` address.
    """
    note = f'<p class="ws-viewer-where">{_NO_BOX}</p>' if page.boxes is None else ""
    boxes = "".join(map(_box, page.boxes or ()))
    boxed = f"; the quote is boxed in {len(page.boxes)} place{'s' * (len(page.boxes) > 1)}" if page.boxes else ""
    address = f"data:{page.media_type};base64,{b64encode(page.image).decode('ascii')}"
    return (
        f"{head_html(document, place, state)}{_turning(page)}{note}"
        '<div class="ws-scroll" tabindex="0" role="region" aria-labelledby="ws-viewer-name">'
        f'<div class="ws-page"><img src="{address}" width="{page.width}" height="{page.height}" '
        f'alt="Page {page.number} of {escape(document.source)}{boxed}">{boxes}</div></div>'
    )


def page_problem_html(document: Document, place: Place, state: FileState, message: str) -> str:
    """Draw why a page cannot be shown, in its place."""
    return (
        f"{head_html(document, place, state)}"
        '<div class="ws-scroll" tabindex="0" role="region" aria-labelledby="ws-viewer-name">'
        f'<p class="ws-problem" role="alert">The page cannot be shown: {plain_html(message)}. Its text is still '
        "here.</p></div>"
    )


def _turning(page: DrawnPage) -> str:
    def to(number: int, name: str, sign: str) -> str:
        off = "" if 1 <= number <= page.pages else " disabled"
        return f'<button type="button" data-page="{number}" aria-label="{name} page"{off}>{sign}</button>'

    return (
        f'<div class="ws-turning">{to(page.number - 1, "Previous", "‹")}<span aria-live="polite">Page {page.number} '
        f"of {page.pages}</span>{to(page.number + 1, 'Next', '›')}</div>"
    )


def _box(box: Box) -> str:
    return (
        f'<span class="ws-box" style="left:{box.left:.4%};top:{box.top:.4%};'
        f'width:{box.right - box.left:.4%};height:{box.bottom - box.top:.4%}"></span>'
    )
