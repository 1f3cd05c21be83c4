from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.documents.document import Document
from tests.benchmarks.peers.collection import (
    NEW_QUESTION,
    choose,
    made_texts,
    mean_vectors,
    write_files,
    write_new_files,
)

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = [Document(name, f"Text {name}.", sha256="") for name in "abcdef"]
QUERIES = [("one", ["e"]), ("two", ["a", "f"]), ("three", ["d"])]


def test_a_whole_collection_is_as_it_was() -> None:
    collection = choose(DOCUMENTS, QUERIES, None)
    assert collection == choose(DOCUMENTS, QUERIES, 6)
    assert [document.source for document in collection.documents] == list("abcdef")
    assert len(collection.queries) == 3


def test_a_part_keeps_what_answers_its_questions() -> None:
    # Half of four may be relevant: e, then not a and f together, but d.
    collection = choose(DOCUMENTS, QUERIES, 4)
    assert [document.source for document in collection.documents] == ["a", "b", "d", "e"]
    assert [text for text, _ in collection.queries] == ["one", "three"]


def test_files_bear_the_names_of_the_judgements(tmp_path: Path) -> None:
    write_files(DOCUMENTS[:2], tmp_path / "files")
    assert {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "files").iterdir()} == {
        "a.txt": "Text a.",
        "b.txt": "Text b.",
    }


def test_new_files_are_each_about_their_own_number(tmp_path: Path) -> None:
    files = write_new_files(tmp_path / "new", 2)
    assert [file.name for file in files] == ["new-1.txt", "new-2.txt"]
    assert "lock 2" in files[1].read_text(encoding="utf-8")
    assert "lock 2" in NEW_QUESTION.format(number=2)


def test_made_texts_fit_and_differ() -> None:
    sentences = [f"Sentence {number}." for number in range(20)]
    tokens = [10 + number for number in range(20)]
    texts, members = made_texts(sentences, tokens, 50, most=40)
    assert len(set(texts)) == 50
    for text, numbers in zip(texts, members, strict=True):
        assert text == " ".join(sentences[number] for number in numbers)
        assert 0 < sum(tokens[number] for number in numbers) <= 40
        assert len(set(numbers)) == len(numbers)
    assert made_texts(sentences, tokens, 50, most=40) == (texts, members)


@pytest.mark.parametrize(("tokens", "count"), [([5, 5], 9), ([50, 50], 1)])
def test_too_few_sentences_are_told(tokens: list[int], count: int) -> None:
    with pytest.raises(ValueError, match="too few"):
        made_texts(["One.", "Two."], tokens, count, most=10)


def test_a_text_points_where_its_sentences_point_together() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    made = mean_vectors(vectors, [[0], [0, 1]])
    assert made.dtype == np.float32
    np.testing.assert_allclose(made, [[1.0, 0.0], [0.5**0.5, 0.5**0.5]], rtol=1e-6)
