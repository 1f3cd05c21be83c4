"""The gate: what passes, what is dropped, and what is reported."""

from __future__ import annotations

import pytest

from rag.answering.gate.gate import Gate
from rag.answering.gate.parts import Cited, Drafted, Dropped, Kept, Passage

pytestmark = pytest.mark.model

TEXT = "Preface. Anna Berg counted 41 members on 3 May 2024. It is not true that 80 left. Rain fell."
OTHER = "Tomas Lind\ncounted only 38 members."
PASSAGES = (Passage(1, "a.txt", 100, TEXT), Passage(2, "b.txt", 0, OTHER))


def check(text: str, *cites: Cited) -> Kept | Dropped:
    return Gate(PASSAGES).check(Drafted(text, cites))


def test_a_carried_sentence_is_kept_with_whole_sentences_as_quotes() -> None:
    kept = check("On May 3, 2024, forty-one members were counted.", Cited(1, "counted 41 members on 3 May"))
    assert isinstance(kept, Kept)
    (evidence,) = kept.evidence
    assert evidence.source == "a.txt"
    assert evidence.text == "Anna Berg counted 41 members on 3 May 2024."
    assert TEXT[evidence.span.start - 100 : evidence.span.end - 100] == evidence.text
    assert kept.verification.score == 1.0


def test_a_quote_with_other_white_space_is_shown_as_the_source_has_it() -> None:
    kept = check("Tomas Lind counted 38 members.", Cited(2, "Tomas Lind counted only 38"))
    assert isinstance(kept, Kept)
    assert kept.evidence[0].text == OTHER


@pytest.mark.parametrize("number", [0, -1, 3, 99])
def test_a_passage_that_does_not_exist_is_dropped_and_reported(number: int) -> None:
    dropped = check("41 members were counted.", Cited(number, "counted 41 members"))
    assert isinstance(dropped, Dropped)
    assert dropped.problem == "unknown passage"
    assert dropped.reason == f"there is no passage {number}"


def test_a_sentence_that_cites_nothing_is_dropped() -> None:
    dropped = check("41 members were counted.")
    assert isinstance(dropped, Dropped)
    assert dropped.problem == "no citation"


def test_a_quote_from_another_passage_is_dropped() -> None:
    dropped = check("41 members were counted.", Cited(2, "Anna Berg counted 41 members"))
    assert isinstance(dropped, Dropped)
    assert dropped.problem == "no such quote"
    assert "passage 2" in dropped.reason


def test_one_good_citation_keeps_a_sentence_and_the_bad_ones_are_reported() -> None:
    kept = check("41 members were counted.", Cited(7, "x"), Cited(1, "counted 41 members"), Cited(2, "made up"))
    assert isinstance(kept, Kept)
    assert [evidence.source for evidence in kept.evidence] == ["a.txt"]
    assert kept.reports == ("there is no passage 7", "passage 2 does not hold the words “made up”")


def test_words_cut_out_of_their_denial_carry_nothing() -> None:
    dropped = check("80 left.", Cited(1, "80 left"))
    assert isinstance(dropped, Dropped)
    assert dropped.problem == "not carried"
    assert dropped.verification is not None
    assert dropped.verification.negations < 1


def test_a_quote_as_long_as_the_passage_is_no_quote() -> None:
    long = "One cat sat. Two dogs ran. Three cows ate. Four pigs lay. Five hens flew."
    gate = Gate([Passage(1, "a.txt", 0, long)])
    dropped = gate.check(Drafted("Two dogs ran.", (Cited(1, long),)))
    assert isinstance(dropped, Dropped)
    assert dropped.problem == "quote too long"


def test_without_a_quote_the_sentence_of_the_passage_that_carries_it_is_cited() -> None:
    kept = check("41 members were counted.", Cited(1))
    assert isinstance(kept, Kept)
    assert kept.evidence[0].text == "Anna Berg counted 41 members on 3 May 2024."
    dropped = check("42 members were counted.", Cited(1))
    assert isinstance(dropped, Dropped)
    assert dropped.problem == "not carried"
    assert dropped.reason == "its quotes do not give the number “42”"


def test_a_quote_that_tells_nothing_of_the_sentence_is_left_out() -> None:
    kept = check("41 members were counted.", Cited(1, "Rain fell"), Cited(1, "counted 41 members"))
    assert isinstance(kept, Kept)
    assert [evidence.text for evidence in kept.evidence] == ["Anna Berg counted 41 members on 3 May 2024."]


@pytest.mark.parametrize("text", ["", "  ", "…", "[1]."[3:]])
def test_what_says_nothing_is_dropped(text: str) -> None:
    assert isinstance(check(text, Cited(1, "Rain fell")), Dropped)
