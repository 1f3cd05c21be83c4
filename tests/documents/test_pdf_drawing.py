"""Boxes are compared with where reportlab, which measures for itself, has put the words."""

from __future__ import annotations

import dataclasses
import io
import threading
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from rag.documents import Limits, read
from rag.documents.pdf_drawing import draw_page
from rag.errors import ReadError
from tests.documents.making import column, pdf, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.documents.document import Document
    from rag.documents.pdf_drawing import DrawnPage
    from rag.documents.pdf_places import Box

WIDTH, HEIGHT = 595.28, 841.89  # of A4, in points
FONT, SIZE = "Helvetica", 12.0


def width_of(words: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(words, FONT, SIZE))


def drawn(folder: Path, data: bytes, quote: str, number: int = 1) -> DrawnPage:
    document = read_bytes(folder, "a.pdf", data)
    start = document.text.index(quote)
    return draw_page(data, document, number, start, start + len(quote))


def is_box_of(box: Box, left: float, baseline: float, words: str) -> None:
    """Whether a box on an A4 page holds exactly these words, from baseline to capitals, and no line beside them."""
    assert box.left * WIDTH == pytest.approx(left, abs=0.7)
    assert box.right * WIDTH == pytest.approx(left + width_of(words), abs=0.7)
    assert HEIGHT * (1 - box.bottom) == pytest.approx(baseline - 0.22 * SIZE, abs=0.1 * SIZE)
    assert baseline + 0.70 * SIZE < HEIGHT * (1 - box.top) < baseline + 1.05 * SIZE


def ink(page: DrawnPage, box: Box) -> float:
    """The share of dark pixels within a box."""
    with Image.open(io.BytesIO(page.image)) as image:
        corners = (box.left * image.width, box.top * image.height, box.right * image.width, box.bottom * image.height)
        part = image.convert("L").crop((round(corners[0]), round(corners[1]), round(corners[2]), round(corners[3])))
        return sum(part.histogram()[:128]) / (part.width * part.height)


def test_box_lies_on_the_words_of_the_quote(tmp_path: Path) -> None:
    before, quote, after = "The council ", "agreed on 41 boats", " today."
    page = drawn(tmp_path, pdf([(72, 700, before + quote + after), (72, 600, "Something else.")]), quote)
    assert page.boxes is not None
    (box,) = page.boxes
    is_box_of(box, 72 + width_of(before), 700, quote)
    assert ink(page, box) > 0.05
    assert ink(page, dataclasses.replace(box, top=box.top + 0.05, bottom=box.bottom + 0.05)) == 0
    assert (page.number, page.pages, page.media_type) == (1, 1, "image/png")
    assert page.width / page.height == pytest.approx(WIDTH / HEIGHT, rel=0.002)


def test_a_box_for_each_line(tmp_path: Path) -> None:
    lines = column(
        "The council met on Monday and after a debate of hours agreed on the govern-", "ment budget, it said."
    )
    page = drawn(tmp_path, pdf(lines), "the government budget")
    assert page.boxes is not None
    first, second = page.boxes
    start = "The council met on Monday and after a debate of hours agreed on "
    is_box_of(first, 72 + width_of(start), 760, "the govern")
    is_box_of(second, 72, 746, "ment budget")


def test_quote_over_two_pages_is_boxed_on_both(tmp_path: Path) -> None:
    data = pdf(column("The council met and"), column("agreed on it."))
    quote = "met and\nagreed"
    first, second = (drawn(tmp_path, data, quote, number) for number in (1, 2))
    assert first.boxes is not None
    assert second.boxes is not None
    is_box_of(first.boxes[0], 72 + width_of("The council "), 760, "met and")
    is_box_of(second.boxes[0], 72, 760, "agreed")


def test_other_pages_have_no_box(tmp_path: Path) -> None:
    data = pdf(column("One."), [], column("Three."))
    assert [drawn(tmp_path, data, "One.", number).boxes for number in (2, 3)] == [(), ()]


def in_columns(canvas: object) -> None:
    for top, words in ((700, "The first column holds"), (686, "these words here.")):
        canvas.drawString(72, top, words)  # type: ignore[attr-defined]
    for top, words in ((700, "The second column"), (686, "holds others.")):
        canvas.drawString(320, top, words)  # type: ignore[attr-defined]


