"""What an index is made from, as paths are added and taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.corpus import Corpus
from rag.errors import QuestionError


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "inner").mkdir(parents=True)
    for name in ("a.txt", "inner/b.txt"):
        (folder / name).write_text(name)
    return folder


def test_what_is_below_a_root_is_left_out(docs: Path) -> None:
    before = Corpus((docs,))
    after = before.changed(forget=[docs / "a.txt", docs / "inner"])
    assert after == Corpus((docs,), frozenset({docs / "a.txt", docs / "inner"}))
    assert after.changed([docs]) == after  # naming the folder again brings nothing back


def test_what_was_left_out_comes_back_to_its_place(docs: Path) -> None:
    left_out = Corpus((docs,), frozenset({docs / "a.txt", docs / "inner"}))
    assert left_out.changed([docs / "a.txt"]) == Corpus((docs,), frozenset({docs / "inner"}))
    # One below a folder that stays left out can only come back as a root.
    alone = left_out.changed([docs / "inner/b.txt"])
    assert alone.roots == (docs, docs / "inner/b.txt")
    assert alone.forgotten == left_out.forgotten


def test_a_root_goes_with_what_was_left_out_below_it(docs: Path) -> None:
    corpus = Corpus((docs,), frozenset({docs / "a.txt"}))
    assert corpus.changed(forget=[docs]) == Corpus()
    # A root below another root would stay in the index by that one.
    both = Corpus((docs, docs / "a.txt")).changed(forget=[docs / "a.txt"])
    assert both == Corpus((docs,), frozenset({docs / "a.txt"}))


def test_a_path_that_nobody_knows(docs: Path) -> None:
    for path in (docs.parent, docs / "no.txt"):
        with pytest.raises(QuestionError, match=r"^never indexed: .*; what is indexed: .*docs$"):
            Corpus((docs,)).changed(forget=[path])


def test_relative_paths(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(docs.parent)
    assert Corpus().changed([Path("docs")]) == Corpus((docs,))
    assert Corpus((docs,)).changed(forget=[Path("docs/a.txt")]).forgotten == {docs / "a.txt"}
