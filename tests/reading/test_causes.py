"""Stretches of a sentence that name a cause."""

from __future__ import annotations

import pytest

from rag.reading.causes import find_causes
from rag.reading.parser import parse

pytestmark = pytest.mark.model

MARKED = [
    ("It closed as a direct result of the flood.", ["as a direct result of the flood"]),
    ("Its end was a result of the flood.", ["a result of the flood"]),
    ("Its end was put down to poor sales.", ["put down to poor sales"]),
    ("Its end was attributed to poor sales.", ["attributed to poor sales"]),
    ("It closed owing to poor sales.", ["owing to poor sales"]),
    ("It opened thanks to a loan.", ["thanks to a loan"]),
    ("The move was prompted by a letter.", ["prompted by a letter"]),
    ("It closed under an agreement with the owners.", ["under an agreement with the owners"]),
    ("It closed under public pressure.", ["under public pressure"]),
    ("It closed as a gesture of respect.", ["as a gesture of respect"]),
    ("It closed in order to save fuel.", ["in order to save fuel"]),
    ("It made a plan aimed at poor sales.", ["aimed at poor sales"]),
    ("It has been closed since May.", []),
    ("It closed in May.", []),
]
SUBJECTS = [
    ("A pay cut led to the strike.", ("strike",), None, ["A pay cut"]),
    ("A petition by Ann prompted the closure of the mill.", ("mill", "close"), "close", ["A petition by Ann"]),
    ("A petition by Ann prompted a reply from the mill.", ("mill", "close"), "close", []),
    ("The flood led the council to close the mill.", ("council", "mill", "close"), "close", ["The flood"]),
    ("Heavy rain, which led to a flood, fell all day.", ("flood",), None, ["Heavy rain"]),
    ("A pay cut led to the strike.", ("flood",), None, []),
    ("They led to the strike.", ("strike",), None, []),
    ("The strike was prompted by a pay cut.", ("strike",), None, ["prompted by a pay cut"]),
]


@pytest.mark.parametrize(("sentence", "expected"), MARKED)
def test_marked_causes(sentence: str, expected: list[str]) -> None:
    assert [sentence[c.start : c.end] for c in find_causes(parse(sentence))] == expected


@pytest.mark.parametrize(("sentence", "terms", "verb", "expected"), SUBJECTS)
def test_the_subject_is_the_cause_of_what_is_asked(
    sentence: str, terms: tuple[str, ...], verb: str | None, expected: list[str]
) -> None:
    assert [sentence[c.start : c.end] for c in find_causes(parse(sentence), terms, verb)] == expected