def turned(canvas: object) -> None:
    canvas.setPageRotation(90)  # type: ignore[attr-defined]
    canvas.drawString(72, 500, "The first column holds these.")  # type: ignore[attr-defined]


def cut(canvas: object) -> None:
    canvas.setCropBox((50, 600, 550, 750))  # type: ignore[attr-defined]
    in_columns(canvas)


def made(draw: Callable[[object], None]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    found = io.BytesIO()
    canvas = Canvas(found, pagesize=A4, invariant=True)
    canvas.setFont(FONT, SIZE)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return found.getvalue()


def test_columns(tmp_path: Path) -> None:
    page = drawn(tmp_path, made(in_columns), "words here.")
    assert page.boxes is not None
    is_box_of(page.boxes[0], 72 + width_of("these "), 686, "words here.")


def test_page_that_is_shown_turned(tmp_path: Path) -> None:
    page = drawn(tmp_path, made(turned), "column holds")
    assert page.boxes is not None
    (box,) = page.boxes
    # Turned clockwise, what stands at (x, y) of the sheet, which lies on its side, is y from the left, x from the top.
    left = 72 + width_of("The first ")
    assert box.top * HEIGHT == pytest.approx(left, abs=0.7)
    assert box.bottom * HEIGHT == pytest.approx(left + width_of("column holds"), abs=0.7)
    assert box.left * WIDTH < 500 < box.right * WIDTH
    assert ink(page, box) > 0.05


def test_page_that_is_cut(tmp_path: Path) -> None:
    page = drawn(tmp_path, made(cut), "column holds")
    assert page.boxes is not None
    (box,) = page.boxes
    assert 50 + box.left * 500 == pytest.approx(72 + width_of("The first "), abs=0.7)
    assert 600 + (1 - box.bottom) * 150 < 700 < 600 + (1 - box.top) * 150
    assert ink(page, box) > 0.05


def half_in_view(canvas: object) -> None:
    in_columns(canvas)
    canvas.setCropBox((50, 600, 300, 750))  # type: ignore[attr-defined]


def test_words_out_of_view_have_no_box(tmp_path: Path) -> None:
    data = made(half_in_view)
    assert drawn(tmp_path, data, "column holds").boxes
    assert drawn(tmp_path, data, "holds others.").boxes is None


def test_text_that_is_not_the_pages_has_no_box(tmp_path: Path) -> None:
    data = pdf(column("The council met."))
    document = read_bytes(tmp_path, "a.pdf", data)
    other = dataclasses.replace(document, text="The council mat.")
    page = draw_page(data, other, 1, 4, 11)
    assert page.boxes is None
    assert page.image


@pytest.mark.parametrize("number", [0, 2, -1, 10**9])
def test_there_is_no_such_page(tmp_path: Path, number: int) -> None:
    data = pdf(column("The council met."))
    with pytest.raises(ReadError, match=f"there is no page {number}; choose one from 1 to 1"):
        drawn(tmp_path, data, "met", number)


def test_damaged_file(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "a.pdf", pdf(column("The council met.")))
    with pytest.raises(ReadError, match="damaged"):
        draw_page(b"%PDF-1.4 no more %%EOF", document, 1, 0, 3)


def test_huge_pages_are_drawn_small(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    found = io.BytesIO()
    canvas = Canvas(found, pagesize=(200, 14400), invariant=True)
    canvas.drawString(20, 7200, "A long page.")
    canvas.save()
    page = drawn(tmp_path, found.getvalue(), "long")
    assert page.width * page.height < 3_200_000
    assert page.boxes


def test_threads_take_turns(tmp_path: Path) -> None:
    data = pdf(*[column(*[f"Line {n} of page {p} tells of boats." for n in range(20)]) for p in range(6)])
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    found: list[Document | DrawnPage] = []
    known = read(path, source="a.pdf", limits=Limits())

    def draw(number: int) -> None:
        start = known.text.index(f"page {number - 1}")
        found.append(draw_page(data, known, number, start, start + 6))

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(1, 7)]
    threads += [
        threading.Thread(target=lambda: found.append(read(path, source="a.pdf", limits=Limits()))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [item for item in found if item == known] == [known] * 3
    assert len(found) == 9
