from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

import pytest

from rag.errors import ReadError
from tests.documents.making import column, pages, pdf, read_bytes

if TYPE_CHECKING:
    from pathlib import Path


def test_pages_and_paragraphs(tmp_path: Path) -> None:
    first = column(
        "A Budget for All",
        "",
        "The council met on Monday and after a debate of several hours, in",
        "which all of its members spoke, agreed on the govern-",
        "ment budget and on a well-",
        "known rule against manip-",
        "ulation for the years that follow. All of it will be published.",
        "",
        "Members of the government, known as well for their debates, said",
        "they would go on.",
        "Another paragraph starts here, since the last line was so short.",
    )
    second = column("On the next page is one line with an é.")
    document = read_bytes(tmp_path, "a.pdf", pdf(first, [], second, title="The Budget"))
    page = (
        "A Budget for All\n\n"
        "The council met on Monday and after a debate of several hours, in which all of its members spoke, "
        "agreed on the government budget and on a well-known rule against manipulation for the years that follow. "
        "All of it will be published.\n\n"
        "Members of the government, known as well for their debates, said they would go on.\n\n"
        "Another paragraph starts here, since the last line was so short."
    )
    assert document.text == f"{page}\n\nOn the next page is one line with an é."
    assert pages(document) == [(1, page), (2, ""), (3, "On the next page is one line with an é.")]
    assert document.title == "The Budget"
    assert document.date is None  # that of creation is when the file was made, not when it was written


def test_sentence_that_runs_over_the_page_is_not_parted_by_a_blank_line(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "a.pdf", pdf(column("The council met and"), column("agreed on it.")))
    assert document.text == "The council met and\nagreed on it."
    assert pages(document) == [(1, "The council met and"), (2, "agreed on it.")]


def test_first_line_indents_part_paragraphs(tmp_path: Path) -> None:
    wide = "The council met on Monday and after a debate of several hours, in"
    lines = [(84, 700, wide), (72, 686, wide + " all"), (84, 672, wide), (72, 658, "the end.")]
    document = read_bytes(tmp_path, "a.pdf", pdf(lines))
    assert document.text == f"{wide} {wide} all\n\n{wide} the end."


def test_items_stay_one_a_line(tmp_path: Path) -> None:
    lines = column("The council asks for these things now:", "• more light in the", "• fewer words", "• an end")
    document = read_bytes(tmp_path, "a.pdf", pdf(lines))
    assert document.text == ("The council asks for these things now:\n\n• more light in the\n• fewer words\n• an end")


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = column("The council met on Monday", "and agreed on the budget", "after a long debate of")
    right = column("several hours in which all", "of its members spoke.", left=320)
    document = read_bytes(tmp_path, "a.pdf", pdf(left + right))
    assert document.text == (
        "The council met on Monday and agreed on the budget after a long debate of several hours in which all "
        "of its members spoke."
    )


def test_date_of_the_text(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "a.pdf", pdf(column("The Budget", "", "Jan 26, 2026, 3:14 PM", "", "Words.")))
    assert (document.title, document.date) == ("The Budget", datetime.date(2026, 1, 26))


def test_date_of_a_title_that_is_broken_in_two(tmp_path: Path) -> None:
    title = "Audit Office: the new bridge, special report, 14 March 2025"
    data = pdf(column("Audit Office: the new bridge, special report, 14", "March 2025", "", "Words."), title=title)
    assert read_bytes(tmp_path, "a.pdf", data).date == datetime.date(2025, 3, 14)


def test_pictures_of_text(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.pdf", buffer.getvalue())
    assert str(caught.value) == (
        "a.pdf: the PDF is image-only: its pages are pictures and hold no text; "
        "run it through text recognition (OCR), for instance ocrmypdf, and index the result"
    )


def test_encrypted(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.pdf", pdf(column("Words."), password="secret"))
    assert caught.value.reason == "the file is encrypted"
    assert caught.value.mend == "open it with its password and save a copy without a password"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_cut_off(tmp_path: Path, part: float) -> None:
    whole = pdf(*[column("Words.")] * 30)
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.pdf", whole[: int(len(whole) * part)])
    assert caught.value.reason == "the file is damaged, cut off, or no PDF at all"


def test_garbage(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.pdf", b"not a PDF, in spite of its name startxref")
    assert caught.value.reason == "the file is damaged, cut off, or no PDF at all"
    assert type(caught.value.__cause__).__name__ == "PdfiumError"
