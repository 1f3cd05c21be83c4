"""The list of what is indexed, next to what lies on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from rag.building import build_index
from rag.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings
    from tests.fakes import FakeEmbedder


@pytest.fixture
def docs(faked: FakeEmbedder, settings: Settings) -> Path:
    folder = settings.documents
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (folder / name).write_text(f"The mill of {name} stands by the water.", encoding="utf-8")
    (folder / "empty.txt").write_text("")
    (folder / "odd.xyz").write_text("Nobody reads this.")
    build_index(settings=settings)
    return folder


def states(settings: Settings) -> dict[str, str]:
    with Engine.open(settings=settings) as engine:
        return {file.source: file.state for file in engine.inventory().files}


def test_states(docs: Path, settings: Settings) -> None:
    before = dict.fromkeys(("a.txt", "b.txt", "c.txt", "d.txt"), "indexed")
    assert states(settings) == {**before, "empty.txt": "problem", "odd.xyz": "problem"}
    (docs / "b.txt").write_text("Another text.")
    (docs / "c.txt").unlink()
    os.utime(docs / "d.txt", ns=(1, 1))  # looks otherwise, and is the same
    (docs / "new.txt").write_text("Not yet.")
    now = {**before, "b.txt": "changed", "c.txt": "gone", "new.txt": "new"}
    assert states(settings) == {**now, "empty.txt": "problem", "odd.xyz": "problem"}


def test_what_is_told_of_each(docs: Path, settings: Settings) -> None:
    with Engine.open(settings=settings) as engine:
        stock = engine.inventory()
    assert stock.roots == (docs,)
    files = {file.source: file for file in stock.files}
    assert (files["a.txt"].passages, files["a.txt"].size, files["a.txt"].path) == (1, 38, docs / "a.txt")
    assert files["empty.txt"].path == docs / "empty.txt"
    assert files["empty.txt"].reason == "the file is empty: it holds no text"
    assert (files["odd.xyz"].path, files["odd.xyz"].size) == (docs / "odd.xyz", 18)
    assert "save it in a format that can be read" in files["odd.xyz"].mend


def test_what_was_left_out_is_told_apart(docs: Path, settings: Settings) -> None:
    build_index(settings=settings, forget=[docs / "a.txt"])
    with Engine.open(settings=settings) as engine:
        stock = engine.inventory()
    assert stock.left_out == (docs / "a.txt",)
    assert "a.txt" not in {file.source for file in stock.files}


def test_a_folder_that_is_gone(docs: Path, settings: Settings, tmp_path: Path) -> None:
    docs.rename(tmp_path / "elsewhere")
    assert {states(settings)[name] for name in ("a.txt", "d.txt")} == {"gone"}


def test_two_files_of_one_name_that_cannot_be_read(docs: Path, settings: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "odd.xyz").write_text("Nor this.")
    build_index([other], settings)
    with Engine.open(settings=settings) as engine:
        (odd,) = [file for file in engine.inventory().files if file.source == "odd.xyz"]
    assert odd.path is None


def test_texts_in_memory(faked: FakeEmbedder) -> None:
    with Engine.from_texts({"a.txt": "The mill stands by the water."}) as engine:
        stock = engine.inventory()
    assert [(file.source, file.state, file.path) for file in stock.files] == [("a.txt", "indexed", None)]
    assert stock.roots == ()
