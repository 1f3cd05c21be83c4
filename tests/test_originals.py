from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

import pytest

from rag import Engine, QuestionError, ReadError, build_index
from rag.originals import Originals
from rag.store.catalogue import FileStamp
from tests.documents.making import column, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder

CONTENT = b"Four boats call each day."
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ferry.txt"
    made.write_bytes(CONTENT)
    return made


def stamp(path: Path) -> FileStamp:
    return FileStamp(str(path), len(CONTENT), 0)


def test_unchanged_whatever_its_time(path: Path) -> None:
    originals = Originals()
    assert originals.state(stamp(path), SHA256) == "unchanged"
    os.utime(path, (1, 1))
    assert originals.state(stamp(path), SHA256) == "unchanged"
    assert originals.read("ferry.txt", stamp(path), SHA256) == CONTENT


def test_changed_though_it_looks_the_same(path: Path) -> None:
    originals = Originals()
    assert originals.state(stamp(path), SHA256) == "unchanged"
    before = path.stat()
    path.write_bytes(CONTENT.replace(b"Four", b"Five"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert originals.state(stamp(path), SHA256) == "changed"
    with pytest.raises(ReadError, match=r"ferry\.txt: the file has changed since it was indexed"):
        originals.read("ferry.txt", stamp(path), SHA256)


def test_changed_in_size(path: Path) -> None:
    path.write_bytes(CONTENT + b"!")
    assert Originals().state(stamp(path), SHA256) == "changed"
    with pytest.raises(ReadError, match="has changed"):
        Originals().read("ferry.txt", stamp(path), SHA256)


def test_gone(path: Path) -> None:
    path.unlink()
    assert Originals().state(stamp(path), SHA256) == "gone"
    with pytest.raises(ReadError, match="unreadable"):
        Originals().read("ferry.txt", stamp(path), SHA256)


def test_in_memory() -> None:
    assert Originals().state(FileStamp(None, 3, 0), SHA256) == "unknown"
    with pytest.raises(ReadError, match="in memory"):
        Originals().read("a.txt", FileStamp(None, 3, 0), SHA256)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    assert Originals().state(stamp(path), SHA256) == "changed"
    with pytest.raises(ReadError, match="has changed"):
        Originals().read("ferry.txt", stamp(path), SHA256)


def test_digests_are_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    originals = Originals()
    digested: list[object] = []
    digest = hashlib.file_digest

    def counted(file: Any, name: str) -> object:
        digested.append(file)
        return digest(file, name)

    monkeypatch.setattr(hashlib, "file_digest", counted)
    for _ in range(3):
        assert originals.state(stamp(path), SHA256) == "unchanged"
    assert len(digested) == 1
    path.write_bytes(CONTENT.lower())
    assert originals.state(stamp(path), SHA256) == "changed"
    assert len(digested) == 2


# --- through an engine


def test_engine_tells_and_draws(tmp_path: Path, faked: FakeEmbedder, settings: Settings) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "ferry.pdf").write_bytes(pdf(column("Four boats call each day.")))
    (folder / "plain.txt").write_text("Three boats call each day.")
    build_index([folder], settings)
    with Engine.open(settings=settings) as engine:
        assert [engine.state_of(source) for source in ("ferry.pdf", "plain.txt")] == ["unchanged"] * 2
        page = engine.draw_page("ferry.pdf", 1, start=5, end=10)
        assert page.boxes is not None
        assert len(page.boxes) == 1
        with pytest.raises(ReadError, match="only pages of PDFs"):
            engine.draw_page("plain.txt", 1)
        (folder / "ferry.pdf").write_bytes(pdf(column("Five boats call each day.")))
        assert engine.state_of("ferry.pdf") == "changed"
        with pytest.raises(ReadError, match="has changed"):
            engine.draw_page("ferry.pdf", 1, start=5, end=10)
        (folder / "ferry.pdf").unlink()
        assert engine.state_of("ferry.pdf") == "gone"


@pytest.mark.parametrize("source", ["../../etc/passwd", "/etc/passwd", "ferry.pdf/../../x.pdf", ""])
def test_engine_knows_what_is_indexed_only(source: str, faked: FakeEmbedder, settings: Settings) -> None:
    with Engine.from_texts({"a.txt": "Four boats."}, settings) as engine:
        assert engine.state_of("a.txt") == "unknown"
        for call in (engine.state_of, lambda source: engine.draw_page(source, 1), engine.document):
            with pytest.raises(QuestionError, match="is not in the index"):
                call(source)
