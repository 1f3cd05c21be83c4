"""A document's text as HTML, with one quote marked: all of it, or the part around the quote where it is very long."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.sources.marks import STALE_TEXT, state_mark
from ui.sources.plain import plain_html

if TYPE_CHECKING:
    from rag.documents.document import Document
    from rag.types import FileState
    from ui.sources.places import Place

__all__ = ["head_html", "page_of", "part_html", "problem_html", "viewer_html", "window_after", "window_before"]

_WHOLE = 200_000  # characters up to which a text is shown all at once
_REACH = 60_000  # characters shown before and after a quote otherwise, and with each "show more" twice as many
_SNAP = 2_000  # characters within which a line's beginning is looked for, to cut there
_MOST_NUMBERED = 4_000  # lines of a part up to which each bears its number, else every tenth
_MOST_HEADINGS = 500
_MOVED = (
    '<p class="ws-viewer-where ws-problem" role="alert">This file was indexed anew after the answer was given: the '
    "quote is no longer where it was, so nothing is marked.</p>"
)


def viewer_html(document: Document, place: Place, state: FileState = "unknown", at: int | None = None) -> str:
    """Draw a document for the viewer.

    Args:
        document: The document that ``place`` names, as it is stored now.
        place: The quote to mark.
        state: How the file on disk compares with it.
        at: Show the part around this offset; around the quote if None.

    Returns:
        A heading, the document's own headings to go to, and the text, escaped. Exactly the quote stands in
        ``<mark>``. Where the text no longer holds the quote at its place, nothing is marked and a note says why. What
        lies before and after the part that is shown can be asked for: a ``<button>`` with ``data-before`` or
        ``data-after``, the offset it ends or begins at.
    """
    text = document.text
    holds = place.holds_in(text)
    begin, end = _window(text, place, at) if holds or at is not None else _window_at(text, 0)
    body = part_html(document, begin, end, place if holds else None)
    return (
        f"{head_html(document, place, state)}{_outline(document)}"
        f'<div class="ws-scroll" tabindex="0" role="region" aria-labelledby="ws-viewer-name" '
        f'data-version="{escape(document.sha256)}">{_more("before", begin) if begin else ""}'
        f'<div class="ws-text">{body}</div>{_more("after", end) if end < len(text) else ""}</div>'
    )


def head_html(document: Document, place: Place, state: FileState) -> str:
    """Draw a document's name and where the quote stands, with what speaks against trusting it."""
    page = page_of(document, place.start)
    where = (
        f'<p class="ws-viewer-where">Quote on line {_line(document.text, place.start)}'
        f"{'' if page is None else f', page {page}'}</p>"
        if place.holds_in(document.text)
        else _MOVED
    )
    title = f'<p class="ws-viewer-title" dir="auto">{plain_html(document.title)}</p>' if document.title else ""
    return (
        f'<header class="ws-viewer-head" data-file="{"pdf" if _has_pages(document) else "text"}">'
        f'<h2 id="ws-viewer-name" dir="auto">{plain_html(document.source)}</h2>{title}{where}'
        f"{state_mark(state, STALE_TEXT)}</header>"
    )


def part_html(document: Document, begin: int, end: int, place: Place | None = None) -> str:
    """Draw characters ``begin`` to ``end`` (half open) of a document's text.

    Returns:
        HTML whose ``textContent`` is that part of the text. Empty elements stand where lines, pages and headings
        begin; they bear the line's or page's number, or the heading's offset as their id, ``ws-at-…``.
    """
    text = document.text
    starts = _starts(document, begin, end)
    if place is not None:
        first, last = max(place.start, begin), min(place.end, end)
        if first < last:
            starts += [(first, 2, '<mark id="ws-quote">'), (last, 0, "</mark>")]
    parts = []
    at = begin
    for offset, _, element in sorted(starts, key=lambda start: start[:2]):
        parts += [plain_html(text[at:offset]), element]
        at = offset
    return "".join([*parts, plain_html(text[at:end])])


