"""What the page needs of an engine; :class:`rag.Engine` provides it, and so does any stand-in with these methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.documents.document import Document
    from rag.types import Answer, History

__all__ = ["AnsweringEngine", "IndexedDocument"]


class IndexedDocument(Protocol):
    """One row of :meth:`AnsweringEngine.documents`."""

    @property
    def source(self) -> str:
        """The path as indexed."""


class AnsweringEngine(Protocol):
    """Answers questions about a fixed set of documents and hands out their stored text."""

    def answer(self, question: str, *, history: History | None = None, sources: Sequence[str] | None = None) -> Answer:
        """Answer a question; ``history`` holds the earlier turns, ``sources`` the files to ask (all if None)."""

    def documents(self) -> Sequence[IndexedDocument]:
        """Return what is indexed, in the order of the sources' names."""

    def document(self, source: str) -> Document:
        """Return one document with its whole stored text; raises ``RagError`` where there is none such."""
