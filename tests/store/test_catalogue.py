from __future__ import annotations

import datetime
import sqlite3
import threading
from contextlib import closing, suppress
from math import log
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.documents.document import Document, Heading, Page
from rag.errors import IndexCorrupt
from rag.store.catalogue import SCHEMA_VERSION, Catalogue, FileStamp, StoredChunk, StoredDocument, digest_of
from rag.text.chunks import Chunk
from tests.fakes import FakeEmbedder
from tests.store.building import MANIFEST, put, remove

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    with closing(Catalogue(None, "id", MANIFEST)) as made:
        yield made


DOCUMENT = Document(
    source="a/b.pdf",
    text="Tïtle\n\nFirst 😀.\nSecond.",
    sha256="ab" * 32,
    title="Tïtle",
    date=datetime.date(2024, 2, 29),
    pages=(Page(1, 0, 16), Page(2, 16, 23)),
    headings=(Heading(0, 5, 1),),
)
CHUNKS = [Chunk(0, 15, DOCUMENT.text[0:15], ""), Chunk(16, 23, "Second.", "Tïtle")]
STAMP = FileStamp("/d/a/b.pdf", 30, 123_456_789_012_345_678)


def put_document(catalogue: Catalogue) -> None:
    texts = [chunk.embedded for chunk in CHUNKS]
    with catalogue.transaction():
        catalogue.put(DOCUMENT, CHUNKS, STAMP)
        catalogue.put_vectors([digest_of(text) for text in texts], FakeEmbedder().embed_documents(texts))


def test_a_document_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    put_document(catalogue)
    assert catalogue.document("a/b.pdf") == DOCUMENT
    assert catalogue.documents() == [
        StoredDocument(1, "a/b.pdf", "ab" * 32, "Tïtle", datetime.date(2024, 2, 29), 23, 2, STAMP)
    ]
    assert catalogue.chunks([2, 1, 99]) == {
        1: StoredChunk(1, "a/b.pdf", 0, 15, "Tïtle\n\nFirst 😀."),
        2: StoredChunk(2, "a/b.pdf", 16, 23, "Second."),
    }
    assert catalogue.chunks([]) == {}
    assert catalogue.document("b.pdf") is None


def test_a_document_without_title_date_or_pages(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "One.")
    document = catalogue.document("a.txt")
    assert document is not None
    assert (document.title, document.date, document.pages, document.headings) == (None, None, (), ())


def test_put_takes_the_place_of_the_same_source(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "Old words.", "More.")
    put(catalogue, "b.txt", "Other.")
    put(catalogue, "a.txt", "New words.")
    assert [(d.source, d.chunks) for d in catalogue.documents()] == [("a.txt", 1), ("b.txt", 1)]
    assert catalogue.chunk_ids().tolist() == [3, 4]  # ids are never used twice
    assert catalogue.search_words(["old"], 10) == []
    assert [id_ for id_, _ in catalogue.search_words(["new"], 10)] == [4]


def test_ids_are_not_used_again_after_everything_is_gone(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "One.", "Two.")
    remove(catalogue, "a.txt", "unknown.txt")
    assert (catalogue.documents(), catalogue.chunk_ids().tolist(), catalogue.chunk_count()) == ([], [], 0)
    assert catalogue.search_words(["one"], 10) == []
    assert catalogue.frequency("one") == 0
    put(catalogue, "a.txt", "One.")
    assert catalogue.chunk_ids().tolist() == [3]


def test_restamp_and_rename_touch_nothing_else(catalogue: Catalogue) -> None:
    put_document(catalogue)
    stamp = FileStamp("/d/c.pdf", 31, 5)
    with catalogue.transaction():
        catalogue.restamp("a/b.pdf", stamp, rename_to="c.pdf")
    assert [(d.id, d.source, d.stamp) for d in catalogue.documents()] == [(1, "c.pdf", stamp)]
    assert catalogue.document("a/b.pdf") is None
    assert catalogue.chunk_ids_of(["c.pdf"]).tolist() == [1, 2]
    assert catalogue.chunks([1])[1].source == "c.pdf"
    with catalogue.transaction():
        catalogue.restamp("c.pdf", STAMP)
    assert [(d.source, d.stamp) for d in catalogue.documents()] == [("c.pdf", STAMP)]


def test_vectors_come_back_in_the_order_asked_for(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "red", "green", "red")
    expected = FakeEmbedder().embed_documents(["red", "red", "green"])
    assert np.array_equal(catalogue.vectors([3, 1, 2]), expected)
    assert catalogue.vectors([]).shape == (0, 64)
    assert catalogue.known_digests([digest_of("red"), digest_of("blue")]) == {digest_of("red")}


