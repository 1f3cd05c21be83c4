"""Chroma as its guide has it: a collection in a folder, each file one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.peer import model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Chroma"]

_NAME = "files"


class Chroma:
    """A `PersistentClient` with one collection."""

    title = "Chroma"
    packages = ("chromadb",)
    manner = (
        "`PersistentClient`, `collection.add`; a file is one document, which is not split (the model reads the first "
        "256 tokens of it); `SentenceTransformerEmbeddingFunction`, float32, batches of 32 (its default function loads "
        "the same model in ONNX from the network); HNSW, approximate, and SQLite, on disk"
    )

    def __init__(self) -> None:
        self._client: Any = None
        self._collection: Any = None

    def open(self, store: Path) -> None:
        import chromadb
        from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

        self._client = chromadb.PersistentClient(path=str(store))
        self._collection = self._client.get_or_create_collection(
            _NAME, embedding_function=SentenceTransformerEmbeddingFunction(model_name=model_folder(), device="cpu")
        )

    def index_files(self, folder: Path, store: Path) -> None:
        self.open(store)
        files = sorted(folder.glob("*.txt"))
        most = self._client.get_max_batch_size()
        for begin in range(0, len(files), most):
            part = files[begin : begin + most]
            self._collection.add(
                ids=[file.stem for file in part], documents=[file.read_text(encoding="utf-8") for file in part]
            )

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        self.open(store)
        most = self._client.get_max_batch_size()
        for begin in range(0, len(texts), most):
            part = list(texts[begin : begin + most])
            self._collection.add(
                ids=[str(begin + number) for number in range(len(part))],
                documents=part,
                embeddings=vectors[begin : begin + most],
            )

    def add(self, file: Path, store: Path) -> None:
        self._collection.add(ids=[file.stem], documents=[file.read_text(encoding="utf-8")])

    def search(self, question: str, k: int) -> list[str]:
        # It asks for no more than there is itself, and warns.
        return [str(name) for name in self._collection.query(query_texts=[question], n_results=k)["ids"][0]]
