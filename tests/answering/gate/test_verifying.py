"""What quotes carry, and what they do not: one table a kind of value, with the real parser."""

from __future__ import annotations

import datetime

import pytest

from rag.answering.gate.verifying import verify

pytestmark = pytest.mark.model

QUOTE = (
    "At least 80 political prisoners, among them two dozen women and Rocío San Miguel, were released in Caracas on "
    "8 January 2026, said Foro Penal."
)


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ("At least 80 prisoners were released.", []),
        ("At least eighty political prisoners were released.", []),
        ("24 women were released.", []),
        ("25 women were released.", ["25"]),
        ("80 prisoners were released.", ["80"]),
        ("At least 90 prisoners were released.", ["At least 90"]),
        ("At most 80 prisoners were released.", ["At most 80"]),
    ],
)
def test_numbers_are_carried_by_equal_ones_with_their_bounds(sentence: str, lost: list[str]) -> None:
    verification = verify(sentence, [QUOTE])
    assert [missing.words for missing in verification.missing if missing.kind == "number"] == lost
    assert verification.carried == (not lost)


@pytest.mark.parametrize(
    ("quote", "sentence", "carried"),
    [
        ("The pact lasted 24 months.", "The pact lasted two years.", True),
        ("The pact lasted 24 months.", "The pact lasted two months.", False),
        ("The road is 1,200 km long.", "The road is 1200 kilometres long.", True),
        ("It cost $5m to build.", "It cost five million dollars to build.", True),
        ("It cost $5m to build.", "It cost five million euros to build.", False),
        ("Sales fell by 25 %.", "Sales fell by a quarter.", True),
        ("She finished third.", "She finished 3rd.", True),
        ("She finished third.", "She finished second.", False),
        ("Between 12 and 15 people came.", "Between 12 and 51 people came.", False),
        ("Under two abbots the choir grew.", "Under three abbots the choir grew.", False),
        ("The train left at 10:30.", "The train left at 10:40.", False),
        ("It flew as an A320.", "It flew as an A330.", False),
        ("The team lost 2-1.", "The team lost 2-1.", True),
        ("The team lost 2-1 on points.", "On points the team lost 3-1.", False),
        ("It weighs 2.5 kg in all.", "In all it weighs 5 kg.", False),
        ("Around 1685 they fled.", "They fled about 1685.", True),
        ("About 80 ships sank.", "80 ships sank.", True),
        ("83 ships sank there.", "There, more than 80 ships sank.", False),
        ("83 ships sank there.", "Dozens of ships sank there.", True),
    ],
)
def test_numbers_in_other_words_and_units(quote: str, sentence: str, carried: bool) -> None:
    assert verify(sentence, [quote]).carried is carried


@pytest.mark.parametrize(
    ("quote", "sentence", "carried"),
    [
        ("It opened on 8 January 2026 in rain.", "It opened on Jan 8, 2026.", True),
        ("It opened on 8 January 2026 in rain.", "It opened in January 2026.", True),
        ("It opened on 8 January 2026 in rain.", "It opened on 8 January.", True),
        ("It opened on 8 January 2026 in rain.", "It opened on 9 January.", False),
        ("It opened in January 2026 in rain.", "It opened on 8 January 2026.", False),
        ("It opened on Thursday in rain.", "It opened on 8 January 2026.", True),
        ("It opened on Thursday in rain.", "It opened on 7 January 2026.", False),
        ("He served from 1990 to 1995 there.", "He served there from 1990 until 1995.", True),
        ("He served from 1990 to 1995 there.", "He served there from 1990 until 1996.", False),
        ("By 1977 the cars were small again.", "The cars were small again by 1979.", False),
        ("By 1977 the cars were small again.", "In 1977 the cars were small again.", False),
        ("After 1971 the price fell fast.", "The price fell fast before 1971.", False),
        ("It is of the 10th century, they say.", "They say it is of the tenth century.", True),
        ("It is of the 10th century, they say.", "They say it is of the 11th century.", False),
    ],
)
def test_dates(quote: str, sentence: str, carried: bool) -> None:
    friday = datetime.date(2026, 1, 9)
    assert verify(sentence, [quote], [friday]).carried is carried


