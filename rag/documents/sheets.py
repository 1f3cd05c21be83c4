"""Excel workbooks (.xlsx): a sheet is a page, a row is a line."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rag.documents.archive import open_archive
from rag.documents.builder import Extract, TextBuilder
from rag.documents.failures import damaged_on_error
from rag.documents.tables import row_lines
from rag.documents.titles import meaningful_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.documents.limits import Limits

__all__ = ["extract"]

_KIND = "Excel workbook"


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a workbook: values as last calculated by the program that saved it, sheet names as headings.

    A formula whose value was never calculated has no value in the file and gives no text. Sheets without a value
    give a page without text.

    Raises:
        ReadError: Encrypted, damaged or too large.
    """
    open_archive(data, source=source, kind=_KIND, limits=limits).close()
    import openpyxl  # noqa: PLC0415  (slow to import)

    builder = TextBuilder(source, limits)
    with damaged_on_error(source, _KIND):
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in workbook.worksheets:
                builder.open_page(workbook.sheetnames.index(sheet.title) + 1)
                sheet.reset_dimensions()  # what the file says of its own extent is often wrong
                for number, line in enumerate(row_lines(_rows(sheet), header=True)):
                    if number == 0:
                        builder.heading(sheet.title, 1)
                    builder.block(line, gap=1 if number else 2)
            title = meaningful_title(workbook.properties.title)
        finally:
            workbook.close()
    return builder.build(title=title)


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [_written(cell.value, cell.number_format if cell.value is not None else "") for cell in row]


def _written(value: object, number_format: str) -> str:
    """A cell as text: dates by ISO 8601, percentages as such, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, int | float):
        percent = number_format.rstrip().endswith("%")
        # Through decimals: 0.07 * 100 is not 7 in binary.
        exact = Decimal(str(value)) * (100 if percent else 1)
        digits = f"{exact.normalize():f}"
        return f"{digits}%" if percent else digits
    return str(value)
