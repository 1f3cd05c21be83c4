"""What questions ask for."""

from __future__ import annotations

import pytest

from rag.reading.lexicon import kind_of_noun
from rag.reading.question import analyse

pytestmark = pytest.mark.model

KINDS = [
    ("How many political prisoners were released?", "count", "prisoner"),
    ("how many women were held", "count", "woman"),
    ("How many of the sailors drowned?", "count", "sailor"),
    ("According to the mayor, how many shops closed?", "count", "shop"),
    ("What was the population of Korvel in 1910?", "count", "population"),
    ("number of villagers rescued", "count", "villager"),
    ("How much money did the city spend?", "money", "money"),
    ("How much did the stadium cost?", "money", None),
    ("What was the price of bread?", "money", "price"),
    ("How long did the siege last?", "duration", None),
    ("How old is the mayor?", "duration", None),
    ("How many years did the war go on?", "duration", "year"),
    ("How tall is the tower?", "measure", None),
    ("How many barrels of oil were sold?", "measure", "barrel"),
    ("What percentage of voters stayed home?", "share", "percentage"),
    ("How much of the harvest was lost?", "share", "harvest"),
    ("When was the bridge opened?", "date", None),
    ("In what year did the abbey burn down?", "date", "year"),
    ("on which date did the talks begin", "date", "date"),
    ("What year was the abbey built?", "date", "year"),
    ("In which country was Anna Whitfield born?", "place", "country"),
    ("Where is the museum?", "place", None),
    ("What is the capital of Norland?", "place", "capital"),
    ("Who founded the club?", "person", None),
    ("By whom was the letter written?", "person", None),
    ("Whom did the king appoint?", "person", None),
    ("Whose car was stolen?", "person", None),
    ("Who is Barlow's successor?", "person", "successor"),
    ("Tell me who won the cup", "person", None),
    ("Which engineer built the dam?", "person", "engineer"),
    ("Which organisation published the report?", "organisation", "organisation"),
    ("Who is Anna Whitfield?", "role", None),
    ("What is Anna Whitfield's position?", "role", "position"),
    ("What was the role of Anna Whitfield?", "role", "role"),
    ("Why did the factory close?", "cause", None),
    ("What caused the fire?", "cause", None),
    ("What is the reason for the delay?", "cause", "reason"),
    ("How did they escape?", "manner", None),
    ("Did the mayor resign?", "yes_no", None),
    ("Is the bridge open", "yes_no", None),
    ("Who were the founders of the club?", "list", "founder"),
    ("Which countries signed the treaty?", "list", "country"),
    ("Name the three cities that were hit.", "list", "city"),
    ("What is the name of the river?", "thing", "river"),
    ("Which river flows through the town?", "thing", "river"),
    ("What did the king invade?", "thing", None),
    ("What is a glacier?", "description", "glacier"),
    ("What happened in June?", "description", None),
    ("Tell me about the dam", "description", None),
    ("", "description", None),
]


@pytest.mark.parametrize(("question", "kind", "head"), KINDS)
def test_kind_and_head(question: str, kind: str, head: str | None) -> None:
    analysed = analyse(question)
    assert (analysed.kind, analysed.head) == (kind, head)


def test_terms_leave_out_the_wh_phrase_and_empty_words() -> None:
    analysed = analyse("According to Anna Whitfield, how many political prisoners were released in 1911?")
    assert analysed.terms == ("anna", "whitfield", "political", "release", "1911")
    assert analysed.names == ("Anna Whitfield",)
    assert analysed.numbers == ("1911",)


@pytest.mark.parametrize(
    ("question", "verb", "slot"),
    [
        ("Who defeated Barlow?", "defeat", "agent"),
        ("Whom did Hale defeat?", "defeat", "patient"),
        ("Who was defeated by Hale?", "defeat", "patient"),
        ("By whom was Barlow defeated?", "defeat", "agent"),
        ("Who has defeated Barlow?", "defeat", "agent"),
        ("When was Barlow defeated?", "defeat", "other"),
        ("How many men were let go?", "release", "patient"),
        ("How many men are behind bars?", "hold", "other"),
        ("When did the mill close?", "close", "other"),
    ],
)
def test_the_part_that_the_answer_plays(question: str, verb: str, slot: str) -> None:
    analysed = analyse(question)
    assert (analysed.verb, analysed.slot) == (verb, slot)


@pytest.mark.parametrize(
    ("question", "preposition"),
    [("Where did they move to?", "to"), ("From which port did it sail?", "from"), ("Where is it?", None)],
)
def test_the_preposition_of_the_wh_phrase(question: str, preposition: str | None) -> None:
    assert analyse(question).preposition == preposition


def test_a_noun_of_no_list_asks_for_a_thing() -> None:
    assert kind_of_noun("teapot") == "thing"


def test_names_that_modify_the_noun_asked_for() -> None:
    analysed = analyse("How many Danish sailors did Ann Lee rescue?")
    assert (analysed.groups, analysed.names) == (("danish",), ("Danish", "Ann Lee"))
