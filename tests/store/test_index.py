from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from rag.errors import IndexCorrupt, IndexLocked, IndexMissing, IndexStale, SettingsError
from rag.store.catalogue import SCHEMA_VERSION, Catalogue
from rag.store.index import Index, index_command, writer_lock
from tests.fakes import FakeEmbedder
from tests.store.building import MANIFEST, put, remove, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of three passages, closed."""
    folder = tmp_path / "index"
    index = Index.create(folder, MANIFEST)
    put(index.catalogue, "a.txt", "red apple", "green pear")
    put(index.catalogue, "b.txt", "blue plum")
    index.put_in_force()
    index.close()
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[Index]:
    index = Index.open(folder, MANIFEST)
    try:
        yield index
    finally:
        index.close()


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def search(index: Index, text: str) -> list[tuple[int, float]]:
    found = index.vectors.search(FakeEmbedder().embed_query(text), 10)
    return [(id_, round(score, 6)) for id_, score in found]


def test_in_memory() -> None:
    index = Index.in_memory(MANIFEST)
    assert search(index, "red") == []
    put(index.catalogue, "a.txt", "red apple")
    assert index.refresh() is True
    assert index.refresh() is False
    assert search(index, "red apple") == [(1, 1.0)]
    assert index.is_in_force
    index.put_in_force()
    index.abandon()


def test_what_was_put_in_force_is_there_again(folder: Path) -> None:
    with opened(folder) as index:
        assert search(index, "green pear")[0] == (2, 1.0)
        assert [document.source for document in index.catalogue.documents()] == ["a.txt", "b.txt"]
        assert index.is_in_force
    assert sorted(path.suffix for path in folder.iterdir()) == ["", ".faiss", ".json", ".sqlite"]


def test_there_is_no_index(tmp_path: Path) -> None:
    folder = tmp_path / "no index"
    message = f"^there is no index in {folder}; run: whosays index --index '{folder}'$"
    for call in (lambda: Index.open(folder, MANIFEST), lambda: Index.find(folder)):
        with pytest.raises(IndexMissing, match=message):
            call()
    assert Index.roots_of(folder) == ([], [])
    assert not folder.exists()
    folder.write_text("a file")
    with pytest.raises(IndexMissing, match=message):
        Index.find(folder)


def test_an_index_whose_catalogue_is_gone_is_missing(folder: Path) -> None:
    only(folder, "catalogue-*.sqlite").unlink()
    with pytest.raises(IndexMissing):
        Index.open(folder, MANIFEST)


def test_an_empty_pointer_is_no_index(folder: Path) -> None:
    (folder / "CURRENT").write_text("\n")
    with pytest.raises(IndexMissing):
        Index.find(folder)


def test_stale_tells_what_differs_and_the_mend(folder: Path) -> None:
    with pytest.raises(IndexStale) as caught:
        Index.open(folder, {**MANIFEST, "embedder": "other", "chunk_tokens": "99"})
    error = caught.value
    assert error.expected == "embedder=other, chunk_tokens=99"
    assert error.found == "embedder=fake, chunk_tokens=180"
    assert error.command == f"whosays index --index {folder}"
    assert str(error) == (
        "the index was built with embedder=fake, chunk_tokens=180, but the settings ask for embedder=other, "
        f"chunk_tokens=99; run: whosays index --index {folder}"
    )


def test_another_schema_is_stale(folder: Path) -> None:
    catalogue = Catalogue(only(folder, "catalogue-*.sqlite"))
    with catalogue.transaction():
        catalogue._connection.execute("UPDATE manifest SET value = '0' WHERE key = 'schema'")
    catalogue.close()
    with pytest.raises(IndexStale) as caught:
        Index.open(folder, MANIFEST)
    assert (caught.value.expected, caught.value.found) == (f"schema={SCHEMA_VERSION}", "schema=0")


def test_a_setting_that_an_index_knows_nothing_of_is_stale(folder: Path) -> None:
    with pytest.raises(IndexStale) as caught:
        Index.open(folder, {**MANIFEST, "colour": "red"})
    assert caught.value.found == "colour=nothing"


@pytest.mark.parametrize("content", [b"", b"rubbish" * 999])
def test_a_damaged_catalogue_is_corrupt(folder: Path, content: bytes) -> None:
    only(folder, "catalogue-*.sqlite").write_bytes(content)
    with pytest.raises(IndexCorrupt, match=r"whosays index PATH…$"):
        Index.open(folder, MANIFEST)
    with pytest.raises(IndexCorrupt):
        Index.roots_of(folder)


# --- crashes: whatever the vector file is like, the index opens right and searches as a fresh one


def _nothing(folder: Path) -> None:
    pass


def _vectors_gone(folder: Path) -> None:
    only(folder, "vectors-*.faiss").unlink()


def _vectors_cut(folder: Path) -> None:
    path = only(folder, "vectors-*.faiss")
    path.write_bytes(path.read_bytes()[:-7])


def _vectors_flipped(folder: Path) -> None:
    path = only(folder, "vectors-*.faiss")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def _stamp_gone(folder: Path) -> None:
    only(folder, "vectors-*.json").unlink()


def _stamp_cut(folder: Path) -> None:
    only(folder, "vectors-*.json").write_text('{"generation": ')


def _stamp_odd(folder: Path) -> None:
    only(folder, "vectors-*.json").write_text("[1]")


def _stamp_from_the_future(folder: Path) -> None:
    path = only(folder, "vectors-*.json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "generation": 10**6}))


def _leftovers(folder: Path) -> None:
    for name in ("CURRENT.new", "vectors-0123.faiss.new", "vectors-0123.faiss", "catalogue-0123.sqlite"):
        (folder / name).write_bytes(b"half a file")


def _changed_without_save(folder: Path) -> None:
    """A writer that was killed between the catalogue's commit and the vector file."""
    with opened(folder) as index:
        put(index.catalogue, "a.txt", "yellow lemon", "red apple")
        remove(index.catalogue, "b.txt")
        put(index.catalogue, "c.txt", "grey stone")


