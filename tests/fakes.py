"""Stand-ins that are exact, deterministic and quick, for tests of what is built on them."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

from rag.reading.judge import Verdict
from rag.reading.span_reader import Alternative, SpanReading
from rag.text.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["TEXTS", "FakeEmbedder", "FakeReader", "Interrupted"]

TEXTS = {
    "orchard.txt": "The orchard has forty apple trees. They were planted by the miller in spring.",
    "river.txt": "The river floods in March. Nobody has built on its banks since the mill fell.",
}


class Interrupted(Exception):
    """What a :class:`FakeEmbedder` raises when it is told to break."""


class FakeEmbedder:
    """An embedder that counts words: each falls into one of 64 places by its CRC-32.

    ``given`` lists every passage that was ever embedded. ``break_at`` makes the embedding of that passage (the
    first is 1) raise :class:`Interrupted`.
    """

    name = "fake"
    dimensions = 64

    def __init__(self, *, window: int = 256, batch: int = 8) -> None:
        self.window = window
        self.batch = batch
        self.given: list[str] = []
        self.break_at: int | None = None

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]

    def embed_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for begin in range(0, len(texts), self.batch):
            part = texts[begin : begin + self.batch]
            for row, text in enumerate(part, begin):
                if self.break_at is not None and len(self.given) + 1 >= self.break_at:
                    raise Interrupted(text)
                self.given.append(text)
                vectors[row] = self.embed_query(text)
            if progress:
                progress(len(part))
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for word in words(text):
            vector[zlib.crc32(word.encode()) % self.dimensions] += 1
        if not vector.any():
            vector[0] = 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector).astype(np.float32)
        return unit


class FakeJudge:
    """A judge to whom every pair is neutral; ``given`` lists the pairs of every call."""

    def __init__(self) -> None:
        self.given: list[list[tuple[str, str]]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.given.append(list(pairs))
        return [Verdict(0.0, 1.0, 0.0) for _ in pairs]


class FakeReader:
    """A reader to whom every question asks for a number: the first one of a passage, the others being alternatives.

    Args:
        score: Of the first number; each alternative has half of what the one before it has.
        answered: That a passage with a number answers; one without does not.

    ``given`` lists the question and the passages of every call.
    """

    def __init__(self, *, score: float = 0.5, answered: float = 1.0) -> None:
        self.score = score
        self.answered = answered
        self.given: list[tuple[str, list[str]]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        self.given.append((question, list(passages)))
        return [self._reading(passage) for passage in passages]

    def _reading(self, passage: str) -> SpanReading:
        numbers = [
            Alternative(found.start(), found.end(), found.group(), self.score / 2**place)
            for place, found in enumerate(re.finditer(r"\d+", passage))
        ]
        if not numbers:
            return SpanReading(0, 0, "", 0.0, 0.0, ())
        first, *others = numbers
        return SpanReading(first.start, first.end, first.text, first.score, self.answered, tuple(others))
