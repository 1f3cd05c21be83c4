"""Plain text: stored as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.documents.builder import Extract
from rag.documents.dates import find_date
from rag.documents.encoding import decode
from rag.documents.failures import text_too_long
from rag.documents.titles import title_of_text

if TYPE_CHECKING:
    from rag.documents.limits import Limits

__all__ = ["extract", "extract_text", "whole_text"]


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a .txt file; the text is every character of it, line ends apart.

    Raises:
        ReadError: The bytes are no text, or the text is too long.
    """
    return extract_text(whole_text(data, source, limits))


def whole_text(data: bytes, source: str, limits: Limits) -> str:
    """Decode a file that is stored as it is.

    Raises:
        ReadError: The bytes are no text, or the text is too long.
    """
    text = decode(data, source=source)
    if len(text) > limits.max_characters:
        raise text_too_long(source, limits.max_characters)
    return text


def extract_text(text: str) -> Extract:
    """Find the title and the date of a text whose line ends are ``\\n``."""
    return Extract(text=text, title=title_of_text(text), date=find_date(text))
