from __future__ import annotations

import pytest

from rag.text.spans import Span, trim


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", Span(0, 0)),
        ("abc", Span(0, 3)),
        ("  abc\t\n", Span(2, 5)),
        (" \u00a0\u2003\u3000", Span(4, 4)),
        ("a", Span(0, 1)),
        ("\u200ba", Span(0, 2)),  # a zero-width space is a character, not white space
    ],
)
def test_trim(text: str, span: Span) -> None:
    assert trim(text, 0, len(text)) == span


def test_trim_keeps_within_its_bounds() -> None:
    assert trim("ab cd ef", 2, 6) == Span(3, 5)
