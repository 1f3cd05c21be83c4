from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from rag.errors import ReadError
from tests.documents.making import headings, pages, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

CREATED = datetime.datetime(2026, 1, 26, 8, 0)  # noqa: DTZ001  (as the file has it)


def saved(workbook: Any) -> bytes:
    workbook.properties.created = CREATED
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_sheets(tmp_path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Towns"
    sheet.append(["People of the towns"])
    sheet.append([])
    sheet.append(["Town", "People", "Share", "Since", "Capital"])
    sheet.append(["Bern", 134000.0, 0.07, datetime.date(1191, 1, 1).isoformat(), True])
    sheet.append(["Chur", None, 0.125, datetime.datetime(2020, 5, 1, 12, 30), False])  # noqa: DTZ001
    sheet["C4"].number_format = "0%"
    workbook.create_sheet("Nothing")
    other = workbook.create_sheet("2025")
    other.append(["Item", "Cost"])
    other.append(["Light", 1.5])
    other.append(["Total", "=SUM(B2:B2)"])
    read = read_bytes(tmp_path, "a.xlsx", saved(workbook))
    first = (
        "Towns\n\nPeople of the towns\n"
        "Town: Bern; People: 134000; Share: 7%; Since: 1191-01-01; Capital: TRUE.\n"
        "Town: Chur; Share: 0.125; Since: 2020-05-01 12:30:00; Capital: FALSE."
    )
    third = "2025\n\nItem: Light; Cost: 1.5.\nItem: Total."
    assert read.text == f"{first}\n\n{third}"
    assert pages(read) == [(1, first), (2, ""), (3, third)]
    assert headings(read) == [(1, "Towns"), (1, "2025")]
    assert (read.title, read.date) == (None, None)


def test_title(tmp_path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    workbook.active.append(["Town", "People"])
    workbook.properties.title = "From metadata"
    assert read_bytes(tmp_path, "a.xlsx", saved(workbook)).title == "From metadata"


def test_empty(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.xlsx", saved(openpyxl.Workbook()))
    assert caught.value.reason == "the file is empty: it holds no text"


def test_cut_off(tmp_path: Path) -> None:
    whole = saved(openpyxl.Workbook())
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.xlsx", whole[: len(whole) // 2])
    assert caught.value.reason == "the file is damaged, cut off, or no Excel workbook at all"
