"""Several engines, threads and processes over one index."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from rag import Engine, QuestionError, build_index
from rag.errors import IndexMissing, IndexStale
from rag.store.index import Index, writer_lock

if TYPE_CHECKING:
    from rag.settings import Settings
    from tests.fakes import FakeEmbedder


def found(engine: Engine, query: str) -> list[str]:
    return [hit.source for hit in engine.search(query)]


def sources(engine: Engine) -> list[str]:
    return [document.source for document in engine.documents()]


def test_a_reader_sees_what_another_adds_drops_and_changes(folder: Settings) -> None:
    with Engine.open(settings=folder) as reader:
        (folder.documents / "hill.txt").write_text("On the hill stands a lonely windmill.")
        (folder.documents / "orchard.txt").unlink()
        build_index(settings=folder)
        assert found(reader, "windmill hill")[0] == "hill.txt"
        assert "orchard.txt" not in found(reader, "apple trees")
        assert sources(reader) == ["hill.txt", "river.txt"]
        assert found_in(reader, "hill.txt") == ["hill.txt"]
        with pytest.raises(QuestionError):
            reader.search("apple", sources=["orchard.txt"])


def found_in(engine: Engine, source: str) -> list[str]:
    return [hit.source for hit in engine.search("windmill", sources=[source])]


def test_a_reader_sees_what_another_process_adds(folder: Settings) -> None:
    code = """
import sys
from pathlib import Path
import rag.building
from rag import Settings, build_index
from tests.fakes import FakeEmbedder
rag.building.load_embedder = lambda *_: FakeEmbedder()
build_index(settings=Settings(index=Path(sys.argv[1])))
"""
    with Engine.open(settings=folder) as reader:
        (folder.documents / "hill.txt").write_text("On the hill stands a lonely windmill.")
        subprocess.run([sys.executable, "-c", code, str(folder.index)], check=True)
        assert found(reader, "windmill hill")[0] == "hill.txt"


def test_a_reader_moves_to_a_rebuilt_index(folder: Settings) -> None:
    with Engine.open(settings=folder) as reader:
        (folder.documents / "hill.txt").write_text("On the hill stands a lonely windmill.")
        for path in folder.index.glob("catalogue-*"):
            path.unlink()
        build_index([folder.documents], folder)
        assert found_in(reader, "hill.txt") == ["hill.txt"]
        assert reader.document("hill.txt").text == "On the hill stands a lonely windmill."
        assert sources(reader) == ["hill.txt", "orchard.txt", "river.txt"]


def test_a_reader_tells_when_the_index_was_rebuilt_with_other_settings(folder: Settings) -> None:
    with Engine.open(settings=folder) as reader:
        build_index(settings=folder.model_copy(update={"chunk_tokens": 16}))
        with pytest.raises(IndexStale):
            reader.search("apple")


def test_a_reader_tells_when_the_index_is_gone(folder: Settings) -> None:
    with Engine.open(settings=folder) as reader:
        (folder.index / "CURRENT").unlink()
        with pytest.raises(IndexMissing):
            reader.search("apple")


def test_a_rebuild_does_not_disturb_a_search_in_hand(
    folder: Settings, faked: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thread is in the middle of a search when another finds a new index and turns to it."""
    with Engine.open(settings=folder) as engine:
        before = engine._view.index
        inside, go_on = threading.Event(), threading.Event()
        embed, results = faked.embed_query, []

        def slowly(text: str) -> object:
            if text == "apple trees":
                inside.set()
                assert go_on.wait(20)
            return embed(text)

        monkeypatch.setattr(faked, "embed_query", slowly)
        thread = threading.Thread(target=lambda: results.append(found(engine, "apple trees")))
        thread.start()
        assert inside.wait(20)
        with writer_lock(folder.index):
            fresh = Index.create(folder.index, dict(before.catalogue.manifest) | {"generation": "0"})
            fresh.put_in_force()
            fresh.close()
        assert found(engine, "river") == []
        assert engine._view.index is not before
        go_on.set()
        thread.join()
        assert results[0][0] == "orchard.txt"
        with pytest.raises(Exception, match="closed"):  # its last user has left
            before.catalogue.documents()


def test_many_threads_and_a_writer(folder: Settings) -> None:
    failures: list[BaseException] = []
    done = threading.Event()
    with Engine.open(settings=folder) as engine:

        def ask() -> None:
            try:
                while not done.is_set():
                    assert found(engine, "apple trees")[0] == "orchard.txt"
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(5):
            (folder.documents / f"{number % 2}.txt").write_text(f"Number {number} stands here.")
            build_index(settings=folder)
        done.set()
        for thread in threads:
            thread.join()
    assert failures == []
