"""A page of a PDF as a picture, with the places of some of its characters."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.documents.pdf_places import boxes_of
from rag.documents.pdfium import PDFIUM, opened
from rag.errors import ReadError

if TYPE_CHECKING:
    from rag.documents.document import Document
    from rag.documents.pdf_places import Box

__all__ = ["DrawnPage", "draw_page"]

_WIDTH = 1400  # pixels: a page as wide as the viewer on a screen of twice the usual density
_MOST_PIXELS = 3_000_000  # very long pages are drawn smaller
_LARGE = 1_500_000  # bytes of a PNG beyond which the page is a photograph, which JPEG holds in less


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page of a file, drawn.

    Attributes:
        number: Of the page, 1-based.
        pages: How many the file has.
        image: The picture.
        media_type: Of the picture: ``image/png`` or ``image/jpeg``.
        width: Of the picture, in pixels.
        height: Of the picture, in pixels.
        boxes: Where the characters that were asked for stand, a box a line; empty where none of them is on this page,
            None where their places cannot be told exactly.
    """

    number: int
    pages: int
    image: bytes
    media_type: str
    width: int
    height: int
    boxes: tuple[Box, ...] | None


def draw_page(data: bytes, document: Document, number: int, start: int, end: int) -> DrawnPage:
    """Draw a page.

    Args:
        data: The PDF, with the digest that ``document`` was read from.
        document: What was read from it.
        number: Of the page, 1-based.
        start: First character to box, an offset into ``document.text``.
        end: After the last character to box.

    Raises:
        ReadError: There is no such page, or it cannot be drawn.
    """
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise ReadError(document.source, f"there is no page {number}", f"choose one from 1 to {len(document.pages)}")
    with opened(data, document.source) as pdf, PDFIUM:
        drawn = pdf[number - 1]
        try:
            image, media_type, width, height = _picture(drawn)
            first, last = max(start, page.start), min(end, page.end)
            boxes: tuple[Box, ...] | None = ()
            if document.text[first:last].strip():
                text = document.text[page.start : page.end]
                boxes = _boxes(drawn, text, first - page.start, last - page.start)
        finally:
            drawn.close()
        return DrawnPage(number, len(pdf), image, media_type, width, height, boxes)


def _picture(page: Any) -> tuple[bytes, str, int, int]:
    width, height = page.get_size()
    scale = min(_WIDTH / width, math.sqrt(_MOST_PIXELS / (width * height)))
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        picture = bitmap.to_pil()
        found = io.BytesIO()
        picture.save(found, "PNG")
        media_type = "image/png"
        if found.tell() > _LARGE:
            found = io.BytesIO()
            picture.save(found, "JPEG", quality=85)
            media_type = "image/jpeg"
        return found.getvalue(), media_type, picture.width, picture.height
    finally:
        bitmap.close()


def _boxes(page: Any, text: str, start: int, end: int) -> tuple[Box, ...] | None:
    textpage = page.get_textpage()
    try:
        return boxes_of(page, textpage, text, start, end)
    finally:
        textpage.close()
