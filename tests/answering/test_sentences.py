"""Sentences as candidates: exact slices, features by hand, vectors embedded once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.answering import sentences as module
from rag.answering.sentences import Candidate, Features, SentenceRanker
from rag.retrieval.fusion import Fused
from rag.retrieval.search import Found
from rag.store.catalogue import Catalogue, StoredChunk
from tests.fakes import FakeEmbedder
from tests.store.building import put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# "mill" stands in two of four passages, "orme" in one, "burned" in none.
INDEXED = ["The mill stands.", "The mill at Orme stands.", "Anna baked bread.", "It rained all day."]

QUESTION = "Which mill burned?"
FIRST, SECOND = "The old mill burned down.", "Anna saw smoke rising there."


class Chosen(FakeEmbedder):
    """Vectors of the test's own in the plane of the first two axes; what is not listed falls on the third axis."""

    vectors: dict[str, tuple[float, float]]

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        if text in self.vectors:
            vector[:2] = self.vectors[text]
        else:
            vector[2] = 1
        return vector


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    with closing(Catalogue(None, "id", {"dimensions": "64"})) as made:
        put(made, "indexed.txt", *INDEXED)
        yield made


@pytest.fixture
def ranker(embedder: FakeEmbedder, catalogue: Catalogue) -> SentenceRanker:
    return SentenceRanker(embedder, catalogue)


def found(text: str, *, source: str = "a.txt", start: int = 0, score: float = 0.5) -> Found:
    return Found(StoredChunk(1, source, start, start + len(text), text), Fused(1, score, 0.0, 0.0, 1, 1))


def rank(ranker: SentenceRanker, *passages: Found, question: str = QUESTION) -> list[Candidate]:
    return ranker.rank(question, FakeEmbedder().embed_query(question), passages)


# --- what is a candidate


def test_no_passages(ranker: SentenceRanker, embedder: FakeEmbedder) -> None:
    assert rank(ranker) == []
    assert embedder.given == []


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Mill.", []),
        ("The mill burned.", []),  # two content words
        ("Whose mill was it that burned and where?", []),  # the others carry grammar only
        ("The old mill burned.", ["The old mill burned."]),
        ("See there. The old mill burned.", ["The old mill burned."]),
        ("1854, 1855, 1856", ["1854, 1855, 1856"]),
    ],
)
def test_sentences_of_fewer_than_three_content_words_are_none(
    ranker: SentenceRanker, text: str, candidates: list[str]
) -> None:
    assert [candidate.text for candidate in rank(ranker, found(text))] == candidates


def test_each_candidate_is_an_exact_slice(ranker: SentenceRanker) -> None:
    document = (
        "# Der Brand\n\n  Die alte Mühle 😀 brannte nieder.  Niemand wurde dabei verletzt!\n\n"
        "- Zoë e\u0301crit: « Le moulin brûle encore ».\n\n老 磨坊 在 一夜 之间 烧毁 了。\u3000"
        "Dr. Ames saw the whole fire."
    )
    cut = document.index("Niemand")
    passages = [
        found(document[: cut - 2]),
        found(document[cut:], start=cut),
        found(document, source="b.txt"),
    ]
    candidates = rank(ranker, *passages)
    texts = {
        "Die alte Mühle 😀 brannte nieder.",
        "Niemand wurde dabei verletzt!",
        "- Zoë e\u0301crit: « Le moulin brûle encore ».",
        "老 磨坊 在 一夜 之间 烧毁 了。",
        "Dr. Ames saw the whole fire.",
    }
    for source in ("a.txt", "b.txt"):
        own = [candidate for candidate in candidates if candidate.source == source]
        assert {candidate.text for candidate in own} == texts
        assert len(own) == len(texts)
    for candidate in candidates:
        assert document[candidate.start : candidate.end] == candidate.text


