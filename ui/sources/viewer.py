"""A document's whole text as HTML, with one quote marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.documents.document import Document
    from ui.sources.places import Place

__all__ = ["problem_html", "viewer_html"]


def viewer_html(document: Document, place: Place) -> str:
    """Draw a document for the viewer.

    Args:
        document: The document that ``place`` names, as it is stored now.
        place: The quote to mark.

    Returns:
        A heading and the text, escaped. Exactly the quote stands in ``<mark>``. Where the text no longer holds the
        quote at its place, nothing is marked and a note says why.
    """
    text = document.text
    if place.holds_in(text):
        note = f'<p class="ws-viewer-where">Quote on line {_line(text, place.start)}{_page(document, place.start)}</p>'
        body = (
            f"{escape(text[: place.start])}"
            f'<mark id="ws-quote">{escape(text[place.start : place.end])}</mark>'
            f"{escape(text[place.end :])}"
        )
    else:
        note = (
            '<p class="ws-viewer-where ws-problem" role="alert">This file was indexed anew after the answer was '
            "given: the quote is no longer where it was, so nothing is marked.</p>"
        )
        body = escape(text)
    title = f'<p class="ws-viewer-title">{escape(document.title)}</p>' if document.title else ""
    return (
        f'<header class="ws-viewer-head"><h2 id="ws-viewer-name">{escape(document.source)}</h2>{title}{note}</header>'
        f'<div class="ws-text" dir="auto" tabindex="0" role="region" aria-labelledby="ws-viewer-name">{body}</div>'
    )


def problem_html(message: str) -> str:
    """Draw what went wrong in place of a document."""
    return (
        '<header class="ws-viewer-head"><h2 id="ws-viewer-name">The file cannot be shown</h2></header>'
        f'<p class="ws-problem" role="alert">{escape(message)}</p>'
    )


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _page(document: Document, offset: int) -> str:
    for page in document.pages:
        if page.start <= offset < page.end:
            return f", page {page.number}"
    return ""
