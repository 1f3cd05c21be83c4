"""Which words of a passage a query was found by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["matched_spans"]

_WORD = re.compile(r"\w+")


def matched_spans(terms: Iterable[str], text: str) -> tuple[tuple[int, int], ...]:
    """Find the words of a text that the words of a query stand for.

    Args:
        terms: Words of a query, such as :attr:`rag.Hit.matched_terms`.
        text: Where to look.

    Returns:
        For each word of ``text`` that shares its stem with one of ``terms`` its start and end (half open), in order.
        Words that carry grammar rather than subject are never among them.
    """
    sought = {stem for term in terms for stem in stems(term)}
    if not sought:
        return ()
    return tuple(match.span() for match in _WORD.finditer(text) if not sought.isdisjoint(stems(match[0])))