@pytest.mark.parametrize(
    ("quote", "sentence", "carried"),
    [
        ("Rocío San Miguel was freed.", "San Miguel was freed.", True),
        ("Rocio San Miguel was freed.", "Rocío San Miguel was freed.", True),
        ("Anna Berg met Tomas Lind there.", "Anna Lind was there.", False),
        ("Anna Berg met Tomas Lind there.", "There Berg met Lind.", True),
        ("The United Nations met there.", "The UN met there.", True),
        ("The UN met there.", "The United Nations met there.", True),
        ("The UN met there.", "The European Union met there.", False),
        ("Spanish ships came at dawn.", "Ships of Spain came at dawn.", True),
        ("Spanish ships came at dawn.", "Ships of Portugal came at dawn.", False),
        ("He sold it to Enrique Pérez de Guzmán.", "It was sold to Pérez de Guzmán.", True),
        ("Mayor Lind resigned at noon.", "Mayor Lind resigned at noon, see https://example.org/x for more.", False),
        ("See https://example.org/x on Mayor Lind.", "On Mayor Lind, see https://example.org/x again.", True),
        ("Mayor Lind resigned at noon.", "Mr Lind resigned at noon.", True),
        ("Mayor Lind resigned at noon.", "The mayor, Anna Lind, resigned at noon.", False),
    ],
)
def test_names(quote: str, sentence: str, carried: bool) -> None:
    assert verify(sentence, [quote]).carried is carried


@pytest.mark.parametrize(
    ("quote", "sentence", "carried"),
    [
        ("The mayor resigned on his own.", "The mayor did not resign.", False),
        ("The mayor did not resign.", "The mayor resigned.", False),
        ("He denied that he would resign.", "He will not resign.", True),
        ("The town has no hospital.", "The town has a hospital.", False),
        ("The town has a hospital.", "The town has no hospital.", False),
        ("No member voted for the plan.", "The members voted for the plan.", False),
        ("No member voted for the plan.", "None of the members voted for the plan.", True),
        ("The bridge is open again.", "The bridge is not open.", False),
        ("The bridge is not open yet.", "The bridge is closed.", True),
        ("They not only sang but also danced.", "They sang.", True),
        ("He stopped working in May.", "He worked in May.", False),
        ("The bridge was never repaired.", "The bridge was repaired.", False),
        ("She can swim well.", "She cannot swim well.", False),
    ],
)
def test_negations(quote: str, sentence: str, carried: bool) -> None:
    assert verify(sentence, [quote]).carried is carried


def test_what_speaks_of_something_else_is_not_carried() -> None:
    verification = verify("The choir sang hymns.", ["The bridge was closed for repairs."])
    assert [missing.kind for missing in verification.missing] == ["words"]
    assert verification.words == 0.0
    assert verification.score == 0.0


def test_scores_tell_how_many_of_each_kind_are_carried() -> None:
    verification = verify("In 2025 Anna Berg and Ole Dahl counted 80 or 90 ships.", ["Anna Berg counted 80 ships."])
    assert verification.dates == 0.0
    assert verification.names == 0.5
    assert verification.negations == 1.0
    assert not verification.carried


def test_several_quotes_carry_together_what_none_carries_alone() -> None:
    quotes = ["Anna Berg counted 80 ships.", "Ole Dahl counted 90 ships."]
    assert verify("Anna Berg counted 80 ships and Ole Dahl 90.", quotes).carried
    assert not verify("Anna Berg counted 80 ships and Ole Dahl 90.", quotes[:1]).carried


def test_a_part_of_a_sentence_that_leaves_out_its_denial_is_not_carried() -> None:
    assert not verify("the mayor was paid", ["It is false that the mayor was paid."]).carried


@pytest.mark.parametrize(
    ("quote", "sentence", "carried"),
    [
        ("The school plans to close its library in May.", "The school closed its library in May.", False),
        ("The school plans to close its library in May.", "The school plans to close its library.", True),
        ("The firm might sell the mill.", "The firm sold the mill.", False),
        ("The firm might sell the mill.", "The firm might sell the mill soon.", True),
        ("She told reporters that she had won.", "She won.", True),
        ("He can swim and was asked to come.", "He was asked to come.", True),
    ],
)
def test_a_plan_or_a_possibility_is_no_fact(quote: str, sentence: str, carried: bool) -> None:
    assert verify(sentence, [quote]).carried is carried


@pytest.mark.parametrize(
    ("sentence", "carried"),
    [("Prices increased in June.", True), ("Prices fell in June.", False), ("Prices did not fall in June.", True)],
)
def test_the_opposite_is_not_carried(sentence: str, carried: bool) -> None:
    assert verify(sentence, ["Prices rose in June."]).carried is carried
