"""Any file to a document: the reader is chosen by the suffix."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rag.documents import delimited, epub, markdown, pdf, plain, sheets, slides, webpage, word
from rag.documents.builder import Extract, normalise_line_ends
from rag.documents.dates import date_of_title
from rag.documents.document import Document
from rag.documents.failures import binary, empty, file_too_large, not_regular, unreadable, unsupported

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.documents.limits import Limits

__all__ = ["SUPPORTED_SUFFIXES", "from_text", "read"]

_READERS: dict[str, Callable[[bytes, str, Limits], Extract]] = {
    ".csv": delimited.extract,
    ".docx": word.extract,
    ".epub": epub.extract,
    ".htm": webpage.extract,
    ".html": webpage.extract,
    ".md": markdown.extract,
    ".pdf": pdf.extract,
    ".pptx": slides.extract,
    ".tsv": delimited.extract,
    ".txt": plain.extract,
    ".xhtml": webpage.extract,
    ".xlsx": sheets.extract,
}

SUPPORTED_SUFFIXES: frozenset[str] = frozenset(_READERS)
"""Suffixes, in lower case with their dot, of files that can be read; case does not matter in a file's name."""


def read(path: Path, *, source: str, limits: Limits) -> Document:
    """Read a file.

    Args:
        path: Where it is.
        source: What it is to be called.
        limits: How large it may be.

    Returns:
        The document. Its ``sha256`` is that of the bytes the text was read from.

    Raises:
        UnsupportedFormat: No reader for its suffix.
        ReadError: Unreadable, too large, empty, binary, encrypted, damaged or image-only.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise unsupported(source, path.suffix, SUPPORTED_SUFFIXES)
    data = _bytes(path, source, limits)
    if not data.strip():
        raise empty(source)
    # Some readers look at the suffix: they are given the real one, whatever the source is called.
    named = source if PurePosixPath(source).suffix.lower() == suffix else f"{source}{suffix}"
    return _document(source, data, _READERS[suffix](data, named, limits))


def from_text(source: str, text: str) -> Document:
    """Make a document of a text at hand, as if it had been read from a file.

    Args:
        source: What it is to be called; a name that ends in ``.md`` makes it Markdown, any other plain text.
        text: The text; line ends are normalised and NULs taken out.

    Returns:
        The document; its ``sha256`` is that of ``text`` in UTF-8.

    Raises:
        ReadError: Empty, or no valid text (a lone half of a surrogate pair).
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise binary(source) from error
    reader = markdown.extract_text if source.lower().endswith(".md") else plain.extract_text
    return _document(source, data, reader(normalise_line_ends(text.removeprefix("\ufeff"))))


def _bytes(path: Path, source: str, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise not_regular(source)
        if status.st_size > limits.max_file_bytes:
            raise file_too_large(source, status.st_size, limits.max_file_bytes)
        with path.open("rb") as file:
            data = file.read(limits.max_file_bytes + 1)
    except OSError as error:
        raise unreadable(source, error) from error
    if len(data) > limits.max_file_bytes:  # it has grown since
        raise file_too_large(source, len(data), limits.max_file_bytes)
    return data


def _document(source: str, data: bytes, extract: Extract) -> Document:
    if not extract.text.strip():
        raise empty(source)
    return Document(
        source=source,
        text=extract.text,
        sha256=hashlib.sha256(data).hexdigest(),
        title=extract.title,
        # A title that the file carries apart may be broken in two where it stands on the page.
        date=extract.date or date_of_title(extract.title or ""),
        pages=extract.pages,
        headings=extract.headings,
    )
