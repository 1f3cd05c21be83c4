"""Which sentences are quoted, and which value is put first; readings are the test's own, so no parser is loaded."""

from __future__ import annotations

from math import log
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from rag.answering import readings
from rag.answering import statements as module
from rag.answering.readings import Readings
from rag.answering.sentences import Candidate, Features
from rag.answering.statements import (
    Statement,
    Value,
    by_source,
    choose_quotes,
    choose_value,
    proposals,
    read_statements,
)
from rag.reading.logistic import Logistic
from rag.reading.question import Question
from rag.reading.reader import Reading
from rag.retrieval.fusion import Fused
from rag.retrieval.search import Found
from rag.store.catalogue import StoredChunk
from tests.fakes import FakeReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.reading.lexicon import AnswerKind


def candidate(source: str = "a.txt", start: int = 0, text: str = "x", cosine: float = 0.0) -> Candidate:
    return Candidate(source, start, start + len(text), text, Features(cosine, 0.1, 0.2, 0.3, 0.4, 1.0))


def words(value: str, score: float = 1.0, start: int = 0) -> Reading:
    return Reading(start, start + len(value), value, score)


def statement(
    source: str,
    score: float,
    value: str | None = None,
    *,
    ruled: str | None = None,
    read: float = 1.0,
    start: int = 0,
    text: str = "x",
) -> Statement:
    """A statement in which the reader chose a value with the score ``read``, and the rules another further on."""
    learned = words(value, read) if value else None
    by_rule = words(ruled, start=99) if ruled else None
    return Statement(candidate(source, start, text), Readings(learned, by_rule), (), score)


def asking(monkeypatch: pytest.MonkeyPatch, kind: AnswerKind) -> None:
    """Every question asks for an answer of this kind."""
    monkeypatch.setattr(module, "analyse", lambda question: Question(question, kind))


# --- read_statements


def passage(text: str, source: str = "a.txt", start: int = 0) -> Found:
    return Found(StoredChunk(1, source, start, start + len(text), text), Fused(1, 0.5, 0.5, 0.0, 1, 1))


def ruling(monkeypatch: pytest.MonkeyPatch, kind: AnswerKind, ruled: dict[str, float], logistic: Logistic) -> None:
    """Let every question ask for this kind, and rules read these sentences as the whole of themselves."""

    def read(question: str, sentences: Sequence[str]) -> list[Reading | None]:
        return [words(one, ruled[one]) if one in ruled else None for one in sentences]

    asking(monkeypatch, kind)
    monkeypatch.setattr(readings, "rules", SimpleNamespace(read=read))
    monkeypatch.setattr(module, "HOLDS_ANSWER", logistic)


NOTHING = Logistic(0.0, (0.0,) * 10)


@pytest.mark.parametrize(
    ("kind", "last"),
    [("count", (0.75, 0.0)), ("money", (0.75, 0.0)), ("person", (0.0, 0.75)), ("cause", (0.0, 0.75))],
)
def test_what_was_read_adds_features_and_rules_for_values_and_names_apart(
    monkeypatch: pytest.MonkeyPatch, kind: AnswerKind, last: tuple[float, float]
) -> None:
    ruling(monkeypatch, kind, {"x 42": 0.75}, NOTHING)
    reader = FakeReader(score=0.25, answered=0.5)
    (found,) = read_statements("?", [candidate(text="x 42", cosine=0.9)], [passage("x 42")], reader)
    assert found.features == (0.9, 0.1, 0.2, 0.3, 0.4, 1.0, 0.125, 0.5, *last)
    assert found.readings == Readings(words("42", 0.125, start=2), words("x 42", 0.75), 0.5)
    assert found.score == 0.5


def test_a_sentence_without_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    ruling(monkeypatch, "count", {}, NOTHING)
    (found,) = read_statements("?", [candidate()], [passage("x")], FakeReader())
    assert (found.readings, found.features[-4:]) == (Readings(), (0.0,) * 4)


def test_a_sentence_beside_the_answer_is_told_by_its_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    ruling(monkeypatch, "count", {}, NOTHING)
    (found,) = read_statements("?", [candidate()], [passage("x. There were 42.")], FakeReader(answered=0.75))
    assert (found.readings.learned, found.features[-4:]) == (None, (0.0, 0.75, 0.0, 0.0))


def test_statements_are_scored_and_sorted_likeliest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = (log(3), 0, 0, 0, 0, 0, log(99), 0, log(9), 0)
    ruling(monkeypatch, "count", {"ruled": 1.0}, Logistic(0.0, weights))
    given = [candidate(source, text=source, cosine=float(source == "near")) for source in ("far", "near", "ruled", "7")]
    passages = [passage(source, source) for source in ("7", "far", "near", "ruled")]
    found = read_statements("?", given, passages, FakeReader(score=1.0))
    assert [one.candidate.text for one in found] == ["7", "ruled", "near", "far"]
    assert [one.score for one in found] == pytest.approx([99 / 100, 9 / 10, 3 / 4, 1 / 2])


