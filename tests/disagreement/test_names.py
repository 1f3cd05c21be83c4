"""Namings taken apart: lists, titles, articles, what a place lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.name_member import Member, is_body
from rag.disagreement.names import read_naming

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

pytestmark = pytest.mark.model


def members(words: str, kind: AnswerKind, sentence: str = "", text: str = "") -> tuple[Member, ...]:
    sentence = sentence or f"We heard that it was {words} in the end."
    return read_naming(words, kind, sentence, text or sentence).members


# Words, kind, and of each member its name, or its head with its other words.
MEMBERS: list[tuple[str, AnswerKind, list[str]]] = [
    ("Ana Ruiz", "person", ["ana ruiz"]),
    ("Judge Ana Ruiz", "person", ["ana ruiz"]),
    ("the retired judge Ana Ruiz", "person", ["ana ruiz"]),
    ("Interior Minister Ana Ruiz", "person", ["ana ruiz"]),
    ("Pax Mundi director Ana Ruiz", "person", ["ana ruiz"]),
    ("Martin Luther King Jr.", "person", ["martin luther king"]),
    ("Stephen King", "person", ["stephen king"]),
    ("Hassan al-Turabi", "person", ["hassan al-turabi"]),
    ("Egypt's premier Hassan Fahmi", "person", ["hassan fahmi"]),
    ("drummer Petra Oun", "person", ["petra oun"]),
    ("Catherine of Aragon", "person", ["catherine aragon"]),
    ("Tomas Lind of the band Tallow", "person", ["tomas lind"]),
    ("Ana Ruiz and Tomas Lind", "person", ["ana ruiz", "tomas lind"]),
    ("Ana Ruiz, Bo Chen and Cy Diaz", "person", ["ana ruiz", "bo chen", "cy diaz"]),
    ("Jorge and Ana Ruiz", "person", ["jorge ruiz", "ana ruiz"]),
    ("Ana Ruiz, the mayor", "person", ["ana ruiz"]),
    ("the mayor, Ana Ruiz", "person", ["ana ruiz"]),
    ("Ana Ruiz, the mayor, and Tomas Lind", "person", ["ana ruiz", "tomas lind"]),
    ("Ana Ruiz’s", "person", ["ana ruiz"]),
    ("Ana Ruiz's office", "person", ["*office: ana ruiz's"]),
    ("her deputy", "person", ["*deputy:"]),
    ("the head of the northern branch", "person", ["*head: branch northern"]),
    ("the interior ministry", "organisation", ["*ministry: interior"]),
    ("the Ministry of Health and Sport", "organisation", ["ministry health and sport"]),
    ("the Food and Drug Administration", "organisation", ["food and drug administration"]),
    ("Oakline and Marsh Bank", "organisation", ["oakline and marsh bank"]),
    ("Oakline and Pax Mundi", "organisation", ["oakline", "pax mundi"]),
    ("Leeds, York and Hull", "place", ["leeds", "york", "hull"]),
    ("the Longmoor Medical and Teaching Centre", "place", ["longmoor medical and teaching centre"]),
    ("Bosnia and Herzegovina", "place", ["bosnia and herzegovina"]),
    ("the frozen Lake Hurva", "place", ["lake hurva"]),
    ("the Gulf of Mexico", "place", ["gulf of mexico"]),
    ("the town of Dunsby", "place", ["dunsby"]),
    ("behind the station", "place", ["*station:"]),
]


@pytest.mark.parametrize(("words", "kind", "expected"), MEMBERS)
def test_a_naming_is_taken_apart(words: str, kind: AnswerKind, expected: list[str]) -> None:
    def shown(member: Member) -> str:
        return " ".join(member.name) or f"*{member.head}: {' '.join(sorted(member.marks))}".rstrip()

    assert [shown(member) for member in members(words, kind)] == expected


@pytest.mark.parametrize(
    ("words", "preposition", "within"),
    [
        ("in Leeds, Yorkshire", "in", ["yorkshire"]),
        ("Leeds, in Yorkshire", "", ["yorkshire"]),
        ("a clinic in Leeds", "", ["leeds"]),
        ("Sandeby's north pier", "", ["sandeby"]),
        ("near the church of Dunsby", "near", ["dunsby"]),
        ("the Yorkshire city of Leeds", "", ["yorkshire"]),
        ("a house in Mill Lane, Leeds", "", ["mill lane", "leeds"]),
    ],
)
def test_a_place_is_read_with_what_it_lies_in(words: str, preposition: str, within: list[str]) -> None:
    sentence = f"They named {words}."
    [member] = members(words, "place", sentence)
    assert member.preposition == preposition
    assert [" ".join(place.name) for place in member.within] == within


def test_the_preposition_before_the_words_counts() -> None:
    assert members("the Hurva road", "place", "It came down on the Hurva road.")[0].preposition == "on"


def test_two_given_names_share_a_family_name_only_where_the_first_is_none_itself() -> None:
    sentence = "Maas and Tomas Lind were heard."
    named = members("Maas and Tomas Lind", "person", sentence, f"{sentence} Piet Maas is a judge.")
    assert [member.name for member in named] == [("maas",), ("tomas", "lind")]


def test_a_capital_at_the_beginning_of_a_sentence_is_no_sign_of_a_name() -> None:
    opening = "Critics of the plan left early."
    assert members("Critics", "person", opening, f"{opening} The critics came back.")[0].head == "critics"
    assert members("Lindqvist", "person", "Lindqvist left early.")[0].name == ("lindqvist",)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("the interior ministry", True),
        ("Bank of England", True),
        ("Dunsby Football Club", True),
        ("the head of the bank", False),
        ("the bank's director", False),
        ("Ana Ruiz", False),
    ],
)
def test_bodies_are_known_by_a_word(words: str, body: bool) -> None:
    assert is_body(words) is body
