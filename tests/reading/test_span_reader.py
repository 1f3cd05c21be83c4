from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from rag.reading.span_reader import LONGEST_ANSWER, SpanReader, SpanReading, load_reader, pair_logits
from rag.reading.weights import Calibration
from tests.reading.manifests import manifest
from tests.text.odd import ODD_TEXTS, random_texts

if TYPE_CHECKING:
    from rag.reading.network import ReaderNetwork
    from tests.reading.networks import PointingNetwork


def pointing(
    starts: dict[str, float], ends: dict[str, float], longest: int = 128, calibration: Calibration | None = None
) -> SpanReader:
    from tests.reading.networks import PointingNetwork

    network = cast("ReaderNetwork", PointingNetwork(starts, ends))
    return SpanReader(network, manifest("reader", longest, calibration))


@pytest.fixture(scope="module")
def random_one() -> SpanReader:
    from tests.reading.networks import random_reader

    return SpanReader(random_reader(), manifest("reader"))


def test_pair_logits_by_hand() -> None:
    start = np.array([[1.0, 2.0, 3.0]], dtype=np.float32)
    end = np.array([[10.0, 20.0, 30.0]], dtype=np.float32)
    begins = np.array([[True, False, True]])
    ends = np.array([[True, True, True]])
    logits = pair_logits(start, end, begins, ends)
    assert logits.shape == (1, 3, LONGEST_ANSWER)
    assert logits[0, :, :3].tolist() == [[11, 21, 31], [-np.inf] * 3, [33, -np.inf, -np.inf]]
    assert np.isneginf(logits[0, :, 3:]).all()
    ends[0, 1] = False
    assert pair_logits(start, end, begins, ends)[0, 0, :3].tolist() == [11, -np.inf, 31]


def test_pair_logits_are_those_of_a_plain_loop() -> None:
    random = np.random.default_rng(2)
    start, end = random.normal(size=(2, 3, 50)).astype(np.float32)
    begins, ends = random.random((2, 3, 50)) < 0.7
    logits = pair_logits(start, end, begins, ends)
    for row, first, more in itertools.product(range(3), range(50), range(LONGEST_ANSWER)):
        last = first + more
        if last < 50 and begins[row, first] and ends[row, last]:
            assert logits[row, first, more] == start[row, first] + end[row, last]
        else:
            assert logits[row, first, more] == -np.inf