def test_ties_are_broken_by_source_then_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    ruling(monkeypatch, "count", {}, NOTHING)
    given = [candidate("b", 1), candidate("a", 9), candidate("b", 0), candidate("a", 3)]
    found = read_statements("?", given, [passage("x" * 10, "a"), passage("x" * 10, "b")], FakeReader())
    assert [(one.candidate.source, one.candidate.start) for one in found] == [("a", 3), ("a", 9), ("b", 0), ("b", 1)]


def test_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ruling(monkeypatch, "count", {}, NOTHING)
    assert read_statements("?", [], [], FakeReader()) == []
    assert read_statements("?", [], [passage("42")], FakeReader()) == []


# --- proposals


def proposed(
    learned: Reading | None, ruled: Reading | None, kind: AnswerKind = "count"
) -> list[tuple[Reading, tuple[float, ...]]]:
    given = Statement(candidate(), Readings(learned, ruled), (), 0.125)
    return [(proposal.reading, proposal.features) for proposal in proposals(given, kind)]


def test_nothing_read_is_nothing_proposed() -> None:
    assert proposed(None, None) == []


@pytest.mark.parametrize("kind", ["count", "person"])
def test_the_reader_alone_proposes(kind: AnswerKind) -> None:
    learned = words("42", 0.5)
    assert proposed(learned, None, kind) == [(learned, (0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.125))]


def test_the_rules_alone_propose_values_and_names_apart() -> None:
    ruled = words("42", 0.75)
    assert proposed(None, ruled, "count") == [(ruled, (0.0, 0.75, 0.0, 0.0, 0.0, 0.0, 0.125))]
    assert proposed(None, ruled, "person") == [(ruled, (0.0, 0.0, 0.75, 0.0, 0.0, 0.0, 0.125))]


def test_the_same_words_are_proposed_once_as_the_reader_chose_them() -> None:
    learned = words("the Mill", 0.5)
    assert proposed(learned, words("mill", 0.75, start=4)) == [(learned, (0.5, 0.0, 0.0, 0.75, 1.0, 1.0, 0.125))]


def test_the_same_words_at_another_place_are_proposed_once() -> None:
    learned = words("42", 0.5)
    assert proposed(learned, words("42", 0.75, start=9)) == [(learned, (0.5, 0.0, 0.0, 0.0, 0.0, 1.0, 0.125))]


def test_words_that_overlap_are_both_proposed_and_speak_for_each_other() -> None:
    learned, ruled = words("about 42", 0.5), words("42", 0.75, start=6)
    assert proposed(learned, ruled, "count") == [
        (learned, (0.5, 0.0, 0.0, 0.75, 1.0, 0.0, 0.125)),
        (ruled, (0.5, 0.75, 0.0, 0.0, 1.0, 0.0, 0.125)),
    ]
    assert proposed(learned, ruled, "thing")[1] == (ruled, (0.5, 0.0, 0.75, 0.0, 1.0, 0.0, 0.125))


@pytest.mark.parametrize("start", [2, 9])  # next to each other, apart
def test_names_that_differ_are_both_proposed_each_by_itself(start: int) -> None:
    learned, ruled = words("Ann", 0.5), words("Bea", 0.75, start=start)
    expected = [
        (learned, (0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.125)),
        (ruled, (0.0, 0.0, 0.75, 0.0, 0.0, 0.0, 0.125)),
    ]
    if start < len("Ann"):  # they share a character
        expected = [(learned, (0.5, 0.0, 0.0, 0.75, 1.0, 0.0, 0.125)), (ruled, (0.5, 0.0, 0.75, 0.0, 1.0, 0.0, 0.125))]
    assert proposed(learned, ruled, "person") == expected


@pytest.mark.parametrize("start", [2, 9])
def test_figures_that_differ_are_not_proposed(start: int) -> None:
    assert proposed(words("42", 0.5), words("57", 0.75, start=start), "count") == []
    assert proposed(words("42", 0.5, start=start), words("57", 0.75), "count") == []
    # Two places of a name are no two figures.
    assert len(proposed(words("42", 0.5), words("57", 0.75, start=start), "place")) == 2


def test_a_proposal_is_as_likely_as_its_features_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VALUE_RIGHT", Logistic(0.0, (2 * log(3), 0, 0, 0, 0, 0, 8 * log(2))))
    (proposal,) = proposals(Statement(candidate(), Readings(words("42", 0.5)), (), 0.125), "count")
    assert proposal.score == pytest.approx(6 / 7)


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


