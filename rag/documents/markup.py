"""A tree of HTML or XHTML elements as text: what a reader of the page would see, without its furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.documents.markup_tables import is_data_table, table_rows
from rag.documents.markup_visible import is_furniture, is_hidden, tag_of
from rag.documents.tables import row_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

    from rag.documents.builder import TextBuilder

__all__ = ["add_tree"]

_PARAGRAPHS = frozenset(
    "address article aside blockquote body center details dialog div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend main menu nav ol p pre search section summary table "
    "ul".split(" ")
)
_LINES = frozenset({"caption", "dd", "dt", "li", "tbody", "tfoot", "thead", "tr"})
_CELLS = frozenset({"td", "th"})
_ITEMS = frozenset({"li", "dd", "dt"})
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_SPACE_RUNS = re.compile(r" {2,}")
_BREAKS = re.compile(r"\n{3,}")


def add_tree(builder: TextBuilder, root: _Element, *, furniture: bool = False) -> None:
    """Add the text of a tree to a document.

    Block elements become blocks parted by blank lines; items of lists and rows of tables stay one a line;
    ``<br>`` ends a line; h1 to h6 become headings. Left out are scripts, styles, hidden elements, comments,
    and what frames a page rather than being part of it (navigation, banners, footers, search forms).

    Args:
        builder: Receives blocks and headings.
        root: The ``html`` or ``body`` element, or any below; element names may carry a namespace.
        furniture: Whether to keep what frames the page, as in a book, where nothing frames the text.
    """
    from lxml import etree  # noqa: PLC0415  (kept out of the import of the package)

    walk = _Walk(builder)
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = tag_of(element)
        if event == "start":
            if is_hidden(element, tag) or (not furniture and is_furniture(element, tag)):
                walker.skip_subtree()
            elif tag == "table" and is_data_table(element):
                walk.table(element)
                walker.skip_subtree()
            else:
                walk.enter(element, tag)
        else:
            walk.leave(element, tag)
    walk.flush()


class _Walk:
    """The state of one walk: the line being written, and what it stands in."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._inline: list[str] = []
        self._gap = 2
        self._level: int | None = None
        self._open: dict[_Element, bool] = {}  # elements entered, and whether they count as an item
        self._items = 0
        self._preformatted = 0

    def enter(self, element: _Element, tag: str) -> None:
        if tag == "br":
            self._inline.append("\n")
        self._boundary(tag)
        item = tag in _ITEMS
        self._items += item
        self._preformatted += tag in {"pre", "textarea"}
        self._open[element] = item
        if heading := _HEADING.fullmatch(tag):
            self._level = int(heading[1])
        self._text(element.text)

    def leave(self, element: _Element, tag: str) -> None:
        if element in self._open:
            self._boundary(tag)
            self._items -= self._open.pop(element)
            self._preformatted -= tag in {"pre", "textarea"}
            if _HEADING.fullmatch(tag):
                self._level = None
        self._text(element.tail)

    def table(self, element: _Element) -> None:
        self._boundary("table")
        rows, caption, header = table_rows(element)
        if caption:
            self._builder.block(caption, gap=self._gap)
            self._gap = 1
        for line in row_lines(rows, header=header):
            self._builder.block(line, gap=self._gap)
            self._gap = 1
        self._gap = 2

    def flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        if not self._preformatted:
            text = _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", _SPACE_RUNS.sub(" ", text)))
        if not text.strip():
            return
        if self._level is None:
            self._builder.block(text, gap=self._gap)
        else:
            self._builder.heading(text, self._level, gap=self._gap)
        self._gap = 1

    def _boundary(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.flush()
            # Inside an item everything stays close, or the items of a list would fall apart.
            self._gap = max(self._gap, 1 if self._items else 2)
        elif tag in _LINES:
            self.flush()
        elif tag in _CELLS:
            self._inline.append(" ")

    def _text(self, text: str | None) -> None:
        if text:
            self._inline.append(text if self._preformatted else _SPACE.sub(" ", text))