@pytest.mark.model
class TestPointing:
    def test_the_words_between(self) -> None:
        reader = pointing({"Anna": 12}, {"Berg": 12})
        (reading,) = reader.read("Who?", ["It was Anna  Maria Berg, who said so."])
        assert (reading.start, reading.end, reading.text) == (7, 23, "Anna  Maria Berg")
        assert reading.score > 0.99
        assert reading.answered == pytest.approx(1 / (1 + np.exp(-7)))
        assert reading.alternatives == ()

    def test_scores_are_shares_of_the_softmax(self) -> None:
        """Three words give six spans; logits of 2, 1 and 0 for the starts, 0 for the ends."""
        (reading,) = pointing({"one": 2, "two": 1}, {}).read("?", ["one two three"])
        odds = {"one": 3 * np.exp(2), "two": 2 * np.exp(1), "three": 1}
        every = sum(odds.values())
        assert reading.text.startswith("one")
        assert reading.score == pytest.approx(np.exp(2) / every, rel=1e-5)

    def test_a_temperature_flattens(self) -> None:
        cold = pointing({"one": 4}, {"one": 4})
        hot = pointing({"one": 4}, {"one": 4}, calibration=Calibration(temperature=4))
        (sharp,), (flat,) = cold.read("?", ["one two three"]), hot.read("?", ["one two three"])
        assert (sharp.text, flat.text) == ("one", "one")
        # one; one two, one two three; two, two three, three
        assert sharp.score == pytest.approx(np.exp(8) / (np.exp(8) + 2 * np.exp(4) + 3), rel=1e-4)
        assert flat.score == pytest.approx(np.exp(2) / (np.exp(2) + 2 * np.exp(1) + 3), rel=1e-4)
        assert sharp.answered == flat.answered

    def test_answered_is_weighed_from_both_signs(self) -> None:
        calibration = Calibration(verified=0.5, margin=0.25, bias=-1)
        (reading,) = pointing({"one": 6}, {"one": 2}, calibration=calibration).read("?", ["one two"])
        # The verifier says 6 - 5; the best span is 6 + 2 above "nowhere".
        assert reading.answered == pytest.approx(1 / (1 + np.exp(-(0.5 * 1 + 0.25 * 8 - 1))))

    def test_a_comma_at_the_edge_counts_with_the_words(self) -> None:
        (reading,) = pointing({"rome": 9}, {"rome": 9, ",": 9}).read("?", ["In Rome, they say"])
        assert reading.text == "Rome"
        assert reading.score > 0.95  # each of the two spans has less than a half

    def test_alternatives_do_not_overlap(self) -> None:
        reader = pointing({"Rome": 9, "Oslo": 8.5, "Bern": 8}, {"Rome": 9, "Oslo": 8.5, "Bern": 8})
        (reading,) = reader.read("?", ["First Rome, then Oslo, then Bern."])
        assert [reading.text, *(other.text for other in reading.alternatives)] == ["Rome", "Oslo", "Bern"]
        scores = [reading.score, *(other.score for other in reading.alternatives)]
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1 + 1e-6

    @pytest.mark.parametrize(
        ("passage", "starts", "ends", "text"),
        [
            ("We paid 1,000,000 crowns.", "1", "1", "1,000,000"),
            ("It begins at 10:30 there.", "30", "30", "10:30"),
            ("It was unaffable of him.", "una", "una", "unaffable"),
            ("The mid-1990s were better.", "1990s", "1990s", "1990s"),
        ],
    )
    def test_no_word_and_no_number_is_cut(self, passage: str, starts: str, ends: str, text: str) -> None:
        # Both point at one piece within the word; whatever else is read, it has whole words only.
        (reading,) = pointing({starts: 9}, {ends: 9}).read("?", [passage])
        before, after = passage[: reading.start][-1:], passage[reading.end :][:1]
        assert not (before.isalnum() and reading.text[0].isalnum())
        assert not (reading.text[-1].isalnum() and after.isalnum())
        assert text in reading.text or not any(part in reading.text for part in text.split(","))

    def test_an_answer_has_thirty_pieces_at_most(self) -> None:
        passage = "from " + "and " * 40 + "until"
        (reading,) = pointing({"from": 20}, {"until": 20}).read("?", [passage])
        assert len(reading.text.split()) <= LONGEST_ANSWER

    @pytest.mark.parametrize("before", [0, 20, 70, 119, 120, 121, 150, 300, 1000])
    def test_an_answer_anywhere_in_a_long_passage_is_found_whole(self, before: int) -> None:
        """Also across the borders of windows, whose first pieces are not taken for the beginning of the answer."""
        passage = "and " * before + "Anna Maria Berg" + " or" * 200
        (reading,) = pointing({"Anna": 12}, {"Berg": 12}).read("Who was it?", [passage])
        assert reading.text == "Anna Maria Berg"
        assert reading.start == 4 * before
        assert reading.answered > 0.99

    def test_windows_are_no_longer_than_allowed(self) -> None:
        reader = pointing({"Anna": 12}, {"Berg": 12}, longest=96)
        reader.read("why " * 500, ["and " * 999, "", "or"])
        shapes = cast("PointingNetwork", reader._network).shapes
        assert max(tokens for _, tokens in shapes) == 96
        # The question is cut after 64, so that 29 are left for the passage.
        assert sum(rows for rows, _ in shapes) > 999 / 29

    def test_nothing_to_read(self) -> None:
        nothing = SpanReading(0, 0, "", 0.0, 0.0, ())
        reader = pointing({"Anna": 12}, {"Anna": 12})
        assert reader.read("Who?", ["", " \n", "...", "?! , –"]) == [nothing] * 4
        assert reader.read("Who?", []) == []
        assert reader.read("", ["Anna"])[0].text == "Anna"


