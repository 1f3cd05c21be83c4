"""Where words read out of a text begin and end: whole characters, and no punctuation that is not theirs."""

from __future__ import annotations

import unicodedata

from rag.text.spans import Span, trim

__all__ = ["tidy"]

_BEFORE = frozenset(",.;:!?)]}»”’…·|/-–—")
_AFTER = frozenset(",.;:!?([{«“‘…·|/-–—¿¡")
_PAIRED = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "„": "“", '"': '"'}
_OPENED = {closing: opening for opening, closing in _PAIRED.items() if opening != "„"}
_JOINERS = frozenset("\u200c\u200d")


def tidy(text: str, start: int, end: int) -> Span:
    """Words of a text with their edges put right.

    Widened to whole characters as people see them: combining marks, joined emoji and the signs that vary them belong
    to what they follow. Then narrowed: without white space, without punctuation that belongs to what is around, and
    without a bracket or quotation mark that is not closed, or that encloses the whole. A full stop stays where it
    belongs to an abbreviation.

    Args:
        text: The whole text.
        start: First character.
        end: After the last character.

    Returns:
        The span; empty if there was nothing but punctuation.
    """
    while 0 < start < end and _clings(text, start):
        start -= 1
    while start < end < len(text) and _clings(text, end):
        end += 1
    while True:
        narrowed = _narrowed(text, *trim(text, start, end))
        if narrowed == (start, end):
            return narrowed
        start, end = narrowed


def _clings(text: str, place: int) -> bool:
    """Whether the character at a place belongs to the one before it."""
    sign = text[place]
    return (
        sign in _JOINERS
        or text[place - 1] == "\u200d"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"  # skin tones
        or unicodedata.category(sign)[0] == "M"
    )


def _narrowed(text: str, start: int, end: int) -> Span:
    """The span without one sign at one or both of its edges, or as it was."""
    if start >= end:
        return Span(start, start)
    first, last = text[start], text[end - 1]
    if _lone(first, _PAIRED, text[start + 1 : end]) or (first in _BEFORE and not _signs_number(text, start, end)):
        return Span(start + 1, end)
    if _lone(last, _OPENED, text[start : end - 1]) or (
        last in _AFTER and not (last == "." and _abbreviates(text, start, end))
    ):
        return Span(start, end - 1)
    inside = text[start + 1 : end - 1]
    encloses = end - start > 1 and _PAIRED.get(first) == last and first not in inside and last not in inside
    return Span(start + 1, end - 1) if encloses else Span(start, end)


def _lone(sign: str, partners: dict[str, str], rest: str) -> bool:
    """Whether a bracket or quotation mark has no partner in the rest of the span."""
    return sign in partners and partners[sign] not in rest


def _signs_number(text: str, start: int, end: int) -> bool:
    """Whether a span begins with the sign or the point of a number, as -5 and .5 do."""
    return text[start] in "-.–" and text[start + 1 : end][:1].isdigit() and not text[:start][-1:].isalnum()


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Whether the full stop that ends a span is part of its last word: "p.m.", "J.", "Inc., which", "Inc. was"."""
    word = text[start : end - 1].split()[-1:]
    if not word:
        return False
    if "." in word[0].strip(".") or (len(word[0]) == 1 and word[0].isalpha()):
        return True
    rest = text[end : end + 2].lstrip()
    return text[end : end + 1] in {",", ";"} or rest[:1].islower()
