"""What is found in a parsed sentence is found once: every question reads the same sentences again."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

__all__ = ["kept"]

_Found = TypeVar("_Found")

# Parses that are kept anyway (see rag.reading.parser), so that little is held on their account.
_DOCS = 1024


def kept(find: Callable[[Doc], list[_Found]]) -> Callable[[Doc], list[_Found]]:
    """Make a finder keep what it found in the last 1,024 parses, each told from others by being itself.

    Args:
        find: Depends on the parse alone; what it lists is never changed.

    Returns:
        The same, with a list of the caller's own each time.
    """
    once = lru_cache(maxsize=_DOCS)(find)

    @wraps(find)
    def again(doc: Doc) -> list[_Found]:
        return list(once(doc))

    return again
