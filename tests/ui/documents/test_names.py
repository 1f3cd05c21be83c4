from __future__ import annotations

import pytest

from rag.errors import ReadError
from ui.documents.names import numbered, safe_name, same_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("notes.txt", "notes.txt"),
        ("Ünïcode – 報告 (عربي).PDF", "Ünïcode – 報告 (عربي).PDF"),
        ("u\u0308ber.md", "über.md"),  # composed
        ("../../etc/passwd.txt", "passwd.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("C:\\Users\\me\\..\\x.txt", "x.txt"),
        ("a/b\\c.txt", "c.txt"),
        ("be\x00ll\n\x7f.txt", "bell.txt"),
        ("evil\u202etxt.exe.txt", "eviltxt.exe.txt"),
        ("  spaces  .txt ", "spaces.txt"),
        ("dots.txt...", "dots.txt"),
        ("half\ud800.txt", "half?.txt"),
        ('<img src=x onerror="x">.txt', '<img src=x onerror="x">.txt'),
    ],
)
def test_names_are_kept_as_far_as_they_are_safe(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@pytest.mark.parametrize("sent", ["x" * 500 + ".txt", "報" * 300 + ".txt"])
def test_long_names_are_cut_and_keep_their_suffix(sent: str) -> None:
    name = safe_name(sent)
    assert name.endswith(".txt")
    assert name[0] == sent[0]
    assert 190 < len(name.encode()) <= 200


@pytest.mark.parametrize(
    "sent", [".hidden.txt", ".whosaysignore", "~$letter.docx", "draft.txt~", "a/.env.txt", "..txt"]
)
def test_hidden_names_are_refused(sent: str) -> None:
    with pytest.raises(ReadError, match="hidden file"):
        safe_name(sent)


@pytest.mark.parametrize("sent", ["", "/", "..", "\x00", " "])
def test_no_name(sent: str) -> None:
    with pytest.raises(ReadError, match="give it a name"):
        safe_name(sent)


@pytest.mark.parametrize("sent", ["picture.png", "noend", "x.txt.exe", "x.html\u202e.sh"])
def test_kinds_that_nobody_reads(sent: str) -> None:
    with pytest.raises(ReadError, match=r"no reader for .*save it in a format that can be read: \.csv, "):
        safe_name(sent)


def test_numbers_and_likeness() -> None:
    assert numbered("notes.v1.txt", 2) == "notes.v1 (2).txt"
    assert same_name("Über.TXT", "u\u0308ber.txt")
    assert not same_name("a.txt", "b.txt")