def test_more_than_sqlite_takes_parameters(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", *(f"w{number}" for number in range(1200)))
    many = list(range(1, 300_000))
    assert len(catalogue.chunks(many)) == 1200
    assert catalogue.vectors(list(range(1, 1201))).shape == (1200, 64)
    assert len(catalogue.known_digests([digest_of(f"w{number}") for number in range(2000)])) == 1200
    sources = [f"{number}.txt" for number in many] + ["a.txt"]
    assert len(catalogue.chunk_ids_of(sources)) == 1200
    assert len(catalogue.search_words(["w7"], 10, catalogue.chunk_ids_of(sources))) == 1


def test_vectors_that_no_passage_uses_are_dropped(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "red", "green")
    put(catalogue, "b.txt", "red")
    digests = [digest_of("red"), digest_of("green")]
    remove(catalogue, "a.txt")
    assert catalogue.known_digests(digests) == {digest_of("red")}
    assert catalogue.check() == []


def test_a_passage_without_a_vector_is_damage(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.put(DOCUMENT, CHUNKS, STAMP)
    with pytest.raises(IndexCorrupt, match="a passage has no vector"):
        catalogue.vectors([1])
    assert catalogue.check() == ["2 passages have no vector"]


# --- words


def bm25(frequency: int, length: int, mean: float, documents: int, with_word: int) -> float:
    """One word's BM25, as FTS5 documents it (https://www.sqlite.org/fts5.html#the_bm25_function)."""
    rarity = log((documents - with_word + 0.5) / (with_word + 0.5))
    return rarity * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / mean))


def test_bm25_is_exact_and_in_order(catalogue: Catalogue) -> None:
    passages = ["cat", "dog bird", "cat dog fish", "mouse", "cow horse", "pig", "hen duck"]
    put(catalogue, "a.txt", *passages)
    mean = sum(len(passage.split()) for passage in passages) / 7
    cat = [(1, bm25(1, 1, mean, 7, 2)), (3, bm25(1, 3, mean, 7, 2))]
    found = catalogue.search_words(["cat"], 10)
    assert [id_ for id_, _ in found] == [1, 3]
    assert [score for _, score in found] == pytest.approx([score for _, score in cat], rel=1e-9)
    both = catalogue.search_words(["cat", "dog"], 10)
    assert [id_ for id_, _ in both] == [3, 1, 2]
    assert both[0][1] == pytest.approx(2 * bm25(1, 3, mean, 7, 2), rel=1e-9)
    assert catalogue.search_words(["cat", "dog"], 1) == both[:1]


def test_ties_go_by_id(catalogue: Catalogue) -> None:
    put(catalogue, "b.txt", *["same words"] * 5, "other", "more", "rest", "of it")
    put(catalogue, "a.txt", "same words")
    found = catalogue.search_words(["same"], 10)
    assert [id_ for id_, _ in found] == [1, 2, 3, 4, 5, 10]
    assert len({score for _, score in found}) == 1
    assert [id_ for id_, _ in catalogue.search_words(["same"], 3)] == [1, 2, 3]


def test_only_some_sources(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "cat one", "dog")
    put(catalogue, "b'\".txt", "cat two")
    put(catalogue, "c.txt", "cat three")
    assert [
        id_ for id_, _ in catalogue.search_words(["cat"], 10, catalogue.chunk_ids_of(["b'\".txt", "c.txt", "no.txt"]))
    ] == [3, 4]
    assert catalogue.search_words(["cat"], 10, catalogue.chunk_ids_of([])) == []
    assert catalogue.chunk_ids_of(["c.txt", "a.txt"]).tolist() == [1, 2, 4]
    assert catalogue.chunk_ids_of([]).tolist() == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Releasing them", "released"),
        ("Rodríguez", "rodriguez"),
        ("Straße", "strasse"),
        ("the ﬁne print", "fine"),
        ("𝐁𝐨𝐥𝐝 type", "bold"),
        ("ΟΔΟΣ", "οδοσ"),
        ("Ⅷ", "viii"),
    ],
)
def test_words_are_found_folded_and_stemmed(catalogue: Catalogue, text: str, word: str) -> None:
    put(catalogue, "a.txt", text)
    assert [id_ for id_, _ in catalogue.search_words([word], 10)] == [1]
    assert catalogue.frequency(word) == 1


def test_context_is_searched_too(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "It turns.", context="Windmills")
    assert [id_ for id_, _ in catalogue.search_words(["windmill"], 10)] == [1]
    remove(catalogue, "a.txt")
    assert catalogue.frequency("windmill") == 0


