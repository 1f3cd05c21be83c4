"""From question to answer over small indexes, with the fake embedder and the fake reader, which reads numbers.

Unless marked ``model``, the parser is replaced too: every question asks for a count, the first number of a sentence is
its reading by rules, and nothing is found that could be compared. Weights are the test's own throughout, and whether a
question is refused is set by a threshold that no evidence, or any, comes up to: what is tested does not change with a
fit.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from rag.answering import answer as module
from rag.answering import readings, refusal, statements
from rag.answering.answer import Answerer
from rag.answering.citing import Citer
from rag.answering.comparing import Comparison
from rag.answering.extractive import Draft, cite, write_answer
from rag.answering.followups import complete
from rag.answering.markdown import RULE
from rag.answering.readings import Readings
from rag.answering.sentences import Candidate, Features
from rag.answering.statements import Statement, Value
from rag.disagreement.finding import Finding
from rag.documents.document import Document
from rag.errors import ModelError
from rag.reading.logistic import Logistic
from rag.reading.question import Question
from rag.reading.reader import Reading
from rag.settings import Settings
from rag.store.index import Index
from rag.types import Answer
from tests.fakes import FakeEmbedder, FakeJudge, FakeReader
from tests.store.building import MANIFEST, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.reading.span_reader import SpanReading
    from rag.types import History

NEVER, ALWAYS = 0.0, 1.0  # refuse below

MILL = {
    "chronicle.txt": ("The mill at Orme employed 42 people.", "It burned down one winter night."),
    "letters.txt": ("They say 42 people worked in the Orme mill.",),
    "register.txt": ("The mill at Orme employed 57 people in all.",),
    "bread.txt": ("Bake the loaves for an hour.",),
}
ASKED = "How many people did the mill at Orme employ?"


def index_of(texts: dict[str, tuple[str, ...]]) -> Index:
    index = Index.in_memory(MANIFEST)
    for source, passages in texts.items():
        put(index.catalogue, source, *passages)
    index.refresh()
    return index


def answerer(index: Index, refuse_below: float = NEVER, *, quotes: int = 6, hits: int = 10) -> Answerer:
    settings = Settings(refuse_below=refuse_below, quotes=quotes, hits=hits, value_above=0.0)
    return Answerer(index, FakeEmbedder(), settings, FakeReader(), FakeJudge())


class NothingToCompare:
    """A comparer to whom no sentence claims anything, which needs no parser."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def compare(self, _: str, __: object, ___: object, read: Sequence[Statement], ____: object) -> Comparison:
        return Comparison(Finding((), (), ()), tuple(read))


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence is judged by the question's words that it says, and by whether rules read it; a value by both, and by
    whether it is the reader's.
    """
    monkeypatch.setattr(statements, "HOLDS_ANSWER", Logistic(-3.0, (0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0)))
    monkeypatch.setattr(statements, "VALUE_RIGHT", Logistic(-2.0, (1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0)))
    monkeypatch.setattr(refusal, "ANSWERABLE", Logistic(0.0, (0.0,) * 7))


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch, weights: None) -> None:
    """No parser: see above."""

    def read(question: str, sentences: Sequence[str]) -> list[Reading | None]:
        numbers = [re.search(r"\d+", sentence) for sentence in sentences]
        return [found and Reading(found.start(), found.end(), found.group(), 1.0) for found in numbers]

    monkeypatch.setattr(readings, "rules", SimpleNamespace(read=read))
    monkeypatch.setattr(module, "Comparer", NothingToCompare)
    for reader in (statements, refusal):
        monkeypatch.setattr(reader, "analyse", lambda question: Question(question, "count"))


def check(answer: Answer, index: Index) -> None:
    """What holds of every answer."""
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    compared = [] if answer.refused else ["compare"]
    assert [*answer.timings] == ["complete", "search", "rank", "read", "write", *compared, "total"]
    assert [name for name, took in answer.timings.items() if took < 0] == []
    for citation in answer.citations:
        text = stored(index, citation.source)
        assert text[citation.start : citation.end] == citation.quote
        assert citation.line == text.count("\n", 0, citation.start) + 1
    for hit in answer.hits:
        assert stored(index, hit.source)[hit.start : hit.end] == hit.text
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    literal = re.sub(r"\\.", "", answer.text)  # what documents say is escaped
    assert literal.count("[") == literal.count("]") == len(re.findall(r"\[\d+\]", literal))
    if answer.refused:
        assert (answer.citations, answer.short) == ((), None)
        assert (answer.agreement, answer.disagreements, answer.set_aside) == ("not_checked", (), ())
        assert re.findall(r"\[\d+\]", literal) == []
        return
    body, _, notes = literal.rpartition(RULE)
    quotes = [line for line in body.split("\n") if line.startswith("> ")]
    assert [re.findall(r"\[(\d+)\]", quote) for quote in quotes] == [[str(number)] for number in numbers]
    assert re.findall(r"^\[(\d+)\]", notes, re.MULTILINE) == [str(number) for number in numbers]


def stored(index: Index, source: str) -> str:
    document = index.catalogue.document(source)
    assert document is not None
    return document.text


# --- answers


def test_an_answer(rules: None) -> None:
    index = index_of(MILL)
    answer = answerer(index, quotes=3).answer(ASKED, [], None)
    check(answer, index)
    assert (answer.question, answer.searched_for, answer.refused, answer.short) == (ASKED, ASKED, False, "42")
    assert answer.text == (
        "**42** [1][2]\n\n"
        "Not checked for disagreement: no two files say what can be compared.\n\n"
        "**chronicle.txt**\n\n> The mill at Orme employed 42 people. [1]\n\n"
        "**letters.txt**\n\n> They say 42 people worked in the Orme mill. [2]\n\n"
        "**register.txt**\n\n> The mill at Orme employed 57 people in all. [3]"
        "\n\n---\n\n"
        "[1] chronicle.txt, line 1  \n[2] letters.txt, line 1  \n[3] register.txt, line 1"
    )
    assert (answer.agreement, answer.disagreements, answer.set_aside) == ("not_checked", (), ())
    assert (answer.generator, answer.warnings) == ("extractive", ())
    assert {hit.source for hit in answer.hits} == set(MILL)


def test_quotes_and_hits_are_limited(rules: None) -> None:
    index = index_of(MILL)
    answer = answerer(index, quotes=2, hits=3).answer(ASKED, [], None)
    check(answer, index)
    assert (len(answer.citations), len(answer.hits)) == (2, 3)


def test_a_value_below_the_threshold_is_not_put_first(rules: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "VALUE_RIGHT", Logistic(0.0, (0.0,) * 7))  # with two sources 0.55
    index = index_of(MILL)
    for value_above, short, first in (
        (0.5, "42", "**42** [1][2]"),
        (0.6, None, "Not checked for disagreement: no two files say what can be compared."),
    ):
        settings = Settings(refuse_below=NEVER, value_above=value_above)
        answer = Answerer(index, FakeEmbedder(), settings, FakeReader(), FakeJudge()).answer(ASKED, [], None)
        check(answer, index)
        assert (answer.short, answer.text.split("\n")[0]) == (short, first)


def test_only_the_sources_asked_are_searched_and_quoted(rules: None) -> None:
    index = index_of(MILL)
    answer = answerer(index).answer(ASKED, [], ["register.txt", "bread.txt"])
    check(answer, index)
    assert [citation.source for citation in answer.citations] == ["register.txt"]
    assert {hit.source for hit in answer.hits} == {"register.txt", "bread.txt"}
    assert answer.short == "57"


def test_nothing_in_a_document_acts_as_markup_or_citation(rules: None) -> None:
    texts = {
        "notes [1].md": "The mill at Orme employed 42 people [1][7], says [the *clerk*](http://x.test) <b>now</b>.",
        "1. <i>x</i>.txt": "> # The mill at Orme employed `42` people **in all** [2]: ![x](y) ~~z~~ | $a$ &amp; \\[3].",
    }
    index = index_of({source: (text,) for source, text in texts.items()})
    answer = answerer(index).answer(ASKED, [], None)
    check(answer, index)
    assert answer.short == "42"
    assert {citation.source: citation.quote for citation in answer.citations} == texts
    assert re.findall(r"(?<!\\)[<`~|$&#]", answer.text) == []
    # What is left of emphasis are the value's and each source's, a pair each.
    assert len(re.findall(r"(?<!\\)\*\*", answer.text)) == 2 + 2 * 2
    assert "> The mill at Orme employed 42 people \\[1\\]\\[7\\], says \\[the \\*clerk\\*\\]" in answer.text


def test_quotes_keep_to_characters_outside_the_alphabet(rules: None) -> None:
    index = index_of(
        {"é 😀.txt": ("😀😀 Straße — Zoë’s mill at Orme employed 42 people… 😀 They were e\u0301migrés there.",)}
    )
    answer = answerer(index).answer(ASKED, [], None)
    check(answer, index)
    assert answer.citations[0].quote.startswith("😀😀 Straße — Zoë’s mill at Orme employed 42 people")


@pytest.mark.parametrize("learned", [1.0, 0.1])
def test_where_reader_and_rules_see_two_figures_none_is_put_first(
    rules: None, monkeypatch: pytest.MonkeyPatch, learned: float
) -> None:
    """The reader takes 1798 for the number, the rules 42: the sentence is quoted, and speaks for itself."""

    def read(question: str, sentences: Sequence[str]) -> list[Reading | None]:
        return [Reading(at := text.index("42"), at + 2, "42", 0.5) for text in sentences]

    monkeypatch.setattr(readings, "rules", SimpleNamespace(read=read))
    index = index_of({"a.txt": ("Since 1798 the mill at Orme employed 42 people.",)})
    settings = Settings(refuse_below=NEVER, value_above=0.0)
    answer = Answerer(index, FakeEmbedder(), settings, FakeReader(score=learned), FakeJudge()).answer(ASKED, [], None)
    check(answer, index)
    assert answer.short is None
    assert [citation.quote for citation in answer.citations] == ["Since 1798 the mill at Orme employed 42 people."]


def test_the_reader_reads_the_passages_that_were_found_once(rules: None) -> None:
    index = index_of(MILL)
    reader = FakeReader()
    answer = Answerer(index, FakeEmbedder(), Settings(refuse_below=NEVER, hits=3), reader, FakeJudge()).answer(
        ASKED, [], None
    )
    assert reader.given == [(ASKED, [hit.text for hit in answer.hits])]


def test_a_reader_that_cannot_be_loaded_is_told(rules: None) -> None:
    class Damaged:
        def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
            raise ModelError("the weights are damaged")

    asking = Answerer(index_of(MILL), FakeEmbedder(), Settings(), Damaged(), FakeJudge())
    with pytest.raises(ModelError, match=r"^the weights are damaged$"):
        asking.answer(ASKED, [], None)


# --- refusals


def test_a_refusal_names_the_nearest_passages_and_cites_nothing(rules: None) -> None:
    index = index_of(MILL)
    answer = answerer(index, ALWAYS).answer(ASKED, [], None)
    check(answer, index)
    assert (answer.refused, answer.citations, answer.short) == (True, (), None)
    assert answer.text == (
        "The files do not answer this question.\n\n"
        "The passages nearest to it, none of which answers it:\n\n"
        "- chronicle.txt, line 1: “The mill at Orme employed 42 people.”\n"
        "- register.txt, line 1: “The mill at Orme employed 57 people in all.”\n"
        "- letters.txt, line 1: “They say 42 people worked in the Orme mill.”"
    )
    assert {hit.source for hit in answer.hits} == set(MILL)


def test_a_refusal_quotes_brackets_as_text(rules: None) -> None:
    index = index_of({"a [2].txt": ("The mill at Orme employed 42 people [1].",)})
    answer = answerer(index, ALWAYS).answer(ASKED, [], None)
    check(answer, index)
    assert answer.text.endswith("- a \\[2\\].txt, line 1: “The mill at Orme employed 42 people \\[1\\].”")


def test_the_threshold_is_the_settings(rules: None) -> None:
    index = index_of(MILL)  # every question here is answered with a probability of exactly one half
    assert answerer(index, 0.5).answer(ASKED, [], None).refused is False
    assert answerer(index, 0.51).answer(ASKED, [], None).refused is True


NOTHING_NEAR = "The files do not answer this question. No passage comes near it."


@pytest.mark.parametrize("texts", [{}, {"a.txt": ("The mill.", "42")}])
def test_without_a_sentence_to_quote_everything_is_refused(rules: None, texts: dict[str, tuple[str, ...]]) -> None:
    index = index_of(texts)
    answer = answerer(index, NEVER).answer(ASKED, [], None)
    check(answer, index)
    assert (answer.refused, answer.text, len(answer.hits)) == (True, NOTHING_NEAR, 2 * len(texts))


# --- the index changes meanwhile


def changed(monkeypatch: pytest.MonkeyPatch, index: Index, texts: dict[str, str | None]) -> None:
    """From now on, documents are told to hold these texts, or to have left the index (None)."""
    fetch = index.catalogue.document

    def document(source: str) -> Document | None:
        if source not in texts:
            return fetch(source)
        text = texts[source]
        return None if text is None else Document(source=source, text=text, sha256="")

    monkeypatch.setattr(index.catalogue, "document", document)


@pytest.mark.parametrize("now", [None, "", "A word more: the mill at Orme employed 42 people."])
def test_what_no_longer_stands_where_it_was_read_is_not_cited(
    rules: None, monkeypatch: pytest.MonkeyPatch, now: str | None
) -> None:
    index = index_of(MILL)
    changed(monkeypatch, index, {"chronicle.txt": now})
    answer = answerer(index).answer(ASKED, [], None)
    assert [(citation.number, citation.source) for citation in answer.citations] == [
        (1, "register.txt"),
        (2, "letters.txt"),
    ]
    assert answer.short == "57"
    assert answer.text.startswith(
        "**57** [1]\n\nNot checked for disagreement: no two files say what can be compared.\n\n**register.txt**\n\n> "
    )


def test_where_nothing_stands_any_more_the_question_is_refused(rules: None, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(MILL)
    changed(monkeypatch, index, dict.fromkeys(MILL))
    answer = answerer(index).answer(ASKED, [], None)
    assert (answer.refused, answer.text, answer.citations) == (True, NOTHING_NEAR, ())


def drafted(index: Index, value: str, giving: str, *sources: str) -> Draft:
    """The draft that quotes the first passage of each source, where one of them gives the value."""
    quoted = [
        Statement(Candidate(source, 0, 4, "", Features(0, 0, 0, 0, 0, 0)), Readings(), (), 0.5) for source in sources
    ]
    given = Value(value, 1.0, tuple(one for one in quoted if one.candidate.source == giving))
    return write_answer(cite(quoted, Citer(index.catalogue)), given)


def test_markers_have_no_gap_where_a_source_left_before_the_writing() -> None:
    draft = drafted(index_of(MILL), "42", "letters.txt", "register.txt", "gone.txt", "letters.txt", "left.txt")
    assert draft.text == (
        "**42** [2]\n\n**register.txt**\n\n> The [1]\n\n**letters.txt**\n\n> They [2]"
        "\n\n---\n\n[1] register.txt, line 1  \n[2] letters.txt, line 1"
    )
    assert [citation.number for citation in draft.citations] == [1, 2]


def test_a_value_that_no_quote_gives_any_more_is_not_put_first() -> None:
    draft = drafted(index_of(MILL), "42", "gone.txt", "gone.txt", "letters.txt")
    assert (draft.short, draft.text.split("\n")[0]) == (None, "**letters.txt**")


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("at least 42", "**At least 42**"),
        ("é.", "**É.**"),
        ("pH 7", "**pH 7**"),
        ("42 mm", "**42 mm**"),
        ("x*", "**X\\***"),
    ],
)
def test_a_value_begins_with_a_capital_unless_it_is_spelt_otherwise(value: str, first: str) -> None:
    draft = drafted(index_of(MILL), value, "letters.txt", "letters.txt")
    assert (draft.short, draft.text.split("\n")[0]) == (value, f"{first} [1]")


# --- conversations, threads


def test_what_a_follow_up_means_is_searched(rules: None, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(MILL)
    asking = answerer(index)
    history: History = [(ASKED, asking.answer(ASKED, [], None))]
    seen: list[tuple[str, History]] = []

    def completed(question: str, earlier: History) -> str:
        seen.append((question, earlier))
        return "How long are the loaves baked in an hour?"

    monkeypatch.setattr(module, "complete", completed)
    answer = asking.answer("And the loaves?", history, None)
    check(answer, index)
    assert seen == [("And the loaves?", history)]
    assert (answer.question, answer.searched_for) == ("And the loaves?", "How long are the loaves baked in an hour?")
    assert answer.hits[0].source == "bread.txt"
    assert answer.hits[0].matched_terms == ("loaves", "baked", "hour")


def test_threads_share_an_answerer(rules: None) -> None:
    index = index_of(MILL)
    asked = [ASKED, "What burned down one winter night?", "How long are loaves baked?", "Who worked in the mill?"] * 6
    expected = [answerer(index).answer(question, [], None) for question in asked]
    shared = answerer(index)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda question: shared.answer(question, [], None), asked))
    for one, other in zip(answers, expected, strict=True):
        assert one.model_copy(update={"timings": {}}) == other.model_copy(update={"timings": {}})


# --- with the parser


@pytest.mark.model
def test_a_conversation_with_the_parser(weights: None) -> None:
    index = index_of(MILL)
    asking = answerer(index)
    first = asking.answer(ASKED, [], None)
    check(first, index)
    assert (first.refused, first.short) == (False, "42 or 57")
    history: History = [(ASKED, first)]
    second = asking.answer("When did it burn down?", history, None)
    check(second, index)
    assert second.question == "When did it burn down?"
    assert second.searched_for == complete("When did it burn down?", history)
    assert "mill" in second.searched_for


@pytest.mark.model
@pytest.mark.parametrize("refuse_below", [NEVER, Settings().refuse_below, ALWAYS])
@pytest.mark.parametrize("question", [ASKED, "mill", "Who?", "😀", "[1]", "<b>42</b> people?", "Why did it burn down?"])
def test_whatever_is_asked(question: str, refuse_below: float) -> None:
    index = index_of(MILL)
    answer = answerer(index, refuse_below).answer(question, [], None)
    check(answer, index)
    assert answer.question == question
