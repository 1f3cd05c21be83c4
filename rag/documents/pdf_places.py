"""Where the characters of a page's stored text stand on the page of print.

The stored text is what the page holds, in its order, with white space made anew and some hyphens at line ends gone
(``rag.documents.pdf``). So the two are walked side by side, and must fit to the last character: a page that does not
fit, because it was read by another version of the reader, has no places, rather than wrong ones.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from rag.documents.paragraphs import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Box", "boxes_of", "places_of"]

_LINE_ENDS = frozenset("\n\r")
_HYPHENS = frozenset(f"-\u00ad{HYPHEN}")
_UNSEEN = frozenset("\0\ufffe\uffff") | {chr(n) for n in range(0x20) if chr(n) not in f"{HYPHEN}\t\n\r"}
_GAP = 2  # times its height by which a letter may stand away from the one before it in one box
_FINE = 1 << 16  # steps of a page's width and height in which its boxes are measured

_Rect: TypeAlias = "tuple[float, float, float, float]"  # left, bottom, right, top in points, as PDF counts them


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown: shares, 0 to 1, of its width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


def places_of(units: Sequence[int], text: str) -> list[int] | None:
    """Say which unit of a page each character of its stored text came from.

    Args:
        units: What PDFium gives for the page: UTF-16 code units, line ends among them.
        text: The page's part of the stored text.

    Returns:
        For each character of ``text`` the index of its (first) unit, or -1 for white space; None where the two are
        not the same text.
    """
    places = [-1] * len(text)
    at = 0
    characters = _characters(units)
    for position, (character, index) in enumerate(characters):
        if character.isspace() or character in _UNSEEN:
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text) and (character == text[at] or (character in _HYPHENS and text[at] == "-")):
            places[at] = index
            at += 1
        elif not (character in _HYPHENS and _ends_line(characters, position)):
            return None
    return None if text[at:].strip() else places


def boxes_of(page: Any, textpage: Any, text: str, start: int, end: int) -> tuple[Box, ...] | None:
    """Box the characters ``start`` to ``end`` (half open) of a page's stored text.

    Args:
        page: Of pypdfium2.
        textpage: Its text.
        text: The page's part of the stored text.
        start: Offset into ``text``.
        end: Offset into ``text``.

    Returns:
        A box for each line of print, in order, each letter as high as its font; None where a character has no place
        that is sure and in view.
    """
    from pypdfium2 import raw  # noqa: PLC0415

    units = [raw.FPDFText_GetUnicode(textpage, index) for index in range(textpage.count_chars())]
    places = places_of(units, text)
    if places is None:
        return None
    lines: list[_Rect] = []
    before: int | None = None
    for index in places[start:end]:
        if index < 0:
            continue
        rect = _rect(textpage, index)
        if rect is None:
            return None
        broken = before is None or any(chr(unit) in _LINE_ENDS | {HYPHEN} for unit in units[before:index])
        if broken or not _adjoin(lines[-1], rect):
            lines.append(rect)
        else:
            lines[-1] = _joined(lines[-1], rect)
        before = index
    boxes = [box for rect in lines if (box := _box(page, rect)) is not None]
    return tuple(boxes) if boxes and len(boxes) == len(lines) else None


def _characters(units: Sequence[int]) -> list[tuple[str, int]]:
    """Characters with the index of their first unit; half a surrogate pair is U+FFFD, as the reader has it."""
    found: list[tuple[str, int]] = []
    index = 0
    while index < len(units):
        unit = units[index]
        size = 1
        character = chr(unit)
        if 0xD800 <= unit <= 0xDFFF:
            low = units[index + 1] if index + 1 < len(units) else 0
            if unit <= 0xDBFF and 0xDC00 <= low <= 0xDFFF:
                size = 2
                character = chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            else:
                character = "\ufffd"
        found.append((character, index))
        index += size
    return found


def _ends_line(characters: Sequence[tuple[str, int]], position: int) -> bool:
    if characters[position][0] == HYPHEN:
        return True
    for character, _ in characters[position + 1 :]:
        if character in _LINE_ENDS:
            return True
        if not character.isspace() and character not in _UNSEEN:
            return False
    return True


def _rect(textpage: Any, index: int) -> _Rect | None:
    from pypdfium2 import raw  # noqa: PLC0415

    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
        return None
    return rect.left, rect.bottom, rect.right, rect.top


def _adjoin(first: _Rect, second: _Rect) -> bool:
    """Whether a letter goes on where the box before it ends: beside it, or below it in print that runs downwards."""
    beside = max(second[0] - first[2], first[0] - second[2])
    below = max(second[1] - first[3], first[1] - second[3])
    width = min(second[2] - second[0], first[2] - first[0])
    height = min(second[3] - second[1], first[3] - first[1])
    if below <= -height / 2:
        return beside <= _GAP * max(second[3] - second[1], first[3] - first[1])
    return beside <= -width / 2 and below <= width / 2


def _joined(first: _Rect, second: _Rect) -> _Rect:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


def _box(page: Any, rect: _Rect) -> Box | None:
    """The part of a rectangle that is in view; None where there is none."""
    from pypdfium2 import raw  # noqa: PLC0415

    corners = []
    for x, y in ((rect[0], rect[3]), (rect[2], rect[1])):
        across, down = ctypes.c_int(), ctypes.c_int()
        # Turned pages and pages cut to a part of their sheet are shown otherwise than they are measured.
        if not raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, ctypes.byref(across), ctypes.byref(down)):
            return None
        corners.append((across.value / _FINE, down.value / _FINE))
    (x1, y1), (x2, y2) = corners
    left, right = max(min(x1, x2), 0.0), min(max(x1, x2), 1.0)
    top, bottom = max(min(y1, y2), 0.0), min(max(y1, y2), 1.0)
    return Box(left, top, right, bottom) if left < right and top < bottom else None
