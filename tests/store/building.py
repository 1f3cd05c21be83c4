"""Small indexes of known content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.documents import from_text
from rag.store.catalogue import FileStamp, digest_of
from rag.text.chunks import Chunk
from tests.fakes import FakeEmbedder

if TYPE_CHECKING:
    from rag.store.catalogue import Catalogue
    from rag.store.index import Index

__all__ = ["MANIFEST", "put", "remove", "state"]

MANIFEST = {"embedder": "fake", "dimensions": "64", "chunk_tokens": "180"}


def put(catalogue: Catalogue, source: str, *passages: str, context: str = "") -> None:
    """Put in a document that is made of these passages, a line each, and their vectors. One transaction."""
    document = from_text(source, "\n".join(passages))
    chunks, start = [], 0
    for passage in passages:
        chunks.append(Chunk(start, start + len(passage), passage, context))
        start += len(passage) + 1
    texts = [chunk.embedded for chunk in chunks]
    with catalogue.transaction():
        catalogue.put(document, chunks, FileStamp(None, len(document.text), 0))
        catalogue.put_vectors([digest_of(text) for text in texts], FakeEmbedder().embed_documents(texts))


def remove(catalogue: Catalogue, *sources: str) -> None:
    """Drop documents. One transaction."""
    with catalogue.transaction():
        catalogue.remove(sources)
        catalogue.drop_unused_vectors()


def state(index: Index) -> dict[int, list[float]]:
    """Every vector that a search would compare with, by id."""
    held = sorted(index.vectors.ids().tolist())
    axes = np.eye(64, dtype=np.float32)
    columns = [index.vectors.cosines(axis, held) for axis in axes]
    return {id_: [column[id_] for column in columns] for id_ in held}