CRASHES: list[Callable[[Path], None]] = [
    _nothing,
    _vectors_gone,
    _vectors_cut,
    _vectors_flipped,
    _stamp_gone,
    _stamp_cut,
    _stamp_odd,
    _stamp_from_the_future,
    _leftovers,
]


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("change", [_nothing, _changed_without_save])
def test_after_a_crash(folder: Path, change: Callable[[Path], None], crash: Callable[[Path], None]) -> None:
    change(folder)
    crash(folder)
    with opened(folder) as index:
        ids = index.catalogue.chunk_ids().tolist()
        expected = dict(zip(ids, index.catalogue.vectors(ids).tolist(), strict=True))
        assert ids == ([1, 2, 3] if change is _nothing else [4, 5, 6])
        assert state(index) == expected
        index.put_in_force()  # as the next writer does
    with opened(folder) as index:
        assert state(index) == expected
    assert sorted(path.suffix for path in folder.iterdir() if path.name != "CURRENT.new") == [
        "",
        ".faiss",
        ".json",
        ".sqlite",
    ]
    stamp = json.loads(only(folder, "vectors-*.json").read_text())
    with opened(folder) as index:
        assert stamp["generation"] == index.catalogue.generation


def test_a_catalogue_put_back_does_not_meet_later_vectors(folder: Path, tmp_path: Path) -> None:
    """The ids that a backup's catalogue gives next were given to other passages already."""
    path = only(folder, "catalogue-*.sqlite")
    shutil.copy(path, tmp_path / "backup")
    with opened(folder) as index:
        put(index.catalogue, "c.txt", "grey stone")
        index.save()
    shutil.copy(tmp_path / "backup", path)
    with opened(folder) as index:
        put(index.catalogue, "d.txt", "white snow")
        index.refresh()
        assert search(index, "white snow")[0] == (4, 1.0)