def test_only_the_best_by_words_and_passage_are_compared(
    monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker, embedder: FakeEmbedder
) -> None:
    monkeypatch.setattr(module, "_COMPARED", 2)
    good, worded, poor = "Anna saw the smoke.", "The old mill burned.", "Bread was baked daily."
    passages = [found(poor, score=0.1), found(worded, score=0.1), found(good, score=0.9)]
    assert {candidate.text for candidate in rank(ranker, *passages)} == {good, worded}
    assert poor not in embedder.given


# --- features


def test_cosines_of_a_sentence_and_of_it_with_the_one_before(catalogue: Catalogue) -> None:
    embedder = Chosen()
    embedder.vectors = {FIRST: (0.0, 1.0), SECOND: (1.0, 0.0), QUESTION: (0.6, 0.8)}
    candidates = SentenceRanker(embedder, catalogue).rank(
        QUESTION, embedder.embed_query(QUESTION), [found(f"{FIRST} {SECOND}", score=0.25)]
    )
    first, second = sorted(candidates, key=lambda candidate: candidate.start)
    # Nothing stands before the first sentence, so it is its own context.
    assert (first.features.cosine, first.features.context_cosine) == pytest.approx((0.8, 0.8))
    # (0, 1) + (1, 0) is (1, 1), of length √2; with (0.6, 0.8) it makes 1.4.
    assert (second.features.cosine, second.features.context_cosine) == pytest.approx((0.6, 1.4 / sqrt(2)))
    assert (first.features.passage, second.features.passage) == (0.25, 0.25)


def test_a_sentence_too_short_to_answer_is_context_all_the_same(catalogue: Catalogue) -> None:
    embedder = Chosen()
    embedder.vectors = {"Mills burn.": (0.0, 1.0), SECOND: (1.0, 0.0), QUESTION: (0.6, 0.8)}
    (only,) = SentenceRanker(embedder, catalogue).rank(
        QUESTION, embedder.embed_query(QUESTION), [found(f"Mills burn. {SECOND}")]
    )
    assert only.features.context_cosine == pytest.approx(1.4 / sqrt(2))


def test_coverage_is_weighted_by_rarity(ranker: SentenceRanker) -> None:
    question = "Did the mill at Orme burn?"
    mill, orme, burn = log(1 + 4 / 2), log(1 + 4 / 1), log(1 + 4 / 1)  # "burn" stands nowhere: as rare as one
    total = mill + orme + burn
    text = "Three mills stood idle. The fire burned Orme entirely. Nobody could help anyone."
    parts = {
        candidate.text: (candidate.features.coverage, candidate.features.context_coverage)
        for candidate in rank(ranker, found(text), question=question)
    }
    assert parts == {
        "Three mills stood idle.": pytest.approx((mill / total, mill / total)),
        "The fire burned Orme entirely.": pytest.approx(((orme + burn) / total, 1.0)),
        "Nobody could help anyone.": pytest.approx((0.0, (orme + burn) / total)),
    }
    assert ranker.coverage(question, "Orme!") == pytest.approx(orme / total)
    assert ranker.coverage(question, "The MILLS burned.") == pytest.approx((mill + burn) / total)


def test_a_word_asked_twice_counts_once(ranker: SentenceRanker) -> None:
    assert ranker.coverage("mill, mills or Orme?", "mill") == pytest.approx(log(3) / (log(3) + log(5)))


def test_a_question_without_content_words_is_covered_by_nothing(ranker: SentenceRanker) -> None:
    assert ranker.coverage("Who is it?", "Who is it?") == 0.0


def test_an_empty_index_covers_nothing(embedder: FakeEmbedder) -> None:
    with closing(Catalogue(None, "id", {"dimensions": "64"})) as empty:
        assert SentenceRanker(embedder, empty).coverage("mill", "mill") == 0.0


