from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rag.engine
import rag.indexing
from rag import Answer, DocumentInfo, Engine, QuestionError, build_index
from rag.answering import readings
from rag.errors import IndexCorrupt, IndexMissing, IndexStale, ModelError, ReadError
from rag.store.index import Index
from tests.fakes import TEXTS, FakeEmbedder, FakeReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.settings import Settings


def found(engine: Engine, query: str) -> list[str]:
    return [hit.source for hit in engine.search(query)]


def sources(engine: Engine) -> list[str]:
    return [document.source for document in engine.documents()]


# --- in memory


@pytest.fixture
def engine(faked: FakeEmbedder, settings: Settings) -> Iterator[Engine]:
    with Engine.from_texts(TEXTS, settings) as made:
        yield made


def test_from_texts(engine: Engine, settings: Settings) -> None:
    assert engine.documents() == (
        DocumentInfo("orchard.txt", None, None, len(TEXTS["orchard.txt"]), 1),
        DocumentInfo("river.txt", None, None, len(TEXTS["river.txt"]), 1),
    )
    assert engine.document("river.txt").text == TEXTS["river.txt"]
    assert engine.settings is settings
    hit = engine.search("apple trees of the orchard", k=1)[0]
    assert (hit.source, hit.text) == ("orchard.txt", TEXTS["orchard.txt"])
    assert hit.matched_terms == ("apple", "trees", "orchard")
    assert engine.search("apple", sources=["river.txt"])[0].source == "river.txt"


def test_from_texts_takes_no_empty_text(faked: FakeEmbedder, settings: Settings) -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: "):
        Engine.from_texts({"a.txt": " \n"}, settings)


def test_no_texts_at_all(faked: FakeEmbedder, settings: Settings) -> None:
    with Engine.from_texts({}, settings) as engine:
        assert engine.documents() == ()
        assert engine.search("anything") == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda engine: engine.search(""), "the question is empty; ask something"),
        (lambda engine: engine.answer(" \n"), "the question is empty; ask something"),
        (lambda engine: engine.search("x" * 2001), "the question has 2001 characters; at most 2000 can be asked"),
        (lambda engine: engine.answer("half \ud83d"), "the question holds half a character"),
        (lambda engine: engine.search("x", k=0), "k is 0; ask for at least 1 passage"),
        (lambda engine: engine.search("x", sources=[]), "no source is chosen; choose at least one"),
        (
            lambda engine: engine.answer("x", sources=["river.txt", "no.txt"]),
            "not in the index: no.txt; the index holds: orchard.txt, river.txt",
        ),
        (lambda engine: next(engine.stream("")), "the question is empty"),
        (lambda engine: engine.document("no.txt"), "no.txt is not in the index; whosays index brings it up to date"),
    ],
)
def test_what_cannot_be_asked(engine: Engine, call: Callable[[Engine], object], message: str) -> None:
    with pytest.raises(QuestionError) as caught:
        call(engine)
    assert str(caught.value)[: len(message)] == message


def test_a_long_list_of_sources_is_cut(faked: FakeEmbedder, settings: Settings) -> None:
    texts = {f"{number:02}.txt": f"Text {number}." for number in range(13)}
    with Engine.from_texts(texts, settings) as engine, pytest.raises(QuestionError, match=r"09\.txt and 3 more$"):
        engine.search("x", sources=["no.txt"])


# --- the reader


def over(reader: FakeReader | None, embedder: FakeEmbedder, settings: Settings) -> Engine:
    return Engine(Index.in_memory(rag.indexing.manifest_of(settings, embedder)), embedder, settings, reader)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No parser; what it is given is listed."""
    given: list[str] = []
    monkeypatch.setattr(rag.engine, "parse", given.append)
    return given


def test_warming_up_runs_the_parser_and_both_models(
    faked: FakeEmbedder, settings: Settings, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    embed = faked.embed_query

    def note(text: str) -> object:
        embedded.append(text)
        return embed(text)

    monkeypatch.setattr(faked, "embed_query", note)
    reader = FakeReader()
    with over(reader, faked, settings) as engine:
        assert (parsed, embedded, reader.given) == ([], [], [])
        engine.warm_up()
    assert (len(parsed), len(embedded), len(reader.given)) == (1, 1, 1)
    question, passages = reader.given[0]
    assert question.strip()
    assert [bool(passage.strip()) for passage in passages] == [True]


def test_left_out_the_reader_is_the_packaged_one_and_loaded_by_warming_up(
    faked: FakeEmbedder, settings: Settings, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> FakeReader:
        raise ModelError("the weights are damaged")

    monkeypatch.setattr(rag.engine, "PackagedReader", readings.PackagedReader)
    monkeypatch.setattr(readings, "load_reader", load)
    with over(None, faked, settings) as engine:
        assert engine.search("anything") == []
        with pytest.raises(ModelError, match=r"^the weights are damaged$"):
            engine.warm_up()


def test_a_rebuilt_index_is_read_by_the_same_reader(folder: Settings, faked: FakeEmbedder) -> None:
    reader = FakeReader()
    with Engine(Index.open(folder.index, rag.indexing.manifest_of(folder, faked)), faked, folder, reader) as engine:
        before = engine._view.answerer
        for path in folder.index.glob("catalogue-*"):
            path.unlink()
        build_index([folder.documents], folder)
        assert sources(engine) == ["orchard.txt", "river.txt"]
        assert engine._view.answerer is not before
        assert engine._view.answerer._reader is reader


# --- on disk


def test_open(folder: Settings) -> None:
    with Engine.open(settings=folder) as engine:
        assert sources(engine) == ["orchard.txt", "river.txt"]
        assert found(engine, "apple trees")[0] == "orchard.txt"
    with Engine.open(str(folder.index), folder.model_copy(update={"index": folder.documents})) as engine:
        assert engine.settings.index == folder.index


def test_open_asks_for_an_index_before_a_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.engine, "load_embedder", lambda *_: pytest.fail("a model was loaded"))
    with pytest.raises(IndexMissing, match="whosays index --index"):
        Engine.open(settings=settings)


def test_open_with_other_settings(folder: Settings) -> None:
    with pytest.raises(IndexStale) as caught:
        Engine.open(settings=folder.model_copy(update={"chunk_tokens": 99}))
    assert (caught.value.expected, caught.value.found) == ("chunk_tokens=99", "chunk_tokens=180")
    assert caught.value.command == f"whosays index --index {folder.index}"


def test_open_a_damaged_index(folder: Settings) -> None:
    (path,) = folder.index.glob("catalogue-*.sqlite")
    path.write_bytes(b"rubbish" * 999)
    with pytest.raises(IndexCorrupt, match="whosays index PATH…"):
        Engine.open(settings=folder)


# --- the function `answer`


def test_answer_builds_the_index_if_it_is_missing(
    faked: FakeEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("Some text.")
    asked: list[tuple[object, ...]] = []

    def note(engine: Engine, question: str, **others: object) -> Answer:
        asked.append((sources(engine), question, others))
        return Answer(question=question, searched_for=question, text="", refused=True)

    monkeypatch.setattr(Engine, "answer", note)
    rag.engine._default_engine.cache_clear()
    try:
        assert rag.answer("What?", sources=["a.txt"]).refused
        rag.answer("And then?")
        rag.engine._default_engine(tmp_path / "index").close()
    finally:
        rag.engine._default_engine.cache_clear()
    assert asked == [
        (["a.txt"], "What?", {"history": None, "sources": ["a.txt"]}),
        (["a.txt"], "And then?", {"history": None, "sources": None}),
    ]
    assert (tmp_path / "index/CURRENT").is_file()
