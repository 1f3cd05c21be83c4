"""Rows of a table as lines that can be quoted, and understood, on their own."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["row_lines"]

_LOOK_AHEAD = 10  # rows read before it is decided which of them is the header
_MAX_HEADER_CELL = 80  # characters: longer cells are content
_SPACE = re.compile(r"\s+")
_VALUE = re.compile(r"[-+(]?\W{0,3}\d[\d\s.,:/%–-]*\W{0,3}|(?:true|false|n/?a|none|null|-)", re.IGNORECASE)
_CLOSED = (".", "!", "?", "…")


def row_lines(rows: Iterable[Sequence[str]], *, header: bool | None = None) -> Iterator[str]:
    """Write each row as one line.

    With a header a row becomes ``Header: value; Header: value.``; without one, two cells become
    ``left: right.`` and more become ``a; b; c.``. Empty cells and empty rows are left out. Rows above the
    table proper that fill a single cell (a caption, a note) stand as they are.

    Args:
        rows: The cells of each row; white space inside a cell becomes one space.
        header: Whether the first full row names the columns: True (unless its cells look like values), False,
            or None where nothing in the file tells; then it takes evidence.

    Yields:
        The lines, without line ends, in the order of the rows.
    """
    cleaned = (row for row in (_clean(row) for row in rows) if any(row))
    lead = list(islice(cleaned, _LOOK_AHEAD))
    first = next((i for i, row in enumerate(lead) if _filled(row) > 1), None)
    names: Sequence[str] = ()
    if first is not None and header is not False and _is_header(lead[first], lead[first + 1 :], sure=header is True):
        names = [name.rstrip(" :") for name in lead.pop(first)]
    for number, row in enumerate(chain(lead, cleaned)):
        above = first is not None and number < first
        yield _line(row, () if above else names)


def _clean(row: Sequence[str]) -> list[str]:
    return [_SPACE.sub(" ", cell).strip() for cell in row]


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _is_header(row: Sequence[str], below: Sequence[Sequence[str]], *, sure: bool) -> bool:
    names = [cell for cell in row if cell]
    if not below or len(set(names)) != len(names):
        return False
    if any(len(name) > _MAX_HEADER_CELL or _VALUE.fullmatch(name) for name in names):
        return False
    if _filled(row) * 2 < max(_filled(other) for other in below):
        return False
    if sure or len(names) > 2:
        return True
    # Two columns of words may as well be labels and values; a column of figures under a word settles it.
    second = [other[1] for other in below if len(other) > 1 and other[1]]
    return len(second) > 1 and all(_VALUE.fullmatch(cell) for cell in second)


def _line(row: Sequence[str], names: Sequence[str]) -> str:
    cells = [(names[i] if i < len(names) else "", cell) for i, cell in enumerate(row) if cell]
    values = [cell for _, cell in cells]
    if names:
        line = "; ".join(f"{name}: {cell}" if name else cell for name, cell in cells)
    elif len(values) == 1:
        return values[0]
    elif len(values) == 2:
        line = f"{values[0].rstrip(' :')}: {values[1]}"
    else:
        line = "; ".join(values)
    return line if line.endswith(_CLOSED) else f"{line}."
