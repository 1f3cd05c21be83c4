from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from rag.reading.parser import parse
from rag.reading.training.exchanges import Pool
from rag.reading.training.questions import Asked
from rag.reading.training.unanswered import (
    Swap,
    both_sides,
    edited,
    elsewhere,
    passage_only,
    says_any,
    swapped_roles,
    swapped_word,
    taken_out,
)

PASSAGE = (
    "Anna Berg founded the orchard school near Bexby in 1871. Its forty pupils planted pears along the river and sold "
    "them at the autumn fair. Thomas Lind, a miller, paid for the roof and for the long tables in the hall."
)


def asked(question: str = "Who founded the orchard school?", answer: str = "Anna Berg") -> Asked:
    start = PASSAGE.index(answer)
    return Asked(PASSAGE, question, ((start, start + len(answer)),), "x")


@pytest.mark.parametrize(
    ("text", "said"), [("anna berg", True), ("Ann", False), ("1871", True), ("187", False), ("hall", True)]
)
def test_whole_words_whatever_their_case(text: str, *, said: bool) -> None:
    assert says_any(PASSAGE, [text]) is said


def test_the_sentence_that_answers_is_taken_out() -> None:
    made = taken_out(asked())
    assert made is not None
    assert made.passage.startswith("Its forty pupils")
    assert (made.answers, made.made, made.question) == ((), "taken out", "Who founded the orchard school?")


def test_nothing_is_taken_out_where_the_rest_answers_too() -> None:
    again = replace(asked(), passage=PASSAGE + " Anna Berg liked pears.")
    assert taken_out(again) is None


def test_little_rest_is_none() -> None:
    passage = "Anna Berg founded the school. It was small."
    assert taken_out(Asked(passage, "Who founded it?", ((0, 9),), "x")) is None


def test_elsewhere_does_not_answer() -> None:
    near = [PASSAGE, "Anna Berg was here.", "A school in Corwick.", "A fair in Holt."]
    made = {elsewhere(asked(), near, Random(seed)) for seed in range(40)}
    passages = [each.passage for each in made if each is not None]
    assert set(passages) == {"A school in Corwick.", "A fair in Holt."}
    assert all(each is not None and each.answers == () and each.made == "elsewhere" for each in made)


def test_nowhere_else() -> None:
    assert elsewhere(asked(), [PASSAGE, "Anna Berg was here."], Random(1)) is None


def test_an_edit_on_both_sides_leaves_the_answer() -> None:
    given = asked("When was the school near Bexby founded?", "1871")
    made = both_sides(given, Swap("When was the school near Wetherington founded?", "Bexby", "Wetherington"))
    assert made is not None
    assert "near Wetherington in 1871" in made.passage
    assert made.texts() == ["1871"]
    assert made.question == "When was the school near Wetherington founded?"
    assert made.made == "both sides"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Anna", "Clara"),  # within the answer
        ("Dunmere", "Holt"),  # not said
        ("miller", "hall"),  # the new word is said already
        ("pear", "plum"),  # only within another word
    ],
)
def test_no_edit_on_both_sides(old: str, new: str) -> None:
    assert both_sides(asked(), Swap("Who founded it?", old, new)) is None


def test_an_edit_of_the_passage_alone_unanswers() -> None:
    given = asked("When was the school near Bexby founded?", "1871")
    made = passage_only(given, Swap("When was the school near Holt founded?", "Bexby", "Holt"))
    assert made is not None
    assert "near Holt in 1871" in made.passage
    assert (made.question, made.answers) == (given.question, ())


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "swapped"),
    [
        ("Who defeated Anna Berg?", "Who did Anna Berg defeat?"),
        ("Who defeated Anna Berg in 1871?", "Who did Anna Berg defeat in 1871?"),
        ("Who was Anna Berg?", None),
        ("When did Anna Berg win?", None),
    ],
)
def test_roles(question: str, swapped: str | None) -> None:
    assert swapped_roles(parse(question)) == swapped


@pytest.mark.model
def test_a_word_is_swapped_for_one_of_the_passage() -> None:
    question = "Which fair sold the pears?"
    given = asked(question, "autumn fair")
    found = [swapped_word(parse(question), parse(PASSAGE), given.answers, Random(seed)) for seed in range(12)]
    for swap in found:
        assert swap is not None
        assert swap.text == question.replace(swap.old, swap.new)
        assert swap.new in PASSAGE
        assert swap.new not in {"fair", "autumn"}


@pytest.mark.model
def test_edited_questions_differ_and_are_unanswered() -> None:
    given = asked("When did Anna Berg found the orchard school near Bexby?", "1871")
    passage = parse(PASSAGE)
    other = parse("Maria Costa opened the market hall of Corwick in 1902. Peter Gray left Holt in 1911.")
    pool = Pool([passage, other])
    ways = set()
    for seed in range(30):
        made = edited(given, parse(given.question), passage, pool, Random(seed))
        assert made is not None
        changed, change = made
        assert changed.question != given.question
        assert (changed.answers, changed.passage) == ((), PASSAGE)
        assert change is None or change.text == changed.question
        ways.add(changed.made)
    assert len(ways) >= 2


@pytest.mark.model
def test_an_answer_is_never_put_into_the_question() -> None:
    given = asked("Who founded the school that Thomas Lind paid for?")
    passage = parse(PASSAGE)
    pool = Pool([passage])
    for seed in range(20):
        made = edited(given, parse(given.question), passage, pool, Random(seed))
        assert made is None or "Anna Berg" not in made[0].question
