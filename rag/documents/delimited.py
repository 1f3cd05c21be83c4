"""Comma- and tab-separated values (.csv, .tsv)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from rag.documents.builder import Extract, TextBuilder
from rag.documents.encoding import decode
from rag.documents.failures import damaged_on_error
from rag.documents.tables import row_lines

if TYPE_CHECKING:
    from rag.documents.limits import Limits

__all__ = ["extract"]

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_ROWS = 50


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a table of text; each row becomes a line that names its columns.

    Raises:
        ReadError: The bytes are no text, the text is too long, or a quotation mark is never closed.
    """
    text = decode(data, source=source)
    builder = TextBuilder(source, limits)
    with damaged_on_error(source, "table of comma- or tab-separated values"):
        rows = csv.reader(io.StringIO(text, newline="\n"), delimiter=_delimiter(text, source))
        for line in row_lines(rows, header=True):
            builder.block(line, gap=1)
    return builder.build()


def _delimiter(text: str, source: str) -> str:
    """The delimiter that cuts most rows into the same number of cells, more cells before fewer."""
    if source.lower().endswith(".tsv"):
        return "\t"
    sample = text[:_SAMPLE_CHARACTERS].splitlines(keepends=True)
    if len(text) > _SAMPLE_CHARACTERS:
        del sample[-1]

    def merit(delimiter: str) -> tuple[int, int]:
        rows = islice(csv.reader(sample, delimiter=delimiter), _SAMPLE_ROWS)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=merit)
