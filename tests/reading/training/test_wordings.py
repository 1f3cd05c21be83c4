from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from rag.reading.parser import parse
from rag.reading.training.wording_synonyms import word_edits
from rag.reading.training.wording_syntax import dropped_edits, rebuilt
from rag.reading.training.wording_values import Edit, value_edits
from rag.reading.training.wordings import applied, chosen, reworded, shortened

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("She bought three horses.", "She bought 3 horses."),
        ("She bought 12 horses.", "She bought twelve horses."),
        ("Turnout was 45% in spring.", "Turnout was 45 percent in spring."),
        ("It cost $5 million to build.", "It cost $5,000,000 to build."),
        ("It cost $1,500,000 to build.", "It cost $1.5 million to build."),
        ("The town has 3,412 inhabitants.", "The town has about 3,400 inhabitants."),
        ("It opened on 12 May 2003.", "It opened on May 12, 2003."),
        ("It opened on May 12, 2003.", "It opened on 12 May 2003."),
        ("The lake is 50 km from here.", "The lake is about 31 miles from here."),
        ("It reached 30 °C in the shade.", "It reached about 86 °F in the shade."),
        ("It weighs 20 kg without the lid.", "It weighs about 44 pounds without the lid."),
    ],
)
def test_values_written_otherwise(text: str, other: str) -> None:
    assert other in {applied(text, [edit]) for edit in value_edits(parse(text))}


@pytest.mark.parametrize(
    "text",
    [
        "It is more than 50 km from here.",
        "The trail is 50 km (31 miles) long.",
        "Chapter 4 tells of the war.",
    ],
)
def test_values_left_alone(text: str) -> None:
    assert list(value_edits(parse(text))) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The army did not capture the town.", "The army didn't capture the town."),
        ("It wasn't raining that day.", "It was not raining that day."),
        ("He purchased the farm.", "He bought the farm."),
        ("The firm said that it was sorry.", "The company said that it was sorry."),
        ("More than 50 people came.", "Over 50 people came."),
        ("However, the plan failed.", "The plan failed."),
    ],
)
def test_words(text: str, other: str) -> None:
    assert other in {applied(text, [edit]) for edit in word_edits(parse(text))}


def test_a_name_keeps_its_words() -> None:
    assert not [e for e in word_edits(parse("They met at the Big Lake Hotel.")) if e.name == "synonym"]


@pytest.mark.parametrize(
    ("text", "other", "name"),
    [
        ("The army captured the town in 1994.", "The town was captured by the army in 1994.", "passive"),
        ("The town was captured by the army in 1994.", "The army captured the town in 1994.", "active"),
        ("In 1994, the army captured the town.", "The army captured the town in 1994.", "adverbial moved"),
        ("The army captured the town in 1994.", "In 1994, the army captured the town.", "adverbial moved"),
    ],
)
def test_order(text: str, other: str, name: str) -> None:
    assert (other, name) in set(rebuilt(parse(text)))


@pytest.mark.parametrize(
    "text", ["He sold his house and moved away.", "Who captured the town?", "She washed herself in the river."]
)
def test_order_left_alone(text: str) -> None:
    assert list(rebuilt(parse(text))) == []


@pytest.mark.parametrize(
    ("text", "other", "name"),
    [
        ("In 1994, the army captured the town.", "The army captured the town.", "date dropped"),
        ("Anna Berg, a teacher from Bonn, won the prize.", "Anna Berg won the prize.", "apposition dropped"),
        ("The bridge, which cost two million, was closed.", "The bridge was closed.", "relative clause dropped"),
        ("The World Bank (WB) lent the money.", "The World Bank lent the money.", "brackets dropped"),
    ],
)
def test_dropped(text: str, other: str, name: str) -> None:
    found = {(applied(text, [edit]), edit.name, edit.shorter) for edit in dropped_edits(parse(text))}
    assert (other, name, True) in found


@pytest.mark.parametrize("text", ["No one left the town in 1994.", "Only Berg voted for it in May 1994."])
def test_nothing_is_dropped_under_negation(text: str) -> None:
    assert list(dropped_edits(parse(text))) == []


def test_applied_mends_article_spaces_and_capital() -> None:
    assert applied("He saw a new house.", [Edit(9, 12, "old", "test")]) == "He saw an old house."
    assert applied("Well, it fell (twice) .", [Edit(0, 6, "", "test"), Edit(14, 21, "", "test")]) == "It fell."


def test_chosen_do_not_overlap() -> None:
    edits = [Edit(0, 5, "a", "x"), Edit(3, 8, "b", "y"), Edit(8, 9, "c", "z")]
    for seed in range(20):
        some = sorted(chosen(edits, Random(seed), 3))
        assert some
        assert all(one.end <= other.start for one, other in pairwise(some))


def test_reworded_and_shortened() -> None:
    doc = parse("In 1994, the army captured three towns near the river, which was 50 km long.")
    texts = {made.text for seed in range(30) if (made := reworded(doc, Random(seed), parse))}
    assert len(texts) > 3
    assert doc.text not in texts
    for seed in range(30):
        less = shortened(doc, Random(seed))
        assert less is not None
        assert less.shorter
        assert not {"1994", "which"} <= set(less.text.replace(",", "").split())


def test_nothing_to_reword() -> None:
    assert reworded(parse("Birds sing loudly."), Random(1), parse) is None
    assert shortened(parse("Birds sing loudly."), Random(1)) is None
