"""What a text calls the bearer of a name; the parser is the real one."""

from __future__ import annotations

import pytest

from rag.reading.descriptions import descriptions

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Lumen", "Lumen, the hand-held console by Otari, sold well.", ["hand-held console"]),
        ("Lumen", "Lumen (a novel) came out in May.", ["novel"]),
        ("Lumen", "Lumen is a ferry company.", ["ferry company"]),
        ("Lumen", "Lumen was the first console that sold.", ["first console"]),
        ("Lumen", "The photo editor Lumen was updated.", ["photo editor"]),
        ("Mule", "We bought the Mule garden cart.", ["garden cart"]),
        ("Halden Bridge", "Halden Bridge, a railway bridge, was opened.", ["railway bridge"]),
        ("C++", "C++ is a programming language of note.", ["programming language"]),
        ("Lumen", "Lumen is a console. The editor Lumen is another.", ["console", "editor"]),
    ],
)
def test_what_stands_beside_a_name(name: str, text: str, found: list[str]) -> None:
    assert sorted(descriptions(name, text)) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lumen", "Lumen sold well."),
        ("Lumen", "They saw the Lumen."),
        ("Lumen", "Lumen, founded in 1990, sold a console."),
        # Another word, or another name.
        ("Lumen", "Lumens, the units of light, are defined here."),
        ("Lumen", "Otari, the maker of a console, sold well."),
        # A person is many things at once.
        ("Ana Berg", "Ana Berg, the treasurer, spoke."),
        ("Lumen", ""),
    ],
)
def test_no_description(name: str, text: str) -> None:
    assert descriptions(name, text) == []


@pytest.mark.xfail(reason="an adverbial before the name is taken for its description")
def test_what_ends_before_a_name_does_not_describe_it() -> None:
    assert descriptions("Lumen", "In the end Lumen won.") == []
