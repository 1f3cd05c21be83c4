"""What speaks for an answer being there. How it is weighed is fitted, and not tested."""

from __future__ import annotations

from contextlib import closing
from math import log
from typing import TYPE_CHECKING

import pytest

from rag.answering import refusal, statements
from rag.answering.readings import Readings
from rag.answering.refusal import Evidence, gather
from rag.answering.sentences import Candidate, Features, SentenceRanker
from rag.answering.statements import Statement
from rag.reading.logistic import Logistic
from rag.reading.question import Question
from rag.reading.reader import Reading
from rag.retrieval.fusion import Fused
from rag.retrieval.search import Found
from rag.store.catalogue import Catalogue, StoredChunk
from tests.fakes import FakeEmbedder
from tests.store.building import put

if TYPE_CHECKING:
    from collections.abc import Iterator

# "mill" stands in two of four passages, "orme" in one: their rarities are log 3 and log 5.
PASSAGES = ["The mill burned.", "The mill at Orme burned.", "Anna baked bread.", "In 1854 it rained."]


@pytest.fixture
def ranker() -> Iterator[SentenceRanker]:
    with closing(Catalogue(None, "id", {"dimensions": "64"})) as catalogue:
        put(catalogue, "a.txt", *PASSAGES)
        yield SentenceRanker(FakeEmbedder(), catalogue)


def found(text: str, cosine: float = 0.0) -> Found:
    return Found(StoredChunk(1, "a.txt", 0, len(text), text), Fused(1, 0.5, cosine, 0.0, 1, 1))


def statement(cosine: float, score: float, readings: Readings | None = None) -> Statement:
    features = Features(cosine, 0, 0, 0, 0, 0)
    return Statement(Candidate("a.txt", 0, 1, "x", features), readings or Readings(), (), score)


def words(text: str, score: float) -> Reading:
    return Reading(0, len(text), text, score)


def asking(monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> None:
    """Every question has these names and numbers."""
    monkeypatch.setattr(refusal, "analyse", lambda text: Question(text, "thing", names=names, numbers=numbers))


def test_nothing_found(monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker) -> None:
    asking(monkeypatch)
    assert gather("mill Orme", [], [], ranker) == Evidence(0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    asking(monkeypatch, names=("Orme",))
    assert gather("mill Orme", [], [], ranker) == Evidence(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_the_nearest_and_likeliest_speak(monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker) -> None:
    asking(monkeypatch)
    passages = [found(PASSAGES[0], 0.25), found(PASSAGES[2], 0.75)]
    evidence = gather("The mill at Orme?", passages, [statement(0.125, 0.5), statement(0.625, 0.25)], ranker)
    assert (evidence.passage_cosine, evidence.sentence_cosine, evidence.statement) == (0.75, 0.625, 0.5)
    assert evidence.passage_coverage == pytest.approx(log(3) / (log(3) + log(5)))
    assert evidence.names_found == 1.0


def test_words_are_looked_for_in_the_best_passages(monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker) -> None:
    asking(monkeypatch)
    passages = [found(PASSAGES[2]), found(PASSAGES[1])]
    assert gather("mill Orme", passages, [], ranker).passage_coverage == 1.0
    monkeypatch.setattr(refusal, "_COMPARED", 1)
    assert gather("mill Orme", passages, [], ranker).passage_coverage == 0.0


@pytest.mark.parametrize(
    ("names", "numbers", "part"),
    [
        ((), (), 1.0),
        (("Orme",), (), 1.0),
        (("ORMÉ",), (), 1.0),
        (("Anna",), (), 0.0),
        (("Orme", "Anna"), (), 0.5),
        (("Orme Mill",), (), 1.0),  # all of its words, in whatever order
        (("Orme Hill",), (), 0.0),
        (("Orme",), ("1854", "1855"), 2 / 3),
        (("The",), (), 1.0),  # no word that could be looked for
        (("The", "Anna"), (), 0.0),
    ],
)
def test_names_and_numbers_found(
    monkeypatch: pytest.MonkeyPatch,
    ranker: SentenceRanker,
    names: tuple[str, ...],
    numbers: tuple[str, ...],
    part: float,
) -> None:
    asking(monkeypatch, names, numbers)
    assert gather("?", [found(PASSAGES[1]), found(PASSAGES[3])], [], ranker).names_found == part


def test_the_reader_speaks_by_the_passage_of_the_likeliest_sentence(
    monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker
) -> None:
    asking(monkeypatch)
    given = [statement(0.0, 0.75, Readings(answered=0.25)), statement(0.0, 0.5, Readings(answered=1.0))]
    assert gather("?", [], given, ranker).answered == 0.25
    assert gather("?", [], given[1:], ranker).answered == 1.0


def test_the_likeliest_value_of_any_sentence_speaks(monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker) -> None:
    asking(monkeypatch)  # for a thing: what rules read counts in the third place
    monkeypatch.setattr(statements, "VALUE_RIGHT", Logistic(0.0, (log(2), 0.0, log(3), 0.0, 0.0, 0.0, 0.0)))
    unread, learned, ruled = Readings(answered=1.0), Readings(learned=words("a", 1.0)), Readings(ruled=words("b", 1.0))
    told = [statement(0.0, score, readings) for score, readings in ((0.9, unread), (0.5, learned), (0.1, ruled))]
    assert gather("?", [], told[:1], ranker).value == 0.0
    assert gather("?", [], told[:2], ranker).value == pytest.approx(2 / 3)
    assert gather("?", [], told, ranker).value == pytest.approx(3 / 4)


def test_probability_weighs_the_evidence_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "ANSWERABLE", Logistic(0.0, tuple(map(log, (2, 3, 4, 5, 6, 7, 8)))))
    for position, probability in enumerate([2 / 3, 3 / 4, 4 / 5, 5 / 6, 6 / 7, 7 / 8, 8 / 9]):
        parts = [0.0] * 7
        parts[position] = 1.0
        assert Evidence(*parts).probability == pytest.approx(probability)


@pytest.mark.model
def test_names_and_numbers_are_read_out_of_the_question(ranker: SentenceRanker) -> None:
    passages = [found(PASSAGES[1])]
    assert gather("Did the mill at Orme burn?", passages, [], ranker).names_found == 1.0
    assert gather("Did the mill at Orme burn in 1999?", passages, [], ranker).names_found == 0.5
    assert gather("Did the mill burn?", passages, [], ranker).names_found == 1.0