class ByStatement:
    """In the place of fitted weights: a value is as likely as its statement times the better of its readings."""

    def probability(self, features: Sequence[float]) -> float:
        return max(features[:3]) * features[-1]


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question asks for a thing, and values are judged as above."""
    asking(monkeypatch, "thing")
    monkeypatch.setattr(module, "VALUE_RIGHT", ByStatement())


def test_nothing_read_is_no_value(plainly: None) -> None:
    assert choose_value("?", [], 0.0) is None
    assert choose_value("?", [statement("a", 0.9)], 0.0) is None


def test_the_likeliest_value_is_given_whoever_read_it(plainly: None) -> None:
    both = statement("a", 0.5, "Ulm", ruled="Orme", read=0.5)
    assert choose_value("?", [both], 0.0) == Value("Orme", 0.5, (both,))
    both = statement("a", 0.5, "Ulm", ruled="Orme")
    assert choose_value("?", [both], 0.0) == Value("Ulm", 0.5, (both,))  # of equals the reader's
    likelier = statement("b", 0.75, "Linz")
    assert choose_value("?", [both, likelier], 0.0) == Value("Linz", 0.75, (likelier,))


@pytest.mark.parametrize("kind", ["cause", "yes_no"])
def test_a_question_for_a_cause_or_for_yes_or_no_gets_none(
    kind: AnswerKind, plainly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [statement("a", 0.5, "because of a storm", ruled="a storm")]
    assert choose_value("?", given, 0.0) is not None
    asking(monkeypatch, kind)
    assert choose_value("?", given, 0.0) is None


def test_a_value_below_the_threshold_is_not_given(plainly: None) -> None:
    given = [statement("a", 0.5, "Orme", read=0.5)]
    assert choose_value("?", given, 0.25) == Value("Orme", 0.25, tuple(given))
    assert choose_value("?", given, 0.251) is None


def test_each_further_source_speaks_for_a_value(plainly: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SUPPORT", 0.25)
    alone = statement("a", 0.625, "Ulm")
    thrice = [statement("b", 0.5, "Orme"), statement("c", 0.5, "Orme"), statement("d", 0.25, "Orme")]
    assert choose_value("?", [alone, *thrice], 0.0) == Value("Orme", 0.75, tuple(thrice))
    assert choose_value("?", [alone, thrice[0]], 0.0) == Value("Ulm", 0.625, (alone,))


def test_the_reader_in_one_source_and_the_rules_in_another_speak_together(
    plainly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SUPPORT", 0.5)
    given = [statement("a", 0.5, "Ulm", ruled="Orme"), statement("b", 0.5, "orme", ruled="Linz")]
    assert choose_value("?", given, 0.0) == Value("Orme", 0.75, tuple(given))


def test_support_makes_nothing_surer_than_sure_yet_more_of_it_still_wins(
    plainly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SUPPORT", 0.5)
    twice = [statement(source, 0.75, "Ulm") for source in ("a", "b")]
    thrice = [statement(source, 0.75, "Orme") for source in ("c", "d", "e")]
    assert choose_value("?", twice, 1.0) == Value("Ulm", 1.0, tuple(twice))
    assert choose_value("?", [*twice, *thrice], 1.0) == Value("Orme", 1.0, tuple(thrice))


def test_a_source_that_repeats_itself_is_one_voice(plainly: None) -> None:
    given = [statement("a", 0.5, "Orme", start=0), statement("a", 0.25, "Orme", start=9)]
    assert choose_value("?", given, 0.0) == Value("Orme", 0.5, tuple(given))


def test_a_value_is_given_as_its_likeliest_reading_writes_it(plainly: None) -> None:
    given = [statement("a", 0.5, "the Mill", read=0.5), statement("b", 0.5, "MILL"), statement("c", 0.5, "mill")]
    value = choose_value("?", given, 0.0)
    assert value is not None
    assert (value.text, value.statements) == ("MILL", tuple(given))


def test_of_equal_values_the_first_is_given(plainly: None) -> None:
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
def test_what_counts_as_the_same_value(plainly: None, one: str, other: str, *, same: bool) -> None:
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
    texts = {"a.txt": "The mill stood by the river for years.", "b.txt": "Forty-two people worked at the mill."}
    read = read_statements(
        "How many people worked at the mill?",
        [candidate(source, text=text) for source, text in texts.items()],
        [passage(text, source) for source, text in texts.items()],
        FakeReader(),
    )
    found = {one.candidate.source: one for one in read}
    assert found["a.txt"].readings.ruled is None
    reading = found["b.txt"].readings.ruled
    assert reading is not None
    assert (reading.text, found["b.txt"].features[-2:]) == ("Forty-two", (reading.score, 0.0))
