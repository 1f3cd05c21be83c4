from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from rag.errors import ReadError
from ui.documents import uploads as module
from ui.documents.uploads import Taken, Uploads

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def indexed() -> list[str]:
    return ["mill.txt", "sub/weir.txt"]


@pytest.fixture
def uploads(tmp_path: Path, indexed: list[str]) -> Uploads:
    return Uploads(tmp_path / "uploads", 100, lambda: indexed)


def send(uploads: Uploads, name: str, content: bytes = b"Some text.", **how: str) -> str:
    token = uploads.begin(name, len(content), **how)  # type: ignore[arg-type]
    middle = len(content) // 2
    assert uploads.add(token, 0, content[:middle]) == middle
    assert uploads.add(token, middle, content[middle:]) == len(content)
    return uploads.end(token)


def files(uploads: Uploads) -> dict[str, bytes]:
    """Everything below the folder, hidden or not."""
    return {
        path.relative_to(uploads.folder).as_posix(): path.read_bytes()
        for path in uploads.folder.rglob("*")
        if path.is_file()
    }


def test_a_file_arrives_in_parts(uploads: Uploads) -> None:
    assert send(uploads, "dir/notes.txt", b"Some text.") == "notes.txt"
    assert files(uploads) == {"notes.txt": b"Some text."}
    assert uploads.holds(uploads.folder / "notes.txt")


def test_nothing_is_among_the_files_before_it_is_whole(uploads: Uploads) -> None:
    token = uploads.begin("notes.txt", 10)
    uploads.add(token, 0, b"Some")
    assert [path.name for path in uploads.folder.iterdir()] == [".arriving"]
    with pytest.raises(ReadError, match="it did not arrive whole; add it again"):
        uploads.end(token)
    assert files(uploads) == {}


@pytest.mark.parametrize(("offset", "part"), [(3, b"text"), (0, b""), (-1, b"x"), (0, b"x" * 11)])
def test_parts_that_do_not_fit(uploads: Uploads, offset: int, part: bytes) -> None:
    token = uploads.begin("notes.txt", 10)
    with pytest.raises(ReadError, match="did not arrive whole"):
        uploads.add(token, offset, part)
    with pytest.raises(ReadError, match="not on its way any more"):
        uploads.add(token, 0, b"x")
    assert files(uploads) == {}


@pytest.mark.parametrize("token", ["", "../../mill", "/etc/passwd", "x" * 32])
def test_a_token_is_no_path(uploads: Uploads, tmp_path: Path, token: str) -> None:
    (tmp_path / "mill").write_text("Not to be touched.")
    for call in (lambda: uploads.add(token, 0, b"x"), lambda: uploads.end(token)):
        with pytest.raises(ReadError, match="not on its way"):
            call()
    uploads.drop(token)
    assert (tmp_path / "mill").read_text() == "Not to be touched."


def test_sizes(uploads: Uploads) -> None:
    with pytest.raises(ReadError, match=r"too large .*; split it"):
        uploads.begin("notes.txt", 101)
    for size in (0, -1):
        with pytest.raises(ReadError, match="the file is empty"):
            uploads.begin("notes.txt", size)


def test_another_file_is_replaced_only_when_asked_to(uploads: Uploads) -> None:
    send(uploads, "notes.txt", b"The first.")
    with pytest.raises(Taken) as taken:
        uploads.begin("Notes.TXT", 5)
    assert (taken.value.name, taken.value.uploaded) == ("Notes.TXT", True)
    assert send(uploads, "notes.txt", b"The second.", how="both") == "notes (2).txt"
    assert send(uploads, "notes.txt", b"The third.", how="both") == "notes (3).txt"
    assert send(uploads, "Notes.txt", b"The fourth.", how="replace") == "notes.txt"
    assert files(uploads) == {
        "notes.txt": b"The fourth.",
        "notes (2).txt": b"The second.",
        "notes (3).txt": b"The third.",
    }


def test_a_file_of_a_folder_is_never_replaced(uploads: Uploads) -> None:
    for how in ("ask", "replace"):
        with pytest.raises(Taken) as taken:
            uploads.begin("mill.txt", 5, how)
        assert not taken.value.uploaded
    assert send(uploads, "mill.txt", how="both") == "mill (2).txt"


def test_a_name_that_is_taken_meanwhile(uploads: Uploads) -> None:
    token = uploads.begin("notes.txt", 4)
    uploads.add(token, 0, b"late")
    send(uploads, "notes.txt", b"The first.")
    with pytest.raises(Taken):
        uploads.end(token)
    assert files(uploads) == {"notes.txt": b"The first."}


def test_a_file_that_nobody_goes_on_sending(tmp_path: Path) -> None:
    now = 0.0
    uploads = Uploads(tmp_path / "uploads", 100, list, clock=lambda: now)
    token = uploads.begin("a.txt", 10)
    now = 601.0
    other = uploads.begin("b.txt", 10)
    assert list(files(uploads)) == [f".arriving/{other}"]
    with pytest.raises(ReadError, match="not on its way any more"):
        uploads.add(token, 0, b"x")


def test_what_an_earlier_program_left_is_swept_away(tmp_path: Path) -> None:
    arriving = tmp_path / "uploads/.arriving"
    arriving.mkdir(parents=True)
    for name, age in (("old", 1), ("new", None)):
        (arriving / name).write_bytes(b"x")
        if age is not None:
            os.utime(arriving / name, (age, age))
    assert list(files(Uploads(tmp_path / "uploads", 100, list))) == [".arriving/new"]


def test_numbers_of_files(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_AT_ONCE", 2)
    tokens = [uploads.begin(f"{n}.txt", 4) for n in range(2)]
    with pytest.raises(ReadError, match="too many files are on their way"):
        uploads.begin("3.txt", 4)
    uploads.drop(tokens[0])
    monkeypatch.setattr(module, "MOST_FILES", 1)
    send(uploads, "kept.txt")
    with pytest.raises(ReadError, match="1 files are kept already"):
        uploads.begin("4.txt", 4)


def test_a_full_disk(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SPARE_BYTES", 1 << 62)
    with pytest.raises(ReadError, match="nearly full; make room"):
        uploads.begin("a.txt", 4)


def test_only_uploaded_files_are_deleted(uploads: Uploads, tmp_path: Path) -> None:
    send(uploads, "notes.txt")
    outside = tmp_path / "outside.txt"
    outside.write_text("Not to be touched.")
    link = uploads.folder / "link.txt"
    link.symlink_to(outside)
    for path in (outside, link, uploads.folder / "../outside.txt", uploads.folder / "sub/x.txt"):
        assert not uploads.holds(path)
        with pytest.raises(ReadError, match="was not uploaded here"):
            uploads.delete(path)
    assert outside.read_text() == "Not to be touched."
    uploads.delete(uploads.folder / "notes.txt")
    assert not (uploads.folder / "notes.txt").exists()
    assert not uploads.holds(None)
