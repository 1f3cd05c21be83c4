"""Half-open ranges of characters."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span", "overlap", "trim"]


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (half open, in code points) of some text."""

    start: int
    end: int


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans of one text share a character."""
    return one.start < other.end and other.start < one.end


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty (``start == end``) if it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