def test_frequency_takes_any_word(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "cats and cat", "a cat", "dog AND near")
    assert [catalogue.frequency(word) for word in ("cat", "dog", "and", "near", "", '"', 'c"at', "*", "no")] == [
        2, 1, 2, 1, 0, 0, 0, 0, 0,
    ]  # fmt: skip


# --- transactions


def test_generation_grows_with_every_change(catalogue: Catalogue) -> None:
    before = catalogue.generation
    put(catalogue, "a.txt", "One.")
    put(catalogue, "b.txt", "Two.")
    assert catalogue.generation == before + 2
    catalogue.documents()
    assert catalogue.generation == before + 2


def test_a_broken_transaction_leaves_nothing(catalogue: Catalogue) -> None:
    put(catalogue, "a.txt", "One.", "Two.")
    generation = catalogue.generation

    def state() -> object:
        return (
            catalogue.documents(),
            catalogue.chunk_ids().tolist(),
            catalogue.search_words(["one", "red"], 10),
            catalogue.known_digests([digest_of("red"), digest_of("One.")]),
            catalogue.roots(),
            catalogue.problems(),
        )

    before = state()
    with suppress(ZeroDivisionError), catalogue.transaction():
        catalogue.put(DOCUMENT, CHUNKS, STAMP)
        catalogue.remove(["a.txt"])
        catalogue.put_vectors([digest_of("red")], FakeEmbedder().embed_documents(["red"]))
        catalogue.drop_unused_vectors()
        catalogue.set_roots(["/x"])
        catalogue.set_problems([("p", "r", "m")])
        raise ZeroDivisionError
    assert state() == before
    assert catalogue.generation == generation
    put(catalogue, "b.txt", "One.")
    assert catalogue.check() == []


def test_roots_and_problems_are_replaced(catalogue: Catalogue) -> None:
    assert (catalogue.roots(), catalogue.problems()) == ([], [])
    with catalogue.transaction():
        catalogue.set_roots(["/b", "/a", "/b"])
        catalogue.set_problems([("z", "r1", "m1"), ("y", "r2", "m2")])
    assert catalogue.roots() == ["/a", "/b"]
    assert catalogue.problems() == [("y", "r2", "m2"), ("z", "r1", "m1")]
    with catalogue.transaction():
        catalogue.set_roots(["/c"])
        catalogue.set_problems([])
    assert (catalogue.roots(), catalogue.problems()) == (["/c"], [])


def test_a_snapshot_does_not_see_what_another_connection_writes(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with closing(Catalogue(path, "id", MANIFEST)) as writer, closing(Catalogue(path)) as reader:
        put(writer, "a.txt", "One.")
        with reader.snapshot():
            generation = reader.generation
            put(writer, "a.txt", "Two.")
            remove(writer, "a.txt")
            assert reader.generation == generation
            assert reader.chunk_ids().tolist() == [1]
            assert reader.vectors([1]).shape == (1, 64)
        assert reader.generation == generation + 2
        assert reader.chunk_ids().tolist() == []


def test_threads_share_one_catalogue(catalogue: Catalogue) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                put(catalogue, f"{number}.txt", f"word{number} turn{turn}")
                catalogue.search_words([f"word{number}"], 5)
                catalogue.documents()
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert catalogue.generation == 81  # eighty changes, and the making of the catalogue itself
    assert catalogue.chunk_count() == 4


# --- files


def test_the_manifest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    Catalogue(path, "the-id", MANIFEST).close()
    with closing(Catalogue(path)) as opened:
        expected = {"id": "the-id", "schema": SCHEMA_VERSION, "generation": "1", **MANIFEST}
        assert dict(opened.manifest) == expected
        assert opened.generation == 1


@pytest.mark.parametrize("content", [b"", b"rubbish" * 400, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_catalogue(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexCorrupt, match=r"is damaged .*; build it anew with: whosays index PATH…$"):
        Catalogue(path)


def test_another_database_is_no_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(IndexCorrupt, match="no such table: manifest"):
        Catalogue(path)


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with closing(Catalogue(path, "id", MANIFEST)) as made:
        put(made, "a.txt", *(f"some words number {number} " * 20 for number in range(300)))
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : 2 * len(content) // 3] = b"\xa5" * (2 * len(content) // 3 - len(content) // 3)
    path.write_bytes(content)
    with closing(Catalogue(path)) as damaged:
        assert damaged.check() != []
        with pytest.raises(IndexCorrupt):
            damaged.vectors(list(range(1, 301)))