@pytest.mark.parametrize(
    ("sentence", "finished"),
    [
        ("The old mill burned.", 1.0),
        ("The old mill burned!", 1.0),
        ("“The old mill burned.”", 1.0),
        ("(The old mill burned.)", 1.0),
        ("The old mill burned", 0.0),
        ("The Old Mill: Burned", 0.0),
        ("The old mill burned:", 0.0),
        ("老 磨坊 在 一夜 烧毁。", 1.0),
    ],
)
def test_a_title_is_not_finished(ranker: SentenceRanker, sentence: str, finished: float) -> None:
    (candidate,) = rank(ranker, found(sentence))
    assert (candidate.text, candidate.features.finished) == (sentence, finished)


# --- order


def test_promise_is_made_of_meaning_words_and_passage() -> None:
    features = Features(0.5, 9.0, 9.0, 0.25, 0.0625, 9.0)
    assert Candidate("a", 0, 1, "x", features).promise == 0.5 + 0.125 + 0.0625


def test_the_most_promising_comes_first(ranker: SentenceRanker) -> None:
    candidates = rank(ranker, found(SECOND, score=0.1), found(FIRST, score=0.1), found("It rained all day long."))
    assert candidates[0].text == FIRST
    promises = [candidate.promise for candidate in candidates]
    assert promises == sorted(promises, reverse=True)
    assert len(promises) == 3


def test_ties_are_broken_by_source_then_offset(ranker: SentenceRanker) -> None:
    passages = [
        found(FIRST, source="b.txt", start=40),
        found(FIRST, source="a.txt", start=100),
        found(FIRST, source="b.txt"),
        found(FIRST, source="a.txt", start=7),
    ]
    assert [(candidate.source, candidate.start) for candidate in rank(ranker, *passages)] == [
        ("a.txt", 7),
        ("a.txt", 100),
        ("b.txt", 0),
        ("b.txt", 40),
    ]


# --- vectors are kept


def test_vectors_are_embedded_once_and_kept(ranker: SentenceRanker, embedder: FakeEmbedder) -> None:
    passage, again = found(f"{FIRST} {SECOND}"), found(FIRST, source="b.txt")
    before = rank(ranker, passage, again)
    assert Counter(embedder.given) == {FIRST: 1, SECOND: 1}
    assert rank(ranker, passage, again) == before
    rank(ranker, passage, question="What did Anna see?")
    assert Counter(embedder.given) == {FIRST: 1, SECOND: 1}


def test_vectors_not_used_for_longest_are_let_go(
    monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker, embedder: FakeEmbedder
) -> None:
    monkeypatch.setattr(module, "_KEPT_VECTORS", 2)
    third = "It rained all day long."
    rank(ranker, found(FIRST))
    rank(ranker, found(SECOND))
    rank(ranker, found(FIRST))  # used again: now SECOND is the one not used for longest
    rank(ranker, found(third))
    assert embedder.given == [FIRST, SECOND, third]
    rank(ranker, found(FIRST))
    assert embedder.given == [FIRST, SECOND, third]
    rank(ranker, found(SECOND))
    assert embedder.given == [FIRST, SECOND, third, SECOND]


def test_more_sentences_than_are_kept_are_ranked_all_the_same(
    monkeypatch: pytest.MonkeyPatch, ranker: SentenceRanker, catalogue: Catalogue
) -> None:
    passage = found(f"{FIRST} {SECOND} It rained all day long.")
    expected = rank(ranker, passage)
    monkeypatch.setattr(module, "_KEPT_VECTORS", 1)
    assert rank(SentenceRanker(FakeEmbedder(), catalogue), passage) == expected


def test_threads_share_a_ranker(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    monkeypatch.setattr(module, "_KEPT_VECTORS", 5)
    jobs = [
        found(f"Miller number {n} lived here. His mill burned {n} times. Nobody ever counted.", start=n)
        for n in range(12)
    ] * 4
    expected = [rank(SentenceRanker(FakeEmbedder(), catalogue), job) for job in jobs]
    shared = SentenceRanker(FakeEmbedder(), catalogue)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda job: rank(shared, job), jobs)) == expected
