"""Answers as plain Markdown, in which nothing from a document can act as markup or as a citation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Citation

__all__ = ["RULE", "block_quote", "escape", "footnotes", "markers", "place"]

#: Stands between an answer and its footnotes.
RULE = "\n\n---\n\n"

# CommonMark 0.31, section 2.4: a backslash before punctuation makes it literal. Only what can act as markup within
# a line is escaped, so that the text stays readable as it is.
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
# What begins a list, a heading underline or a rule when it stands first in a line.
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


def escape(text: str) -> str:
    """The text so that Markdown shows it literally, on one line: runs of white space become one space."""
    flat = " ".join(text.split())
    escaped = _ACTIVE.sub(r"\\\1", flat)
    return _LEADING.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped)


def markers(numbers: Iterable[int]) -> str:
    """Citation markers: ``[1][2]``."""
    return "".join(f"[{number}]" for number in numbers)


def block_quote(quote: str, number: int) -> str:
    """A quote as a block of its own, with its marker."""
    return f"> {escape(quote)} [{number}]"


def place(source: str, line: int, page: int | None, heading: str | None) -> str:
    """Where a quote stands, in words, as Markdown: "report.pdf, page 3, line 41, under “Findings”"."""
    parts = [escape(source)]
    if page is not None:
        parts.append(f"page {page}")
    parts.append(f"line {line}")
    if heading:
        parts.append(f"under “{escape(heading)}”")
    return ", ".join(parts)


def footnotes(citations: Iterable[Citation]) -> str:
    """One line a citation: its marker, its file and the place in it."""
    return "  \n".join(
        f"[{item.number}] {place(item.source, item.line, item.page, item.heading)}" for item in citations
    )
