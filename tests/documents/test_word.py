from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml

from rag.errors import ReadError
from tests.documents.making import archive, headings, members, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def append(document: Any, xml: str) -> None:
    document.element.body.insert(-1, parse_xml(xml))


def test_headings_lists_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("A Budget for All", 0)
    document.add_paragraph("The council met.")
    document.add_heading("What it holds", 1)
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    document.add_heading("Towns", 2)
    document.add_paragraph("")
    table = document.add_table(rows=3, cols=2)
    for row, words in zip(table.rows, (("Town", "People"), ("Bern", "134,000"), ("Chur", "39,000")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("After\tthe table,\nnext line.")
    read = read_bytes(tmp_path, "a.docx", saved(document))
    assert read.text == (
        "A Budget for All\n\nThe council met.\n\nWhat it holds\n\nOne\nTwo\n\nTowns\n\n"
        "Town: Bern; People: 134,000.\nTown: Chur; People: 39,000.\n\nAfter\tthe table,\nnext line."
    )
    assert headings(read) == [(1, "A Budget for All"), (1, "What it holds"), (2, "Towns")]
    assert (read.title, read.date, read.pages) == ("A Budget for All", None, ())


def test_what_python_docx_leaves_out_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    append(
        document,
        f"<w:p {W}><w:r><w:t xml:space='preserve'>Kept </w:t></w:r>"
        "<w:ins w:id='1' w:author='a'><w:r><w:t xml:space='preserve'>inserted </w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    )
    append(document, f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Block control</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    read = read_bytes(tmp_path, "a.docx", saved(document))
    assert read.text == "Kept inserted control\n\nIn a box\n\nBlock control"


def test_footnotes_follow_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Words.")
    parts = members(saved(document))
    rels, types = parts["word/_rels/document.xml.rels"], parts["[Content_Types].xml"]
    assert isinstance(rels, bytes)
    assert isinstance(types, bytes)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts["word/_rels/document.xml.rels"] = rels.replace(
        b"</Relationships>", f'<Relationship Id="rIdX" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    )
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts["[Content_Types].xml"] = types.replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{content_type}"/></Types>'.encode()
    )
    parts["word/footnotes.xml"] = (
        f"<w:footnotes {W}><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>See the minutes.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    assert read_bytes(tmp_path, "a.docx", archive(parts)).text == "Words.\n\n1. See the minutes."


def test_merged_cells_are_repeated(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    words = (("Town", "Year", "People"), ("Bern", "2024", "1"), ("", "2025", "2"), ("All of them", "", ""))
    for row, texts in zip(table.rows, words, strict=True):
        for cell, word in zip(row.cells, texts, strict=True):
            cell.text = word
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Bern"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "All of them"
    assert read_bytes(tmp_path, "a.docx", saved(document)).text == (
        "Town: Bern; Year: 2024; People: 1.\nTown: Bern; Year: 2025; People: 2.\nTown: All of them."
    )


def test_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Words.")
    document.core_properties.title = "From metadata"
    document.core_properties.created = datetime.datetime(2026, 1, 26, 8, 0)  # noqa: DTZ001  (as the file has it)
    read = read_bytes(tmp_path, "a.docx", saved(document))
    assert (read.title, read.date) == ("From metadata", None)  # when the file was made is not when it was written


def test_date_of_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("January 20, 2026")
    document.core_properties.created = datetime.datetime(2026, 1, 26, 8, 0)  # noqa: DTZ001
    assert read_bytes(tmp_path, "a.docx", saved(document)).date == datetime.date(2026, 1, 20)


def test_empty(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.docx", saved(docx.Document()))
    assert caught.value.reason == "the file is empty: it holds no text"


@pytest.mark.parametrize("part", [0.3, 0.95])
def test_cut_off(tmp_path: Path, part: float) -> None:
    whole = saved(docx.Document())
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.docx", whole[: int(len(whole) * part)])
    assert caught.value.reason == "the file is damaged, cut off, or no Word document at all"


def test_zip_that_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.docx", archive({"hello.txt": "hello"}))
    assert caught.value.reason == "the file is damaged, cut off, or no Word document at all"
