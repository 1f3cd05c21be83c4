"""The body of a Word document as blocks, read from its XML.

python-docx opens the file; its paragraphs, however, leave out insertions under review, content controls, text
boxes and notes, so the elements of WordprocessingML (ISO/IEC 29500-1, section 17) are read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Block", "Styles", "blocks_of", "notes_of"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_NOT_TEXT = frozenset({f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", _FALLBACK})
_TRANSPARENT = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"})
_NOTE_KINDS = {"footnotes": f"{_W}footnote", "endnotes": f"{_W}endnote"}
_MAX_SPAN = 1000  # columns
_BODY_TEXT = 9  # the outline level, counted from 0, that is no heading


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table.

    Attributes:
        text: The paragraph's words; empty for a table.
        level: Its level as a heading, 1 for the outermost, or None.
        item: Whether it is an item of a list.
        rows: A table's cells; merged cells are repeated wherever they reach.
        header: Whether a table's first row is marked as its header (True), or nothing tells (None).
    """

    text: str = ""
    level: int | None = None
    item: bool = False
    rows: list[list[str]] = field(default_factory=list)
    header: bool | None = None


class Styles:
    """Heading level and list membership by style.

    Args:
        element: The ``w:styles`` element.
    """

    def __init__(self, element: Any) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in element.iter(f"{_W}style")}

    def level(self, style_id: str | None) -> int | None:
        """The heading level of a style: by its name (Title, heading 1…9), else by outline level."""
        for style in self._lineage(style_id):
            name = _value(style.find(f"{_W}name")) or ""
            if name.lower() == "title":
                return 1
            if match := _HEADING_NAME.fullmatch(name):
                return int(match[1])
            outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
            if outline is not None and int(outline) < _BODY_TEXT:
                return int(outline) + 1
        return None

    def is_list(self, style_id: str | None) -> bool:
        """Whether paragraphs of a style are numbered or bulleted."""
        return any(
            style.find(f"{_W}pPr/{_W}numPr") is not None
            or (_value(style.find(f"{_W}name")) or "").lower().startswith("list ")
            for style in self._lineage(style_id)
        )

    def _lineage(self, style_id: str | None) -> Iterator[Any]:
        """The style and those that it is based on, nearest first."""
        seen = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = _value(style.find(f"{_W}basedOn"))


def blocks_of(container: Any, styles: Styles) -> Iterator[Block]:
    """Give the blocks below an element, such as ``w:body``, in order; text boxes follow their paragraph."""
    for child in container:
        if child.tag == f"{_W}p":
            yield _paragraph(child, styles)
            for box in _text_boxes(child):
                yield from blocks_of(box, styles)
        elif child.tag == f"{_W}tbl":
            yield _table(child, styles)
        elif child.tag in _TRANSPARENT:
            yield from blocks_of(child, styles)


def notes_of(part: Any, styles: Styles) -> Iterator[Block]:
    """Give the foot- and endnotes of a document's main part, each after its number."""
    from lxml import etree  # noqa: PLC0415  (kept out of the import of the package)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for kind, tag in _NOTE_KINDS.items():
        for relation in part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
                continue
            root = etree.fromstring(relation.target_part.blob, parser)
            # Separator lines are notes with a type of their own.
            notes = [note for note in root.iter(tag) if note.get(f"{_W}type") in {None, "normal"}]
            for number, note in enumerate(notes, start=1):
                text = "\n".join(block.text for block in blocks_of(note, styles) if block.text).strip()
                yield Block(text=f"{number}. {text}" if text else "", item=True)


def _paragraph(element: Any, styles: Styles) -> Block:
    properties = element.find(f"{_W}pPr")
    style = level = numbered = None
    if properties is not None:
        style = _value(properties.find(f"{_W}pStyle"))
        numbered = properties.find(f"{_W}numPr")
        outline = _value(properties.find(f"{_W}outlineLvl"))
        level = int(outline) + 1 if outline is not None and int(outline) < _BODY_TEXT else None
    level = styles.level(style) or level
    item = level is None and (numbered is not None or styles.is_list(style))
    return Block(text=_text(element).strip(), level=level, item=item)


def _text(paragraph: Any) -> str:
    parts = []
    waiting = list(paragraph)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _CHARACTERS:
            parts.append(_CHARACTERS[element.tag])
        elif element.tag not in _NOT_TEXT:
            waiting.extend(list(element)[::-1])
    return "".join(parts)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph, outermost only, without the copies for older programs."""
    waiting = list(paragraph)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}txbxContent":
            yield element
        elif element.tag != _FALLBACK:
            waiting.extend(list(element)[::-1])


def _table(element: Any, styles: Styles) -> Block:
    rows: list[list[str]] = []
    header: bool | None = None
    for row in _descend(element, f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if not rows and properties is not None and properties.find(f"{_W}tblHeader") is not None:
            header = True
        above = rows[-1] if rows else []
        cells: list[str] = [""] * _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _descend(row, f"{_W}tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            continued = merge is not None and _value(merge) != "restart"
            span = _count(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            text = above[len(cells)] if continued and len(cells) < len(above) else _cell(cell, styles)
            cells.extend([text] * span)
        whole = len(set(cells)) == 1 and len(list(_descend(row, f"{_W}tc"))) == 1
        rows.append(cells[:1] if whole else cells)  # a line across the whole table stands once
    return Block(rows=rows, header=header)


def _cell(cell: Any, styles: Styles) -> str:
    parts = []
    for block in blocks_of(cell, styles):
        parts.append(block.text)
        parts.extend(value for row in block.rows for value in row)
    return " ".join(part for part in parts if part)


def _descend(element: Any, tag: str) -> Iterator[Any]:
    """Children with a tag, through content controls and the like."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _descend(child, tag)


def _count(element: Any, default: int) -> int:
    return min(int(_value(element) or default), _MAX_SPAN)


def _value(element: Any) -> str | None:
    value: str | None = None if element is None else element.get(f"{_W}val")
    return value
