"""From a span of a stored text to a citation: the one place where citations are made."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rag.text.lines import LineMap
from rag.types import Citation

if TYPE_CHECKING:
    import datetime

    from rag.documents.document import Document
    from rag.store.catalogue import Catalogue

__all__ = ["Citer"]


class Citer:
    """Makes citations into the documents of a catalogue; each document is fetched once.

    Args:
        catalogue: Holds the stored texts.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._documents: dict[str, tuple[Document, LineMap] | None] = {}

    def cite(self, number: int, source: str, start: int, end: int) -> Citation | None:
        """The citation of characters ``start`` to ``end``, or None if the source has left the index since.

        The quote is cut from the stored text here, and nowhere else: it cannot differ from it.
        """
        known = self._document(source)
        if known is None:
            return None
        document, lines = known
        page = next((page.number for page in document.pages if page.start <= start < page.end), None)
        above = bisect_right([heading.start for heading in document.headings], start)
        heading = document.headings[above - 1] if above else None
        return Citation(
            number=number,
            source=source,
            quote=document.text[start:end],
            start=start,
            end=end,
            line=lines.line_of(start),
            page=page,
            heading=document.text[heading.start : heading.end] if heading else None,
        )

    def date_of(self, source: str) -> datetime.date | None:
        """The day that a source bears; None if it bears none, or has left the index since."""
        known = self._document(source)
        return known[0].date if known else None

    def _document(self, source: str) -> tuple[Document, LineMap] | None:
        if source not in self._documents:
            document = self._catalogue.document(source)
            self._documents[source] = (document, LineMap(document.text)) if document else None
        return self._documents[source]
