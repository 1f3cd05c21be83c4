from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rag.answering.citing import Citer
from rag.documents.document import Document, Heading, Page
from rag.store.catalogue import Catalogue, FileStamp
from rag.types import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Before.\n\nFirst 😀\nOne. Two.\nSécond\nThree."
DOCUMENT = Document(
    source="a.pdf",
    text=TEXT,
    sha256="",
    pages=(Page(1, 0, 17), Page(2, 17, 27), Page(4, 30, len(TEXT))),
    headings=(Heading(9, 16, 1), Heading(27, 33, 2)),
)


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    with closing(Catalogue(None, "id", {"dimensions": "64"})) as made:
        with made.transaction():
            made.put(DOCUMENT, [], FileStamp(None, 0, 0))
        yield made


@pytest.mark.parametrize(
    ("start", "end", "quote", "line", "page", "heading"),
    [
        (0, 7, "Before.", 1, 1, None),
        (9, 16, "First 😀", 3, 1, "First 😀"),  # a heading stands under itself
        (17, 21, "One.", 4, 2, "First 😀"),
        (22, 26, "Two.", 4, 2, "First 😀"),
        (27, 33, "Sécond", 5, None, "Sécond"),  # between two pages
        (34, 40, "Three.", 6, 4, "Sécond"),
        (12, 21, "st 😀\nOne.", 3, 1, "First 😀"),  # where it starts counts
    ],
)
def test_a_citation_is_a_slice_with_its_place(
    catalogue: Catalogue, *, start: int, end: int, quote: str, line: int, page: int | None, heading: str | None
) -> None:
    assert Citer(catalogue).cite(5, "a.pdf", start, end) == Citation(
        number=5, source="a.pdf", quote=quote, start=start, end=end, line=line, page=page, heading=heading
    )
    assert TEXT[start:end] == quote


def test_every_span_is_cited_exactly(catalogue: Catalogue) -> None:
    citer = Citer(catalogue)
    for start in range(len(TEXT)):
        for end in range(start + 1, len(TEXT) + 1):
            citation = citer.cite(1, "a.pdf", start, end)
            assert citation is not None
            assert citation.quote == TEXT[citation.start : citation.end] == TEXT[start:end]
            assert citation.line == TEXT.count("\n", 0, start) + 1


def test_a_source_that_has_left_the_index(catalogue: Catalogue) -> None:
    assert Citer(catalogue).cite(1, "gone.txt", 0, 1) is None


def test_a_document_is_fetched_once(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    fetch = catalogue.document

    def note(source: str) -> Document | None:
        fetched.append(source)
        return fetch(source)

    monkeypatch.setattr(catalogue, "document", note)
    citer = Citer(catalogue)
    for source in ("a.pdf", "gone.txt", "a.pdf", "gone.txt"):
        citer.cite(1, source, 0, 3)
    assert fetched == ["a.pdf", "gone.txt"]
