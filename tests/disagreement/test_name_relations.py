"""Whether two namings are of one person, body or place, by themselves and by what their texts tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.name_relations import relate_names
from rag.disagreement.names import read_naming

if TYPE_CHECKING:
    from rag.disagreement.relation import Relation
    from rag.reading.lexicon import AnswerKind

pytestmark = pytest.mark.model

_OTHER_WAY = {"first": "second", "second": "first", None: None}


def relation(
    first: str,
    second: str,
    kind: AnswerKind,
    *,
    texts: tuple[str, str] = ("", ""),
    sentences: tuple[str, str] = ("We heard that it was {} in the end.", "Others told us that it was {} after all."),
    kinds: tuple[AnswerKind, AnswerKind] | None = None,
    many: bool = False,
) -> Relation:
    """The relation, which must be the same the other way round."""
    namings = []
    for words, sentence, text, own in zip((first, second), sentences, texts, kinds or (kind, kind), strict=True):
        said = sentence.format(words)
        namings.append(read_naming(words, own, said, f"{said} {text}"))
    found, back = relate_names(*namings, many=many), relate_names(*reversed(namings), many=many)
    assert (found.verdict, found.narrower) == (back.verdict, _OTHER_WAY[back.narrower])
    return found


PERSONS = [
    ("Delcy Rodríguez", "Jorge Rodríguez", "excludes"),
    ("Rodríguez", "Jorge Rodríguez", "same"),
    ("Delcy", "Delcy Rodríguez", "same"),
    ("Delcy Rodriguez", "Delcy Rodríguez", "same"),
    ("D. Rodríguez", "Delcy Rodríguez", "same"),
    ("J. Rodríguez", "Delcy Rodríguez", "excludes"),
    ("President Delcy Rodríguez", "Rodríguez", "same"),
    ("Delcy Rodríguez Gómez", "Delcy Rodríguez", "same"),
    ("Dr. John H. Watson", "John Watson", "same"),
    ("John A. Watson", "John B. Watson", "excludes"),
    ("Bob Carter", "Robert Carter", "same"),
    ("Anna Carter", "Robert Carter", "excludes"),
    ("Thomas Lind", "Tomas Lind", "same"),
    ("Ludwig van Beethoven", "Beethoven", "same"),
    ("Kim Jong Un", "Jong Un Kim", "same"),
    ("Queen Elizabeth II", "Queen Elizabeth", "same"),
    ("Queen Elizabeth II", "Queen Elizabeth I", "excludes"),
    ("Anna Berg", "Anna Lind", "excludes"),
    ("J.K. Marsh", "Joanne Marsh", "same"),
    ("J.K. Marsh", "Anna Marsh", "excludes"),
    ("Wladimir Petrov", "Vladimir Petrov", "same"),
    ("Muammar Gaddafi", "Moammar Kadhafi", "incomparable"),
    ("Pope Pius", "Angelo Ruiz", "incomparable"),
    ("Pope Pius", "Pope Leo", "excludes"),
    ("Interior Minister Ana Ruiz", "Ruiz", "same"),
    ("Interior Minister Ana Ruiz", "Defence Minister Piet Maas", "excludes"),
    ("Ana Ruiz, the mayor", "the mayor", "same"),
    ("Ana Ruiz's office", "Ana Ruiz", "incomparable"),
    ("the interior ministry", "Ana Ruiz", "incomparable"),
    ("her deputy", "Ana Ruiz", "incomparable"),
    ("a retired general", "Piet Maas", "incomparable"),
    ("a man", "Piet Maas", "refines"),
    ("a man", "a woman", "excludes"),
    ("her brother", "her sister", "excludes"),
    ("her brother", "his sister", "incomparable"),
    ("the mayor", "the priest", "incomparable"),
    ("someone", "Piet Maas", "incomparable"),
    ("two men", "Piet Maas", "incomparable"),
]

BODIES = [
    ("the ministry", "the interior ministry", "same"),
    ("the Ministry of the Interior", "the interior ministry", "same"),
    ("the health ministry", "the interior ministry", "excludes"),
    ("Northern Telegraph", "Hale Brothers", "excludes"),
    ("Northern Telegraph Ltd", "Northern Telegraph", "same"),
    ("Marsh & Teller", "Marsh and Teller", "same"),
    ("the FDA", "the Food and Drug Administration", "same"),
    ("the FDA", "the CDC", "excludes"),
    ("the FDA", "the National Medicines Institute", "incomparable"),
    ("the German government", "the government of Germany", "same"),
    ("the German government", "Germany", "same"),
    ("the German government", "the French government", "excludes"),
    ("Barclays", "Barclays Bank", "same"),
    ("the university's medical school", "Oakline University", "incomparable"),
    ("University of Leeds", "Leeds University", "same"),
    ("University of Leeds", "University of York", "excludes"),
    ("the police", "Northern Telegraph", "incomparable"),
    ("a company", "Northern Telegraph", "refines"),
    ("Calder United", "Calder City", "excludes"),
    ("Russia", "the Kremlin", "incomparable"),
    ("Russia", "France", "excludes"),
]

PLACES = [
    ("Leeds", "York", "excludes"),
    ("New York", "York", "incomparable"),
    ("Leeds, in Yorkshire", "Yorkshire", "refines"),
    ("Leeds, in Yorkshire", "Leeds", "same"),
    ("the Yorkshire city of Leeds", "Yorkshire", "refines"),
    ("a clinic in Leeds", "Leeds", "refines"),
    ("a clinic in Leeds", "York", "excludes"),
    ("near Leeds", "York", "incomparable"),
    ("France", "Germany", "excludes"),
    ("Paris", "France", "refines"),
    ("Paris", "Germany", "excludes"),
    ("Oakton", "Germany", "incomparable"),
    ("Leeds", "Germany", "excludes"),
    ("Oakton", "Paris", "incomparable"),
    ("London", "Paris", "excludes"),
    ("southern France", "northern France", "excludes"),
    ("southern France", "France", "refines"),
    ("the south of the country", "the north of the country", "excludes"),
    ("the Hollow", "Oakton", "incomparable"),
    ("the Grey Sea", "the White Sea", "excludes"),
    ("the Rodeo I prison", "Rodeo I", "same"),
    ("Oakton, California", "Marsham, Texas", "excludes"),
    ("Europe", "France", "refines"),
    ("London", "England", "refines"),
    ("London", "Scotland", "excludes"),
    ("Paris, Texas", "Paris, France", "excludes"),
    ("the United States", "the U.S.", "same"),
    ("Kyiv", "Kiev", "same"),
    ("St. Petersburg", "Saint Petersburg", "same"),
    ("the village of Dunsby", "Dunsby", "same"),
    ("a museum", "the Prado", "refines"),
    ("the north pier", "the south pier", "excludes"),
    ("the north pier", "the pier", "refines"),
    ("El Rodeo I", "El Rodeo II", "excludes"),
    ("Mill Park", "Grove Park", "excludes"),
    ("Mill Park", "Leeds", "incomparable"),
    ("Mill Park", "Grove Street", "incomparable"),
    ("on a forest road", "on Lake Hurva", "excludes"),
    ("on a road near Lake Hurva", "on Lake Hurva", "refines"),
    ("the area", "Leeds", "incomparable"),
]


@pytest.mark.parametrize(("first", "second", "verdict"), PERSONS)
def test_persons(first: str, second: str, verdict: str) -> None:
    assert relation(first, second, "person").verdict == verdict


@pytest.mark.parametrize(("first", "second", "verdict"), BODIES)
def test_bodies(first: str, second: str, verdict: str) -> None:
    assert relation(first, second, "organisation").verdict == verdict


@pytest.mark.parametrize(("first", "second", "verdict"), PLACES)
def test_places(first: str, second: str, verdict: str) -> None:
    assert relation(first, second, "place").verdict == verdict


@pytest.mark.parametrize(
    ("first", "second", "kind", "verdict"),
    [
        ("former president", "president", "role", "excludes"),
        ("head of the union", "president of the union", "role", "incomparable"),
        ("the Fulmar", "the Kestrel", "thing", "excludes"),
        ("Apollo 11", "Apollo 12", "thing", "excludes"),
        ("Apollo 11", "Apollo", "thing", "refines"),
        ("copper", "iron", "thing", "incomparable"),
    ],
)
def test_roles_and_things(first: str, second: str, kind: AnswerKind, verdict: str) -> None:
    assert relation(first, second, kind).verdict == verdict


# Namings, kind, a text of the first source and one of the second, the verdict: with and without what links them.
TOLD: list[tuple[str, str, AnswerKind, str, str, str]] = [
    ("the vice-president", "Ana Ruiz", "person", "The vice-president, Ana Ruiz, left.", "", "same"),
    ("the vice-president", "Ana Ruiz", "person", "The vice-president, Piet Maas, left.", "", "excludes"),
    ("the vice-president", "Ana Ruiz", "person", "Vice-President Piet Maas left.", "", "excludes"),
    ("the vice-president", "Ana Ruiz", "person", "", "Ana Ruiz, the new vice-president, left.", "same"),
    ("the vice-president", "Ana Ruiz", "person", "The vice-president met Piet Maas.", "", "incomparable"),
    ("the mayor of Calder", "Ana Ruiz", "person", "", "Ana Ruiz was elected mayor of Calder.", "same"),
    ("the mayor of Calder", "Ana Ruiz", "person", "", "Ana Ruiz was elected mayor of Oakton.", "incomparable"),
    ("the mayor", "the priest", "person", "The mayor, Ana Ruiz, left.", "The priest, Tomas Lind, left.", "excludes"),
    ("the mayor", "the priest", "person", "The mayor, Ana Ruiz, left.", "", "incomparable"),
    ("Ruiz", "Ana Ruiz", "person", "Carla Ruiz is a judge.", "", "excludes"),
    ("Ruiz", "Ana Ruiz", "person", "Carla Ruiz and Ana Ruiz came.", "", "same"),
    ("Ana", "Ruiz", "person", "", "The judge is Ana Ruiz.", "same"),
    ("Ana", "Lind", "person", "", "", "excludes"),
    (
        "Ana Lind",
        "Ana Berg",
        "person",
        "Ana Lind, born Berg, is a judge; Ana Lind, née Ana Berg, was heard.",
        "",
        "same",
    ),
    ("SEBIN", "the National Watch", "organisation", "", "The National Watch (SEBIN) said so.", "same"),
    ("SEBIN", "the National Watch", "organisation", "The Coast Service (SEBIN) said so.", "", "excludes"),
    ("Oakline", "Hale Brothers", "organisation", "Oakline, a subsidiary of Hale Brothers, grew.", "", "refines"),
    ("Oakline", "Hale Brothers", "organisation", "Oakline, a rival of Hale Brothers, grew.", "", "excludes"),
    ("the firm", "Hale Brothers", "organisation", "", "The firm, Hale Brothers, grew.", "refines"),
    ("Dunsby", "Calder", "place", "Dunsby, a village in Calder, is quiet.", "", "refines"),
    ("Dunsby", "Calder", "place", "", "The Calder district of Dunsby is quiet.", "refines"),
    ("Dunsby", "Calder", "place", "Dunsby (a large park in northern Calder) is quiet.", "", "refines"),
    ("Dunsby", "Calder", "place", "Dunsby, a quiet old park, is closed.", "", "incomparable"),
    ("Dunsby", "Calder", "place", "It was Dunsby, not Calder.", "", "excludes"),
    ("Dunsby", "Calder", "place", "Dunsby, once known as Calder, is quiet.", "", "same"),
    ("Dunsby", "Calder", "place", "", "The region of Calder is quiet.", "incomparable"),
    ("the lake", "Lake Hurva", "place", "", "", "same"),
    ("the city", "Leeds", "place", "", "Leeds is a city of mills.", "refines"),
]


@pytest.mark.parametrize(("first", "second", "kind", "one", "other", "verdict"), TOLD)
def test_what_a_text_tells_counts(  # noqa: PLR0917  (a table's columns)
    first: str, second: str, kind: AnswerKind, one: str, other: str, verdict: str
) -> None:
    assert relation(first, second, kind, texts=(one, other)).verdict == verdict


@pytest.mark.parametrize(
    ("first", "second", "verdict", "narrower"),
    [
        ("Ana Ruiz and Tomas Lind", "Tomas Lind and Ana Ruiz", "same", None),
        ("Ana Ruiz and Tomas Lind", "Lind and Ruiz", "same", None),
        ("Ana Ruiz and Tomas Lind", "Ana Ruiz", "refines", "first"),
        ("Jorge and Ana Ruiz", "Ana Ruiz", "refines", "first"),
        ("Ana Ruiz and Tomas Lind", "Ana Ruiz and Piet Maas", "incomparable", None),
        ("Ana Ruiz and Tomas Lind", "Piet Maas", "excludes", None),
    ],
)
def test_lists_are_sets(first: str, second: str, verdict: str, narrower: str | None) -> None:
    found = relation(first, second, "person")
    assert (found.verdict, found.narrower) == (verdict, narrower)


def test_several_can_be_right_where_the_question_or_a_sentence_says_so() -> None:
    assert relation("Ana Ruiz", "Piet Maas", "person").verdict == "excludes"
    assert relation("Ana Ruiz", "Piet Maas", "person", many=True).verdict == "incomparable"
    for said in (
        "Among those freed was {}.",
        "One of the winners is {}.",
        "They freed {}, too.",
        "{} co-founded it.",
        "{} shared the prize with her.",
    ):
        sentences = (said, "They freed {}.")
        assert relation("Ana Ruiz", "Piet Maas", "person", sentences=sentences).verdict == "incomparable"


def test_what_is_said_of_others_far_away_or_by_another_verb_tells_nothing() -> None:
    sentences = ("{} counted them.", "Another reason was given long before; it was then that {} collected them.")
    assert relation("Ana Ruiz", "Piet Maas", "person", sentences=sentences).verdict == "excludes"


@pytest.mark.parametrize(
    ("sentences", "verdict"),
    [
        (("It is printed {} and nowhere else.", "Look {}."), "excludes"),
        (("Its only number is {}.", "Look {}."), "excludes"),
        (("It is printed {}.", "Look {}."), "incomparable"),
    ],
)
def test_spots_exclude_each_other_where_one_is_the_only_one(sentences: tuple[str, str], verdict: str) -> None:
    found = relation("under the base", "inside the filter door", "place", sentences=sentences)
    assert found.verdict == verdict


def test_one_sentence_can_set_two_against_each_other() -> None:
    against = "It was given to Master Yon; the restorers dispute this and see the hand of a pupil."
    beside = "It was given to Master Yon; the restorers see beside his the hand of a pupil."
    for sentence, verdict in ((against, "excludes"), (beside, "incomparable")):
        namings = [read_naming(words, "person", sentence, sentence) for words in ("Master Yon", "the hand of a pupil")]
        assert relate_names(*namings).verdict == verdict


def test_kinds_that_differ_are_not_compared() -> None:
    kinds: tuple[AnswerKind, AnswerKind] = ("person", "place")
    assert relation("Ana Ruiz", "Leeds", "person", kinds=kinds).verdict == "incomparable"
    assert relation("Ana Ruiz", "Piet Maas", "person", kinds=("person", "thing")).verdict == "excludes"
    assert relation("Leeds", "Leeds", "place", kinds=("place", "organisation")).verdict == "same"


def test_reasons_name_both() -> None:
    found = relation("Leeds", "York", "place")
    assert "“Leeds”" in found.reason
    assert "“York”" in found.reason
