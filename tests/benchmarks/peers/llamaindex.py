"""LlamaIndex as its starter example has it: a directory reader and a vector store index, saved as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.peer import BATCH, model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LlamaIndex"]


class LlamaIndex:
    """`VectorStoreIndex.from_documents` over `SimpleDirectoryReader`."""

    title = "LlamaIndex"
    packages = ("llama-index-core", "llama-index-embeddings-huggingface")
    manner = (
        "`SimpleDirectoryReader`, `VectorStoreIndex.from_documents`, `storage_context.persist`; `SentenceSplitter` "
        f"(1,024 tokens, 200 shared); `HuggingFaceEmbedding`, float32, batches of {BATCH} (its default is 10); the "
        "path of a file is embedded with its text, as is the default; `SimpleVectorStore` in memory, JSON on disk"
    )

    def __init__(self) -> None:
        self._index: Any = None

    def _prepare(self) -> None:
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        Settings.embed_model = HuggingFaceEmbedding(model_name=model_folder(), embed_batch_size=BATCH, device="cpu")

    def index_files(self, folder: Path, store: Path) -> None:
        from llama_index.core import SimpleDirectoryReader, VectorStoreIndex

        self._prepare()
        documents = SimpleDirectoryReader(str(folder)).load_data()
        self._index = VectorStoreIndex.from_documents(documents)
        self._index.storage_context.persist(persist_dir=str(store))

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        self._prepare()
        nodes = [
            TextNode(text=text, embedding=vector.tolist(), metadata={"file_name": f"{number}.txt"})
            for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
        ]
        self._index = VectorStoreIndex(nodes)

    def open(self, store: Path) -> None:
        from llama_index.core import StorageContext, load_index_from_storage

        self._prepare()
        self._index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(store)))

    def add(self, file: Path, store: Path) -> None:
        from llama_index.core import SimpleDirectoryReader

        for document in SimpleDirectoryReader(input_files=[str(file)]).load_data():
            self._index.insert(document)
        self._index.storage_context.persist(persist_dir=str(store))

    def search(self, question: str, k: int) -> list[str]:
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [Path(node.metadata["file_name"]).stem for node in found]
