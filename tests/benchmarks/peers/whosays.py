"""Whosays, through its public side, with its defaults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.embedding import Embedder
    from rag.engine import Engine
    from rag.settings import Settings

__all__ = ["Whosays", "WhosaysAnswer", "WhosaysFloat32"]


class Whosays:
    """`rag.build_index` and `rag.Engine`."""

    title = "Whosays"
    packages: tuple[str, ...] = ("whosays",)
    manner = (
        "`build_index`, `Engine.open`, `Engine.search`; whole sentences up to 180 tokens, title above each passage; "
        "meaning and words fused; SQLite (FTS5) and an exact FAISS index, on disk; bfloat16 where the processor "
        "has it, else float32; batches of about 4,096 tokens, like lengths together"
    )
    precision: Literal["auto", "float32", "bfloat16"] = "auto"
    _engine: Engine

    def _settings(self, store: Path) -> Settings:
        from rag.settings import Settings

        return Settings(index=store, precision=self.precision)

    def index_files(self, folder: Path, store: Path) -> None:
        from rag.building import build_index

        build_index([folder], self._settings(store))
        self.open(store)

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        from rag.documents import Document
        from rag.embedding import load_embedder
        from rag.indexing import add_documents, manifest_of
        from rag.store.index import Index

        settings = self._settings(store)
        embedder = _Given(load_embedder(settings.embedder, settings.precision), dict(zip(texts, vectors, strict=True)))
        index = Index.create(store, manifest_of(settings, embedder))
        documents = (Document(f"{number}.txt", text, sha256="") for number, text in enumerate(texts))
        embedded = add_documents(index, documents, settings, embedder)
        index.put_in_force()
        index.close()
        if embedded != len(texts):
            raise ValueError(f"{len(texts)} texts have become {embedded} passages")
        self.open(store)

    def open(self, store: Path) -> None:
        from rag.engine import Engine

        self._engine = Engine.open(settings=self._settings(store))

    def add(self, file: Path, store: Path) -> None:
        from rag.building import build_index

        build_index([file], self._settings(store))

    def search(self, question: str, k: int) -> list[str]:
        return [Path(hit.source).stem for hit in self._engine.search(question, k=k)]


class WhosaysFloat32(Whosays):
    """The same without bfloat16: what is left of a lead when all compute alike."""

    title = "Whosays, float32"
    precision = "float32"


class WhosaysAnswer(Whosays):
    """The same, asked for a whole answer: read, compared between files, and quoted."""

    title = "Whosays, a whole answer"

    def search(self, question: str, k: int) -> list[str]:
        return [Path(hit.source).stem for hit in self._engine.answer(question).hits[:k]]


class _Given:
    """An embedder to which the vectors of passages are known already."""

    def __init__(self, embedder: Embedder, vectors: dict[str, NDArray[np.float32]]) -> None:
        self._embedder = embedder
        self._vectors = vectors

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    @property
    def window(self) -> int:
        return self._embedder.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)

    def embed_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        import numpy as np

        return np.stack([self._vectors[text] for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._embedder.embed_query(text)
