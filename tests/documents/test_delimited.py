from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.documents.making import read_bytes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b'Town,People\r\n"Bern, city",134000\r\nChur,39000\r\n'),
        ("a.csv", "Town;People\nBern, city;134000\nChur;39000\n".encode("utf-8-sig")),
        ("a.csv", b"Town|People\nBern, city|134000\nChur|39000\n"),
        ("a.TSV", b"Town\tPeople\nBern, city\t134000\nChur\t39000\n"),
        ("a.csv", "Town\tPeople\nBern, city\t134000\nChur\t39000\n".encode("utf-16")),
    ],
)
def test_rows_become_lines(tmp_path: Path, name: str, data: bytes) -> None:
    document = read_bytes(tmp_path, name, data)
    assert document.text == "Town: Bern, city; People: 134000.\nTown: Chur; People: 39000."
    assert (document.title, document.date, document.pages, document.headings) == (None, None, (), ())


def test_cell_of_several_lines_stays_on_one(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "a.csv", b'Town,Note\nBern,"first\nsecond ""quoted"""\n')
    assert document.text == 'Town: Bern; Note: first second "quoted".'


def test_single_column(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.csv", b"Bern\nChur\n").text == "Bern\nChur"
