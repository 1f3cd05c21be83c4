from __future__ import annotations

import pytest

from rag.documents.paragraphs import HYPHEN, Line, join_lines, known_words


def lines(*rows: tuple[str, float, float, float]) -> list[Line]:
    """Rows of text, left and right edge, lower edge; each 10 points high."""
    return [Line(text, left, right, bottom, bottom + 10) for text, left, right, bottom in rows]


KNOWN = known_words(
    lines(("The government is well known. They re-elect him, and not the inter-", 0, 1, 1), ("national", 0, 1, 1))
)


def test_halves_of_broken_words_are_no_words() -> None:
    broken = lines(("A Re-elected well-", 0, 1, 1), ("known govern\x02", 0, 1, 1), ("ment plan-", 0, 1, 1))
    assert known_words(broken) == {"a", "re-elected"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the govern-", "ment said", "the government said"),
        ("a well-", "known man", "a well-known man"),
        ("they re-", "elect him", "they re-elect him"),
        ("some inter-", "national law", "some international law"),
        ("the Franco-", "German war", "the Franco-German war"),
        ("in 2025-", "2026 and", "in 2025-2026 and"),
    ],
)
def test_word_broken_at_the_end_of_a_line(before: str, after: str, expected: str) -> None:
    page = lines((before[:-1] + HYPHEN, 0, 100, 50), (after, 0, 100, 38))
    assert join_lines(page, KNOWN) == [(expected, 2)]

    page = lines((before, 0, 100, 50), (after, 0, 100, 38))
    assert join_lines(page, KNOWN) == [(expected, 2)]


def test_ragged_lines_are_joined_where_the_sentence_runs_on() -> None:
    page = lines(("a line that is full indeed", 0, 100, 90), ("a short", 0, 75, 78), ("of it and", 0, 90, 66))
    assert join_lines(page, KNOWN) == [("a line that is full indeed a short of it and", 2)]


def test_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    page = lines(("a line that is full indeed", 0, 100, 90), ("a short.", 0, 55, 78), ("Of it and", 0, 90, 66))
    assert join_lines(page, KNOWN) == [("a line that is full indeed a short.", 2), ("Of it and", 2)]


def test_blank_line_parts_and_usual_distance_joins() -> None:
    page = lines(("one full line", 0, 100, 88), ("two", 0, 100, 76), ("three", 0, 100, 50), ("four", 0, 100, 38))
    assert join_lines(page, KNOWN) == [("one full line two", 2), ("three four", 2)]


def test_double_spacing_is_no_blank_line() -> None:
    page = lines(("one full line", 0, 100, 90), ("two", 0, 100, 66), ("three", 0, 100, 42))
    assert join_lines(page, KNOWN) == [("one full line two three", 2)]


def test_change_of_size_parts() -> None:
    page = [Line("A Title that is long", 0, 100, 80, 96), Line("and words", 0, 100, 64, 74)]
    assert join_lines(page, KNOWN) == [("A Title that is long", 2), ("and words", 2)]


def test_items_hang_together_and_keep_their_lines() -> None:
    page = lines(("• one that is", 0, 100, 90), ("long", 12, 40, 78), ("• two", 0, 40, 66))
    assert join_lines(page, KNOWN) == [("• one that is long", 2), ("• two", 1)]


def test_nothing_is_dropped() -> None:
    page = lines(*((f"word{i}", i % 7 * 9.0, 100 - i % 5 * 20.0, 700 - i * 11.0) for i in range(40)))
    text = " ".join(text for text, _ in join_lines(page, KNOWN))
    assert text.split() == [f"word{i}" for i in range(40)]


def test_no_lines() -> None:
    assert join_lines([], KNOWN) == []