def window_before(text: str, offset: int) -> tuple[int, int]:
    """The part of a text that is shown next when one asks for more before ``offset``."""
    return _snapped(text, max(0, offset - 2 * _REACH)), offset


def window_after(text: str, offset: int) -> tuple[int, int]:
    """The part of a text that is shown next when one asks for more after ``offset``."""
    return offset, _snapped(text, min(len(text), offset + 2 * _REACH))


def page_of(document: Document, offset: int) -> int | None:
    """The number of the page on which a character stands, if the document has pages."""
    return next((page.number for page in document.pages if page.start <= offset < page.end), None)


def problem_html(message: str) -> str:
    """Draw what went wrong in place of a document."""
    return (
        '<header class="ws-viewer-head"><h2 id="ws-viewer-name">The file cannot be shown</h2></header>'
        f'<p class="ws-problem" role="alert">{plain_html(message)}</p>'
    )


def _has_pages(document: Document) -> bool:
    return bool(document.pages) and document.source.lower().endswith(".pdf")


def _window(text: str, place: Place, at: int | None) -> tuple[int, int]:
    if at is not None:
        return _window_at(text, min(at, len(text)))
    if len(text) <= _WHOLE:
        return 0, len(text)
    return _snapped(text, max(0, place.start - _REACH)), _snapped(text, min(len(text), place.end + _REACH))


def _window_at(text: str, at: int) -> tuple[int, int]:
    if len(text) <= _WHOLE:
        return 0, len(text)
    return _snapped(text, max(0, at - _REACH // 4)), _snapped(text, min(len(text), at + 2 * _REACH))


def _snapped(text: str, offset: int) -> int:
    """The beginning of a line near an offset, or else of a word."""
    if offset in {0, len(text)}:
        return offset
    for mark in "\n", " ":
        found = text.find(mark, offset, offset + _SNAP)
        if found >= 0:
            return found + 1
    return offset


def _starts(document: Document, begin: int, end: int) -> list[tuple[int, int, str]]:
    """What begins within a part: offset, order among those at one offset, element."""
    text = document.text
    starts = [
        (page.start, 1, f'<i class="ws-p" data-n="{page.number}" aria-hidden="true"></i>')
        for page in document.pages
        if begin <= page.start < end and page.start < page.end
    ]
    starts += [
        (heading.start, 1, f'<i id="ws-at-{heading.start}"></i>')
        for heading in document.headings[:_MOST_HEADINGS]
        if begin <= heading.start < end
    ]
    number = _line(text, begin)
    step = 1 if text.count("\n", begin, end) <= _MOST_NUMBERED else 10
    offset = begin
    if begin and text[begin - 1] != "\n":  # the part begins within a line
        offset = text.find("\n", begin, end) + 1 or end
        number += 1
    while offset < end:
        stop = text.find("\n", offset, end)
        stop = end if stop < 0 else stop
        if stop > offset and number % step == 0:
            starts.append((offset, 1, f'<i class="ws-n" data-n="{number}" aria-hidden="true"></i>'))
        offset = stop + 1
        number += 1
    return starts


def _outline(document: Document) -> str:
    headings = document.headings[:_MOST_HEADINGS]
    if len(headings) < 2:
        return ""
    top = min(heading.level for heading in headings)
    items = "".join(
        f'<li class="ws-level-{min(heading.level - top, 4)}"><button type="button" data-at="{heading.start}" '
        f'dir="auto">{plain_html(" ".join(document.text[heading.start : heading.end].split()))}</button></li>'
        for heading in headings
    )
    return f'<details class="ws-outline"><summary>Contents</summary><ol>{items}</ol></details>'


def _more(direction: str, offset: int) -> str:
    return f'<button type="button" class="ws-more" data-{direction}="{offset}">Show more {direction}</button>'


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
