"""Markdown: stored as it is, so that lines and quotes are those of the file; its headings are mapped.

Headings are those of the CommonMark specification, version 0.31.2, sections 4.2 (ATX) and 4.3 (setext, here
of one line); fenced and indented code holds none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.documents.builder import Extract
from rag.documents.dates import find_date, parse_date, parse_iso
from rag.documents.document import Heading
from rag.documents.plain import whole_text
from rag.documents.titles import meaningful_title

if TYPE_CHECKING:
    import datetime

    from rag.documents.limits import Limits

__all__ = ["extract", "extract_text"]

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(title|date|published|publishdate)[ \t]*[:=][ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_NO_SETEXT_TEXT = re.compile(r"\s*$| {4}|\t| {0,3}(?:[-*+>|]|\d+[.)]\s|#{1,6}\s)")


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a .md file.

    Raises:
        ReadError: The bytes are no text, or the text is too long.
    """
    return extract_text(whole_text(data, source, limits))


def extract_text(text: str) -> Extract:
    """Map the headings of a Markdown text whose line ends are ``\\n``, and find its title and date."""
    front = _FRONT_MATTER.match(text)
    fields = {name.lower(): value for name, value in _FIELD.findall(front[2])} if front else {}
    body = front.end() if front else 0
    headings = tuple(_headings(text, body))
    title = meaningful_title(_unquoted(fields.get("title", "")))
    if title is None and headings:
        first = min(headings, key=lambda heading: (heading.level, heading.start))
        title = text[first.start : first.end]
    return Extract(text=text, title=title, date=_date(fields) or find_date(text[body:]), headings=headings)


def _headings(text: str, start: int) -> list[Heading]:
    found: list[Heading] = []
    fence = ""
    position, before, previous = start, "", ""
    for line in text[start:].split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not opening[2].strip():
                fence = ""
            line_kind = ""
        elif opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence, line_kind = opening[1], ""
        else:
            line_kind = line
            if atx := _ATX.match(line):
                if words := _without_closing_marks(line[atx.end() :].strip()):
                    at = position + line.index(words, atx.end())
                    found.append(Heading(at, at + len(words), len(atx[1])))
                line_kind = ""
            elif (setext := _SETEXT.match(line)) and not before.strip() and not _NO_SETEXT_TEXT.match(previous):
                words = previous.strip()
                at = position - 1 - len(previous) + previous.index(words)
                found.append(Heading(at, at + len(words), 1 if setext[1][0] == "=" else 2))
                line_kind = ""
        position += len(line) + 1
        before, previous = previous, line_kind
    return found


def _without_closing_marks(words: str) -> str:
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else words


def _date(fields: dict[str, str]) -> datetime.date | None:
    for name in ("published", "publishdate", "date"):
        value = _unquoted(fields.get(name, ""))
        date = parse_iso(value) or (parse_date(value) if value else None)
        if date:
            return date
    return None


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
