"""What is handed to the comparing of sources; readings are the test's own, so no parser is loaded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.answering import reads as module
from rag.answering.readings import Readings
from rag.answering.reads import reads_of
from rag.answering.sentences import Candidate, Features, SentenceRanker
from rag.answering.statements import Statement
from rag.reading.question import Question
from rag.reading.reader import Reading
from rag.store.index import Index
from tests.fakes import FakeEmbedder
from tests.store.building import MANIFEST, put, remove

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.disagreement.claim import Read
    from rag.reading.lexicon import AnswerKind

TEXT = "The mill stood at Orme. It employed 42 people in 1850. It burned down because a lamp fell. Nobody came back."
SENTENCES = (
    "The mill stood at Orme.",
    "It employed 42 people in 1850.",
    "It burned down because a lamp fell.",
    "Nobody came back.",
)


@pytest.fixture
def index() -> Index:
    made = Index.in_memory(MANIFEST)
    put(made.catalogue, "mill.txt", TEXT)
    put(made.catalogue, "note.txt", "14 June 2025", "", "The mill employed 57 people.")
    return made


def kind(monkeypatch: pytest.MonkeyPatch, asked: AnswerKind) -> None:
    """Every question asks for an answer of this kind."""
    monkeypatch.setattr(module, "analyse", lambda question: Question(question, asked))


def reading(sentence: str, words: str, score: float = 0.9) -> Reading:
    start = sentence.index(words)
    return Reading(start, start + len(words), words, score)


def statement(
    text: str,
    sentence: str,
    *,
    source: str = "mill.txt",
    learned: str | None = None,
    ruled: str | None = None,
    score: float = 0.5,
) -> Statement:
    start = text.index(sentence)
    features = Features(cosine=0.7, context_cosine=0, coverage=0.1, context_coverage=0.4, passage=0, finished=1)
    candidate = Candidate(source, start, start + len(sentence), sentence, features)
    read = Readings(reading(sentence, learned) if learned else None, reading(sentence, ruled) if ruled else None, 0.8)
    return Statement(candidate, read, (), score)


def read(index: Index, statements: Iterable[Statement]) -> Sequence[Read]:
    ranker = SentenceRanker(FakeEmbedder(), index.catalogue)
    return reads_of("How many people?", list(statements), ranker, index.catalogue)


def test_a_sentence_with_its_surroundings(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch, "count")
    (one,) = read(index, [statement(TEXT, SENTENCES[1], learned="42", ruled="42 people")])
    assert (one.source, one.text, one.date) == ("mill.txt", TEXT, None)
    assert (one.before, one.sentence, one.after) == SENTENCES[:3]
    assert one.text[one.start : one.start + len(one.sentence)] == one.sentence
    assert one.span is not None
    assert one.sentence[one.span.start : one.span.end].startswith("42")
    assert (one.holds, one.likeness, one.coverage) == (0.5, 0.7, 0.4)


@pytest.mark.parametrize(("place", "before", "after"), [(0, "", SENTENCES[1]), (3, SENTENCES[2], "")])
def test_the_ends_of_a_text(index: Index, monkeypatch: pytest.MonkeyPatch, place: int, before: str, after: str) -> None:
    kind(monkeypatch, "count")
    (one,) = read(index, [statement(TEXT, SENTENCES[place])])
    assert (one.before, one.after, one.span) == (before, after, None)


def test_the_date_of_the_file(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch, "count")
    text = "14 June 2025\n\nThe mill employed 57 people."
    (one,) = read(index, [statement(text, "The mill employed 57 people.", source="note.txt", learned="57")])
    assert one.date == date(2025, 6, 14)


@pytest.mark.parametrize(
    ("asked", "words", "expected"),
    [
        ("count", ("42", None), "42"),
        ("count", (None, "42 people"), "42 people"),
        ("count", ("1850", "42"), "1850"),  # two figures, of which nothing is proposed: the reader's
        ("cause", ("1850", "42 people"), "42 people"),
        ("cause", ("1850", None), "1850"),
        ("count", (None, None), None),
    ],
)
def test_the_words_that_reader_and_rules_read(
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
    asked: AnswerKind,
    words: tuple[str | None, str | None],
    expected: str | None,
) -> None:
    kind(monkeypatch, asked)
    (one,) = read(index, [statement(TEXT, SENTENCES[1], learned=words[0], ruled=words[1])])
    assert (None if one.span is None else one.sentence[one.span.start : one.span.end]) == expected


def test_at_most_five_of_a_source_in_the_order_given(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch, "count")
    longer = " ".join(f"The mill employed {number} people." for number in range(10, 17))
    put(index.catalogue, "long.txt", longer)
    given = [
        statement(longer, f"The mill employed {number} people.", source="long.txt", score=number / 20)
        for number in range(16, 9, -1)
    ]
    last = statement(TEXT, SENTENCES[1])
    assert [(one.source, one.holds) for one in read(index, [*given, last])] == [
        *(("long.txt", number / 20) for number in range(16, 11, -1)),
        ("mill.txt", 0.5),
    ]


def test_what_no_longer_stands_where_it_was_read_is_passed_over(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch, "count")
    kept = statement(TEXT, SENTENCES[1])
    moved = replace(kept, candidate=replace(kept.candidate, start=1, end=1 + len(SENTENCES[1])))
    assert [one.start for one in read(index, [moved, kept])] == [kept.candidate.start]
    remove(index.catalogue, "mill.txt")
    assert read(index, [kept]) == []


def test_the_vector_is_of_the_sentence_and_the_one_before_it(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch, "count")
    first, second = read(index, [statement(TEXT, sentence) for sentence in SENTENCES[:2]])
    embed = FakeEmbedder().embed_query
    assert np.allclose(first.vector, embed(SENTENCES[0]))
    both = embed(SENTENCES[0]) + embed(SENTENCES[1])
    assert np.allclose(second.vector, both / np.linalg.norm(both))
