"""From a question to the passages that may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from rag.retrieval.copies import is_copy
from rag.retrieval.fusion import DENSE_WEIGHT, Fused, fuse
from rag.retrieval.shares import share
from rag.text.words import STOP_WORDS, content_words, stem, stems, words
from rag.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.store.catalogue import StoredChunk
    from rag.store.index import Index

__all__ = ["Found", "search"]

# How deep each of the two searches looks before they are joined.
_DEPTH = 200
# Texts are read so many at a time at least, best first: mostly, no more are needed.
_LEAST_LOADED = 32


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with the scores that led to it."""

    chunk: StoredChunk
    fused: Fused

    @property
    def source(self) -> str:
        """Where it stands."""
        return self.chunk.source

    @property
    def score(self) -> float:
        """Fused relevance, 0..1, comparable within one search."""
        return self.fused.score

    def hit(self, query: str) -> Hit:
        """The same as it is handed out."""
        return Hit(
            source=self.chunk.source,
            start=self.chunk.start,
            end=self.chunk.end,
            text=self.chunk.text,
            score=self.fused.score,
            dense_rank=self.fused.dense_rank,
            lexical_rank=self.fused.lexical_rank,
            matched_terms=_matched_terms(query, self.chunk.text),
        )


def search(
    index: Index,
    query: str,
    vector: NDArray[np.float32],
    *,
    limit: int,
    sources: Sequence[str] | None = None,
    shared: bool = True,
    dense_weight: float = DENSE_WEIGHT,
) -> list[Found]:
    """Find passages by meaning and by words.

    Args:
        index: Where to look.
        query: What to look for, in words.
        vector: The same as a unit vector, shape ``(dimensions,)``.
        limit: Most passages.
        sources: Only these, if given.
        shared: Whether relevant sources share the places evenly.
        dense_weight: Weight of meaning against words, 0 to 1.

    Returns:
        Passages, best first; ties by source, then offset. Copies count once: of each set the best ranked is kept.
    """
    among = index.catalogue.chunk_ids_of(sources) if sources is not None else None
    depth = max(_DEPTH, limit)
    vectors = index.vectors  # the same for the whole search: another thread may refresh the index meanwhile
    dense = vectors.search(vector, depth, among)
    telling = dict.fromkeys(content_words(query) or words(query))
    lexical = index.catalogue.search_words(list(telling), depth, among)
    candidates = sorted({id_ for id_, _ in dense} | {id_ for id_, _ in lexical})
    cosines = vectors.cosines(vector, candidates)
    # A passage that was added after the vectors were last refreshed has words already, and no vector yet.
    lexical = [(id_, score) for id_, score in lexical if id_ in cosines]
    fused = fuse(dense, lexical, cosines, dense_weight=dense_weight)
    found = _without_copies(_loaded(index, fused, max(_LEAST_LOADED, 2 * limit)))
    return share(found, limit) if shared else list(islice(found, limit))


def _loaded(index: Index, fused: Sequence[Fused], at_once: int) -> Iterator[Found]:
    """The passages with their texts, which are read as they are asked for; ties by source, then offset."""
    begin = 0
    while begin < len(fused):
        end = min(begin + at_once, len(fused))
        while end < len(fused) and fused[end].score == fused[end - 1].score:
            end += 1
        chunks = index.catalogue.chunks([passage.id for passage in fused[begin:end]])
        found = [Found(chunks[passage.id], passage) for passage in fused[begin:end] if passage.id in chunks]
        yield from sorted(found, key=lambda passage: (-passage.score, passage.chunk.source, passage.chunk.start))
        begin = end


def _without_copies(found: Iterable[Found]) -> Iterator[Found]:
    """Those that are no copies of one before them."""
    kept: list[Found] = []
    for passage in found:
        if not any(is_copy(passage.chunk.text, other.chunk.text) for other in kept):
            kept.append(passage)
            yield passage


def _matched_terms(query: str, text: str) -> tuple[str, ...]:
    """The words of the query, as written, whose stems occur in the text."""
    inside = set(map(stem, set(words(text)) - STOP_WORDS))
    return tuple(term for term, own in _terms(query) if inside.issuperset(own))


@lru_cache(maxsize=64)
def _terms(query: str) -> tuple[tuple[str, list[str]], ...]:
    """The words of a query as written, with their stems; those that only carry grammar are left out."""
    terms = dict.fromkeys(word.strip(".,;:!?\"'()[]“”‘’«»") for word in query.split())
    return tuple((term, own) for term in terms if (own := stems(term)))
