"""A file as one text, with the maps that lead from a character back to its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

__all__ = ["Document", "Heading", "Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, slide or sheet: ``start`` to ``end`` (half open) in characters; ``number`` is 1-based."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at characters ``start`` to ``end`` of the text (half open); ``level`` 1 is the outermost."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    Attributes:
        source: The path as indexed; unique within an index.
        text: The whole text. Lines end in ``\\n``; it holds no ``\\r`` and no NUL.
        sha256: Hexadecimal digest of the file's bytes.
        title: The title that the file tells, if any; never made up from the file's name.
        date: The date that the file tells (of publication where there are several), if any.
        pages: In order, without overlap; empty for formats that have no pages.
        headings: In order of ``start``; a heading's words are ``text[start:end]``.
    """

    source: str
    text: str
    sha256: str
    title: str | None = None
    date: datetime.date | None = None
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
