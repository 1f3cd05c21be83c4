"""PDF, page by page."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, Any

from rag.documents.builder import Extract, TextBuilder
from rag.documents.dates import find_date
from rag.documents.failures import damaged, image_only, text_too_long
from rag.documents.paragraphs import HYPHEN, Line, join_lines, known_words
from rag.documents.pdfium import PDFIUM, opened
from rag.documents.titles import meaningful_title, title_of_text

if TYPE_CHECKING:
    from rag.documents.limits import Limits

__all__ = ["extract"]

_TAIL = 4096  # bytes at the end in which a whole PDF says that it ends
_END_MARKS = (b"%%EOF", b"startxref")
_NONCHARACTERS = re.compile("[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SOFT_HYPHEN = "\u00ad"
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a PDF.

    Pages follow one another, parted by a blank line, or by a line end where a sentence runs on. Lines are joined
    into paragraphs by where they stand on the page.

    Raises:
        ReadError: Encrypted, damaged, image-only, or with too much text.
    """
    if not any(mark in data[-_TAIL:] for mark in _END_MARKS):
        # The library would mend what it can and leave out the rest without a word.
        raise damaged(source, "PDF")
    with opened(data, source) as document:
        pages = _pages(document, source, limits)
        with PDFIUM:
            metadata: dict[str, str] = document.get_metadata_dict()
    if not any(pages):
        raise image_only(source)
    known = known_words(line for page in pages for line in page)
    builder = TextBuilder(source, limits)
    for number, page in enumerate(pages, start=1):
        builder.open_page(number)
        paragraphs = join_lines(page, known)
        for index, (text, gap) in enumerate(paragraphs):
            runs_on = index == 0 and text[:1].islower() and not _SENTENCE_END.search(builder.text()[-9:])
            builder.block(text, gap=1 if runs_on else gap)
    text = builder.text()
    return builder.build(
        title=meaningful_title(metadata.get("Title")) or title_of_text(text),
        date=find_date(text),
    )


def _pages(document: Any, source: str, limits: Limits) -> list[list[Line]]:
    pages = []
    count = 0
    with PDFIUM:
        total = len(document)
    for index in range(total):
        with PDFIUM:  # page by page: whoever looks at a page meanwhile waits for one of these, not for all
            lines = _lines_of(document[index])
        count += sum(len(line.text) for line in lines)
        if count > limits.max_characters:
            raise text_too_long(source, limits.max_characters)
        pages.append(lines)
    return pages


def _lines_of(page: Any) -> list[Line]:
    textpage = page.get_textpage()
    try:
        return _lines(textpage)
    finally:
        textpage.close()
        page.close()


def _lines(textpage: Any) -> list[Line]:
    """The lines of a page, in the order of its content, with their edges."""
    from pypdfium2 import raw  # noqa: PLC0415

    lines: list[Line] = []
    units: list[int] = []
    indices: list[int] = []

    def finish() -> None:
        text = _text(units)
        shown = [i for i, unit in zip(indices, units, strict=True) if unit > 0x20]
        if text.strip(f" \t{HYPHEN}") and shown:
            # A bullet or a word in another font is no measure: the height is the middle one of five letters'.
            boxes = [_box(textpage, shown[(len(shown) - 1) * i // 4]) for i in range(5)]
            _, bottom, _, top = sorted(boxes, key=lambda box: box[3] - box[1])[2]
            left, right = boxes[0][0], boxes[-1][2]
            lines.append(Line(text.strip(), left, max(right, left), bottom, top))
        elif text.strip() and lines:  # a hyphen alone: not a line, but nothing is dropped
            lines[-1] = _with_text(lines[-1], f"{lines[-1].text} {text.strip()}")
        units.clear()
        indices.clear()

    for index in range(textpage.count_chars()):
        unit = raw.FPDFText_GetUnicode(textpage, index)
        if unit in {0x0A, 0x0D}:
            finish()
            continue
        units.append(unit)
        indices.append(index)
        if unit == ord(HYPHEN):
            finish()
    finish()
    return lines


def _text(units: list[int]) -> str:
    text = "".join(map(chr, units))
    if any(0xD800 <= unit <= 0xDFFF for unit in units):  # halves of characters beyond the basic plane
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _NONCHARACTERS.sub("", text)
    return text[:-1] + HYPHEN if text.endswith(_SOFT_HYPHEN) else text


def _with_text(line: Line, text: str) -> Line:
    return Line(text, line.left, line.right, line.bottom, line.top)


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in points: as high as the font, whatever the letter."""
    from pypdfium2 import raw  # noqa: PLC0415

    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, rect.bottom, rect.right, rect.top
