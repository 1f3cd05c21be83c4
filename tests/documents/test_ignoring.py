from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.documents.ignoring import IgnoreRules, is_dropping

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "expected"),
    [(".git", True), ("~$a.docx", True), ("a.txt~", True), ("#a#", True), ("a.txt", False), ("a~b.txt", False)],
)
def test_is_dropping(name: str, expected: bool) -> None:
    assert is_dropping(name) is expected


def test_folder_without_an_ignore_file_has_the_rules_of_the_one_above(tmp_path: Path) -> None:
    rules = IgnoreRules()
    assert rules.within(tmp_path) is rules
    assert rules.ignores(tmp_path / "a.txt", folder=False) is False


def test_patterns_for_folders_leave_files_alone(tmp_path: Path) -> None:
    (tmp_path / ".whosaysignore").write_bytes(b"\xef\xbb\xbfbuild/\r\n")
    rules = IgnoreRules().within(tmp_path)
    assert rules.ignores(tmp_path / "build", folder=True) is True
    assert rules.ignores(tmp_path / "build", folder=False) is False