@pytest.mark.model
class TestRandom:
    def test_odd_texts_give_exact_slices(self, random_one: SpanReader) -> None:
        texts = [*ODD_TEXTS, *random_texts(60, seed=12), "Lone \ud800 surrogate", "\udfff", "é" * 700]
        readings = random_one.read("Où est 日本 😀\ud83d?", texts)
        assert len(readings) == len(texts)
        for text, reading in zip(texts, readings, strict=True):
            spans = [(reading.start, reading.end)] + [(a.start, a.end) for a in reading.alternatives]
            for place in (reading, *reading.alternatives):
                assert place.text == text[place.start : place.end] == place.text.strip()
                assert 0 <= place.score <= 1
            for (one, one_end), (other, other_end) in itertools.combinations(spans, 2):
                assert one_end <= other or other_end <= one
            assert 0 <= reading.answered <= 1
            assert (reading.answered == 0) == (not reading.text)
        assert sum(bool(reading.text) for reading in readings) > 80

    def test_many_at_once_are_read_as_each_alone(self, random_one: SpanReader) -> None:
        words = "anna berg met forty men in the old town hall of oslo on 3 may 1923 and left".split()
        random = np.random.default_rng(9)
        passages = [" ".join(random.choice(words, size=int(size))) for size in random.integers(1, 300, 25)]
        pairs = [(f"Who met {words[i % 7]}?", passage) for i, passage in enumerate(passages)]
        together = random_one.read_pairs(pairs)
        for pair, reading in zip(pairs, together, strict=True):
            (alone,) = random_one.read_pairs([pair])
            assert (alone.start, alone.end) == (reading.start, reading.end)
            assert alone.score == pytest.approx(reading.score, abs=1e-4)
            assert alone.answered == pytest.approx(reading.answered, abs=1e-4)

    def test_threads_read_as_one(self, random_one: SpanReader) -> None:
        passages = ["The council met on 3 May.", "Forty men were there. " * 20, "No."]
        with ThreadPoolExecutor(4) as threads:
            told = list(threads.map(lambda n: random_one.read(f"Who was {n}?", passages), range(8)))
        for number, readings in enumerate(told):
            for one, other in zip(random_one.read(f"Who was {number}?", passages), readings, strict=True):
                assert (one.start, one.end) == (other.start, other.end)
                assert one.answered == pytest.approx(other.answered, abs=1e-4)


MILL = (
    "The mill at Orme was built in 1854 by Josiah Penn for the Harlow family. It employed 42 people, most of them "
    "weavers from Dunsby, and burnt down on 3 May 1901 because a lamp had been left alight. Today it is a museum."
)
CLINIC = (
    "Dr Ana Prell took over the Karsk clinic in March 2019 after Dr Hale had resigned. The clinic has 120 beds and "
    "treats some 9,000 patients a year. A new wing, paid for by the town of Lorrin, cost €4.2 million."
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("passage", "question", "expected"),
    [
        (MILL, "When was the mill at Orme built?", "1854"),
        (MILL, "Who built the mill at Orme?", "Josiah Penn"),
        (MILL, "How many people did the mill employ?", "42"),
        (MILL, "Where did most of the weavers come from?", "Dunsby"),
        (MILL, "When did the mill burn down?", "3 May 1901"),
        (MILL, "Why did the mill burn down?", "a lamp had been left alight"),
        (MILL, "What is the mill today?", "museum"),
        (CLINIC, "Who took over the Karsk clinic?", "Ana Prell"),
        (CLINIC, "Who resigned?", "Hale"),
        (CLINIC, "How many beds does the clinic have?", "120"),
        (CLINIC, "How many patients does the clinic treat a year?", "9,000"),
        (CLINIC, "What did the new wing cost?", "€4.2 million"),
        (CLINIC, "Who paid for the new wing?", "town of Lorrin"),
    ],
)
def test_the_packaged_reader_finds_the_words(passage: str, question: str, expected: str) -> None:
    (reading,) = load_reader().read(question, [passage])
    assert passage[reading.start : reading.end] == reading.text
    assert expected in reading.text
    assert len(reading.text) <= len(expected) + 20


@pytest.mark.model
@pytest.mark.parametrize(
    ("passage", "question", "sentence"),
    [
        (MILL, "What is the mill today?", " Today it is a museum."),
        (CLINIC, "What did the new wing cost?", " A new wing, paid for by the town of Lorrin, cost €4.2 million."),
    ],
)
def test_the_packaged_reader_misses_the_sentence_that_answers(passage: str, question: str, sentence: str) -> None:
    assert sentence in passage
    whole, cut = load_reader().read(question, [passage, passage.replace(sentence, "")])
    assert whole.answered > 2 * cut.answered
