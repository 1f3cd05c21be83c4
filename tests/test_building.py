"""Making an index on disk and bringing it up to date."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import rag.building
import rag.engine
import rag.indexing
from rag import Engine, QuestionError, build_index
from rag.errors import IndexCorrupt, IndexLocked, IndexStale, SettingsError
from tests.fakes import FakeEmbedder, Interrupted

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Settings
    from rag.store.index import Index


def found(engine: Engine, query: str) -> list[str]:
    return [hit.source for hit in engine.search(query)]


def sources(engine: Engine) -> list[str]:
    return [document.source for document in engine.documents()]


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

    monkeypatch.setattr(rag.building, "update", damaged_at_first)
    assert build_index(settings=folder).count("added") == 2
    assert len(calls) == 2
    with Engine.open(settings=folder) as engine:
        assert sources(engine) == ["orchard.txt", "river.txt"]


def test_build_index_tells_progress(faked: FakeEmbedder, settings: Settings) -> None:
    (settings.documents / "a.txt").write_text("Some text.")
    told: list[tuple[str, int, int]] = []
    build_index(settings=settings, progress=lambda *step: told.append(step))
    assert told == [("reading", 0, 1), ("reading", 1, 1), ("embedding", 1, 1)]
