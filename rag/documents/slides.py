"""PowerPoint presentations (.pptx): a slide is a page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rag.documents.archive import open_archive
from rag.documents.builder import Extract, TextBuilder
from rag.documents.dates import find_date
from rag.documents.failures import damaged_on_error
from rag.documents.tables import row_lines
from rag.documents.titles import meaningful_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rag.documents.limits import Limits

__all__ = ["extract"]

_KIND = "PowerPoint presentation"


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a presentation: each slide's title as a heading, its text a paragraph a line, tables, then the notes.

    Raises:
        ReadError: Encrypted, damaged or too large.
    """
    open_archive(data, source=source, kind=_KIND, limits=limits).close()
    import pptx  # noqa: PLC0415  (slow to import)

    builder = TextBuilder(source, limits)
    with damaged_on_error(source, _KIND):
        presentation = pptx.Presentation(io.BytesIO(data))
        for number, slide in enumerate(presentation.slides, start=1):
            builder.open_page(number)
            _slide(builder, slide)
        properties = presentation.core_properties
        title = meaningful_title(properties.title) or builder.first_heading()
        return builder.build(title=title, date=find_date(builder.text()))


def _slide(builder: TextBuilder, slide: Any) -> None:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        builder.heading(_lines(title.text_frame), 1)
    for shape in _shapes(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            builder.block(_lines(shape.text_frame))
        elif shape.has_table:
            marked = True if shape.table.first_row else None
            rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
            for number, line in enumerate(row_lines(rows, header=marked)):
                builder.block(line, gap=1 if number else 2)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        builder.block(_lines(slide.notes_slide.notes_text_frame))


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    """Every shape, those inside groups in their place."""
    waiting = list(shapes)[::-1]
    while waiting:
        shape = waiting.pop()
        if hasattr(shape, "shapes"):
            waiting.extend(list(shape.shapes)[::-1])
        else:
            yield shape


def _lines(frame: Any) -> str:
    # A vertical tab is a line break within a paragraph.
    return "\n".join(line for line in frame.text.replace("\v", "\n").split("\n") if line.strip())
