"""The typed statements of a sentence."""

from __future__ import annotations

import datetime

import pytest

from rag.disagreement.statements_of import Sentence, Statement, Text, statements_of
from rag.reading.parser import parse

pytestmark = pytest.mark.model


def read(sentence: str) -> list[Statement]:
    text = Text("notes_2021.txt", sentence, datetime.date(2024, 5, 6), "Notes")
    return statements_of(Sentence(text, 0, sentence, "", ""), parse(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Alma carried 41 passengers.", [("count", "41")]),
        ("Revenue came to €412 million.", [("money", "€412 million")]),
        ("The bridge opened on 3 May 1998.", [("date", "3 May 1998")]),
        ("The trial lasted for six weeks.", [("duration", "six weeks")]),
        ("The tank holds 1.8 litres.", [("measure", "1.8 litres")]),
        ("President Ana Ruiz spoke.", [("yes_no", "President")]),
        ("The president spoke.", []),
        ("Nothing was said.", []),
        ("Alma Carries 41 Passengers Home", []),
    ],
)
def test_what_is_read(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind, sentence[one.span.start : one.span.end]) for one in read(sentence)] == expected


def test_what_it_is_of() -> None:
    one, date = read("The ministry said that the Alma carried 41 tired passengers to Lorrin in 1998.")
    assert (one.kind, date.kind) == ("count", "date")
    assert (one.counted_word, one.actor) == ("passenger", "alma")
    assert one.names >= {"alma", "lorrin"}
    assert ("tired", "passeng") in one.modified
    assert "ministri" not in one.subject  # who says so is not what it is about
    assert one.years == {"1998"}
    assert one.place.text.years == {"1998", "2021", "2024"}


def test_words_of_dispute() -> None:
    assert [one.contested for one in read("The union disputes the figure of 600.")] == [True]
    assert [one.contested for one in read("The union gives the figure of 600.")] == [False]
