"""Disagreement as others find it, on the cases that Whosays is measured on: a pair of sources at a time."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.benchmarks import squad
from tests.benchmarks.bench_disagreement import documents
from tests.disagreement.cases import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.documents.document import Document

__all__ = ["DETECTORS", "SETS", "Item", "flags"]

_CONTROLS = 200


@dataclass(frozen=True)
class Item:
    """Sources, a question over them, and whether they disagree about it."""

    question: str
    sources: tuple[Document, ...]
    disagree: bool


def _labelled(split: str, _: Path) -> Iterator[Item]:
    for case in load():
        if case.split == split:
            yield Item(case.question, tuple(documents(case)), case.expected.state == "disagree")


def _econ(data: Path) -> Iterator[Item]:
    """Pairs of passages that answer a question differently: the half that is for reporting."""
    from rag.documents import from_text

    for file in sorted((data / "econ_pairs").glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if number % 2 == 1:
                sources = (from_text("one.txt", row["evidence1"]), from_text("two.txt", row["evidence2"]))
                yield Item(row["question"], sources, disagree=True)


def _control(data: Path) -> Iterator[Item]:
    """Questions of SQuAD 2.0, each over its own paragraph and one of another article: nothing disagrees."""
    for file in sorted((data / "squad2").glob("dev*.json"))[:1]:
        paragraphs, questions, article_of = squad.load(file)
        by_source = {document.source: document for document in paragraphs}
        draw = random.Random(0)
        asked = [q for q in squad.sample(questions, None, odd=False) if q.answerable]
        for question in draw.sample(asked, min(_CONTROLS, len(asked))):
            other = draw.choice([s for s, article in article_of.items() if article != question.article])
            yield Item(question.text, (by_source[question.source], by_source[other]), disagree=False)


SETS: dict[str, Callable[[Path], Iterator[Item]]] = {
    "labelled dev": lambda data: _labelled("dev", data),
    "labelled test": lambda data: _labelled("test", data),
    "econ_pairs": _econ,
    "control": _control,
}


def _whosays() -> Callable[[Item], bool]:
    from rag.engine import Engine

    def flagged(item: Item) -> bool:
        with Engine.from_documents(item.sources) as engine:
            return engine.answer(item.question).agreement == "disagree"

    return flagged


def _contrachecker() -> Callable[[Item], bool]:
    from contrachecker import check_contradictions
    from contrachecker.models import Chunk

    def flagged(item: Item) -> bool:
        return any(
            check_contradictions([Chunk(id=source.source, text=source.text) for source in pair]).has_contradictions
            for pair in combinations(item.sources, 2)
        )

    return flagged


def _skeptic(embedder: Any) -> Callable[[Item], bool]:
    from ahs_agentic import Evidence, SkepticSubroutine

    # The threshold of its own example.
    skeptic = SkepticSubroutine(embedder=embedder, sensitivity_threshold=0.4)

    def flagged(item: Item) -> bool:
        evidence = [Evidence(id=source.source, source=source.source, text=source.text) for source in item.sources]
        return any(skeptic.evaluate(*pair).conflict_detected for pair in combinations(evidence, 2))

    return flagged


def _ahs() -> Callable[[Item], bool]:
    from ahs_agentic import HashEmbedder

    return _skeptic(HashEmbedder(dim=512))


def _ahs_minilm() -> Callable[[Item], bool]:
    from rag.embedding import load_embedder

    class MiniLM:
        """Its interface for models, over the one that all are given."""

        dim = 384

        def embed(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = load_embedder(precision="float32").embed_documents(texts).tolist()
            return vectors

    return _skeptic(MiniLM())


#: Who finds disagreement: title, package, and what makes it.
DETECTORS: dict[str, tuple[str, str, Callable[[], Callable[[Item], bool]]]] = {
    "whosays": ("Whosays", "whosays", _whosays),
    "contrachecker": ("contrachecker", "contrachecker", _contrachecker),
    "ahs": ("ahs-agentic, its own word hashes", "ahs-agentic", _ahs),
    "ahs-minilm": ("ahs-agentic, all-MiniLM-L6-v2", "ahs-agentic", _ahs_minilm),
}


def flags(detector: str, part: str, data: Path, limit: int | None) -> dict[str, list[float]]:
    """Counts over a set, never single cases: ``right`` flags, all ``flagged``, all that ``disagree``, all ``items``.

    Args:
        detector: A name in :data:`DETECTORS`.
        part: A name in :data:`SETS`.
        data: Holds the folders of public test sets.
        limit: Only so many, evenly spread, if given.
    """
    items = list(SETS[part](data))
    if limit is not None and limit < len(items):
        items = [items[number * len(items) // limit] for number in range(limit)]
    is_flagged = DETECTORS[detector][2]()
    told = [is_flagged(item) for item in items]
    right = sum(flagged and item.disagree for flagged, item in zip(told, items, strict=True))
    counts = {
        "right": right,
        "flagged": sum(told),
        "disagree": sum(item.disagree for item in items),
        "items": len(items),
    }
    return {name: [float(count)] for name, count in counts.items()}
