"""What the page needs of an engine; :class:`rag.Engine` provides it, and so does any stand-in with these methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.documents.document import Document
    from rag.documents.pdf_drawing import DrawnPage
    from rag.types import Answer, FileState, History

__all__ = ["AnsweringEngine", "IndexedDocument"]


class IndexedDocument(Protocol):
    """One row of :meth:`AnsweringEngine.documents`."""

    @property
    def source(self) -> str:
        """The path as indexed."""


class AnsweringEngine(Protocol):
    """Answers questions about a fixed set of documents and hands out their stored text."""

    @property
    def generator(self) -> str:
        """Who writes answers: "extractive" where they are made of quotes, else the language model's name."""

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Iterator[Answer]:
        """Answer a question bit by bit: each answer holds more than the one before, the last is whole.

        ``history`` holds the earlier turns, ``sources`` the files to ask (all if None); with ``written`` false, the
        answer is made of quotes even where a language model could write it.
        """

    def answer(self, question: str, *, history: History | None = None, sources: Sequence[str] | None = None) -> Answer:
        """The last answer of :meth:`stream`."""

    def documents(self) -> Sequence[IndexedDocument]:
        """Return what is indexed, in the order of the sources' names."""

    def state_of(self, source: str) -> FileState:
        """Say whether a document's file is still as it was indexed; raises ``RagError`` where there is none such."""

    def draw_page(self, source: str, number: int, *, start: int = 0, end: int = 0) -> DrawnPage:
        """Draw a page of a PDF and box the characters ``start`` to ``end`` of its stored text.

        Raises ``RagError`` where that cannot be done, and where the file is not as it was indexed.
        """

    def document(self, source: str) -> Document:
        """Return one document with its whole stored text; raises ``RagError`` where there is none such."""
