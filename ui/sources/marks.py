"""The mark on a file that is no longer as it was indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.types import FileState

__all__ = ["STALE_QUOTE", "STALE_TEXT", "UNLISTED", "mark", "state_mark"]

#: What is said beside a quote.
STALE_QUOTE: Mapping[FileState, str] = {
    "changed": "The file has changed since it was indexed; the quote is of what was indexed.",
    "gone": "The file is no longer where it was; the quote is of what was indexed.",
}
#: What is said above a whole text.
STALE_TEXT: Mapping[FileState, str] = {
    "changed": "The file has changed since it was indexed; this is the text that was indexed.",
    "gone": "The file is no longer where it was; this is the text that was indexed.",
}
UNLISTED = "The file is not in the index any more."


def state_mark(state: FileState, told: Mapping[FileState, str]) -> str:
    """Say that a file is no longer as it was indexed; empty where it is, or where nobody can tell.

    Args:
        state: Of the file.
        told: :data:`STALE_QUOTE` or :data:`STALE_TEXT`.
    """
    return mark(told[state]) if state in told else ""


def mark(told: str) -> str:
    """Draw a mark: a sign and words, so that colour alone says nothing."""
    return f'<p class="ws-stale"><span class="ws-icon" aria-hidden="true">!</span> {told}</p>'
