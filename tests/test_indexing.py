from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from rag.documents import from_text
from rag.indexing import FileReport, IndexReport, add_documents, manifest_of, update
from rag.store.index import Index
from tests.fakes import FakeEmbedder, Interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.settings import Settings

ORCHARD = "The orchard has forty apple trees. They were planted by the miller in spring."
RIVER = "The river floods in March. Nobody has built on its banks since the mill fell."

# Each is a passage of its own where a passage may have 16 tokens.
SENTENCES = (
    "The orchard on the western hill has forty old apple trees.",
    "They were planted by the miller in the spring of that year.",
    "The river below the orchard floods nearly every year in March.",
    "Nobody has built on its banks since the mill fell into it.",
)


@pytest.fixture
def index(settings: Settings, embedder: FakeEmbedder) -> Iterator[Index]:
    made = Index.in_memory(manifest_of(settings, embedder))
    yield made
    made.close()


@pytest.fixture
def run(index: Index, settings: Settings, embedder: FakeEmbedder) -> Runner:
    return Runner(index, settings, embedder)


class Runner:
    """Runs an update; ``given`` holds what the last one gave to the model."""

    def __init__(self, index: Index, settings: Settings, embedder: FakeEmbedder) -> None:
        self.index, self.settings, self.embedder = index, settings, embedder
        self.given: list[str] = []

    def __call__(self, *roots: Path) -> IndexReport:
        before = len(self.embedder.given)
        report = update(self.index, roots or (self.settings.documents,), self.settings, self.embedder)
        self.given = self.embedder.given[before:]
        assert report.embedded == len(self.given)
        assert self.index.catalogue.check() == []
        assert sorted(self.index.vectors.ids().tolist()) == self.index.catalogue.chunk_ids().tolist()
        return report

    @property
    def held(self) -> list[str]:
        return [document.source for document in self.index.catalogue.documents()]


def statuses(report: IndexReport) -> dict[str, str]:
    return {file.source: file.status for file in report.files}


