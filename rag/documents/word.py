"""Word documents (.docx)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rag.documents.archive import open_archive
from rag.documents.builder import Extract, TextBuilder
from rag.documents.dates import find_date
from rag.documents.failures import damaged_on_error
from rag.documents.tables import row_lines
from rag.documents.titles import meaningful_title, title_of_text
from rag.documents.word_xml import Block, Styles, blocks_of, notes_of

if TYPE_CHECKING:
    from rag.documents.limits import Limits

__all__ = ["extract"]

_KIND = "Word document"


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a Word document: paragraphs, lists, tables and text boxes in order, then foot- and endnotes.

    Insertions under review are text, deletions are not; running headers and footers are left out.

    Raises:
        ReadError: Encrypted, damaged or too large.
    """
    open_archive(data, source=source, kind=_KIND, limits=limits).close()
    import docx  # noqa: PLC0415  (slow to import)

    builder = TextBuilder(source, limits)
    with damaged_on_error(source, _KIND):
        document = docx.Document(io.BytesIO(data))
        styles = Styles(document.styles.element)
        item = False
        for block in [*blocks_of(document.element.body, styles), *notes_of(document.part, styles)]:
            _add(builder, block, after_item=item)
            item = block.item
        properties = document.core_properties
        return builder.build(title=_title(builder, properties.title), date=find_date(builder.text()))


def _add(builder: TextBuilder, block: Block, *, after_item: bool) -> None:
    if block.rows:
        for number, line in enumerate(row_lines(block.rows, header=block.header)):
            builder.block(line, gap=1 if number else 2)
    elif block.level is not None:
        builder.heading(block.text, block.level)
    else:
        builder.block(block.text, gap=1 if block.item and after_item else 2)


def _title(builder: TextBuilder, metadata: Any) -> str | None:
    return meaningful_title(metadata) or builder.first_heading() or title_of_text(builder.text())
