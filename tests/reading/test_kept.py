from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.reading.kept import kept
from rag.reading.parser import parse, parse_many
from rag.reading.values import find_values

if TYPE_CHECKING:
    from spacy.tokens import Doc

pytestmark = pytest.mark.model


def test_found_once_and_given_as_a_list_of_ones_own() -> None:
    seen: list[str] = []

    @kept
    def words(doc: Doc) -> list[str]:
        """Its words."""
        seen.append(doc.text)
        return [token.text for token in doc]

    first = words(parse("Two men."))
    first.clear()
    assert words(parse("Two men.")) == ["Two", "men", "."]
    assert words(parse("Six men.")) == ["Six", "men", "."]
    assert seen == ["Two men.", "Six men."]
    assert (words.__name__, words.__doc__) == ("words", "Its words.")


def test_two_parses_of_one_text_are_two() -> None:
    (other,) = parse_many(["Two men left in 1871."])
    for doc in (other, parse("Two men left in 1871.")):
        assert sorted(doc.text[found.start : found.end] for found in find_values(doc)) == ["1871", "Two"]
