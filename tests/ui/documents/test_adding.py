from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.errors import QuestionError
from ui.documents.adding import adding_html, path_of

if TYPE_CHECKING:
    from pathlib import Path


def test_limits_are_told() -> None:
    html = adding_html(5 * 1024**2 // 2)
    assert 'data-most="2621440"' in html
    assert "Up to 100 at once, each up to 2.5 MB: csv, docx, " in html
    assert 'accept=".csv,.docx,' in html


def test_a_path_is_read_as_people_write_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "papers").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for text in (f" {tmp_path}/papers/ ", f'"{tmp_path}/papers"', "~/papers", "papers", "papers/../papers"):
        assert path_of(text) == tmp_path / "papers"


@pytest.mark.parametrize("text", ["/no/such", "~nobody-of-this-name/x", "a\x00b", "x" * 5000])
def test_no_such_path(text: str) -> None:
    with pytest.raises(QuestionError, match=r"^there is no file or folder "):
        path_of(text)


@pytest.mark.parametrize("text", ["", "  ", '""'])
def test_nothing_typed(text: str) -> None:
    with pytest.raises(QuestionError, match=r"^no path is given"):
        path_of(text)
