from __future__ import annotations

import pytest

from rag.documents import Heading, Limits, Page
from rag.documents.builder import TextBuilder, normalise_line_ends
from rag.errors import ReadError


def test_spans_are_exact() -> None:
    builder = TextBuilder("a", Limits())
    builder.open_page(1)
    builder.heading(" Héad\nline ", 2)
    builder.block("  one\r\ntwo\0\n")
    builder.block(" \n ")
    builder.open_page(2)
    builder.open_page(3)
    builder.block("three", gap=1)
    extract = builder.build(title="T")
    assert extract.text == "Héad line\n\none\ntwo\nthree"
    assert extract.pages == (Page(1, 0, 18), Page(2, 18, 18), Page(3, 19, 24))
    assert extract.headings == (Heading(0, 9, 2),)
    assert extract.title == "T"


def test_first_heading_is_the_outermost() -> None:
    builder = TextBuilder("a", Limits())
    assert builder.first_heading() is None
    for text, level in (("Second", 2), ("First", 1), ("Other", 1)):
        builder.heading(text, level)
    assert builder.first_heading() == "First"


def test_limit_counts_separators() -> None:
    builder = TextBuilder("a", Limits(max_characters=6))
    builder.block("one")
    with pytest.raises(ReadError) as caught:
        builder.block("two")
    assert caught.value.reason == "the file is too large: it holds more than 6 characters of text"


def test_normalise_line_ends() -> None:
    assert normalise_line_ends("a\r\nb\rc\n\0d\u2028e\f") == "a\nb\nc\nd\u2028e\f"