def test_an_index_that_was_not_put_in_force_is_not_there(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    other = Index.create(folder, {**MANIFEST, "chunk_tokens": "99"})
    put(other.catalogue, "z.txt", "zebra")
    other.save()
    assert not other.is_in_force
    with opened(folder) as index:
        assert search(index, "red apple")[0][0] == 1
    other.abandon()
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_new_index_takes_the_place_of_the_old_one(folder: Path) -> None:
    reader = Index.open(folder, MANIFEST)
    other = Index.create(folder, MANIFEST)
    put(other.catalogue, "z.txt", "zebra")
    other.put_in_force()
    assert (other.is_in_force, reader.is_in_force) == (True, False)
    # A reader that has the old one open goes on with it.
    assert search(reader, "red apple")[0] == (1, 1.0)
    assert reader.catalogue.document("a.txt") is not None
    reader.close()
    other.abandon()  # which deletes nothing of an index in force
    with opened(folder) as index:
        assert [document.source for document in index.catalogue.documents()] == ["z.txt"]
    assert len(list(folder.glob("catalogue-*.sqlite"))) == 1


def test_saving_twice_writes_once(folder: Path) -> None:
    path = only(folder, "vectors-*.faiss")
    os.utime(path, (0, 0))
    with opened(folder) as index:
        index.save()
    assert path.stat().st_mtime == 0


def test_a_vector_file_that_is_a_little_behind_is_topped_up(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = Index.create(folder, MANIFEST)
    put(index.catalogue, "many.txt", *(f"number {number}" for number in range(96)))
    put(index.catalogue, "a.txt", "red apple")
    index.put_in_force()
    index.close()
    path = only(folder, "vectors-*.faiss")
    before = path.read_bytes()
    # Four passages added and one removed are one in twenty: the file stays. The next two are too many.
    for text, stays in [("grey stone", True), ("blue plum", True), ("green pear", False)]:
        writer = Index.open(folder, MANIFEST, vectors=False)
        put(writer.catalogue, f"{text}.txt", text, f"{text} again")
        if text == "grey stone":
            remove(writer.catalogue, "a.txt")
        writer.put_in_force()
        assert (path.read_bytes() == before) is stays
        writer.close()
        with opened(folder) as index:
            ids = index.catalogue.chunk_ids().tolist()
            assert state(index) == dict(zip(ids, index.catalogue.vectors(ids).tolist(), strict=True))
            assert search(index, text)[0][1] == 1.0


# --- several at once


def test_a_reader_sees_what_a_writer_adds(folder: Path) -> None:
    with opened(folder) as reader, opened(folder) as writer:
        put(writer.catalogue, "c.txt", "grey stone")
        remove(writer.catalogue, "a.txt")
        writer.save()
        assert search(reader, "red apple")[0][0] == 1  # until it looks
        assert reader.refresh() is True
        assert sorted(state(reader)) == [3, 4]
        assert search(reader, "grey stone")[0] == (4, 1.0)


def test_a_writer_that_drops_passages_meanwhile_is_no_damage(folder: Path) -> None:
    """Between the ids and their vectors, a writer may drop what the ids name: both are read in one snapshot."""
    with opened(folder) as reader, opened(folder) as writer:
        put(writer.catalogue, "c.txt", "grey stone")
        reading = reader.catalogue.vectors

        def interrupted(ids: list[int]) -> NDArray[np.float32]:
            remove(writer.catalogue, "c.txt")
            return reading(ids)

        reader.catalogue.vectors = interrupted  # type: ignore[assignment, method-assign]
        reader.refresh()
        assert sorted(state(reader)) == [1, 2, 3, 4]
        del reader.catalogue.vectors
        reader.refresh()
        assert sorted(state(reader)) == [1, 2, 3]


def test_refreshing_leaves_a_search_in_hand_alone(folder: Path) -> None:
    with opened(folder) as index:
        vectors = index.vectors
        put(index.catalogue, "c.txt", "grey stone")
        index.refresh()
        assert (len(vectors), len(index.vectors)) == (3, 4)


def test_threads_refresh_at_once(folder: Path) -> None:
    failures: list[BaseException] = []
    with opened(folder) as reader, opened(folder) as writer:
        done = threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    reader.refresh()
                    assert search(reader, "blue plum")[0][0] == 3
            except BaseException as error:  # noqa: BLE001
                failures.append(error)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(30):
            put(writer.catalogue, f"x{number % 3}.txt", f"number {number}")
        done.set()
        for thread in threads:
            thread.join()
        assert failures == []
        reader.refresh()
        writer.refresh()
        assert state(reader) == state(writer)


def test_only_one_may_write(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    holder = (
        "import sys; from pathlib import Path; from rag.store.index import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        message = f"^another process is writing to the index in {folder}; wait for it to finish, then try again$"
        with pytest.raises(IndexLocked, match=message), writer_lock(folder):
            pytest.fail("the lock was given twice")
        process.kill()  # a writer that is killed holds nothing
        process.wait(timeout=20)
    with writer_lock(folder):
        pass
    with writer_lock(folder):
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    blocking = tmp_path / "file"
    blocking.write_text("")
    for folder in (blocking, blocking / "below"):
        with (
            pytest.raises(SettingsError, match=f"^the index folder {folder} cannot be written to"),
            writer_lock(folder),
        ):
            pytest.fail("the lock was given")


def test_the_command_can_be_pasted(tmp_path: Path) -> None:
    from pathlib import PurePosixPath

    assert index_command(PurePosixPath("index")) == "whosays index --index index"  # type: ignore[arg-type]
    assert index_command(PurePosixPath("my index")) == "whosays index --index 'my index'"  # type: ignore[arg-type]
