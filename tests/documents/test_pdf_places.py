from __future__ import annotations

import pytest

from rag.documents.pdf_places import places_of


def units(text: str) -> list[int]:
    data = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]


def matched(page: str, text: str) -> list[str]:
    """What stands on the page where each character of the text is said to come from; a blank for white space."""
    places = places_of(units(page), text)
    assert places is not None
    return [" " if place < 0 else chr(units(page)[place]) for place in places]


def test_white_space_is_free() -> None:
    assert matched("The  red\r\nboat ", "The red boat") == list("The red boat")
    assert places_of(units("a b\r\nc"), "a\n\nb c") == [0, -1, -1, 2, -1, 5]


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\x02"])
def test_hyphen_at_the_end_of_a_line_may_be_gone(hyphen: str) -> None:
    assert matched(f"govern{hyphen}\r\nment", "government") == list("government")


@pytest.mark.parametrize("hyphen", ["-", "\x02"])
def test_hyphen_at_the_end_of_a_line_may_have_stayed(hyphen: str) -> None:
    assert matched(f"well{hyphen}\r\nknown", "well-known") == [*"well", hyphen, *"known"]


def test_hyphen_within_a_line_may_not_be_gone() -> None:
    assert places_of(units("well-known"), "wellknown") is None


def test_characters_beyond_the_basic_plane_have_two_units() -> None:
    assert places_of(units("a\U0001d4d0b"), "a\U0001d4d0b") == [0, 1, 3]
    assert places_of([0x61, 0xD835, 0x62], "a\ufffdb") == [0, 1, 2]


def test_what_no_text_holds_is_passed_over() -> None:
    assert places_of(units("a\x00\x07\ufffeb"), "ab") == [0, 4]


@pytest.mark.parametrize(
    ("page", "text"),
    [("One two.", "One tow."), ("One two.", "One two"), ("One two", "One two."), ("", "One"), ("One", "")],
)
def test_another_text_has_no_places(page: str, text: str) -> None:
    assert places_of(units(page), text) is None


def test_empty_page() -> None:
    assert places_of([], "") == []
