"""txtai as its introduction has it: an embeddings database with content, each file one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.peer import model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Txtai"]


class Txtai:
    """`Embeddings` with `content`."""

    title = "txtai"
    packages = ("txtai",)
    manner = (
        "`Embeddings(path=…, content=True)`, `index`, `save`; a file is one text, which is not split; its own "
        "pooling over transformers, float32, batches of 32, which reads the first 512 tokens, twice what the model was "
        "made for; FAISS (above 5,000 texts its default is an approximate one) and SQLite"
    )

    def __init__(self) -> None:
        self._embeddings: Any = None

    def index_files(self, folder: Path, store: Path) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings(path=model_folder(), content=True, gpu=False)
        self._embeddings.index((file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt")))
        self._embeddings.save(str(store))

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        import numpy as np
        from txtai import Embeddings

        model = Embeddings(path=model_folder(), gpu=False)
        known = dict(zip(texts, vectors, strict=True))

        def transform(asked: list[str]) -> NDArray[np.float32]:
            if all(text in known for text in asked):
                return np.stack([known[text] for text in asked])
            return np.array(model.batchtransform(asked, "query"), dtype=np.float32)

        self._embeddings = Embeddings(method="external", transform=transform, content=True)
        self._embeddings.index((str(number), text) for number, text in enumerate(texts))

    def open(self, store: Path) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings()
        self._embeddings.load(str(store))

    def add(self, file: Path, store: Path) -> None:
        self._embeddings.upsert([(file.stem, file.read_text(encoding="utf-8"))])
        self._embeddings.save(str(store))

    def search(self, question: str, k: int) -> list[str]:
        return [str(found["id"]) for found in self._embeddings.search(question, k)]
