"""Several words that stand for one verb."""

from __future__ import annotations

import pytest

from rag.reading.paraphrases import also_said, find_idioms
from rag.reading.parser import parse

pytestmark = pytest.mark.model

IDIOMS = [
    ("They let the twelve sailors go.", [("release", ["let", "go"])]),
    ("The sailors were set free.", [("release", ["set", "free"])]),
    ("Two sailors are behind bars.", [("hold", ["behind", "bars"])]),
    ("He was taken into custody.", [("arrest", ["taken", "custody"])]),
    ("He let the dog sleep.", []),
]
BESIDES = [
    ("Marsh made the announcement.", "made", {"announcement"}),
    ("The news was broken by Marsh.", "broken", {"announce"}),
    ("The announcement, made by Marsh, was short.", "made", {"announcement"}),
    ("Sweden plays a role in mediating the talks.", "plays", {"role", "mediate"}),
    ("Sweden serves as mediator.", "serves", {"mediator"}),
    ("The sailors are free.", "are", {"free"}),
    ("The sailors are behind bars.", "are", {"hold"}),
    ("Marsh bought a boat.", "bought", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), IDIOMS)
def test_idioms(sentence: str, expected: list[tuple[str, list[str]]]) -> None:
    doc = parse(sentence)
    found = [(idiom.verb, [doc[i].text for i in sorted(idiom.tokens)]) for idiom in find_idioms(doc)]
    assert [(verb, [words[0], words[-1]]) for verb, words in found] == expected


@pytest.mark.parametrize(("sentence", "word", "expected"), BESIDES)
def test_what_a_verb_says_besides_its_lemma(sentence: str, word: str, expected: set[str]) -> None:
    doc = parse(sentence)
    (index,) = [token.i for token in doc if token.text == word]
    assert also_said(doc).get(index, frozenset()) == expected
