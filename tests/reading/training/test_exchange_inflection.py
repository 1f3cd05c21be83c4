from __future__ import annotations

import pytest

from rag.reading.training.exchange_inflection import article_mended, inflected, matched_case


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("capture", "VBD", "captured"),
        ("win", "VBD", "won"),
        ("take", "VBN", "taken"),
        ("stop", "VBD", "stopped"),
        ("visit", "VBD", "visited"),
        ("admit", "VBG", "admitting"),
        ("deny", "VBZ", "denies"),
        ("die", "VBG", "dying"),
        ("teach", "VBZ", "teaches"),
        ("agree", "VBG", "agreeing"),
        ("enemy", "NNS", "enemies"),
        ("woman", "NNS", "women"),
        ("big", "JJS", "biggest"),
        ("heavy", "JJR", "heavier"),
        ("good", "JJS", "best"),
        ("expensive", "JJR", None),
        ("large", "XX", None),
    ],
)
def test_forms(lemma: str, tag: str, form: str | None) -> None:
    assert inflected(lemma, tag) == form


@pytest.mark.parametrize(
    ("text", "word", "mended"),
    [
        ("a old house", "old", "an old house"),
        ("an new house", "new", "a new house"),
        ("He was an European.", "European", "He was a European."),
        ("It took a hour.", "hour", "It took an hour."),
        ("a 8 percent rise", "8", "an 8 percent rise"),
        ("an 80 percent rise", "80", "an 80 percent rise"),
        ("an 18-year-old", "18", "an 18-year-old"),
        ("a FBI agent", "FBI", "an FBI agent"),
        ("A own goal", "own", "An own goal"),
        ("an university", "university", "a university"),
        ("the old house", "old", "the old house"),
        ("a uninhabited island", "uninhabited", "an uninhabited island"),
        ("an unit of length", "unit", "a unit of length"),
    ],
)
def test_article(text: str, word: str, mended: str) -> None:
    changed, start = article_mended(text, text.index(word))
    assert changed == mended
    assert changed[start:].startswith(word)


def test_case() -> None:
    assert [matched_case("fell", like) for like in ("rose", "Rose", "ROSE")] == ["fell", "Fell", "FELL"]
