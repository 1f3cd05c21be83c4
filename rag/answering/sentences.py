"""The sentences of passages, ranked by how well each answers the question."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

import numpy as np

from rag.text.sentences import sentences
from rag.text.words import content_words, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rag.embedding import Embedder
    from rag.retrieval.search import Found
    from rag.store.catalogue import Catalogue

__all__ = ["Candidate", "Features", "SentenceRanker"]

# Only this many sentences, the best by words and passage, are compared by meaning.
_COMPARED = 64
_KEPT_VECTORS = 20_000
# Passages that are kept cut up, and texts of a sentence or two that are kept by their stems.
_KEPT_TEXTS, _KEPT_STEMS = 1024, 8192
_LEAST_WORDS = 3
_FINISHED = re.compile(r"""[.!?…。！？]['"”’»)\]]*$""")


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence; all between 0 and 1 but for rounding and cosines of what has nothing in common.

    Attributes:
        cosine: Of question and sentence.
        context_cosine: Of the question and the sentence together with the one before it: "She was detained in
            2024" says little without the sentence that names her.
        coverage: The part of the question's words that the sentence holds, weighted by rarity.
        context_coverage: The same for the sentence together with the one before it.
        passage: Score of the passage that the sentence stands in.
        finished: 1 if it ends as sentences do, else 0: a title repeats what a sentence says better.
    """

    cosine: float
    context_cosine: float
    coverage: float
    context_coverage: float
    passage: float
    finished: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: characters ``start`` to ``end`` of its source's text, which are ``text``."""

    source: str
    start: int
    end: int
    text: str
    features: Features

    @property
    def promise(self) -> float:
        """A first guess at how well it answers, from words and meaning alone: tells what is worth reading."""
        features = self.features
        return features.cosine + features.context_coverage / 2 + features.passage


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sentence within its passage, and the sentence before it there."""

    passage: Found
    start: int
    text: str
    before: str

    @property
    def context(self) -> str:
        return f"{self.before} {self.text}"


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
            The most promising sentences, best first by ``promise``; ties by source, then offset.
        """
        rarity = self._rarity(question)
        cut_out = [(_coverage(rarity, cut.context), cut) for passage in found for cut in _cut(passage)]
        cut_out.sort(key=lambda pair: -(pair[1].passage.score + pair[0]))
        if not cut_out:
            return []
        context_coverages, cuts = zip(*cut_out[:_COMPARED], strict=True)
        own = self.vectors([cut.text for cut in cuts])
        both = own + self.vectors([cut.before or cut.text for cut in cuts])
        # Models of this kind average over tokens, so the sum of two vectors stands for the two texts together.
        both /= np.linalg.norm(both, axis=1, keepdims=True)
        candidates = [
            Candidate(
                source=cut.passage.source,
                start=cut.passage.chunk.start + cut.start,
                end=cut.passage.chunk.start + cut.start + len(cut.text),
                text=cut.text,
                features=Features(
                    cosine=float(cosine),
                    context_cosine=float(context_cosine),
                    coverage=_coverage(rarity, cut.text),
                    context_coverage=context_coverage,
                    passage=cut.passage.score,
                    finished=float(bool(_FINISHED.search(cut.text))),
                ),
            )
            for cut, cosine, context_cosine, context_coverage in zip(
                cuts, own @ vector, both @ vector, context_coverages, strict=True
            )
        ]
        return sorted(candidates, key=lambda candidate: (-candidate.promise, candidate.source, candidate.start))

    def coverage(self, question: str, *texts: str) -> float:
        """The part of the question's words that the best of some texts holds, weighted by rarity in the index: 0..1."""
        rarity = self._rarity(question)
        return max((_coverage(rarity, text) for text in texts), default=0.0)

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

    def vectors(self, texts: list[str]) -> NDArray[np.float32]:
        """Unit vectors of some texts, one at least: float32 of shape (texts, dimensions)."""
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


def _cut(passage: Found) -> Iterator[_Cut]:
    for start, sentence, before in _telling(passage.chunk.text):
        yield _Cut(passage, start, sentence, before)


@lru_cache(maxsize=_KEPT_TEXTS)
def _telling(text: str) -> tuple[tuple[int, str, str], ...]:
    """Where each sentence that says something begins, the sentence, and the one before it."""
    found = []
    before = ""
    for span in sentences(text):
        sentence = text[span.start : span.end]
        # What has fewer words says nothing by itself: a caption, a list of dates, the rest of a page.
        if len(content_words(sentence)) >= _LEAST_WORDS:
            found.append((span.start, sentence, before))
        before = sentence
    return tuple(found)


@lru_cache(maxsize=_KEPT_STEMS)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _coverage(rarity: dict[str, float], text: str) -> float:
    total = sum(rarity.values())
    if not total:
        return 0.0
    inside = _stems_of(text)
    return sum(weight for word, weight in rarity.items() if word in inside) / total
