from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.training.exchange_exclusive import excludes, is_plain_statement, opposite_excludes
from rag.reading.training.exchanges import pieces

pytestmark = pytest.mark.model


def _sure(text: str) -> set[str]:
    doc = parse(text)
    return {text[p.start : p.end] for p in pieces(doc) if excludes(doc, p)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Anna Berg was born in Hamburg in 1961.", "Hamburg"),
        ("Anna Berg was born in Hamburg in 1961.", "1961"),
        ("The novel was written by Thomas Gray.", "Thomas Gray"),
        ("The fire destroyed 57 houses.", "57"),
        ("The company paid $5 million for the land.", "$5 million"),
    ],
)
def test_sure(text: str, value: str) -> None:
    assert value in _sure(text)


@pytest.mark.parametrize(
    "text",
    [
        "At least 57 houses burned.",
        "Thomas Gray liked the dog.",
        "If it rains, 57 houses will burn.",
        "The band played in cities such as Hamburg.",
        "Was Anna Berg born in 1961?",
    ],
)
def test_unsure(text: str) -> None:
    assert _sure(text) == set()


def test_plain_statement() -> None:
    assert is_plain_statement(parse("The council met in May."))
    assert not is_plain_statement(parse("The council may meet in May."))
    assert not is_plain_statement(parse("Several members met in May."))


@pytest.mark.parametrize(
    ("text", "word", "sure"),
    [
        ("Prices rose in May.", "rose", True),
        ("The jury was certain.", "certain", True),
        ("An old man sold the horse.", "old", False),
        ("Prices may rise in May.", "rise", False),
    ],
)
def test_opposites(text: str, word: str, *, sure: bool) -> None:
    assert opposite_excludes(parse(text), text.index(word)) is sure
