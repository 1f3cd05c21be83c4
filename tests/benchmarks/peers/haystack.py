"""Haystack as its guide to indexing has it: converter, cleaner, splitter, embedder, writer, one after the other."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.peer import BATCH, model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Haystack"]

_FILE = "store.json"


class Haystack:
    """A pipeline into an `InMemoryDocumentStore`, and one out of it."""

    title = "Haystack"
    packages = ("haystack-ai", "sentence-transformers-haystack")
    manner = (
        "`TextFileToDocument`, `DocumentCleaner`, `DocumentSplitter` (200 words), "
        f"`SentenceTransformersDocumentEmbedder`, float32, batches of {BATCH}; `InMemoryDocumentStore`, "
        "`save_to_disk` as JSON; `InMemoryEmbeddingRetriever`"
    )

    def __init__(self) -> None:
        self._store: Any = None
        self._indexing: Any = None
        self._asking: Any = None

    def _prepare(self, store: Any) -> None:
        from haystack import Pipeline
        from haystack.components.converters import TextFileToDocument
        from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack.components.writers import DocumentWriter
        from haystack.utils import ComponentDevice
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        device = ComponentDevice.from_str("cpu")
        self._store = store
        self._indexing = Pipeline()
        parts = {
            "converter": TextFileToDocument(),
            "cleaner": DocumentCleaner(),
            "splitter": DocumentSplitter(),
            "embedder": SentenceTransformersDocumentEmbedder(
                model=model_folder(), device=device, batch_size=BATCH, progress_bar=False
            ),
            "writer": DocumentWriter(store),
        }
        for name, part in parts.items():
            self._indexing.add_component(name, part)
        for before, after in pairwise(parts):
            self._indexing.connect(before, after)
        self._asking = Pipeline()
        self._asking.add_component(
            "embedder", SentenceTransformersTextEmbedder(model=model_folder(), device=device, progress_bar=False)
        )
        self._asking.add_component("retriever", InMemoryEmbeddingRetriever(store))
        self._asking.connect("embedder.embedding", "retriever.query_embedding")

    def index_files(self, folder: Path, store: Path) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._prepare(InMemoryDocumentStore())
        self._indexing.run({"converter": {"sources": sorted(folder.glob("*.txt"))}})
        store.mkdir(parents=True, exist_ok=True)
        self._store.save_to_disk(str(store / _FILE))

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._prepare(InMemoryDocumentStore())
        self._store.write_documents(
            [
                Document(content=text, embedding=vector.tolist(), meta={"file_path": f"{number}.txt"})
                for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
            ]
        )

    def open(self, store: Path) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._prepare(InMemoryDocumentStore.load_from_disk(str(store / _FILE)))

    def add(self, file: Path, store: Path) -> None:
        self._indexing.run({"converter": {"sources": [file]}})
        self._store.save_to_disk(str(store / _FILE))

    def search(self, question: str, k: int) -> list[str]:
        found = self._asking.run({"embedder": {"text": question}, "retriever": {"top_k": k}})
        return [Path(document.meta["file_path"]).stem for document in found["retriever"]["documents"]]
