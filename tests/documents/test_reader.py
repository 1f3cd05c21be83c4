from __future__ import annotations

import datetime
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rag.documents
from rag.documents import SUPPORTED_SUFFIXES, Limits, from_text, read
from rag.errors import ReadError, UnsupportedFormat
from tests.documents.making import read_bytes

TEXT = "A Budget for All\n\nJan 26, 2026, 3:14 PM\n\nThe council’s budget – all of it – is here.\n"


def reason(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(path, source=path.name, limits=limits or Limits())
    assert caught.value.source == path.name
    return caught.value.reason


def test_plain_text_is_kept_as_it_is(tmp_path: Path) -> None:
    data = TEXT.replace("\n", "\r\n").encode()
    document = read_bytes(tmp_path, "a.txt", data)
    assert document.text == TEXT
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.source, document.title, document.date) == ("a.txt", "A Budget for All", datetime.date(2026, 1, 26))
    assert (document.pages, document.headings) == ((), ())


def test_from_text_is_as_if_read_from_a_file(tmp_path: Path) -> None:
    assert from_text("a.txt", TEXT) == read_bytes(tmp_path, "a.txt", TEXT.encode())
    assert from_text("b.txt", "\ufeffone\r\ntwo").text == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" \n\t", "the file is empty: it holds no text"),
        ("half \ud800", "the file is binary, or text in an unknown encoding"),
    ],
)
def test_from_text_refuses(text: str, expected: str) -> None:
    with pytest.raises(ReadError) as caught:
        from_text("a.txt", text)
    assert caught.value.reason == expected


@pytest.mark.parametrize("suffix", sorted(SUPPORTED_SUFFIXES))
@pytest.mark.parametrize("data", [b"", b" \r\n\t "])
def test_empty(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert reason(path) == "the file is empty: it holds no text"


@pytest.mark.parametrize("suffix", sorted(SUPPORTED_SUFFIXES))
def test_no_content_makes_a_reader_raise_anything_else(tmp_path: Path, suffix: str) -> None:
    for number, data in enumerate((b"PK\x03\x04", b"%PDF-1.7\n%%EOF", bytes(range(256)) * 9, b"\xff\xfe\0")):
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(data)
        assert reason(path).startswith("the file is ")


def test_suffixes() -> None:
    assert sorted(SUPPORTED_SUFFIXES) == [
        ".csv", ".docx", ".epub", ".htm", ".html", ".md", ".pdf", ".pptx", ".tsv", ".txt", ".xhtml", ".xlsx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.odt", "no reader for .odt files"), ("README", "no reader for files without a suffix")],
)
def test_unsupported(tmp_path: Path, name: str, expected: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read_bytes(tmp_path, name, b"words")
    assert caught.value.reason == expected
    assert caught.value.mend == (
        "save it in a format that can be read: "
        ".csv, .docx, .epub, .htm, .html, .md, .pdf, .pptx, .tsv, .txt, .xhtml, .xlsx"
    )


def test_suffix_in_capitals_and_source_of_another_name(tmp_path: Path) -> None:
    path = tmp_path / "A.TSV"
    path.write_text("a,b\tc\n1\t2\n3\t4\n")
    document = read(path, source="renamed", limits=Limits())
    assert (document.source, document.text) == ("renamed", "a,b: 1; c: 2.\na,b: 3; c: 4.")


def test_too_large_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (2 << 20))
    assert reason(path, Limits(max_file_bytes=1 << 20)) == "the file is too large (2.0 MiB; the limit is 1.0 MiB)"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv"])
def test_too_many_characters(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("word, " * 100)
    assert reason(path, Limits(max_characters=99)) == (
        "the file is too large: it holds more than 99 characters of text"
    )


def test_file_that_is_not_there(tmp_path: Path) -> None:
    assert reason(tmp_path / "a.txt") == "the file is unreadable (No such file or directory)"


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("words")
    monkeypatch.setattr(Path, "open", refuse)
    assert reason(path) == "the file is unreadable (Permission denied)"


def test_pipe_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert reason(path) == "this is no ordinary file"


def test_public_names_are_sorted_and_exist() -> None:
    names = rag.documents.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert [name for name in names if not hasattr(rag.documents, name)] == []


def test_import_is_light() -> None:
    heavy = ["charset_normalizer", "dateparser", "docx", "lxml", "openpyxl", "pathspec", "pptx", "pypdfium2"]
    code = f"import sys, rag.documents; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
