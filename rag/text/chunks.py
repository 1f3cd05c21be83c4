"""Passages of a document: runs of whole sentences, cut on characters, measured in tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, TypeAlias

from rag.text.sentences import sentences
from rag.text.spans import Span, trim
from rag.text.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.documents.document import Document

    TokenCounter: TypeAlias = Callable[[Sequence[str]], list[int]]

__all__ = ["Chunk", "chunk_document"]

_CLAUSE_END = re.compile(r"[,;:–—)\]、，；：。]\s*")
_SPACE = re.compile(r"\s+")
# A heading may close a passage that is at least this full; under it, headings would make crumbs of a text.
_CLOSE_AT = 1 / 3
# The context may take this share of the embedding model's window at most.
_CONTEXT_SHARE = 1 / 4


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage.

    Attributes:
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
        text: ``document.text[start:end]``.
        context: What the passage stands under (title and nearest heading), or the empty string. It is
            embedded and searched together with the passage, and is never part of a quote.
    """

    start: int
    end: int
    text: str
    context: str

    @property
    def embedded(self) -> str:
        """What is turned into a vector: context and passage."""
        return f"{self.context}\n{self.text}" if self.context else self.text


def chunk_document(document: Document, *, target_tokens: int, window: int, window_tokens: TokenCounter) -> list[Chunk]:
    """Cut a document into passages.

    Whole sentences are gathered into passages of even length, none over ``target_tokens`` unless a single
    sentence is. A heading starts a new passage. A sentence that does not fit the embedding model's window by
    itself is cut at the end of a clause, else at white space, else between two characters.

    Args:
        document: What to cut.
        target_tokens: Most ``cl100k_base`` tokens a passage should have, context not counted.
        window: Most tokens that the embedding model reads, special tokens included, in its own counting.
        window_tokens: Counts texts as the embedding model does, special tokens included.

    Returns:
        Passages in order, none empty, none overlapping; together they hold every character of the document
        that is not white space. ``window_tokens`` of each one's ``embedded`` is at most ``window``.
    """
    groups = _gather(document, target_tokens)
    heads = [heading.start for heading in document.headings]
    chunks = [_chunk(document, heads, group[0].start, group[-1].end) for group in groups]
    chunks = _bound_contexts(chunks, window, window_tokens)
    return _fit(chunks, groups, window, window_tokens)


def _gather(document: Document, target: int) -> list[list[Span]]:
    """Group the document's sentences into passages."""
    text = document.text
    spans = sentences(text)
    counts = count_tokens([text[span.start : span.end] for span in spans])
    headings = {heading.start for heading in document.headings}
    sections: list[list[tuple[Span, int]]] = []
    filled = 0
    for span, count in zip(spans, counts, strict=True):
        if not sections or (span.start in headings and filled >= target * _CLOSE_AT):
            sections.append([])
            filled = 0
        sections[-1].append((span, count))
        filled += count
    return [group for section in sections for group in _share_out(section, target)]


def _share_out(section: list[tuple[Span, int]], target: int) -> list[list[Span]]:
    """Cut one section into the fewest passages, as even as its sentences allow: no crumb is left at the end."""
    left = sum(count for _, count in section)
    groups: list[list[Span]] = [[]]
    filled = 0
    goal = left / max(1, ceil(left / target))
    for span, count in section:
        # Stop where the passage comes nearest to its goal, and before it passes the target.
        if groups[-1] and (filled + count > target or filled + count / 2 > goal):
            left -= filled
            goal = left / max(1, ceil(left / target))
            groups.append([])
            filled = 0
        groups[-1].append(span)
        filled += count
    return groups


def _chunk(document: Document, heads: list[int], start: int, end: int) -> Chunk:
    text = document.text
    inside = text[start:end]
    above = bisect_right(heads, start)
    nearest = text[document.headings[above - 1].start : document.headings[above - 1].end] if above else ""
    lines = [line for line in dict.fromkeys((document.title or "", nearest)) if line and line not in inside]
    return Chunk(start, end, inside, "\n".join(lines))


def _bound_contexts(chunks: list[Chunk], window: int, window_tokens: TokenCounter) -> list[Chunk]:
    contexts = sorted({chunk.context for chunk in chunks if chunk.context})
    counts = dict(zip(contexts, window_tokens(contexts), strict=True)) if contexts else {}
    return [
        replace(chunk, context="") if counts.get(chunk.context, 0) > window * _CONTEXT_SHARE else chunk
        for chunk in chunks
    ]


def _fit(chunks: list[Chunk], groups: list[list[Span]], window: int, window_tokens: TokenCounter) -> list[Chunk]:
    """Halve what does not fit the window until everything does; one batch of counting a round."""
    fitting: list[Chunk] = []
    pending = list(zip(chunks, groups, strict=True))
    while pending:
        counts = window_tokens([chunk.embedded for chunk, _ in pending])
        halves: list[tuple[Chunk, list[Span]]] = []
        for (chunk, spans), count in zip(pending, counts, strict=True):
            if count <= window or chunk.end - chunk.start == 1:
                fitting.append(chunk)
            else:
                halves.extend(_halve(chunk, spans))
        pending = halves
    return sorted(fitting, key=lambda chunk: chunk.start)


def _halve(chunk: Chunk, spans: list[Span]) -> list[tuple[Chunk, list[Span]]]:
    if len(spans) == 1:
        spans = _halve_sentence(chunk)
    middle = (chunk.start + chunk.end) / 2
    cut = min(range(1, len(spans)), key=lambda index: abs(spans[index].start - middle))
    return [(_slice(chunk, part[0].start, part[-1].end), part) for part in (spans[:cut], spans[cut:])]


def _slice(chunk: Chunk, start: int, end: int) -> Chunk:
    return replace(chunk, start=start, end=end, text=chunk.text[start - chunk.start : end - chunk.start])


def _halve_sentence(chunk: Chunk) -> list[Span]:
    """Cut one overlong sentence in two, near its middle, where it hurts least."""
    text = chunk.text
    middle = len(text) / 2
    cut = len(text) // 2
    for pattern in (_CLAUSE_END, _SPACE):
        # Only the middle half: a cut near an end would leave the other part nearly as long as before.
        ends = [match.end() for match in pattern.finditer(text, len(text) // 4, len(text) * 3 // 4)]
        if ends:
            cut = min(ends, key=lambda end: abs(end - middle))
            break
    parts = [trim(text, 0, cut), trim(text, cut, len(text))]
    return [Span(chunk.start + part.start, chunk.start + part.end) for part in parts if part.start < part.end]
