from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.store import lexical
from rag.store.catalogue import Catalogue
from tests.store.building import MANIFEST, put, remove

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORDS = ["cat", "cats", "dog", "running", "runs", "river", "foo_bar", "foo", "bar", "12", "mill", "été", "naïve", "of"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(file: Path) -> Iterator[Catalogue]:
    made = Catalogue(file, "c", MANIFEST)
    draw = random.Random(0)
    for number in range(20):
        passages = (" ".join(draw.choices(_WORDS, k=draw.choice([1, 4, 20, 300]))) for _ in range(6))
        put(made, f"{number}.txt", *passages, context=f"Title {number}")
    yield made
    made.close()


def as_fts5_ranks(file: Path, words: list[str], limit: int) -> list[tuple[int, float]]:
    connection = sqlite3.connect(file)
    match = " OR ".join(f'"{word}"' for word in words)
    found = connection.execute(
        "SELECT rowid, -bm25(words) AS score FROM words WHERE words MATCH ? ORDER BY score DESC, rowid LIMIT ?",
        (match, limit),
    ).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize(
    "words",
    [
        ["cat"],
        ["cat", "cats", "river"],  # two that share a stem count twice
        ["foo_bar", "title", "12"],  # a word that FTS5 takes for two, one after the other
        ["bar_foo_bar", "naive"],
        ["unknown"],
        ["_"],
        ["_", "ete", "unknown"],
        ["of"],  # in most passages: worth next to nothing, but found
        [],
    ],
)
@pytest.mark.parametrize("limit", [3, 1000])
def test_ranks_are_those_of_fts5(catalogue: Catalogue, file: Path, words: list[str], limit: int) -> None:
    expected = as_fts5_ranks(file, words, limit) if words else []
    assert catalogue.search_words(words, limit) == expected
    assert catalogue.search_words(words, limit) == expected  # as kept
    assert bool(expected) == (words not in (["unknown"], ["_"], []))


def test_what_is_kept_is_forgotten_when_something_changes(catalogue: Catalogue, file: Path) -> None:
    before = catalogue.search_words(["cat", "river"], 500)
    put(catalogue, "more.txt", "cat cat river", "nothing of it")
    remove(catalogue, "3.txt")
    after = catalogue.search_words(["cat", "river"], 500)
    assert after == as_fts5_ranks(file, ["cat", "river"], 500)
    assert after != before


def test_another_process_changes_it(catalogue: Catalogue, file: Path) -> None:
    assert catalogue.search_words(["zebra"], 5) == []
    other = Catalogue(file)
    put(other, "zebra.txt", "zebra")
    other.close()
    assert len(catalogue.search_words(["zebra"], 5)) == 1


def test_little_room(catalogue: Catalogue, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "_KEPT", 100)
    monkeypatch.setattr(lexical, "_KEPT_TOKENS", 2)
    for _ in range(2):
        for word in ("cat", "dog", "river", "mill", "running"):
            assert catalogue.search_words([word], 50) == as_fts5_ranks(file, [word], 50)


def test_only_some_passages(catalogue: Catalogue) -> None:
    found = catalogue.search_words(["cat", "dog"], 1000)
    half = np.array([id_ for id_, _ in found[::2]])
    assert catalogue.search_words(["cat", "dog"], 1000, half) == found[::2]
    assert catalogue.search_words(["cat", "dog"], 1000, np.array([], dtype=np.int64)) == []


def test_an_empty_catalogue() -> None:
    catalogue = Catalogue(None, "c", MANIFEST)
    assert catalogue.search_words(["cat"], 5) == []
    catalogue.close()


def test_a_folder_that_cannot_be_written_to(catalogue: Catalogue, file: Path) -> None:
    expected = catalogue.search_words(["cat"], 5)
    catalogue.close()
    for path in (file, file.parent):
        path.chmod(0o555)
    try:
        opened = Catalogue(file)
        assert opened.search_words(["cat"], 5) == expected
        opened.close()
    finally:
        file.parent.chmod(0o755)
        file.chmod(0o644)
