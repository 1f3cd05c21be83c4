"""Which sentences are quoted, and which value is put first; readings are the test's own, so no parser is loaded."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest

from rag.answering import statements as module
from rag.answering.logistic import Logistic
from rag.answering.sentences import Candidate, Features
from rag.answering.statements import (
    Statement,
    Value,
    by_source,
    choose_quotes,
    choose_value,
    read_statements,
)
from rag.reading.question import Question
from rag.reading.reader import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.reading.lexicon import AnswerKind


def candidate(source: str = "a.txt", start: int = 0, text: str = "x", cosine: float = 0.0) -> Candidate:
    return Candidate(source, start, start + len(text), text, Features(cosine, 0.1, 0.2, 0.3, 0.4, 1.0))


def statement(
    source: str, score: float, value: str | None = None, *, read: float = 1.0, start: int = 0, text: str = "x"
) -> Statement:
    reading = None if value is None else Reading(0, len(value), value, read)
    return Statement(candidate(source, start, text), reading, (), score)


def asking(monkeypatch: pytest.MonkeyPatch, kind: AnswerKind) -> None:
    """Every question asks for an answer of this kind."""
    monkeypatch.setattr(module, "analyse", lambda question: Question(question, kind))


# --- read_statements


def read_as(
    monkeypatch: pytest.MonkeyPatch, kind: AnswerKind, readings: dict[str, float], logistic: Logistic
) -> list[list[str]]:
    """Let a sentence be read as the whole of itself, with the given score. Returns the calls to come."""
    calls: list[list[str]] = []

    def read(question: str, sentences: Sequence[str]) -> list[Reading | None]:
        calls.append(list(sentences))
        return [Reading(0, len(s), s, readings[s]) if s in readings else None for s in sentences]

    asking(monkeypatch, kind)
    monkeypatch.setattr(module, "read", read)
    monkeypatch.setattr(module, "HOLDS_ANSWER", logistic)
    return calls


NOTHING = Logistic(0.0, (0.0,) * 8)


@pytest.mark.parametrize(
    ("kind", "last"),
    [("count", (0.7, 0.0)), ("money", (0.7, 0.0)), ("person", (0.0, 0.7)), ("cause", (0.0, 0.7))],
)
def test_readings_of_values_and_of_names_are_features_of_their_own(
    monkeypatch: pytest.MonkeyPatch, kind: AnswerKind, last: tuple[float, float]
) -> None:
    read_as(monkeypatch, kind, {"x": 0.7}, NOTHING)
    (found,) = read_statements("?", [candidate(cosine=0.9)])
    assert found.features == (0.9, 0.1, 0.2, 0.3, 0.4, 1.0, *last)
    assert found.reading == Reading(0, 1, "x", 0.7)
    assert found.score == 0.5


def test_a_sentence_without_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, "count", {}, NOTHING)
    (found,) = read_statements("?", [candidate()])
    assert (found.reading, found.features[-2:]) == (None, (0.0, 0.0))


def test_statements_are_scored_and_sorted_likeliest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, "count", {"read": 1.0}, Logistic(0.0, (log(3), 0, 0, 0, 0, 0, log(9), 0)))
    found = read_statements("?", [candidate(text="near", cosine=1.0), candidate(text="read"), candidate(text="far")])
    assert [one.candidate.text for one in found] == ["read", "near", "far"]
    assert [one.score for one in found] == pytest.approx([9 / 10, 3 / 4, 1 / 2])


def test_ties_are_broken_by_source_then_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, "count", {}, NOTHING)
    found = read_statements("?", [candidate("b", 1), candidate("a", 9), candidate("b", 0), candidate("a", 3)])
    assert [(one.candidate.source, one.candidate.start) for one in found] == [("a", 3), ("a", 9), ("b", 0), ("b", 1)]


def test_only_the_most_promising_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = read_as(monkeypatch, "count", {"0": 1.0, "2": 1.0}, NOTHING)
    monkeypatch.setattr(module, "_READ", 2)
    found = read_statements("?", [candidate(text=str(number), start=number) for number in range(4)])
    assert calls == [["0", "1"]]
    assert [one.reading is None for one in found] == [False, True, True, True]


def test_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, "count", {}, NOTHING)
    assert read_statements("?", []) == []


# --- choose_quotes


def chosen(*scores: tuple[str, float], limit: int = 10) -> list[tuple[str, float]]:
    given = [statement(source, score, start=place) for place, (source, score) in enumerate(scores)]
    return [(one.candidate.source, one.score) for one in choose_quotes(given, limit)]


def test_nothing_to_quote() -> None:
    assert chosen() == []


def test_the_best_of_each_source_then_the_others_in_order_of_likelihood() -> None:
    given = [("a", 0.9), ("a", 0.8), ("b", 0.7), ("a", 0.6), ("c", 0.5)]
    assert chosen(*given) == given
    # Where there is little room, each source's best goes before another's second.
    assert chosen(*given, limit=4) == [("a", 0.9), ("a", 0.8), ("b", 0.7), ("c", 0.5)]
    assert chosen(*given, limit=3) == [("a", 0.9), ("b", 0.7), ("c", 0.5)]
    assert chosen(*given, limit=1) == [("a", 0.9)]


def test_less_is_asked_of_the_best_of_a_source_than_of_its_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH_QUOTING", 0.25)
    monkeypatch.setattr(module, "_WORTH_A_SECOND", 0.5)
    given = [("a", 0.8), ("a", 0.4), ("a", 0.39), ("b", 0.2), ("c", 0.19)]
    assert chosen(*given) == [("a", 0.8), ("a", 0.4), ("b", 0.2)]


def test_no_source_is_quoted_more_often_than_its_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PER_SOURCE", 2)
    assert chosen(("a", 0.9), ("a", 0.9), ("a", 0.9), ("b", 0.9)) == [("a", 0.9), ("a", 0.9), ("b", 0.9)]


def test_of_equals_the_first_is_quoted() -> None:
    first, second = statement("a", 0.5, start=0), statement("a", 0.5, start=5)
    assert choose_quotes([first, second], 1) == [first]


# --- choose_value


def test_nothing_read_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    asking(monkeypatch, "count")
    assert choose_value("?", [], 0.0) is None
    assert choose_value("?", [statement("a", 0.9)], 0.0) is None


def test_a_value_scores_its_statement_times_its_reading_times_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TRUST_IN_VALUES", 3.0)
    given = [statement("a", 0.5, "Orme", read=0.5)]
    asking(monkeypatch, "place")
    assert choose_value("?", given, 0.0) == Value("Orme", 0.25, tuple(given))
    asking(monkeypatch, "date")
    assert choose_value("?", given, 0.0) == Value("Orme", 0.75, tuple(given))


def test_a_value_below_the_threshold_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asking(monkeypatch, "place")
    given = [statement("a", 0.5, "Orme", read=0.5)]
    assert choose_value("?", given, 0.25) == Value("Orme", 0.25, tuple(given))
    assert choose_value("?", given, 0.251) is None


def test_each_further_source_speaks_for_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    asking(monkeypatch, "place")
    monkeypatch.setattr(module, "_SUPPORT", 0.5)
    alone = statement("a", 0.75, "Ulm")
    thrice = [statement("b", 0.5, "Orme"), statement("c", 0.5, "Orme"), statement("d", 0.25, "Orme")]
    assert choose_value("?", [alone, *thrice], 0.0) == Value("Orme", 1.0, tuple(thrice))
    assert choose_value("?", [alone, thrice[0]], 0.0) == Value("Ulm", 0.75, (alone,))


def test_a_source_that_repeats_itself_is_one_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    asking(monkeypatch, "place")
    given = [statement("a", 0.5, "Orme", start=0), statement("a", 0.25, "Orme", start=9)]
    assert choose_value("?", given, 0.0) == Value("Orme", 0.5, tuple(given))


def test_a_value_is_given_as_its_best_statement_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asking(monkeypatch, "place")
    given = [statement("a", 0.5, "the Mill", read=0.5), statement("b", 0.5, "MILL"), statement("c", 0.5, "mill")]
    value = choose_value("?", given, 0.0)
    assert value is not None
    assert (value.text, value.statements) == ("MILL", tuple(given))


def test_of_equal_values_the_first_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asking(monkeypatch, "place")
    first, second = statement("b", 0.5, "Ulm"), statement("a", 0.5, "Orme")
    assert choose_value("?", [first, second], 0.0) == Value("Ulm", 0.5, (first,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("eighty", "Eighty", True),
        ("the mill", "a  Mill", True),
        ("Rodríguez", "RODRIGUEZ", True),
        ("5%", "5 %", True),
        ("forty-two", "forty two", True),
        ("2010-2012", "2010–2012", True),
        ("-5 °C", "−5°C", True),
        ("$5", "€5", False),
        ("5", "5%", False),
        ("5 °C", "-5 °C", False),
        ("C++", "C#", False),
        ("A", "the", False),  # nothing but an article is left: compared as written
        ("😀", "☀", False),
    ],
)
def test_what_counts_as_the_same_value(monkeypatch: pytest.MonkeyPatch, one: str, other: str, *, same: bool) -> None:
    asking(monkeypatch, "thing")
    given = [statement("a", 0.5, one), statement("b", 0.5, other)]
    value = choose_value("?", given, 0.0)
    assert value is not None
    assert value.statements == (tuple(given) if same else (given[0],))


# --- by_source


def test_without_a_value_sources_come_by_their_best_quote() -> None:
    b1, b2 = statement("b", 0.9, start=0), statement("b", 0.7, start=9)
    a1, a2 = statement("a", 0.8, start=0), statement("a", 0.5, start=9)
    c1 = statement("c", 0.6)
    assert by_source([b1, a1, b2, c1, a2], None) == [b1, b2, a1, a2, c1]


def test_sources_that_give_the_value_come_first_and_begin_with_it() -> None:
    b1, a1 = statement("b", 0.9), statement("a", 0.8, "Orme")
    c1, c2 = statement("c", 0.7, start=0), statement("c", 0.6, "Orme", start=9)
    value = Value("Orme", 0.8, (a1, c2))
    assert by_source([b1, a1, c1, c2], value) == [a1, c2, c1, b1]


def test_nothing_to_order() -> None:
    assert by_source([], None) == []


# --- with the parser


@pytest.mark.model
def test_values_are_read_with_the_parser() -> None:
    given = [
        candidate("a.txt", 0, "The mill stood by the river for years."),
        candidate("b.txt", 7, "Forty-two people worked at the mill."),
    ]
    found = {one.candidate.source: one for one in read_statements("How many people worked at the mill?", given)}
    assert found["a.txt"].reading is None
    reading = found["b.txt"].reading
    assert reading is not None
    assert (reading.text, found["b.txt"].features[-2:]) == ("Forty-two", (reading.score, 0.0))
