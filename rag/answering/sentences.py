"""The sentences of passages, ranked by how well each answers the question."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from rag.text.sentences import sentences
from rag.text.words import content_words, stem, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.embedding import Embedder
    from rag.retrieval.search import Found
    from rag.store.catalogue import Catalogue

__all__ = ["Candidate", "SentenceRanker"]

# Only this many sentences, the best by words and passage, are compared by meaning.
_COMPARED = 64
_KEPT_VECTORS = 20_000
# Fewer content words than this say nothing that could be quoted.
_LEAST_WORDS = 3
_UNFINISHED = 0.1
_FINISHED = re.compile(r"""[.!?…。！？]['"”’»)\]]*$""")
_COSINE_WEIGHT, _COVERAGE_WEIGHT, _PASSAGE_WEIGHT = 0.4, 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: characters ``start`` to ``end`` of its source's text, which are ``text``.

    ``cosine`` to the question; ``coverage`` of the question's words, weighted by their rarity, 0..1; ``passage``
    score of the passage it stands in, 0..1; ``score`` of all together.
    """

    source: str
    start: int
    end: int
    text: str
    cosine: float
    coverage: float
    passage: float
    score: float


class SentenceRanker:
    """Ranks sentences by meaning, words and the passage they stand in. Safe to share between threads.

    Vectors of sentences are kept in memory, so that later questions on the same passages are quick.

    Args:
        embedder: Compares by meaning.
        catalogue: Tells how rare a word is.
    """

    def __init__(self, embedder: Embedder, catalogue: Catalogue) -> None:
        self._embedder = embedder
        self._catalogue = catalogue
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def rank(self, question: str, vector: NDArray[np.float32], found: Sequence[Found]) -> list[Candidate]:
        """Cut passages into sentences and rank these.

        Args:
            question: As searched.
            vector: The question's unit vector.
            found: Passages.

        Returns:
            The most promising sentences, best first; ties by source, then offset.
        """
        rarity = self._rarity(question)
        cut = [
            (passage, span.start, text, _coverage(rarity, text))
            for passage in found
            for span in sentences(passage.chunk.text)
            if is_quotable(text := passage.chunk.text[span.start : span.end])
        ]
        cut.sort(key=lambda item: (-(item[3] + item[0].score), item[0].source, item[0].chunk.start + item[1]))
        cut = cut[:_COMPARED]
        if not cut:
            return []
        cosines = self._embed([text for _, _, text, _ in cut]) @ vector
        candidates = [
            Candidate(
                source=passage.source,
                start=passage.chunk.start + start,
                end=passage.chunk.start + start + len(text),
                text=text,
                cosine=float(cosine),
                coverage=coverage,
                passage=passage.score,
                score=_score(float(cosine), coverage, passage.score) - _unfinished(text),
            )
            for (passage, start, text, coverage), cosine in zip(cut, cosines, strict=True)
        ]
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.source, candidate.start))

    def coverage(self, question: str, text: str) -> float:
        """The part of the question's words that a text holds, weighted by rarity in the index: 0..1."""
        return _coverage(self._rarity(question), text)

    def _rarity(self, question: str) -> dict[str, float]:
        """Inverse document frequency of the question's words, by stem."""
        total = self._catalogue.chunk_count()
        rarity: dict[str, float] = {}
        for word in dict.fromkeys(content_words(question)):
            frequency = self._catalogue.frequency(word)
            # Unlike BM25's, this weight never comes near zero: in a handful of files on one subject, the words of
            # that subject stand in every passage, and are still what the question is about.
            rarity[stem(word)] = log(1 + total / max(1, frequency))
        return rarity

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = list(dict.fromkeys(text for text in texts if text not in known))
        known.update(zip(new, self._embedder.embed_documents(new), strict=True))
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > _KEPT_VECTORS:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])


def is_quotable(sentence: str) -> bool:
    """Whether a sentence says something by itself, as a title, a caption or a list of dates does not."""
    return len(content_words(sentence)) >= _LEAST_WORDS


def _coverage(rarity: dict[str, float], text: str) -> float:
    total = sum(rarity.values())
    if not total:
        return 0.0
    inside = set(stems(text))
    return sum(weight for word, weight in rarity.items() if word in inside) / total


def _score(cosine: float, coverage: float, passage: float) -> float:
    return _COSINE_WEIGHT * max(0.0, cosine) + _COVERAGE_WEIGHT * coverage + _PASSAGE_WEIGHT * passage


def _unfinished(text: str) -> float:
    """What is taken off a line that does not end as sentences do: a title repeats what a sentence says better."""
    return 0.0 if _FINISHED.search(text) else _UNFINISHED
