"""What the page looks up about the files of an answer: their stored text, and whether they are still as indexed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import RagError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.documents.document import Heading
    from rag.types import FileState
    from ui.port import AnsweringEngine

__all__ = ["Look", "look_up", "surroundings"]

_REACH = 220  # characters beyond a quote in which a sentence is looked for
_LEAST = 30  # characters below which a sentence says too little about where one is
_SENTENCE_END = re.compile("[.!?…。！？][\"'”’»)\\]]*(?=\\s)|\n\\s*\n")


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is known now.

    Attributes:
        text: The stored text; None where the file is in the index no more.
        state: How the file on disk compares with it.
        headings: Those of the text.
    """

    text: str | None
    state: FileState
    headings: tuple[Heading, ...] = ()


def look_up(engine: AnsweringEngine, sources: Iterable[str]) -> dict[str, Look]:
    """Look at some files, each once."""
    return {source: _look(engine, source) for source in dict.fromkeys(sources)}


def surroundings(text: str, start: int, end: int, headings: Sequence[Heading] = ()) -> tuple[str, str]:
    """A sentence or so before and after a quote.

    Args:
        text: The stored text.
        start: Where the quote begins.
        end: Where it ends.
        headings: Those of the text; what stands under another heading does not surround the quote.

    Returns:
        What stands before it and what after, each in one line; "…" where it begins or ends within a sentence.
    """
    first = max((heading.end for heading in headings if heading.end <= start), default=0)
    last = min((heading.start for heading in headings if heading.start >= end), default=len(text))
    before, after = text[max(first, start - _REACH) : start], text[end : min(last, end + _REACH)]
    begin = _begin(before, whole=start - first <= _REACH)
    whole = last - end <= _REACH
    # What marks a heading in Markdown stands before the heading's own words.
    stop = _stop(after.rstrip("# \n") if whole else after, whole=whole)
    return begin, stop


def _look(engine: AnsweringEngine, source: str) -> Look:
    try:
        document = engine.document(source)
        return Look(document.text, engine.state_of(source), document.headings)
    except RagError:
        return Look(None, "unknown")


def _begin(window: str, *, whole: bool) -> str:
    for match in reversed([*_SENTENCE_END.finditer(window)]):
        sentence = window[match.end() :]
        if len(sentence.strip()) >= _LEAST:
            return _flat(sentence)
    if whole:
        return _flat(window)
    _, _, words = window.partition(" ")
    return _flat(f"… {words}") if words.strip() else ""


def _stop(window: str, *, whole: bool) -> str:
    for match in _SENTENCE_END.finditer(window):
        sentence = window[: match.end()]
        if len(sentence.strip()) >= _LEAST:
            return _flat(sentence)
    if whole:
        return _flat(window)
    words, _, _ = window.rpartition(" ")
    return _flat(f"{words} …") if words.strip() else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
