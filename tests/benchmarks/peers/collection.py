"""What is indexed and asked: SciFact as files, and passages put together from its sentences."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks import bench_scifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.documents.document import Document

__all__ = ["NEW_QUESTION", "Collection", "choose", "made_texts", "mean_vectors", "write_files", "write_new_files"]

# Passages are put together from so many different sentences.
_SENTENCES = 20_000

# Asked for a file that was added, whose number is put in.
NEW_QUESTION = "What did the harbour board of Brellin decide about lock {number}?"


@dataclass(frozen=True)
class Collection:
    """Documents, and questions with the names of the documents that answer them."""

    documents: tuple[Document, ...]
    queries: tuple[tuple[str, frozenset[str]], ...]


def choose(
    documents: Iterable[Document], queries: Iterable[tuple[str, Iterable[str]]], limit: int | None
) -> Collection:
    """All of a collection, or a part of it that still answers questions.

    Args:
        documents: Each with the name that the judgements use as its source.
        queries: Questions with the names of the documents that are relevant to them.
        limit: Most documents, if given: at most half of them relevant to a question, the rest as they come. The
            questions that are kept are those of whose relevant documents none is missing.
    """
    documents = list(documents)
    judged = [(text, frozenset(relevant)) for text, relevant in queries]
    if limit is not None and limit < len(documents):
        kept: set[str] = set()
        for _, relevant in judged:
            if len(kept | relevant) <= limit // 2:
                kept |= relevant
        for document in documents:
            if len(kept) >= limit:
                break
            kept.add(document.source)
        documents = [document for document in documents if document.source in kept]
        judged = [(text, relevant) for text, relevant in judged if relevant <= kept]
    return Collection(tuple(documents), tuple(judged))


def scifact(folder: Path, limit: int | None) -> Collection:
    """SciFact's abstracts and test claims: see :mod:`tests.benchmarks.bench_scifact`."""
    return choose(bench_scifact.corpus(folder), bench_scifact.judged(folder, "test"), limit)


def write_files(documents: Iterable[Document], folder: Path) -> None:
    """Write each document to ``NAME.txt``."""
    folder.mkdir(parents=True)
    for document in documents:
        (folder / f"{document.source}.txt").write_text(document.text, encoding="utf-8")


def write_new_files(folder: Path, count: int) -> list[Path]:
    """Write files that answer :data:`NEW_QUESTION`, each for its own number, as no file of a collection does."""
    folder.mkdir(parents=True)
    files = []
    for number in range(1, count + 1):
        files.append(folder / f"new-{number}.txt")
        files[-1].write_text(
            f"Decisions of the harbour board of Brellin, lock {number}\n\n"
            f"The harbour board of Brellin met on Tuesday and decided that lock {number} will be closed to barges "
            f"until its gates have been replaced. Skippers who want to pass are asked to take the eastern basin "
            f"instead. The board heard that the old gates of lock {number} let in more water than the pumps can "
            f"carry away. The work is put out to tender in spring, and the harbour master reports on it each month.\n",
            encoding="utf-8",
        )
    return files


def made_texts(
    sentences: Sequence[str], tokens: Sequence[int], count: int, *, most: int = 150, seed: int = 0
) -> tuple[list[str], list[list[int]]]:
    """Put texts together from sentences drawn at random, each of as many as fit.

    Args:
        sentences: To draw from.
        tokens: The length of each.
        count: How many texts.
        most: Most tokens of a text; longer sentences are not drawn.
        seed: Of the draws.

    Returns:
        The texts, no two alike, and the numbers of the sentences in each.

    Raises:
        ValueError: There are too few short sentences for so many texts.
    """
    draw = random.Random(seed)
    usable = [number for number, length in enumerate(tokens) if 0 < length <= most]
    texts: dict[str, list[int]] = {}
    for _ in range(20 * count + 100):
        if len(texts) == count:
            return list(texts), list(texts.values())
        if not usable:
            break
        chosen: list[int] = []
        left = most
        while (number := draw.choice(usable)) not in chosen and tokens[number] <= left:
            chosen.append(number)
            left -= tokens[number]
        texts.setdefault(" ".join(sentences[number] for number in chosen), chosen)
    if len(texts) == count:
        return list(texts), list(texts.values())
    raise ValueError(f"{len(usable)} sentences of at most {most} tokens are too few for {count} texts")


def mean_vectors(vectors: NDArray[np.float32], members: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """Unit vectors of texts: the mean of the unit vectors of their sentences, brought to length 1."""
    means = np.stack([vectors[list(numbers)].mean(axis=0) for numbers in members])
    unit: NDArray[np.float32] = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
    return unit


def prepare_passages(documents: Sequence[Document], count: int, folder: Path) -> None:
    """Make ``count`` passages and their vectors once, for everyone: ``texts.json`` and ``vectors.npy``.

    To embed a hundred thousand passages takes half an hour, and how long a search takes hardly depends on what the
    vectors are; so they are made of the sentences' own.
    """
    from rag.embedding import load_embedder
    from rag.text.sentences import sentences
    from rag.text.tokens import count_tokens

    found = list(
        dict.fromkeys(
            " ".join(document.text[span.start : span.end].split())
            for document in documents
            for span in sentences(document.text)
        )
    )[:_SENTENCES]
    texts, members = made_texts(found, [tokens + 1 for tokens in count_tokens(found)], count)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    np.save(folder / "vectors.npy", mean_vectors(load_embedder().embed_documents(found), members))


def load_passages(folder: Path, count: int) -> tuple[list[str], NDArray[np.float32]]:
    """The first ``count`` passages of :func:`prepare_passages`, and their vectors."""
    texts: list[str] = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    vectors: NDArray[np.float32] = np.load(folder / "vectors.npy")
    return texts[:count], vectors[:count]
