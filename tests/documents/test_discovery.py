from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.documents import Found, Problem, discover

if TYPE_CHECKING:
    import pytest

LOOP = "the link leads back into a folder that it stands in"


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Words of {name}.")
    return folder


def sources(*roots: Path) -> list[str]:
    return [found.source for found in discover(roots).files]


def problems(*roots: Path) -> list[tuple[str, str]]:
    return [(problem.source, problem.reason) for problem in discover(roots).problems]


def test_files_are_found_with_size_and_time(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "sub/deep/a.MD")
    os.utime(tmp_path / "b.txt", ns=(1, 1_700_000_000_123_456_789))
    found = discover([tmp_path]).files
    assert found[0] == Found(str(tmp_path / "b.txt"), "b.txt", 15, 1_700_000_000_123_456_789)
    assert [file.source for file in found] == ["b.txt", "sub/deep/a.MD"]
    assert discover([tmp_path]).problems == ()


def test_relative_roots_give_absolute_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "docs/a.txt")
    monkeypatch.chdir(tmp_path / "docs")
    assert discover([Path()]).files[0].path == tmp_path / "docs/a.txt"
    assert discover([Path("../docs")]).files[0].path == tmp_path / "docs/a.txt"


def test_hidden_files_and_droppings_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "~$c.docx", ".#d.txt", "e.txt~", "#f.txt#")
    assert sources(tmp_path) == ["a.txt"]
    assert problems(tmp_path) == []


def test_hidden_root_is_taken(tmp_path: Path) -> None:
    make(tmp_path, ".notes/a.txt", ".b.txt")
    assert sources(tmp_path / ".notes", tmp_path / ".b.txt") == [".b.txt", "a.txt"]


def test_unsupported_files_are_problems(tmp_path: Path) -> None:
    make(tmp_path, "a.odt", "Makefile")
    mend = (
        "save it in a format that can be read: "
        ".csv, .docx, .epub, .htm, .html, .md, .pdf, .pptx, .tsv, .txt, .xhtml, .xlsx"
    )
    assert discover([tmp_path]).problems == (
        Problem("Makefile", "no reader for files without a suffix", mend),
        Problem("a.odt", "no reader for .odt files", mend),
    )


def test_ignore_files_hold_below_their_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "draft/c.txt", "sub/a.txt", "sub/b.txt", "sub/x/d.txt", "sub/keep/e.txt")
    (tmp_path / ".whosaysignore").write_text("# drafts\n*.txt\n!a.txt\ndraft/\n!/sub/x/d.txt\n")
    (tmp_path / "sub/.whosaysignore").write_text("!b.txt\na.txt\n/keep\n")
    assert sources(tmp_path) == ["a.txt", "sub/b.txt", "sub/x/d.txt"]


def test_what_is_to_be_left_out_is_passed_over_unless_it_is_a_root(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "inner/c.txt", "inner/d.txt", "odd.xyz")
    left_out = [tmp_path / name for name in ("a.txt", "inner", "odd.xyz")]
    found = discover([tmp_path, tmp_path / "inner/d.txt", tmp_path / "a.txt"], leave_out=left_out)
    assert [file.source for file in found.files] == ["a.txt", "b.txt", "d.txt"]
    assert found.problems == ()


def test_missing_root(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    missing = tmp_path / "none"
    assert sources(missing, tmp_path) == ["a.txt"]
    assert problems(missing, tmp_path) == [(missing.as_posix(), "the file is unreadable (No such file or directory)")]


def test_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "shut/b.txt")
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert sources(tmp_path) == ["a.txt"]
    assert problems(tmp_path) == [("shut", "the file is unreadable (Permission denied)")]


def test_loops_are_one_problem_each_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "sub/b.txt", "z.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    assert sources(tmp_path) == ["a.txt", "sub/b.txt", "z.txt"]
    assert problems(tmp_path) == [
        ("gone.txt", "the file is unreadable (No such file or directory)"),
        ("self", "the file is unreadable (Too many levels of symbolic links)"),
        ("sub/up", LOOP),
    ]


def test_links_are_followed_and_each_real_file_is_taken_once(tmp_path: Path) -> None:
    make(tmp_path, "root/real/a.txt", "else/b.txt", "else/deep/c.txt")
    root = tmp_path / "root"
    (root / "alias").symlink_to(root / "real")
    (root / "a_copy.txt").symlink_to(root / "real/a.txt")
    (root / "out").symlink_to(tmp_path / "else")
    (tmp_path / "else/back").symlink_to(root)
    assert sources(root) == ["out/b.txt", "out/deep/c.txt", "real/a.txt"]
    assert problems(root) == [("out/back", LOOP)]


def test_roots_that_overlap(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "sub/b.txt")
    assert sources(tmp_path, tmp_path / "sub", tmp_path / "a.txt", tmp_path) == ["a.txt", "sub/b.txt"]
    assert sources(tmp_path / "sub", tmp_path) == ["a.txt", "b.txt"]


def test_equal_sources_get_the_names_of_folders_above(tmp_path: Path) -> None:
    make(tmp_path, "one/docs/a.txt", "two/docs/a.txt", "three/docs/a.txt", "three/docs/b.txt", "a.txt")
    roots = [tmp_path / name / "docs" for name in ("one", "two", "three")]
    found = sorted(discover([*roots, tmp_path / "a.txt"]).files, key=lambda file: file.path)
    assert [(file.source, file.path.relative_to(tmp_path).as_posix()) for file in found] == [
        (f"{tmp_path.name}/a.txt", "a.txt"),
        ("a.txt", "one/docs/a.txt"),
        ("three/docs/a.txt", "three/docs/a.txt"),
        ("b.txt", "three/docs/b.txt"),
        ("docs/a.txt", "two/docs/a.txt"),
    ]


def test_strange_names(tmp_path: Path) -> None:
    names = ["a b.txt", "line\nend.txt", "naïve ☃.txt", "'quote\".txt"]
    make(tmp_path, *names)
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/raw\xff.txt"))).write_text("Words.")
    assert sources(tmp_path) == sorted([*names, "raw\\xff.txt"])
