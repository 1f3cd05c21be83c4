"""Puts a text together block by block and keeps the maps of its pages and headings exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.documents.document import Heading, Page
from rag.documents.failures import text_too_long

if TYPE_CHECKING:
    import datetime

    from rag.documents.limits import Limits

__all__ = ["Extract", "TextBuilder", "normalise_line_ends"]


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader gets out of a file; the fields are those of ``Document``."""

    text: str
    title: str | None = None
    date: datetime.date | None = None
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()


def normalise_line_ends(text: str) -> str:
    """Make every line end ``\\n`` and take out NULs; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


class TextBuilder:
    """Collects blocks of text.

    Args:
        source: The file, for errors.
        limits: ``max_characters`` is checked while the text grows.
    """

    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._limit = limits.max_characters
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._headings: list[Heading] = []
        self._page: tuple[int, int | None] | None = None  # number, start once there is text
        self._end = 0  # after the latest block, before any separator

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Those added so far."""
        return tuple(self._headings)

    def block(self, text: str, *, gap: int = 2) -> tuple[int, int] | None:
        """Add a block.

        Args:
            text: Stripped of white space at both ends before it is added.
            gap: Number of line ends that part it from the text before: 2 leaves a blank line.

        Returns:
            Start and end of the block in the text, or None where the block was nothing but white space.

        Raises:
            ReadError: The text has grown beyond the limit.
        """
        block = normalise_line_ends(text).strip()
        if not block:
            return None
        if self._length:
            self._add("\n" * gap)
        start = self._length
        if self._page is not None and self._page[1] is None:
            self._page = (self._page[0], start)
        self._add(block)
        self._end = self._length
        return start, self._end

    def heading(self, text: str, level: int, *, gap: int = 2) -> None:
        """Add a block that is a heading, on one line; ``level`` is 1 for the outermost."""
        span = self.block(" ".join(line.strip() for line in normalise_line_ends(text).strip().split("\n")), gap=gap)
        if span is not None:
            self._headings.append(Heading(start=span[0], end=span[1], level=level))

    def open_page(self, number: int) -> None:
        """Begin a page (1-based); blocks added until the next page belong to it."""
        self.close_page()
        self._page = (number, None)

    def close_page(self) -> None:
        """End the page that is open, if any. A page without text is a span of no length."""
        if self._page is None:
            return
        number, start = self._page
        self._pages.append(Page(number=number, start=self._end if start is None else start, end=self._end))
        self._page = None

    def build(self, *, title: str | None = None, date: datetime.date | None = None) -> Extract:
        """Give what was collected, with the title and date that the caller has found."""
        self.close_page()
        return Extract(
            text="".join(self._parts),
            title=title,
            date=date,
            pages=tuple(self._pages),
            headings=tuple(self._headings),
        )

    def first_heading(self) -> str | None:
        """The words of the outermost heading that comes first, if there is a heading."""
        if not self._headings:
            return None
        first = min(self._headings, key=lambda heading: (heading.level, heading.start))
        return "".join(self._parts)[first.start : first.end]

    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def _add(self, piece: str) -> None:
        self._length += len(piece)
        if self._length > self._limit:
            raise text_too_long(self._source, self._limit)
        self._parts.append(piece)
