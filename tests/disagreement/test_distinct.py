"""Whether two sentences that no question ties together are of one thing: kinship, and what tells them apart."""

from __future__ import annotations

import pytest

from rag.disagreement.blocking import Rarity
from rag.disagreement.distinct import distinct
from rag.disagreement.kinship import kinship
from rag.disagreement.statements_of import Sentence, Statement, Text, statements_of
from rag.disagreement.topics import common_words, kind_of, topic_of
from rag.reading.parser import parse

pytestmark = pytest.mark.model

ALMA = "The ferry Alma carried 412 passengers to Lorrin on Sunday."


def pair(one: str, other: str, kind: str = "count") -> tuple[Statement, Statement, Rarity]:
    found = [
        next(s for s in statements_of(Sentence(Text(name, text, None), 0, text, "", ""), parse(text)) if s.kind == kind)
        for name, text in (("a.txt", one), ("b.txt", other))
    ]
    return found[0], found[1], Rarity.of(statement.place.text.words for statement in found)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (ALMA, "The ferry Alma carried 390 passengers to Lorrin on Sunday.", None),
        (ALMA, "The ferry Alma, the police said, carried 390 passengers to Lorrin on Sunday.", None),
        (ALMA, "The ferry Brenna carried 390 passengers to Pellworth on Sunday.", "names what the other"),
        ("Alder Lines of Lorrin owns 12 boats.", "Brenna Lines of Lorrin owns 14 boats.", "names what the other"),
        (
            "In 1997 the ferry Alma carried 412 passengers to Lorrin.",
            "In 1998 the ferry Alma carried 390 passengers to Lorrin.",
            "told of 1997",
        ),
        ("The red house of Lorrin has 12 doors.", "The blue house of Lorrin has 14 doors.", "“red”"),
        ("The red house of Lorrin has 12 doors.", "The house of Lorrin has 14 doors.", None),
        ("We sold 412 tractors.", "We sold 390 tractors.", "not of one subject"),
        ("The union of Lorrin owns 412 boats.", "The ministry of Lorrin owns 390 boats.", "“union”"),
        ("Alma carried 41 men, 42 women and 43 children.", "Alma carried 44 children.", "several such values"),
    ],
)
def test_what_tells_apart(one: str, other: str, reason: str | None) -> None:
    first, second, rarity = pair(one, other)
    told = distinct(first, second, kinship(first, second, rarity), rarity)
    back = distinct(second, first, kinship(second, first, rarity), rarity)
    if reason is None:
        assert (told, back) == (None, None)
    else:
        assert told is not None
        assert back is not None
        assert reason in told


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("In 2008 Lorrin spent 41 million euros.", "In 2010 Lorrin spent 44 million euros.", True),
        ("In 2008 Lorrin spent 41 million euros.", "In 2010 Lorrin spent 41 million euros.", False),
    ],
)
def test_a_time_with_a_figure_of_its_own(one: str, other: str, *, apart: bool) -> None:
    first, second, rarity = pair(one, other, "date")
    assert (distinct(first, second, kinship(first, second, rarity), rarity) is not None) == apart


def test_kinship_of_a_copy_is_whole() -> None:
    first, second, rarity = pair(ALMA, ALMA.replace("412", "390"))
    kin = kinship(first, second, rarity)
    assert (kin.shared, kin.contained, kin.attribute, kin.named, kin.copied) == pytest.approx((1, 1, 1, 1, 1))
    assert kin.likely(1.0) == pytest.approx(1)


@pytest.mark.parametrize(
    ("other", "attribute"),
    [
        ("Alma carried 390 passengers.", 1.0),
        ("Alma lost 390 passengers.", 0.5),
        ("Alma carried 390 sheep.", 0.0),
    ],
)
def test_what_is_counted_and_done(other: str, attribute: float) -> None:
    first, second, rarity = pair("Alma carried 412 passengers.", other)
    assert kinship(first, second, rarity).attribute == pytest.approx(attribute)


def test_topics() -> None:
    first, second, rarity = pair(ALMA, "To Lorrin, the ferry Alma carried 390 tired passengers.")
    assert topic_of(first, second, rarity) == (
        "how many passengers the ferry Alma carried to Lorrin",
        "ferry, Alma, carried, Lorrin",
        "How many passengers did the ferry Alma carry to Lorrin?",
    )
    untold = pair("On the ferry Alma: 412 passengers.", "On the ferry Alma: 390 passengers.")
    assert topic_of(*untold) == ("the number of passengers (ferry, Alma)", "ferry, Alma", None)
    assert common_words(first, second) == "ferry alma carried passengers lorrin"
    assert kind_of(first) == "number"
    dated = pair("The Alma sank on 3 May 1998.", "The Alma sank on 5 May 1998.", "date")
    assert (topic_of(*dated).topic, kind_of(dated[0])) == ("when the Alma sank", "date")
