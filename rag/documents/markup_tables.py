"""Tables of a page as rows of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.documents.markup_visible import is_hidden, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["is_data_table", "table_rows"]

_MAX_SPAN = 1000  # the bound of the HTML standard for columns, here for rows as well
_MAX_CELL = 500  # characters: cells with more lay out a page rather than hold a value
_LAYOUT = frozenset({"article", "h1", "h2", "h3", "h4", "h5", "h6", "section", "table"})
_SECTIONS = frozenset({"tbody", "tfoot", "thead"})
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split(" ")
)


def is_data_table(table: _Element) -> bool:
    """Whether a table holds data, and is no means of placing parts of a page side by side."""
    if table.get("role") in {"none", "presentation"}:
        return False
    if any(tag_of(child) in _LAYOUT for child in table.iterdescendants()):
        return False
    rows = [[_cell_text(cell) for cell in _cells(row)] for row, _ in _rows(table)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    return all(len(cell) <= _MAX_CELL for row in rows for cell in row)


def table_rows(table: _Element) -> tuple[list[list[str]], str, bool | None]:
    """Read a data table.

    Args:
        table: The ``table`` element.

    Returns:
        Its rows, each cell repeated wherever it spans; its caption, or an empty string; and whether its first
        row is a header: True if marked so, False if the first row starts with a marked name of the row
        itself, else None.
    """
    rows: list[list[str]] = []
    header_rows = 0
    header: bool | None = None
    held: dict[int, tuple[int, str]] = {}  # column → how many more rows a cell spans, and its text
    for number, (row, in_head) in enumerate(_rows(table)):
        cells = list(_cells(row))
        names = [tag_of(cell) == "th" for cell in cells]
        marked = bool(cells) and (all(names) or in_head)
        if marked and header_rows == number:
            header_rows += 1
        elif number == 0 and any(names):
            header = False
        rows.append(_spread(cells, held))
    if header_rows:
        header = header_rows < len(rows)
        rows = [_stacked(rows[:header_rows]), *rows[header_rows:]]
    caption = next((_cell_text(child) for child in table if tag_of(child) == "caption"), "")
    return rows, caption, header


def _rows(table: _Element) -> Iterator[tuple[_Element, bool]]:
    """Each row that is seen, and whether it stands in the table's head."""
    for child in table:
        if tag_of(child) in _SECTIONS:
            head = tag_of(child) == "thead"
            yield from ((row, head) for row in child if tag_of(row) == "tr" and not is_hidden(row, "tr"))
        elif tag_of(child) == "tr" and not is_hidden(child, "tr"):
            yield child, False


def _cells(row: _Element) -> Iterator[_Element]:
    return (cell for cell in row if tag_of(cell) in {"td", "th"} and not is_hidden(cell, tag_of(cell)))


def _spread(cells: list[_Element], held: dict[int, tuple[int, str]]) -> list[str]:
    """Place a row's cells in their columns, beside those that reach down from above; updates ``held``."""
    if len(cells) == 1 and not held and _span(cells[0], "rowspan") == 1:
        return [_cell_text(cells[0])]  # a line across the whole table
    row: list[str] = []
    waiting = list(reversed(cells))
    while waiting or len(row) in held:
        column = len(row)
        if column in held:
            left, text = held.pop(column)
            if left > 1:
                held[column] = (left - 1, text)
            row.append(text)
            continue
        cell = waiting.pop()
        text, down = _cell_text(cell), _span(cell, "rowspan")
        # A row wider than the bound is no honest table: its cells are kept, their spans are not.
        for _ in range(_span(cell, "colspan") if len(row) < _MAX_SPAN else 1):
            if down > 1:
                held[len(row)] = (down - 1, text)
            row.append(text)
    return row


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1


def _stacked(rows: list[list[str]]) -> list[str]:
    """One header out of several rows of names: what stands over a column, from the top, each name once."""
    width = max(len(row) for row in rows)
    columns = ([row[i] for row in rows if i < len(row) and row[i]] for i in range(width))
    return [" ".join(dict.fromkeys(column)) for column in columns]


def _cell_text(cell: _Element) -> str:
    from lxml import etree  # noqa: PLC0415  (kept out of the import of the package)

    parts: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = tag_of(element)
        if event == "start":
            if element is not cell and is_hidden(element, tag):
                walker.skip_subtree()
                continue
            parts.append("" if tag in _INLINE else " ")
            parts.append(element.text or "")
        elif element is not cell:
            parts.append("" if tag in _INLINE or event != "end" else " ")
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())
