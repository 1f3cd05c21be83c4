from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from rag.text.words import STOP_WORDS, content_words, fold, stem, stems, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Rodríguez", "rodriguez"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁne", "fine"),
        ("I\u0307stanbul", "istanbul"),
        ("Ａ１", "a1"),
        ("𝐁𝐨𝐥𝐝", "bold"),
        ("日本", "日本"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_is_idempotent() -> None:
    for text in ("Ǆ ﬃ ½ Å İ ß ϓ", "Ünï-Cødé", "ΑΣ"):
        assert fold(fold(text)) == fold(text)


def test_words_are_folded_and_in_order() -> None:
    assert words("The cat’s 3.5 km, “Élan”—snake_case!") == ["the", "cat", "s", "3", "5", "km", "elan", "snake_case"]
    assert words(" …!? ") == []


def test_content_words_leave_out_grammar_and_keep_repeats() -> None:
    assert content_words("How many of the cats did the dog see, and which cats?") == ["cats", "dog", "see", "cats"]
    assert content_words("Who is it?") == []


def test_stop_words_are_folded_single_words() -> None:
    assert [word for word in STOP_WORDS if words(word) != [word]] == []


def test_stems() -> None:
    assert stem("released") == stem("releases") == stem("releasing") == "releas"
    assert stems("The prisoners were released.") == ["prison", "releas"]


def test_stems_are_those_of_the_lexical_index() -> None:
    """Words that Porter's paper and its many implementations treat apart, and endings of every step."""
    vocabulary = (
        "caresses ponies ties cats feed agreed plastered motoring sing conflated troubled sized hopping tanned falling"
        " hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer"
        " conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism"
        " decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize"
        " electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable"
        " defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti"
        " homologous effective bowdlerize probate rate cease controll roll dying lying news innings exceed general"
        " generate university universe police policy government oxen 2023 3rd bbc"
    ).split()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = 'porter unicode61')")
        connection.executemany("INSERT INTO t (rowid, body) VALUES (?, ?)", enumerate(vocabulary))
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
        found = dict(connection.execute("SELECT doc, term FROM v").fetchall())
    assert {word: found[number] for number, word in enumerate(vocabulary)} == {word: stem(word) for word in vocabulary}
