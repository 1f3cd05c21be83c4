"""LangChain as its tutorial on semantic search has it, with FAISS, which it can save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.peer import BATCH, model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LangChain"]


class LangChain:
    """A loader, `RecursiveCharacterTextSplitter`, `HuggingFaceEmbeddings` and `FAISS`."""

    title = "LangChain"
    packages = ("langchain-core", "langchain-community", "langchain-huggingface", "langchain-text-splitters")
    manner = (
        "`DirectoryLoader` with `TextLoader`; `RecursiveCharacterTextSplitter` as in its tutorial (1,000 characters, "
        f"200 shared); `HuggingFaceEmbeddings`, float32, batches of {BATCH}; `FAISS` in memory, `save_local` on "
        "disk: it has no default store, and this is the quickest of the local ones that it documents"
    )

    def __init__(self) -> None:
        self._embeddings: Any = None
        self._store: Any = None

    def _prepare(self) -> None:
        from langchain_huggingface import HuggingFaceEmbeddings

        self._embeddings = HuggingFaceEmbeddings(
            model_name=model_folder(), model_kwargs={"device": "cpu"}, encode_kwargs={"batch_size": BATCH}
        )

    @staticmethod
    def _split(documents: Any) -> Any:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        return splitter.split_documents(documents)

    def index_files(self, folder: Path, store: Path) -> None:
        from langchain_community.document_loaders import DirectoryLoader, TextLoader
        from langchain_community.vectorstores import FAISS

        self._prepare()
        loader = DirectoryLoader(str(folder), glob="*.txt", loader_cls=TextLoader, loader_kwargs={"encoding": "utf-8"})
        self._store = FAISS.from_documents(self._split(loader.load()), self._embeddings)
        self._store.save_local(str(store))

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        from langchain_community.vectorstores import FAISS

        self._prepare()
        self._store = FAISS.from_embeddings(
            list(zip(texts, vectors.tolist(), strict=True)),
            self._embeddings,
            metadatas=[{"source": f"{number}.txt"} for number in range(len(texts))],
        )

    def open(self, store: Path) -> None:
        from langchain_community.vectorstores import FAISS

        self._prepare()
        self._store = FAISS.load_local(str(store), self._embeddings, allow_dangerous_deserialization=True)

    def add(self, file: Path, store: Path) -> None:
        from langchain_community.document_loaders import TextLoader

        self._store.add_documents(self._split(TextLoader(str(file), encoding="utf-8").load()))
        self._store.save_local(str(store))

    def search(self, question: str, k: int) -> list[str]:
        return [Path(found.metadata["source"]).stem for found in self._store.similarity_search(question, k=k)]
