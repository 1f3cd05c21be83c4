"""Where in its sentence each reading falls. Passages are read by a reader that says what it is told, unless marked."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from rag.answering import readings as module
from rag.answering.readings import PackagedReader, Readings, read_candidates
from rag.answering.sentences import Candidate, Features
from rag.errors import ModelError
from rag.reading.reader import Reading
from rag.reading.span_reader import Alternative, SpanReading
from rag.retrieval.fusion import Fused
from rag.retrieval.search import Found
from rag.store.catalogue import StoredChunk
from tests.fakes import FakeReader

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED = "How many?"
TEXT = "The mill had 42 hands. Some 57 came in 1854. Nobody counted them."
SENTENCES = ["The mill had 42 hands.", "Some 57 came in 1854.", "Nobody counted them."]


class Told:
    """A reader that reads each passage as it is told: words, score and "answered", then words of alternatives."""

    def __init__(self, **answers: tuple[float, list[tuple[str, float]]]) -> None:
        self.answers = answers
        self.given: list[tuple[str, list[str]]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        self.given.append((question, list(passages)))
        return [self._read(passage) for passage in passages]

    def _read(self, passage: str) -> SpanReading:
        answered, words = self.answers[passage.split(maxsplit=1)[0]]
        spans = [Alternative(at := passage.index(text), at + len(text), text, score) for text, score in words]
        first, *others = spans
        return SpanReading(first.start, first.end, first.text, first.score, answered, tuple(others))


def passage(text: str, source: str = "a.txt", start: int = 0) -> Found:
    return Found(StoredChunk(1, source, start, start + len(text), text), Fused(1, 0.5, 0.5, 0.0, 1, 1))


def sentence(text: str, source: str = "a.txt", start: int = 0) -> Candidate:
    return Candidate(source, start, start + len(text), text, Features(0, 0, 0, 0, 0, 0))


def cut(text: str, *parts: str, source: str = "a.txt", start: int = 0) -> list[Candidate]:
    return [sentence(part, source, start + text.index(part)) for part in parts]


@pytest.fixture
def ruled(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """No parser: rules read the last word of a sentence, unless that is "them." Gives the calls to come."""
    calls: list[list[str]] = []

    def read(question: str, sentences: Sequence[str]) -> list[Reading | None]:
        assert question == ASKED
        calls.append(list(sentences))
        return [by_rule(text) for text in sentences]

    monkeypatch.setattr(module, "rules", SimpleNamespace(read=read))
    return calls


def by_rule(text: str) -> Reading | None:
    last = re.search(r"\w+(?=\W*$)", text)
    return Reading(last.start(), last.end(), last.group(), 0.75) if last and last.group() != "them" else None


pytestmark = pytest.mark.usefixtures("ruled")


def test_what_is_read_in_a_passage_goes_to_the_sentence_it_stands_in(ruled: list[list[str]]) -> None:
    reader = FakeReader(score=0.5, answered=0.5)
    read = read_candidates(ASKED, cut(TEXT, *SENTENCES), [passage(TEXT)], reader)
    assert read == [
        Readings(Reading(13, 15, "42", 0.25), Reading(16, 21, "hands", 0.75), 0.5),
        Readings(Reading(5, 7, "57", 0.125), Reading(16, 20, "1854", 0.75), 0.5),  # the likelier of two alternatives
        Readings(None, None, 0.5),
    ]
    assert reader.given == [(ASKED, [TEXT])]
    assert ruled == [SENTENCES]


def test_readings_come_in_the_order_of_the_sentences() -> None:
    backwards = SENTENCES[::-1]
    read = read_candidates(ASKED, cut(TEXT, *backwards), [passage(TEXT)], FakeReader())
    assert [reading.learned and reading.learned.text for reading in read] == [None, "57", "42"]
    assert [reading.ruled and reading.ruled.text for reading in read] == [None, "1854", "hands"]


def test_passages_need_not_begin_where_their_document_does() -> None:
    lead = "😀 Before it stands something else. "
    read = read_candidates(
        ASKED, cut(TEXT, *SENTENCES, start=len(lead)), [passage(TEXT, start=len(lead))], FakeReader()
    )
    assert [reading.learned and reading.learned.text for reading in read] == ["42", "57", None]


def test_the_same_places_of_another_source_are_not_read() -> None:
    found = [passage("There were 42 hands.", "a.txt"), passage("There were no hands.", "b.txt")]
    given = [sentence("There were no hands.", "b.txt"), sentence("There were 42 hands.", "a.txt")]
    nothing, read = read_candidates(ASKED, given, found, FakeReader(answered=0.75))
    assert (nothing.learned, nothing.answered) == (None, 0.0)
    assert (read.learned, read.answered) == (Reading(11, 13, "42", 0.375), 0.75)


def test_several_passages_of_a_source_are_read_each_by_itself() -> None:
    first, second = "Early 42 hands came.", "Later 57 hands came."
    found = [passage(second, start=100), passage(first, start=10)]
    reader = Told(Early=(0.5, [("42", 0.5)]), Later=(0.25, [("57", 1.0)]))
    read = read_candidates(ASKED, [sentence(first, start=10), sentence(second, start=100)], found, reader)
    assert [(one.learned, one.answered) for one in read] == [
        (Reading(6, 8, "42", 0.25), 0.5),
        (Reading(6, 8, "57", 0.25), 0.25),
    ]
    assert reader.given == [(ASKED, [second, first])]  # all in one call


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("early", "late", "best", "answered"),
    [
        ((0.5, [("57", 0.5)]), (0.25, [("57", 0.5)]), ("57", 0.25), 0.5),  # of one reading, the surer one
        ((0.5, [("57", 0.25)]), (0.5, [("1854", 0.5)]), ("1854", 0.25), 0.5),
        ((1.0, [("57", 0.125)]), (0.5, [("1854", 0.5)]), ("1854", 0.25), 1.0),  # surer of the words, not of an answer
        ((0.5, [("1854", 0.5)]), (0.5, [("57", 0.5)]), ("57", 0.25), 0.5),  # of equals, what stands first
    ],
)
def test_a_sentence_of_two_passages_has_the_likeliest_reading_of_both(
    early: tuple[float, list[tuple[str, float]]],
    late: tuple[float, list[tuple[str, float]]],
    best: tuple[str, float],
    answered: float,
    swapped: bool,
) -> None:
    shared = SENTENCES[1]
    begin = TEXT.index(shared)
    found = [passage(TEXT[: begin + len(shared)]), passage(TEXT[begin:], start=begin)]
    given = [sentence(shared, start=begin)]
    (read,) = read_candidates(ASKED, given, found[::-1] if swapped else found, Told(The=early, Some=late))
    assert read.learned is not None
    assert ((read.learned.text, read.learned.score), read.answered) == (best, answered)
    assert shared[read.learned.start : read.learned.end] == read.learned.text


def test_a_passage_answers_for_the_sentences_that_are_wholly_in_it() -> None:
    begin = TEXT.index("came")  # within the second sentence
    found = [passage(TEXT[:begin]), passage(TEXT[begin:], start=begin)]
    reader = Told(The=(0.5, [("42", 0.5)]), came=(0.25, [("1854", 0.5)]))
    read = read_candidates(ASKED, cut(TEXT, *SENTENCES), found, reader)
    assert [one.answered for one in read] == [0.5, 0.0, 0.25]
    assert read[1].learned == Reading(16, 20, "1854", 0.125)  # what is read is its all the same


def test_words_over_the_edge_of_a_sentence_are_the_reading_of_neither() -> None:
    reader = Told(The=(0.5, [("42 hands. Some 57", 0.75), ("1854", 0.25)]))
    first, second, _ = read_candidates(ASKED, cut(TEXT, *SENTENCES), [passage(TEXT)], reader)
    assert (first.learned, first.answered) == (None, 0.5)
    assert second.learned == Reading(16, 20, "1854", 0.125)


def test_a_whole_sentence_may_be_read() -> None:
    (read,) = read_candidates(ASKED, [sentence("All.")], [passage("All.")], Told(**{"All.": (1.0, [("All.", 1.0)])}))
    assert read.learned == Reading(0, 4, "All.", 1.0)


@pytest.mark.parametrize("text", ["", " ", "Nothing is told here."])
def test_where_the_reader_finds_nothing_there_is_no_learned_reading(text: str) -> None:
    found = [passage(text, start=100), passage(TEXT)]
    read = read_candidates(ASKED, [sentence(text, start=100), *cut(TEXT, SENTENCES[0])], found, FakeReader())
    assert (read[0].learned, read[0].answered) == (None, 0.0)
    assert read[1].learned == Reading(13, 15, "42", 0.5)


def test_without_sentences_nothing_is_read(ruled: list[list[str]]) -> None:
    reader = FakeReader()
    assert read_candidates(ASKED, [], [passage(TEXT)], reader) == []
    assert read_candidates(ASKED, [], [], reader) == []
    assert (reader.given, ruled) == ([], [])


def test_only_the_most_promising_are_parsed(ruled: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PARSED", 1)
    read = read_candidates(ASKED, cut(TEXT, *SENTENCES), [passage(TEXT)], FakeReader())
    assert ruled == [SENTENCES[:1]]
    assert [reading.ruled is None for reading in read] == [False, True, True]
    assert [reading.learned and reading.learned.text for reading in read] == ["42", "57", None]


def test_a_reader_must_read_every_passage() -> None:
    class Short:
        def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
            return []

    with pytest.raises(ValueError, match="zip"):
        read_candidates(ASKED, cut(TEXT, *SENTENCES), [passage(TEXT)], Short())


# --- the packaged reader


def test_the_packaged_reader_is_loaded_when_it_first_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[FakeReader] = []

    def load() -> FakeReader:
        loaded.append(FakeReader())
        return loaded[-1]

    monkeypatch.setattr(module, "load_reader", load)
    packaged = PackagedReader()
    assert loaded == []
    (reading,) = packaged.read(ASKED, [TEXT])
    assert (reading.text, [reader.given for reader in loaded]) == ("42", [[(ASKED, [TEXT])]])


def test_threads_load_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what is kept once loaded is loaded once."""
    within, most = 0, 0
    meeting = threading.Event()

    def load() -> FakeReader:
        nonlocal within, most
        within += 1
        most = max(most, within)
        meeting.wait(0.05)
        within -= 1
        return FakeReader()

    monkeypatch.setattr(module, "load_reader", load)
    packaged = PackagedReader()
    with ThreadPoolExecutor(4) as pool:
        assert [len(read) for read in pool.map(lambda _: packaged.read(ASKED, [TEXT]), range(4))] == [1] * 4
    assert most == 1


def test_a_reader_that_cannot_be_loaded_is_told_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> FakeReader:
        raise ModelError("the weights are damaged")

    monkeypatch.setattr(module, "load_reader", load)
    packaged = PackagedReader()
    for _ in range(2):
        with pytest.raises(ModelError, match=r"^the weights are damaged$"):
            read_candidates(ASKED, cut(TEXT, *SENTENCES), [passage(TEXT)], packaged)


def test_making_a_packaged_reader_imports_no_network() -> None:
    code = (
        "import sys; from rag.answering.readings import PackagedReader; PackagedReader()\n"
        "print(sorted({'torch', 'transformers', 'tokenizers', 'spacy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.model
def test_the_packaged_reader_reads() -> None:
    text = "It rained. The mill at Orme employed 42 people in 1854. Nobody counted the horses."
    read = PackagedReader().read("How many people did the mill at Orme employ?", [text, ""])
    assert [0.0 <= reading.answered <= 1.0 for reading in read] == [True, True]
    assert (read[1].text, read[1].answered) == ("", 0.0)
    assert text[read[0].start : read[0].end] == read[0].text != ""
