"""Lines as they stand on a page of print, put back together into paragraphs.

Nothing is left out: lines are joined by a space, by nothing (a word broken at a hyphen), or kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["HYPHEN", "Line", "join_lines", "known_words"]

HYPHEN = "\x02"
"""Stands at the end of a line's text in place of the hyphen at which a word runs on in the next line."""

_BULLET = re.compile(r"[•‣▪◦●○■□–—-]\s+\S")
_NUMBERED = re.compile(r"(?:\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s+\S")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PLAIN_HYPHEN = re.compile(r"[^\W\d_]-$")
_LAST = re.compile(r"[^\W\d_]+(?=\x02$)")
_FIRST = re.compile(r"^[^\W\d_]+")

_GAP = 1.3  # times the usual distance of lines: more is a blank line
_INDENT = 0.7  # times the height of a line
_SIZE = 0.15  # share by which the heights of lines must differ to be of different kinds
_FULL = 0.1  # share of the column's width within which a line counts as full
_OPEN = 0.1  # share of the column's width to spare, where no sentence ends, that shows a line to be meant short
_RUNNING = 0.3  # the same before a word in lower case
_LEADING = 1.35  # times the height of a line: what lines are apart where no two lines tell


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    Attributes:
        text: Its words; ends with ``HYPHEN`` where a word is broken.
        left: Left edge in points from the left of the page; ``right`` likewise.
        bottom: Lower edge in points from the foot of the page; ``top`` likewise.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """In points."""
        return max(self.top - self.bottom, 0.1)


def known_words(lines: Iterable[Line]) -> frozenset[str]:
    """The words of a document in lower case, compounds whole, to judge hyphens by.

    Args:
        lines: Of the whole document, in reading order. The halves of words that lines break are no words.
    """
    words: set[str] = set()
    broken = False
    for line in map(_hyphenated, lines):
        text = _FIRST.sub("", line.text, count=1) if broken else line.text
        broken = text.endswith(HYPHEN)
        words.update(word.lower() for word in _WORD.findall(_LAST.sub("", text)))
    return frozenset(words)


def join_lines(lines: Sequence[Line], known: Collection[str]) -> list[tuple[str, int]]:
    """Join the lines of a page into paragraphs.

    A paragraph ends at a blank line, at a change of size, before an indented line, before an item of a list,
    and after a line in which the next line's first word would have had room.

    Args:
        lines: In reading order.
        known: Words of the whole document (``known_words``), to tell a hyphen of the word from one of the line.

    Returns:
        Each paragraph, and the number of line ends before it: 2, or 1 between items of a list.
    """
    paragraphs: list[tuple[str, int]] = []
    for column in _columns(lines):
        leading, margin = _measures(column)
        left = min(line.left for line in column)
        previous: Line | None = None
        opening = True  # whether the previous line is the first of its paragraph
        for line in map(_hyphenated, column):
            if previous is None:
                starts = not paragraphs or not _runs_on(paragraphs[-1][0], line.text)
            else:
                starts = _starts(previous, line, leading, margin, left=left, opening=opening)
            if starts:
                item = bool(paragraphs) and _is_item(line.text) and _is_item(paragraphs[-1][0])
                paragraphs.append((line.text, 1 if item else 2))
            else:
                before, gap = paragraphs[-1]
                paragraphs[-1] = (_joined(before, line.text, known), gap)
            opening = starts
            previous = line
    return [(text.replace(HYPHEN, "-"), gap) for text, gap in paragraphs]


def _hyphenated(line: Line) -> Line:
    """A line's last character, where it is a plain hyphen behind a letter, may part a word as well."""
    return replace(line, text=line.text[:-1] + HYPHEN) if _PLAIN_HYPHEN.search(line.text) else line


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Split where the text jumps up, or aside to a place beyond the lines before."""
    columns: list[list[Line]] = []
    for line in lines:
        previous = columns[-1][-1] if columns else None
        if previous is None or line.bottom > previous.bottom + previous.height / 2 or line.left > previous.right:
            columns.append([])
        columns[-1].append(line)
    return columns


def _measures(column: Sequence[Line]) -> tuple[float, float]:
    """The usual distance of lines that run on, in points, and the right margin."""
    margin = max(line.right for line in column)
    width = margin - min(line.left for line in column)
    apart = [
        above.bottom - below.bottom
        for above, below in pairwise(column)
        if above.right >= margin - _FULL * width and above.bottom > below.bottom and _same_size(above, below)
    ]
    usual = median(line.height for line in column) * _LEADING
    return (min(median(apart), 2 * usual) if apart else usual), margin


def _starts(previous: Line, line: Line, leading: float, margin: float, *, left: float, opening: bool) -> bool:
    if previous.text.endswith(HYPHEN) and line.text[:1].islower():
        return False
    if not _same_size(previous, line) or previous.bottom - line.bottom > _GAP * leading:
        return True
    if _BULLET.match(line.text) or (_NUMBERED.match(line.text) and _ENDS.search(previous.text)):
        return True
    inset = _INDENT * line.height
    if line.left > previous.left + inset:
        # Further in than the line before: a first line, unless the line before hangs out with its bullet.
        return not (opening and _is_item(previous.text))
    if line.left < previous.left - inset and not opening and line.left <= left + inset:
        return True
    return _had_room(previous, line, margin, left)


def _had_room(previous: Line, line: Line, margin: float, left: float) -> bool:
    """Whether the next line's first word would have fitted behind ``previous``: then the break was meant.

    Where the sentence seems to run on, ragged margins and wide letters get the benefit of the doubt.
    """
    first = line.text.split(maxsplit=1)[0]
    letter = (line.right - line.left) / max(len(line.text), 1)
    room = margin - previous.right - (len(first) + 2) * letter
    if _ENDS.search(previous.text):
        return room > 0
    return room > (_RUNNING if first[0].islower() else _OPEN) * (margin - left)


def _same_size(first: Line, second: Line) -> bool:
    return abs(first.height - second.height) <= _SIZE * max(first.height, second.height)


def _runs_on(before: str, text: str) -> bool:
    return text[:1].islower() and (before.endswith(HYPHEN) or not _ENDS.search(before))


def _is_item(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def _joined(before: str, after: str, known: Collection[str]) -> str:
    head, tail = _LAST.search(before), _FIRST.match(after)
    if not before.endswith(HYPHEN):
        # Behind a digit a hyphen is part of the word; what is no hyphen, such as a dash, parts words.
        return f"{before}{after}" if re.search(r"\d-$", before) else f"{before} {after}"
    if not head or not tail or not tail[0].islower():
        return f"{before[:-1]}-{after}"
    left, right = head[0].lower(), tail[0].lower()
    whole, compound = left + right in known, f"{left}-{right}" in known
    two_words = left in known and right in known
    if whole or not (compound or two_words):
        return before[:-1] + after
    return f"{before[:-1]}-{after}"
