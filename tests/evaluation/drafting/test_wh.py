from __future__ import annotations

import pytest

from rag.evaluation.drafting.cloze import cloze_questions
from rag.evaluation.drafting.wh import wh_questions
from rag.reading.parser import parse_written

pytestmark = pytest.mark.model


def asked(sentence: str, topics: frozenset[str] = frozenset()) -> dict[str, tuple[str, str]]:
    """Each question with its kind and its answer."""
    found = wh_questions(parse_written(sentence), topics)
    return {one.question: (one.kind, sentence[one.start : one.end]) for one in found}


@pytest.mark.parametrize(
    ("sentence", "question", "kind", "answer"),
    [
        # A simple past takes "did" and the bare verb; an auxiliary and a form of "be" go before the subject.
        ("Anna Berg opened the mill in 1871.", "When did Anna Berg open the mill?", "date", "1871"),
        ("Ruth Lind was detained in May 2019.", "When was Ruth Lind detained?", "date", "May 2019"),
        ("Carrick Builders will repair the wall in June 2031.", "When will Carrick Builders repair the wall?", "date",
         "June 2031"),
        ("On 3 May 2024, the Harbour Trust met in Falmouth.", "When did the Harbour Trust meet in Falmouth?", "date",
         "3 May 2024"),
        ("In Bergen, Tomas Lind bought a ship.", "Where did Tomas Lind buy a ship?", "place", "Bergen"),
        ("Anna Berg lives in Oslo.", "Where does Anna Berg live?", "place", "Oslo"),
        ("Hansen Pumps employs 420 people in Leeds.", "How many people does Hansen Pumps employ in Leeds?", "count",
         "420"),
        ("More than 300 dealers in Norway sell the pump.", "How many dealers in Norway sell the pump?", "count",
         "More than 300"),
        ("The Harbour Trust made two attempts to buy Penryn Quay.",
         "How many attempts did the Harbour Trust make to buy Penryn Quay?", "count", "two"),
        ("Fennwick Dairies earned €3.1 million in 2023.", "How much money did Fennwick Dairies earn in 2023?", "money",
         "€3.1 million"),
        ("The P40 pump costs $900.", "How much does the P40 pump cost?", "money", "$900"),
        ("The Severn Bridge is 62 metres high.", "How high is the Severn Bridge?", "measure", "62 metres"),
        ("The siege of Orsk lasted nine weeks.", "How long did the siege of Orsk last?", "duration", "nine weeks"),
        ("Tomas Lind wrote the history of Penryn.", "Who wrote the history of Penryn?", "person", "Tomas Lind"),
        ("The mill in Penryn was bought by Tomas Lind.", "By whom was the mill in Penryn bought?", "person",
         "Tomas Lind"),
        ("The Court of Justice of the European Union judged Norway.", "Which court judged Norway?", "organisation",
         "The Court of Justice of the European Union"),
        ("A mill in Penryn was bought by Tomas Lind.", "By whom was a mill in Penryn bought?", "person", "Tomas Lind"),
        ("The Labour Party won the election in Cornwall.", "Which party won the election in Cornwall?", "organisation",
         "The Labour Party"),
        ("Norway won the match against Brazil.", "Which country won the match against Brazil?", "place", "Norway"),
        ("Joel Marsh, chairman of Fennwick Dairies, was ill.", "Who is the chairman of Fennwick Dairies?", "person",
         "Joel Marsh"),
    ],
)  # fmt: skip
def test_questions(sentence: str, question: str, kind: str, answer: str) -> None:
    assert asked(sentence).get(question) == (kind, answer)


def test_who_says_so_is_part_of_the_question() -> None:
    sentence = "According to the Norwegian police, over 600 people were arrested."
    assert asked(sentence) == {
        "How many people were arrested, according to the Norwegian police?": ("count", "over 600")
    }
    sentence = "Norway holds 800 prisoners, human rights groups estimate."
    assert "How many prisoners does Norway hold, according to human rights groups?" in asked(sentence)
    sentence = "Anna Berg confirmed that the Harbour Trust will sell the boats."
    assert asked(sentence) == {"Who confirmed that the Harbour Trust will sell the boats?": ("person", "Anna Berg")}


def test_an_aside_is_left_out() -> None:
    sentence = "Anna Berg, who lives in Penryn, opened the mill in 1871."
    assert asked(sentence)["When did Anna Berg open the mill?"] == ("date", "1871")


def test_a_topic_of_the_document_needs_no_name() -> None:
    sentence = "The orchard has forty trees."
    assert asked(sentence) == {}
    assert asked(sentence, frozenset({"orchard"})) == {"How many trees does the orchard have?": ("count", "forty")}


@pytest.mark.parametrize(
    "sentence",
    [
        "She was detained in Oslo in May 2019.",  # who?
        "The official was detained in Oslo in May 2019.",
        "This firm bought Penryn Quay in 1999.",
        "Anna Berg did not open the mill in 1871.",
        "If it rains, Anna Berg will open the mill in 2031.",
        "Anna Berg could open the mill in 2031.",
        "Anna Berg left last Thursday.",
        "Anna Berg opens the mill in 1871",  # a heading
        "“Anna Berg opened the mill in 1871.",
        "Anna Berg described Tomas Lind as a friend.",
        "Few banks in Norway closed in 2009.",
        "In 1871.",
    ],
)
def test_what_would_not_stand_alone_is_not_asked(sentence: str) -> None:
    assert asked(sentence) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        ".",
        "?!.",
        "Anna Berg is -.",
        "Anna Berg sold – .",
        "Anna Berg costs , .",
        "In . 1871 .",
        "\u200b.",
        "1871 ½ %.",
    ],
)
def test_odd_sentences_break_nothing(sentence: str) -> None:
    doc = parse_written(sentence)
    assert wh_questions(doc, frozenset()) == cloze_questions(doc, frozenset()) == []


def test_two_numbers_are_not_asked_for_as_one() -> None:
    questions = asked("Some 115 and 48 banks in Norway closed in 2009.")
    assert [question for question in questions if question.startswith("How many")] == []


def test_two_statements_in_one_are_not_torn_apart() -> None:
    assert asked("The Harbour Trust sold 21 boats in May 2023 and 13 boats in June 2025.") == {
        "When did the Harbour Trust sell 21 boats?": ("date", "May 2023"),
        "How many boats did the Harbour Trust sell in May 2023?": ("count", "21"),
    }
    assert asked("In Norway 21 mills were sold in May 2023 and 13 boats in June 2025.") == {}


def test_a_question_does_not_tell_its_answer() -> None:
    for sentence in ("Anna Berg met Anna Berg in 1871.", "In 1871 Anna Berg opened the mill of 1871."):
        for question, (_, answer) in asked(sentence).items():
            assert question.count(answer) < sentence.count(answer)