def write(settings: Settings, name: str, text: str) -> Path:
    path = settings.documents / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def later(path: Path) -> None:
    """Move the time of change on, as saving a file does."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def test_the_first_run_takes_everything_in(run: Runner, settings: Settings) -> None:
    write(settings, "b/river.txt", RIVER)
    write(settings, "orchard.txt", ORCHARD)
    report = run()
    assert report.files == (FileReport("b/river.txt", "added", 1), FileReport("orchard.txt", "added", 1))
    assert (report.embedded, report.count("added"), report.count("problem")) == (2, 2, 0)
    assert sorted(run.given) == [ORCHARD, RIVER]
    assert run.index.catalogue.roots() == [str(settings.documents)]


def test_a_second_run_does_nothing(run: Runner, settings: Settings) -> None:
    write(settings, "orchard.txt", ORCHARD)
    run()
    generation = run.index.catalogue.generation
    assert run() == IndexReport((FileReport("orchard.txt", "unchanged", 1),), 0)
    assert run.index.catalogue.generation == generation


def test_a_touched_file_is_not_embedded_again(run: Runner, settings: Settings) -> None:
    path = write(settings, "orchard.txt", ORCHARD)
    run()
    ids = run.index.catalogue.chunk_ids().tolist()
    later(path)
    assert run() == IndexReport((FileReport("orchard.txt", "unchanged", 1),), 0)
    assert run.index.catalogue.chunk_ids().tolist() == ids
    assert run.index.catalogue.documents()[0].stamp.mtime_ns == path.stat().st_mtime_ns
    generation = run.index.catalogue.generation
    run()  # the new stamp was noted
    assert run.index.catalogue.generation == generation


def test_a_changed_file_costs_its_changed_passages(run: Runner, settings: Settings) -> None:
    run.settings = settings.model_copy(update={"chunk_tokens": 16})
    path = write(settings, "a.txt", " ".join(SENTENCES))
    assert run().embedded == 4
    path.write_text(" ".join(SENTENCES).replace("March", "April"))
    later(path)
    assert run() == IndexReport((FileReport("a.txt", "changed", 4),), 1)
    assert run.given == [SENTENCES[2].replace("March", "April")]
    assert run.index.catalogue.frequency("march") == 0
    assert run.index.catalogue.frequency("april") == 1


def test_a_shortened_file_leaves_no_vectors_behind(run: Runner, settings: Settings) -> None:
    run.settings = settings.model_copy(update={"chunk_tokens": 16})
    path = write(settings, "a.txt", " ".join(SENTENCES))
    run()
    path.write_text(" ".join(SENTENCES[:2]))
    later(path)
    assert run() == IndexReport((FileReport("a.txt", "changed", 2),), 0)
    assert run.index.catalogue._rows("SELECT count(*) FROM vectors") == [(2,)]


def test_a_renamed_file_costs_nothing(run: Runner, settings: Settings) -> None:
    path = write(settings, "old.txt", ORCHARD)
    run()
    ids = run.index.catalogue.chunk_ids().tolist()
    (settings.documents / "new").mkdir()
    path.rename(settings.documents / "new/name.txt")
    assert run() == IndexReport((FileReport("new/name.txt", "renamed", 1, was="old.txt"),), 0)
    assert run.held == ["new/name.txt"]
    assert run.index.catalogue.chunk_ids().tolist() == ids
    assert run() == IndexReport((FileReport("new/name.txt", "unchanged", 1),), 0)


def test_two_files_that_swap_names(run: Runner, settings: Settings) -> None:
    first, second = write(settings, "a.txt", ORCHARD), write(settings, "b.txt", RIVER)
    run()
    first.write_text(RIVER)
    second.write_text(ORCHARD)
    later(first)
    later(second)
    assert statuses(run()) == {"a.txt": "changed", "b.txt": "changed"}
    assert run.given == []
    documents = [run.index.catalogue.document(source) for source in ("a.txt", "b.txt")]
    assert [document.text.strip() for document in documents if document] == [RIVER, ORCHARD]


def test_a_renamed_file_whose_name_is_taken_over(run: Runner, settings: Settings) -> None:
    path = write(settings, "a.txt", ORCHARD)
    run()
    path.rename(settings.documents / "b.txt")
    write(settings, "a.txt", RIVER)
    assert statuses(run()) == {"a.txt": "changed", "b.txt": "added"}
    assert run.given == [RIVER]
    assert run.held == ["a.txt", "b.txt"]


def test_another_suffix_is_another_document(run: Runner, settings: Settings) -> None:
    path = write(settings, "a.txt", "# Orchard\n\nForty trees.")
    run()
    path.rename(settings.documents / "a.md")
    assert statuses(run()) == {"a.md": "added", "a.txt": "removed"}
    document = run.index.catalogue.document("a.md")
    assert document is not None
    assert document.title == "Orchard"


def test_a_copy_of_a_file_that_is_gone_is_renamed_once(run: Runner, settings: Settings) -> None:
    path = write(settings, "a.txt", ORCHARD)
    run()
    path.unlink()
    write(settings, "b.txt", ORCHARD)
    write(settings, "c.txt", ORCHARD)
    assert statuses(run()) == {"b.txt": "renamed", "c.txt": "added"}
    assert run.given == []


def test_files_that_are_gone_are_dropped(run: Runner, settings: Settings) -> None:
    path = write(settings, "a.txt", ORCHARD)
    write(settings, "b.txt", RIVER)
    run()
    path.unlink()
    assert run().files == (FileReport("a.txt", "removed"), FileReport("b.txt", "unchanged", 1))
    assert run.held == ["b.txt"]
    assert run.index.catalogue._rows("SELECT count(*) FROM vectors") == [(1,)]
    assert statuses(run()) == {"b.txt": "unchanged"}


def test_equal_texts_are_embedded_once(run: Runner, settings: Settings) -> None:
    for name in ("a.txt", "b.txt", "c/a.txt"):
        write(settings, name, ORCHARD)
    assert run().embedded == 1
    assert run.given == [ORCHARD]
    assert run.index.catalogue.chunk_count() == 3
    write(settings, "d.txt", ORCHARD)
    assert run().embedded == 0


def test_bad_files_are_reported_and_stop_nobody(run: Runner, settings: Settings) -> None:
    write(settings, "empty.txt", "")
    write(settings, "blank.txt", " \n\t\n")
    (settings.documents / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (settings.documents / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (settings.documents / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    write(settings, "good.txt", ORCHARD)
    report = run()
    assert statuses(report) == {
        "binary.txt": "problem",
        "blank.txt": "problem",
        "broken.pdf": "problem",
        "empty.txt": "problem",
        "good.txt": "added",
        "picture.png": "problem",
    }
    assert [file for file in report.files if file.status == "problem" and not (file.reason and file.mend)] == []
    noted = [(file.source, file.reason, file.mend) for file in report.files if file.status == "problem"]
    assert run.index.catalogue.problems() == noted
    assert run.held == ["good.txt"]
    # They are reported until they are mended, and tried again every time.
    assert run().count("problem") == 5
    write(settings, "empty.txt", RIVER)
    assert statuses(run())["empty.txt"] == "added"
    assert [source for source, _, _ in run.index.catalogue.problems()] == [
        "binary.txt",
        "blank.txt",
        "broken.pdf",
        "picture.png",
    ]


def test_a_file_that_turns_bad_leaves_the_index(run: Runner, settings: Settings) -> None:
    path = write(settings, "a.txt", ORCHARD)
    write(settings, "b.txt", RIVER)
    run()
    path.write_text("")
    later(path)
    assert statuses(run()) == {"a.txt": "problem", "b.txt": "unchanged"}
    assert run.held == ["b.txt"]
    path.write_text(ORCHARD)
    later(path)
    assert statuses(run()) == {"a.txt": "added", "b.txt": "unchanged"}


def test_a_file_that_becomes_something_else_is_reported_once(run: Runner, settings: Settings) -> None:
    path = write(settings, "a.txt", ORCHARD)
    run()
    path.unlink()
    os.mkfifo(path)
    report = run()
    assert [(file.source, file.status) for file in report.files] == [("a.txt", "problem")]
    assert run.held == []


def test_an_oversized_file_is_not_read(run: Runner, settings: Settings) -> None:
    run.settings = settings.model_copy(update={"max_file_mb": 0.0001})
    write(settings, "a.txt", ORCHARD * 10)
    (file,) = run().files
    assert (file.source, file.status) == ("a.txt", "problem")


def test_two_folders_with_equal_names(run: Runner, settings: Settings, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, text in ((one, ORCHARD), (other, RIVER)):
        folder.mkdir()
        (folder / "notes.txt").write_text(text)
    assert statuses(run(one, other)) == {"notes.txt": "added", "other/notes.txt": "added"}
    assert statuses(run(one, other)) == {"notes.txt": "unchanged", "other/notes.txt": "unchanged"}
    assert run.index.catalogue.roots() == [str(one), str(other)]


def test_a_root_that_is_gone_takes_its_files_along(run: Runner, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "single.txt"
    path.write_text(ORCHARD)
    write(settings, "b.txt", RIVER)
    run(settings.documents, path)
    path.unlink()
    assert statuses(run(settings.documents, path)) == {
        "b.txt": "unchanged",
        "single.txt": "removed",
        path.as_posix(): "problem",
    }


def test_no_files(run: Runner) -> None:
    assert run() == IndexReport((), 0)


def test_what_is_done_before_a_break_is_kept(run: Runner, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.indexing._BATCH_CHUNKS", 2)
    for number in range(6):
        write(settings, f"{number}.txt", f"Text number {number} speaks of orchards.")
    run.embedder.break_at = 4
    with pytest.raises(Interrupted):
        run()
    assert run.held == ["0.txt", "1.txt"]
    assert run.index.catalogue.check() == []
    run.embedder.break_at = None
    assert run().embedded == 4
    assert run.held == [f"{number}.txt" for number in range(6)]


def test_progress(index: Index, settings: Settings) -> None:
    embedder = FakeEmbedder(batch=2)
    for number in range(3):
        write(settings, f"{number}.txt", f"Text number {number} speaks of orchards.")
    told: list[tuple[str, int, int]] = []
    update(index, [settings.documents], settings, embedder, lambda *step: told.append(step))
    assert told == [
        ("reading", 0, 3),
        ("reading", 1, 3),
        ("reading", 2, 3),
        ("reading", 3, 3),
        ("embedding", 2, 3),
        ("embedding", 3, 3),
    ]


def test_add_documents(index: Index, settings: Settings, embedder: FakeEmbedder) -> None:
    documents = [from_text("a.txt", ORCHARD), from_text("b.txt", ORCHARD), from_text("a.txt", RIVER)]
    assert add_documents(index, documents, settings, embedder) == 2
    assert {d.source: d.chunks for d in index.catalogue.documents()} == {"a.txt": 1, "b.txt": 1}
    document = index.catalogue.document("a.txt")
    assert document is not None
    assert document.text == RIVER
    assert index.catalogue.documents()[0].stamp.path is None
    assert sorted(index.vectors.ids().tolist()) == index.catalogue.chunk_ids().tolist()
    assert add_documents(index, [], settings, embedder) == 0


def test_the_manifest_names_what_changes_vectors_or_passages(settings: Settings, embedder: FakeEmbedder) -> None:
    assert manifest_of(settings, embedder) == {
        "embedder": settings.embedder,
        "dimensions": "64",
        "chunk_tokens": "180",
    }
