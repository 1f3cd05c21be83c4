from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

import pptx
import pytest
from pptx.util import Inches

from rag.errors import ReadError
from tests.documents.making import headings, pages, read_bytes

if TYPE_CHECKING:
    from pathlib import Path


def saved(presentation: Any) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def test_slides(tmp_path: Path) -> None:
    presentation: Any = pptx.Presentation()
    presentation.core_properties.title = ""
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "A Budget\vfor All"
    slide.placeholders[1].text = "First point\nSecond point"
    box = slide.shapes.add_group_shape().shapes.add_textbox(0, 0, Inches(1), Inches(1))
    box.text_frame.text = "In a group"
    slide.notes_slide.notes_text_frame.text = "Say hello."
    presentation.slides.add_slide(presentation.slide_layouts[6])
    last = presentation.slides.add_slide(presentation.slide_layouts[5])
    last.shapes.title.text = "Towns"
    table = last.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(1)).table
    for row, words in enumerate((("Town", "People"), ("Bern", "134,000"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    read = read_bytes(tmp_path, "a.pptx", saved(presentation))
    first = "A Budget for All\n\nFirst point\nSecond point\n\nIn a group\n\nSay hello."
    second = "Towns\n\nTown: Bern; People: 134,000."
    assert read.text == f"{first}\n\n{second}"
    assert pages(read) == [(1, first), (2, ""), (3, second)]
    assert headings(read) == [(1, "A Budget for All"), (1, "Towns")]
    assert (read.title, read.date) == ("A Budget for All", None)


def test_metadata(tmp_path: Path) -> None:
    presentation: Any = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Hello"
    presentation.core_properties.title = "From metadata"
    presentation.core_properties.created = datetime.datetime(2026, 1, 26, 8, 0)  # noqa: DTZ001
    read = read_bytes(tmp_path, "a.pptx", saved(presentation))
    assert (read.title, read.date) == ("From metadata", None)  # when the file was made is not when it was written


def test_cut_off(tmp_path: Path) -> None:
    whole = saved(pptx.Presentation())
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.pptx", whole[: len(whole) // 2])
    assert caught.value.reason == "the file is damaged, cut off, or no PowerPoint presentation at all"
