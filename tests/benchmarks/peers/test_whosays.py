"""Whosays does what is asked of every peer; the others are not installed where tests run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.benchmarks.peers.collection import NEW_QUESTION, write_new_files
from tests.benchmarks.peers.whosays import Whosays, WhosaysAnswer
from tests.benchmarks.peers.working import read, size_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model


def test_files_are_indexed_saved_opened_and_added_to(tmp_path: Path) -> None:
    folder, store = tmp_path / "files", tmp_path / "store"
    folder.mkdir()
    (folder / "tide.txt").write_text("The tide at Selm turns twice a day.", encoding="utf-8")
    (folder / "oven.txt").write_text("The baker lights the oven at four in the morning.", encoding="utf-8")
    made = Whosays()
    made.index_files(folder, store)
    assert made.search("When is the oven lit?", 2)[0] == "oven"
    assert size_of(store) > 0
    opened = Whosays()
    opened.open(store)
    assert opened.search("How often does the tide turn?", 2)[0] == "tide"
    [new] = write_new_files(tmp_path / "new", 1)
    opened.add(new, store)
    assert opened.search(NEW_QUESTION.format(number=1), 3)[0] == "new-1"
    assert set(opened.search("How often does the tide turn?", 3)) == {"tide", "oven", "new-1"}


def test_given_vectors_are_what_is_searched(tmp_path: Path) -> None:
    from rag.embedding import load_embedder

    # The vectors are exchanged: by meaning, each text is found where the other should be.
    texts = ["Grain is stored in the tall silo.", "Her cello was made in Cremona."]
    vectors = load_embedder().embed_documents(texts)[::-1]
    peer = Whosays()
    peer.index_vectors(texts, np.ascontiguousarray(vectors), tmp_path)
    assert peer.search("musical instrument", 2) == ["0", "1"]


def test_a_whole_answer_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "oven.txt").write_text("The baker lights the oven at four in the morning.", encoding="utf-8")
    peer = WhosaysAnswer()
    peer.index_files(folder, tmp_path / "store")
    assert peer.search("When does the baker light the oven?", 10) == ["oven"]


def test_what_the_model_reads_is_counted_without_padding(tmp_path: Path) -> None:
    from rag.embedding import load_embedder

    texts = ["The tide at Selm turns twice a day.", "Oven."]
    folder = tmp_path / "files"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    counted = read({"peer": "whosays", "files": str(folder), "store": str(tmp_path / "store")})
    assert counted == {"tokens": [float(sum(load_embedder().count_tokens(texts)))], "files": [2.0]}
