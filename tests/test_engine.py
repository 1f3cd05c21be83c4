from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import rag.engine
import rag.indexing
from rag import Answer, DocumentInfo, Engine, QuestionError, build_index
from rag.answering import readings
from rag.errors import IndexCorrupt, IndexLocked, IndexMissing, IndexStale, ModelError, ReadError, SettingsError
from rag.store.index import Index
from tests.fakes import TEXTS, FakeEmbedder, FakeReader, Interrupted

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


def test_build_index_reports(faked: FakeEmbedder, settings: Settings) -> None:
    (settings.documents / "a.txt").write_text("Some text.")
    report = build_index(settings=settings)
    assert [(file.source, file.status) for file in report.files] == [("a.txt", "added")]
    assert build_index(settings=settings).embedded == 0
    assert len(faked.given) == 1


def test_paths_are_added_to_those_that_are_indexed(folder: Settings, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("More text.")
    build_index([more], folder)
    assert {file.source: file.status for file in build_index(settings=folder).files} == {
        "more.txt": "unchanged",
        "orchard.txt": "unchanged",
        "river.txt": "unchanged",
    }


def test_paths_are_forgotten(folder: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "hill.txt").write_text("The hill above the village is bare.", encoding="utf-8")
    build_index([other], folder)
    with pytest.raises(QuestionError, match=r"^never indexed: .*elsewhere; what is indexed: .*other$"):
        build_index(settings=folder, forget=[tmp_path / "elsewhere"])
    report = build_index(settings=folder, forget=[other])
    assert [(file.source, file.status) for file in report.files if file.status != "unchanged"] == [
        ("hill.txt", "removed")
    ]
    # Nothing is left after this, and the folder of the settings does not slip back in by itself.
    build_index(settings=folder, forget=[folder.documents])
    with Engine.open(settings=folder) as engine:
        assert engine.documents() == ()


def test_a_file_below_a_folder_is_left_out_until_it_is_named(folder: Settings) -> None:
    (folder.documents / "odd.xyz").write_text("Nobody reads this.", encoding="utf-8")
    orchard = folder.documents / "orchard.txt"
    assert build_index(settings=folder).count("problem") == 1
    report = build_index(settings=folder, forget=[orchard, folder.documents / "odd.xyz"])
    assert [(file.source, file.status) for file in report.files] == [
        ("orchard.txt", "removed"),
        ("river.txt", "unchanged"),
    ]
    # Neither another run, nor a new index after a change of settings, brings it back.
    assert build_index([folder.documents], folder).count("added") == 0
    rebuilt = build_index(settings=folder.model_copy(update={"chunk_tokens": 60}))
    assert [file.source for file in rebuilt.files] == ["river.txt"]
    assert build_index([orchard], folder).count("added") == 2
    with Engine.open(settings=folder) as engine:
        assert sources(engine) == ["orchard.txt", "river.txt"]


def test_a_path_that_is_not_there_changes_nothing(faked: FakeEmbedder, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"^there is no file or folder .*/no; check the spelling$"):
        build_index([tmp_path / "no"], settings)
    assert not settings.index.exists()


def test_only_one_may_build(folder: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.store.index import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(folder.index)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(IndexLocked):
            build_index(settings=folder)
        with Engine.open(settings=folder) as engine:  # readers go on
            assert found(engine, "apple trees")[0] == "orchard.txt"
        process.communicate()


def test_an_index_folder_that_is_a_file(faked: FakeEmbedder, settings: Settings) -> None:
    settings.index.write_text("")
    with pytest.raises(SettingsError, match=r"choose another with --index$"):
        build_index(settings=settings)


def test_other_settings_build_a_new_index(folder: Settings) -> None:
    other = folder.model_copy(update={"chunk_tokens": 16})
    report = build_index(settings=other)
    assert {file.source: (file.status, file.chunks) for file in report.files} == {
        "orchard.txt": ("added", 2),
        "river.txt": ("added", 2),
    }
    with Engine.open(settings=other) as engine:
        assert [document.chunks for document in engine.documents()] == [2, 2]
    assert len(list(folder.index.glob("catalogue-*.sqlite"))) == 1
    with pytest.raises(IndexStale):
        Engine.open(settings=folder)


def test_an_interrupted_rebuild_leaves_the_old_index_in_force(folder: Settings, faked: FakeEmbedder) -> None:
    files = sorted(path.name for path in folder.index.iterdir())
    other = folder.model_copy(update={"chunk_tokens": 16})
    faked.break_at = len(faked.given) + 2
    with pytest.raises(Interrupted):
        build_index(settings=other)
    faked.break_at = None
    with Engine.open(settings=folder) as engine:
        assert found(engine, "apple trees")[0] == "orchard.txt"
        assert sources(engine) == ["orchard.txt", "river.txt"]
    assert sorted(path.name for path in folder.index.iterdir()) == files
    assert build_index(settings=other).count("added") == 2


def test_an_interrupted_update_keeps_what_was_there(folder: Settings, faked: FakeEmbedder) -> None:
    (folder.documents / "more.txt").write_text("More text.")
    faked.break_at = len(faked.given) + 1
    with pytest.raises(Interrupted):
        build_index(settings=folder)
    faked.break_at = None
    with Engine.open(settings=folder) as engine:
        assert sources(engine) == ["orchard.txt", "river.txt"]
    assert build_index(settings=folder).embedded == 1


def test_a_damaged_index_is_built_anew_where_the_paths_are_given(folder: Settings) -> None:
    (path,) = folder.index.glob("catalogue-*.sqlite")
    path.write_bytes(b"rubbish" * 999)
    with pytest.raises(IndexCorrupt, match=r"build it anew with: whosays index PATH…$"):
        build_index(settings=folder)
    assert build_index([folder.documents], folder).count("added") == 2
    with Engine.open(settings=folder) as engine:
        assert found(engine, "apple trees")[0] == "orchard.txt"


def test_damage_that_shows_late_is_mended_too(folder: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that the error names must not run into the same damage again."""
    update = rag.indexing.update
    calls: list[Index] = []

    def damaged_at_first(index: Index, *arguments: object, **more: object) -> object:
        calls.append(index)
        if len(calls) == 1:
            raise IndexCorrupt("a page is damaged")
        return update(index, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(rag.engine, "update", damaged_at_first)
    assert build_index(settings=folder).count("added") == 2
    assert len(calls) == 2
    with Engine.open(settings=folder) as engine:
        assert sources(engine) == ["orchard.txt", "river.txt"]


def test_build_index_tells_progress(faked: FakeEmbedder, settings: Settings) -> None:
    (settings.documents / "a.txt").write_text("Some text.")
    told: list[tuple[str, int, int]] = []
    build_index(settings=settings, progress=lambda *step: told.append(step))
    assert told == [("reading", 0, 1), ("reading", 1, 1), ("embedding", 1, 1)]


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
