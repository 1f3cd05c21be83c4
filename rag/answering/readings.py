"""What each sentence says in answer: the words that the trained reader chose, beside those that the rules found.

The reader sees whole passages, so that it knows whom "she" means; the rules see one sentence and know what form the
answer must have. Neither is taken at its word: how likely a value is right depends on whether the two agree.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rag.reading import reader as rules
from rag.reading.reader import Reading
from rag.reading.span_reader import load_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.sentences import Candidate
    from rag.reading.span_reader import SpanReading
    from rag.retrieval.search import Found

__all__ = ["PackagedReader", "PassageReader", "Readings", "read_candidates"]

# Only this many of the most promising sentences are read by rules: parsing is the dearest step of an answer.
_PARSED = 24


class PassageReader(Protocol):
    """Finds the words of a passage that answer a question; see :class:`rag.reading.span_reader.SpanReader`.

    Several threads may use it at once.
    """

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        """One reading a passage, in their order; offsets count the passage's characters (code points)."""


class PackagedReader:
    """The :class:`PassageReader` that the package carries, loaded when it first reads."""

    def __init__(self) -> None:
        self._loading = threading.Lock()

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        """One reading a passage, in their order.

        Raises:
            ModelError: The reader's files are missing or damaged.
        """
        # A question that comes while another thread warms up waits for its network instead of loading a second one.
        with self._loading:
            reader = load_reader()
        return reader.read(question, passages)


@dataclass(frozen=True, slots=True)
class Readings:
    """What one sentence was read to answer.

    Attributes:
        learned: The likeliest words that the reader chose within the sentence, if it chose any; their score is the
            probability, 0..1, that the passage answers and that these words of it are the answer.
        ruled: The words found by rules, if they found any.
        answered: The reader's probability, 0..1, that the passage answers: of the passages that hold the sentence,
            the highest.
    """

    learned: Reading | None = None
    ruled: Reading | None = None
    answered: float = 0.0


class _Chosen(NamedTuple):
    """A part of a document's text, and how likely the answer is there."""

    start: int
    end: int
    probability: float


def read_candidates(
    question: str, candidates: Sequence[Candidate], found: Sequence[Found], reader: PassageReader
) -> list[Readings]:
    """Read sentences: by the reader each within its passage, by rules each on its own.

    Words that reach over the end of a sentence are the reading of neither sentence. Rules read the first 24 only.

    Args:
        question: As searched.
        candidates: Sentences of the passages, most promising first.
        found: The passages.
        reader: Reads these.

    Returns:
        One entry a sentence, in their order.

    Raises:
        ModelError: The reader cannot be loaded. Where there are no sentences, it is not asked.
    """
    if not candidates:
        return []
    words: dict[str, list[_Chosen]] = defaultdict(list)
    passages: dict[str, list[_Chosen]] = defaultdict(list)
    texts = [passage.chunk.text for passage in found]
    for passage, reading in zip(found, reader.read(question, texts), strict=True):
        begin = passage.chunk.start
        passages[passage.source].append(_Chosen(begin, passage.chunk.end, reading.answered))
        words[passage.source] += [
            _Chosen(begin + span.start, begin + span.end, span.score * reading.answered)
            for span in (reading, *reading.alternatives)
            if span.start < span.end
        ]
    ruled = rules.read(question, [candidate.text for candidate in candidates[:_PARSED]])
    ruled += [None] * (len(candidates) - len(ruled))
    return [
        Readings(_within(candidate, words[candidate.source]), by_rule, _around(candidate, passages[candidate.source]))
        for candidate, by_rule in zip(candidates, ruled, strict=True)
    ]


def _within(candidate: Candidate, spans: Sequence[_Chosen]) -> Reading | None:
    """The likeliest span inside the sentence, the first of equals; its offsets become the sentence's."""
    inside = [span for span in spans if candidate.start <= span.start and span.end <= candidate.end]
    if not inside:
        return None
    best = min(inside, key=lambda span: (-span.probability, span.start, span.end))
    start, end = best.start - candidate.start, best.end - candidate.start
    return Reading(start, end, candidate.text[start:end], best.probability)


def _around(candidate: Candidate, passages: Sequence[_Chosen]) -> float:
    """The highest probability of the passages that hold the whole sentence."""
    holding = (passage for passage in passages if passage.start <= candidate.start and candidate.end <= passage.end)
    return max((passage.probability for passage in holding), default=0.0)
