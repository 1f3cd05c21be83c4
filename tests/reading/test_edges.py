from __future__ import annotations

import random

import pytest

from rag.reading.edges import tidy
from rag.text.spans import Span
from tests.text.odd import ODD_TEXTS, random_texts


@pytest.mark.parametrize(
    ("text", "chosen", "tidied"),
    [
        ("in Rome.", " Rome.", "Rome"),
        ("a, forty men, b", ", forty men,", "forty men"),
        ("the bridge (built 1920) fell", "(built 1920", "built 1920"),
        ("the bridge (built 1920) fell", "built 1920)", "built 1920"),
        ("the bridge (built 1920) fell", "(built 1920)", "built 1920"),
        ("Form 3(b) applies", "Form 3(b)", "Form 3(b)"),
        ("(a) or (b)", "(a) or (b)", "(a) or (b)"),
        ("she said “no more” twice", "“no more”", "no more"),
        ('she said "no more" twice', '"no more', "no more"),
        ("he rose at 5 p.m. that day", "5 p.m.", "5 p.m."),
        ("he lives in the U.S.", "the U.S.", "the U.S."),
        ("signed by John F. Moor", "John F.", "John F."),
        ("Moor Inc. was sold", "Moor Inc.", "Moor Inc."),
        ("It was Rome. The rest", "Rome.", "Rome"),
        ("it fell to -5 degrees", "-5 degrees", "-5 degrees"),
        ("it rose by .5 points", ".5 points", ".5 points"),
        ("from 1990–2000 on", "–2000", "2000"),
        ("it cost $5, or 40%.", "$5,", "$5"),
        ("it cost $5, or 40%.", "40%.", "40%"),
        ("- item one", "- item one", "item one"),
        ("so it is ... .", "... .", ""),
        ("¿Quién?", "¿Quién?", "¿Quién"),
        ("\t \n", " \n", ""),
    ],
)
def test_punctuation(text: str, chosen: str, tidied: str) -> None:
    start = text.index(chosen)
    span = tidy(text, start, start + len(chosen))
    assert text[span.start : span.end] == tidied


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("cafe\u0301 bar", 0, 4, "cafe\u0301"),  # the accent stands by itself
        ("e\u0301tude", 1, 6, "e\u0301tude"),
        ("👩‍👩‍👧 here", 0, 1, "👩‍👩‍👧"),
        ("👩‍👩‍👧 here", 2, 3, "👩‍👩‍👧"),
        ("x 👍🏽 y", 2, 3, "👍🏽"),
        ("❤\ufe0f it", 0, 1, "❤\ufe0f"),
        ("नमस्ते", 0, 3, "नमस्"),  # with the sign that silences its vowel
    ],
)
def test_whole_characters(text: str, start: int, end: int, whole: str) -> None:
    span = tidy(text, start, end)
    assert text[span.start : span.end] == whole


def test_odd_texts_keep_their_bounds_and_are_tidy_at_once() -> None:
    choose = random.Random(3)
    for text in [*ODD_TEXTS, *random_texts(300, seed=8)]:
        start = choose.randint(0, len(text))
        end = choose.randint(start, min(len(text), start + 40))
        span = tidy(text, start, end)
        assert 0 <= span.start <= span.end <= len(text)
        if span.start < span.end:
            assert tidy(text, *span) == span
            assert not text[span.start].isspace()
            assert not text[span.end - 1].isspace()


def test_nothing_stays_nothing() -> None:
    assert tidy("abc", 1, 1) == Span(1, 1)
