"""From sentences that were read for an answer to typed claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.claims import claim_at, read_claims
from rag.disagreement.moment import Moment
from rag.disagreement.quantity import Quantity
from rag.reading.parser import parse_written
from rag.reading.question import analyse
from rag.text.spans import Span
from tests.disagreement.reads import claim_of, read

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

pytestmark = pytest.mark.model

FREED = "How many prisoners were released?"


@pytest.mark.parametrize(
    ("question", "marked", "kind", "words"),
    [
        (FREED, "In all [80 prisoners] were released.", "count", "80"),
        # Of two figures in the words read, the one that is of the kind asked for.
        ("How much did the two bridges cost?", "The [two bridges cost 40 million euros].", "money", "40 million euros"),
        # A measure is one though the question does not seem to ask for it.
        ("What is the maximum load of the shelf?", "The shelf carries [25 kg].", "measure", "25 kg"),
        ("How high is the tower?", "The tower is [84.31 m] high.", "measure", "84.31 m"),
        ("When was the mill built?", "The mill was built in [1950].", "date", "1950"),
        ("Who runs the mill?", "[Ana Berg] runs the mill.", "person", "Ana Berg"),
        ("Why was the fair closed?", "The fair was closed because of [the storm].", "cause", "the storm"),
    ],
)
def test_kind_and_words(question: str, marked: str, kind: AnswerKind, words: str) -> None:
    claim = claim_of(question, marked)
    assert (claim.kind, claim.words) == (kind, words)


@pytest.mark.parametrize(
    ("question", "marked", "sort"),
    [
        (FREED, "In all [80] prisoners were released.", Quantity),
        ("When was the mill built?", "The mill was built in [1950].", Moment),
        ("Who runs the mill?", "[Ana Berg] runs the mill.", type(None)),
        ("Why was the fair closed?", "The fair was closed because of [the storm].", type(None)),
    ],
)
def test_numbers_and_times_have_a_value(question: str, marked: str, sort: type) -> None:
    assert isinstance(claim_of(question, marked).value, sort)


@pytest.mark.parametrize(
    ("question", "marked", "named"),
    [
        ("Who runs the mill?", "[Ana Berg] runs the mill.", True),
        ("Where was the treaty signed?", "The treaty was signed in [Murn].", True),
        (FREED, "In all [80] prisoners were released.", False),
    ],
)
def test_names_have_a_naming(question: str, marked: str, named: bool) -> None:
    assert (claim_of(question, marked).naming is not None) is named


def test_what_follows_a_semicolon_is_no_part_of_a_cause() -> None:
    claim = claim_of("Why did the fair close?", "The fair closed because of [debts; blight played no part].")
    assert claim.words == "debts"


def test_of_what_nothing_was_read_there_is_no_claim() -> None:
    reads = [read("a.txt", "The prisoners were released."), read("b.txt", "In all [80] prisoners were released.")]
    assert [claim.source for claim in read_claims(analyse(FREED), reads)] == ["b.txt"]


def test_the_order_is_kept() -> None:
    reads = [read(f"{n}.txt", f"In all [{n}] prisoners were released.", holds=n / 10) for n in (3, 9, 5)]
    assert [claim.words for claim in read_claims(analyse(FREED), reads)] == ["3", "9", "5"]


@pytest.mark.parametrize(("marked", "claims"), [("[The mill] was sold.", 0), ("[Ana Berg] sold the mill.", 1)])
def test_words_of_the_question_answer_nothing(marked: str, claims: int) -> None:
    assert len(read_claims(analyse("Who sold the mill?"), [read("a.txt", marked)])) == claims


@pytest.mark.parametrize(
    ("marked", "claims"),
    [("MINISTRY FREES [80] PRISONERS IN MURN", 0), ("The ministry freed [80] prisoners in Murn.", 1)],
)
def test_a_headline_makes_no_claim(marked: str, claims: int) -> None:
    assert len(read_claims(analyse(FREED), [read("a.txt", marked)])) == claims


@pytest.mark.parametrize(
    ("question", "marked", "claims"),
    [
        ("How many people were detained?", "In all [80] people were released.", 0),
        ("How many people were detained?", "In all [80] people were arrested.", 1),
        ("How many people were released?", "In all [80] people were released.", 1),
    ],
)
def test_a_figure_of_the_opposite_answers_nothing(question: str, marked: str, claims: int) -> None:
    assert len(read_claims(analyse(question), [read("a.txt", marked)])) == claims


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("The ministry says that [80] prisoners were released.", "The ministry"),
        ("According to Ana Berg, [80] prisoners were released.", "Ana Berg"),
        ("In all [80] prisoners were released.", None),
    ],
)
def test_who_says_it(marked: str, name: str | None) -> None:
    said = claim_of(FREED, marked).said_by
    assert (said.name if said else None) == name


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("The ministry released [80] prisoners.", "actual"),
        ("The ministry plans to release [80] prisoners.", "planned"),
        ("The ministry may have released [80] prisoners.", "possible"),
        ("If the talks go on, [80] prisoners are released.", "conditional"),
    ],
)
def test_how_it_is_told(marked: str, modality: str) -> None:
    assert claim_of(FREED, marked).modality == modality


@pytest.mark.parametrize(
    ("marked", "when", "present", "now"),
    [
        ("As of 3 March 2025, [80] prisoners have been released.", "3 March 2025", True, False),
        ("Last year [80] prisoners were released.", "last year", False, False),
        ("So far [80] prisoners have been released.", None, True, True),
        ("In all [80] prisoners were released.", None, False, False),
    ],
)
def test_as_of_when(marked: str, when: str | None, present: bool, now: bool) -> None:
    claim = claim_of(FREED, read("a.txt", marked, "2025-04-01"))
    told = claim.holds_at.words if claim.holds_at and not claim.now else None
    assert (told, claim.present, claim.now) == (when, present, now)


def test_a_date_that_is_asked_for_does_not_hold_at_itself() -> None:
    assert claim_of("When was the mill built?", "The mill was built in [1950].").holds_at is None


@pytest.mark.parametrize(
    ("question", "marked", "role"),
    [
        ("When did the closure begin?", "The road has been closed since [3 May 2024].", "at"),
        ("When did the closure end?", "The road has been closed since [3 May 2024].", "since"),
        ("When did the support end?", "The support was given until [3 May 2024].", "at"),
        ("When did the support begin?", "The support was given until [3 May 2024].", "until"),
    ],
)
def test_since_and_until_tell_the_end_that_is_asked_for(question: str, marked: str, role: str) -> None:
    value = claim_of(question, marked).value
    assert isinstance(value, Moment)
    assert value.role == role


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("The mill is open.", "yes"),
        ("The mill is closed.", "no"),
        ("The mill is not open.", "no"),
        ("The mill may be closed.", None),
        ("The school is open.", None),
    ],
)
def test_a_stance_is_the_claim_where_yes_or_no_is_asked_for(sentence: str, answer: str | None) -> None:
    claims = read_claims(analyse("Is the mill open?"), [read("a.txt", sentence)])
    assert [claim.stance.answer for claim in claims if claim.stance] == ([answer] if answer else [])
    assert len(claims) == (answer is not None)
    assert all(claim.kind == "yes_no" for claim in claims)


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("President Ana Ruiz opened the bridge.", "yes"),
        ("Former president Ana Ruiz opened the bridge.", "no"),
        ("Ana Ruiz opened the bridge.", None),
    ],
)
def test_a_standing_in_passing_is_a_stance_too(sentence: str, answer: str | None) -> None:
    claims = read_claims(analyse("Is Ana Ruiz in power?"), [read("a.txt", sentence)])
    assert [claim.stance.answer for claim in claims if claim.stance] == ([answer] if answer else [])


def test_a_part_of_a_sentence_claims_by_itself() -> None:
    made = read("a.txt", "The ministry counts [600], the union says that 80 were freed.")
    start = made.sentence.index("80")
    claim = claim_at(made, Span(start, start + 2), "count")
    assert claim.words == "80"
    assert claim.said_by is not None
    assert claim.said_by.name == "the union"


def test_offsets_hold_where_apostrophes_are_curly() -> None:
    sentence = "The union’s count is 80."
    doc = parse_written(sentence)
    assert len(doc.text) == len(sentence)
    assert "'s" in [token.text for token in doc]
    assert claim_of(FREED, "The union’s count is [80].").words == "80"
