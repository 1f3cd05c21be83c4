from __future__ import annotations

import pytest

from rag.text.lines import LineMap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("ab", [1, 1]),
        ("a\nb", [1, 1, 2]),  # a line break belongs to the line that it ends
        ("\n\na\n", [1, 2, 3, 3]),
        ("é\u2028😀\nz", [1, 1, 1, 1, 2]),  # only \n ends a line
    ],
)
def test_line_of(text: str, lines: list[int]) -> None:
    map_ = LineMap(text)
    assert [map_.line_of(offset) for offset in range(len(text))] == lines


def test_the_end_of_the_text_is_on_its_last_line() -> None:
    assert LineMap("a\nb").line_of(3) == 2
    assert LineMap("a\n").line_of(2) == 2


def test_start_of_is_the_inverse() -> None:
    map_ = LineMap("one\n\nthree\n")
    assert [map_.start_of(line) for line in (1, 2, 3, 4)] == [0, 4, 5, 11]
    assert [map_.line_of(map_.start_of(line)) for line in (1, 2, 3, 4)] == [1, 2, 3, 4]
