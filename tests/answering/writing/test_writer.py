"""Answers written by a model behind a real server, from the question to the last word; only the model is scripted."""

from __future__ import annotations

import itertools
import json
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from rag.answering.generators.server import ServerGenerator
from rag.engine import Engine
from rag.settings import Settings
from tests.scripted_server import Reply, ScriptedServer, says, sentence, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.types import Answer
    from tests.fakes import FakeEmbedder

pytest.importorskip("openai")
pytestmark = pytest.mark.model  # the gate parses

TEXTS = {
    "minutes.txt": "The council met on 3 May 2024. Anna Berg, the treasurer, said that 41 members were present.",
    "letter.txt": "Only 38 members were present at the May meeting, writes Tomas Lind, the secretary.",
}
ASKED = "How many members were present?"
BERG = sentence("Anna Berg said that 41 members were present.", (1, "said that 41 members were present"))
LIND = sentence("Tomas Lind writes that only 38 members were present.", (2, "Only 38 members were present"))


@contextmanager
def engine_with(
    script: Callable[[dict[str, Any]], Reply] | list[Reply], texts: dict[str, str] = TEXTS, **options: Any
) -> Iterator[tuple[Engine, ScriptedServer]]:
    """An engine over texts, whose passages are numbered as they stand in the prompt."""
    chosen = {"llm_window": 4096, "llm_retries": 0, "llm_wait": 0.5, "llm_seconds": 5, **options}
    with ScriptedServer(script) as server:
        settings = Settings.model_validate({"generator": "server", "llm_url": server.url, "llm_model": "m", **chosen})
        with Engine.from_texts(texts, settings) as engine:
            yield engine, server


def by_text(
    *sentences: dict[str, Any], accounts: list[dict[str, Any]] | None = None
) -> Callable[[dict[str, Any]], Reply]:
    """A script that finds out which passage holds each quote: 1 in a test stands for the minutes, 2 for the letter."""

    def script(call: dict[str, Any]) -> Reply:
        passages = shown_passages(call)
        number = {1: _holding(passages, "41 members"), 2: _holding(passages, "38 members")}
        text = json.dumps({"sentences": sentences, "accounts": accounts or [], "refusal": ""})
        for placeholder, real in number.items():
            text = text.replace(f'"passage": {placeholder},', f'"passage": "p{real}",')
        return says(text)

    return script


def shown_passages(call: dict[str, Any]) -> list[dict[str, Any]]:
    """The passages of a call, as the model sees them."""
    return [json.loads(line) for line in call["messages"][-1]["content"].splitlines() if line.startswith('{"id"')]


def _holding(passages: list[dict[str, Any]], words: str) -> int:
    return next((passage["id"] for passage in passages if words in passage["text"]), 99)


def first_paragraph(answer: Answer) -> str:
    return answer.text.split("\n\n", 1)[0]


def exact(engine: Engine, answer: Answer) -> bool:
    return all(engine.document(c.source).text[c.start : c.end] == c.quote for c in answer.citations)


def test_an_answer_by_a_model(faked: FakeEmbedder) -> None:
    with engine_with(by_text(BERG, LIND)) as (engine, server):
        answer = engine.answer(ASKED)
        assert exact(engine, answer)
    assert answer.generator == "m"
    assert not answer.refused
    assert answer.warnings == ()
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert [quote in TEXTS[c.source] for quote, c in zip(quotes.values(), answer.citations, strict=True)] == [
        True
    ] * len(quotes)
    assert first_paragraph(answer).startswith("Anna Berg said that 41 members were present. [")
    assert "Tomas Lind writes that only 38 members were present. [" in first_paragraph(answer)
    assert len(server.calls) == 1
    assert "\n\n---\n\n[1] " in answer.text


def test_who_asks_may_have_quotes_all_the_same(faked: FakeEmbedder) -> None:
    with engine_with(by_text(BERG, LIND)) as (engine, server):
        (streamed,) = engine.stream(ASKED, written=False)
        answer = engine.answer(ASKED, written=False)
        assert not server.calls
        assert engine.answer(ASKED).generator == "m"
    assert streamed.generator == answer.generator == "extractive"


def test_it_streams_sentence_by_sentence(faked: FakeEmbedder) -> None:
    with engine_with(by_text(BERG, LIND)) as (engine, _):
        answers = list(engine.stream(ASKED))
    assert len(answers) == 3
    starts = [first_paragraph(answer) for answer in answers]
    assert starts[0].count("[") == 1
    assert starts[1].startswith(starts[0])
    assert answers[-1].citations[: len(answers[0].citations)] == answers[0].citations


def test_what_the_quotes_do_not_carry_is_left_out(faked: FakeEmbedder) -> None:
    wrong = sentence("Anna Berg said that 42 members were present.", (1, "said that 41 members were present"))
    with engine_with(by_text(BERG, wrong)) as (engine, _):
        answer = engine.answer(ASKED)
    assert "42" not in answer.text
    assert answer.warnings == ("a sentence was left out: its quotes do not give the number “42”",)


def test_or_struck_through(faked: FakeEmbedder) -> None:
    wrong = sentence("Anna Berg said that 42 members were present.", (1, "said that 41 members were present"))
    with engine_with(by_text(wrong, BERG), unsupported="strike") as (engine, _):
        answer = engine.answer(ASKED)
    assert first_paragraph(answer).startswith(
        "~~Anna Berg said that 42 members were present.~~ (not supported by the sources) Anna Berg said that 41"
    )


def test_wrong_numbers_of_passages_are_reported(faked: FakeEmbedder) -> None:
    lost = sentence("Nobody came.", (77, "Nobody came."))
    with engine_with(by_text(BERG, lost)) as (engine, _):
        answer = engine.answer(ASKED)
    assert "Nobody" not in answer.text
    assert answer.warnings == ("a citation was left out: there is no passage 77, and its sentence was left out",)


def test_nothing_left_is_a_refusal_with_the_quotes_beside_it(faked: FakeEmbedder) -> None:
    wrong = sentence("Anna Berg said that 42 members were present.", (1, "said that 41 members were present"))
    with engine_with(by_text(wrong)) as (engine, _):
        answer = engine.answer(ASKED)
        engine.choose_generator(None)
        quoted = engine.answer(ASKED)
    assert answer.refused
    assert answer.generator == "m"
    assert answer.text == f"Nothing that m wrote is carried by the files. In quotes, the files say:\n\n{quoted.text}"
    assert answer.citations == quoted.citations
    assert answer.short is None


def test_a_model_that_finds_no_answer(faked: FakeEmbedder) -> None:
    with engine_with([written(refusal="NOT IN THE PASSAGES")]) as (engine, _):
        answer = engine.answer(ASKED)
    assert answer.refused
    assert answer.text.startswith("m finds no answer. In quotes, the files say:\n\n")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=401, error="bad key"), "refused (401)"),
        (Reply(status=500, error="oops"), "failed (500)"),
        (Reply(status=429, error="later", headers={"Retry-After": "60"}), "has too many requests (429)"),
        (Reply(before=2), "was silent for 0.5 seconds"),
        (Reply(raw=["data: {not json"]), "sent what cannot be read"),
        (Reply(pieces=['{"sentences": [{"citat'], cut=True), "broke off"),
        (Reply(pieces=(f"{n} and so on, " for n in itertools.count())), "wrote on beyond 64 tokens"),
    ],
)
def test_a_model_that_fails_gives_the_answer_in_quotes_at_once(faked: FakeEmbedder, reply: Reply, why: str) -> None:
    with engine_with([reply], llm_tokens=64) as (engine, _):
        began = time.monotonic()
        answer = engine.answer(ASKED)
        assert time.monotonic() - began < 5
        engine.choose_generator(None)
        quoted = engine.answer(ASKED)
    assert answer.generator == "extractive"
    assert answer.text == quoted.text
    (warning,) = answer.warnings
    assert warning.startswith("m could not answer, so this answer is made of quotes: ")
    assert why in warning


def test_a_server_that_is_down(faked: FakeEmbedder) -> None:
    with ScriptedServer([]) as server:
        url = server.url
    settings = Settings(generator="server", llm_url=url, llm_model="m", llm_retries=0)
    with Engine.from_texts(TEXTS, settings) as engine:
        answer = engine.answer(ASKED)
    assert answer.generator == "extractive"
    assert "no language model can be reached" in answer.warnings[0]


def test_what_passed_before_it_broke_off_stands(faked: FakeEmbedder) -> None:
    def script(call: dict[str, Any]) -> Reply:
        whole = by_text(BERG, LIND)(call)
        text = "".join(whole.pieces)
        return Reply(pieces=[text[: text.index("Tomas Lind writes")]], cut=True)

    with engine_with(script) as (engine, _):
        answer = engine.answer(ASKED)
    assert answer.generator == "m"
    assert "Anna Berg said" in first_paragraph(answer)
    assert "Tomas Lind writes" not in first_paragraph(answer)
    assert answer.warnings[0].startswith("the answer of m is not whole: ")
    assert "broke off" in answer.warnings[0]


def test_a_prompt_that_is_too_long_is_packed_again(faked: FakeEmbedder) -> None:
    texts = {f"{n}.txt": f"On day {n}, {n + 40} members were present. " * 30 for n in range(1, 9)}
    lengths: list[int] = []

    def script(call: dict[str, Any]) -> Reply:
        lengths.append(sum(len(message["content"]) for message in call["messages"]))
        if len(lengths) < 3:
            return Reply(status=400, error="maximum context length exceeded", code="context_length_exceeded")
        return written(refusal="NOT IN THE PASSAGES")

    with engine_with(script, texts) as (engine, _):
        answer = engine.answer(ASKED)
    assert answer.generator == "m"
    assert lengths[0] > lengths[1] > lengths[2]


def test_the_engines_disagreement_stays_whatever_the_model_says(faked: FakeEmbedder) -> None:
    with engine_with(by_text(BERG)) as (engine, _):
        answer = engine.answer(ASKED)
        engine.choose_generator(None)
        quoted = engine.answer(ASKED)
    assert [d.topic for d in answer.disagreements] == [d.topic for d in quoted.disagreements]
    assert answer.agreement == quoted.agreement
    cited = {citation.number: citation for citation in answer.citations}
    for found in answer.disagreements:
        for position in found.positions:
            assert all(cited[number].source in position.sources for number in position.citations)
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))


CAUSES = {
    "union.txt": "The plant in Halden closed because the owner moved production abroad, the union says.",
    "owner.txt": "The plant in Halden closed since nobody bought its paper any more, according to the owner.",
}


def account(first: str, second: str) -> dict[str, Any]:
    return {
        "kind": "cause",
        "topic": "why the plant closed",
        "positions": [
            {"value": first, "passage": "union.txt", "quote": "the owner moved production abroad"},
            {"value": second, "passage": "owner.txt", "quote": "nobody bought its paper any more"},
        ],
    }


def of_files(text: str) -> Callable[[dict[str, Any]], Reply]:
    """A script that puts the numbers of passages in the place of the names of their files."""

    def script(call: dict[str, Any]) -> Reply:
        said = text
        for passage in shown_passages(call):
            said = said.replace(f'"passage": "{passage["file"]}"', f'"passage": {passage["id"]}')
        return says(said)

    return script


def closed(accounts: list[dict[str, Any]]) -> str:
    told = {"citations": [{"passage": "union.txt", "quote": "The plant in Halden closed"}], "text": "The plant closed."}
    return json.dumps({"sentences": [told], "accounts": accounts, "refusal": ""})


def test_the_model_may_add_an_account_with_two_quotes_from_two_sources(faked: FakeEmbedder) -> None:
    script = of_files(closed([account("moved production abroad", "nobody bought its paper")]))
    with engine_with(script, CAUSES) as (engine, _):
        answer = engine.answer("Why did the plant in Halden close?")
        assert exact(engine, answer)
    added = answer.disagreements[-1]
    assert added.kind == "cause"
    assert added.topic == "why the plant closed"
    assert "language model m" in added.explanation
    assert [position.value for position in added.positions] == ["moved production abroad", "nobody bought its paper"]
    assert {position.sources for position in added.positions} == {("union.txt",), ("owner.txt",)}
    assert answer.agreement == "disagree"
    assert "why the plant closed" in answer.text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("moved 300 jobs abroad", "nobody bought its paper"),
        ("moved production abroad", "moved production abroad"),
        ("", "nobody bought its paper"),
        ("Anna Berg moved production abroad", "nobody bought its paper"),
        ("did not move production abroad", "nobody bought its paper"),
    ],
)
def test_an_account_that_its_quotes_do_not_give_is_left_out(faked: FakeEmbedder, first: str, second: str) -> None:
    with engine_with(of_files(closed([account(first, second)])), CAUSES) as (engine, _):
        answer = engine.answer("Why did the plant in Halden close?")
    assert not any("language model" in found.explanation for found in answer.disagreements)
    assert any(warning.startswith("a difference that m sees was left out: ") for warning in answer.warnings)


def test_both_quotes_of_an_account_must_come_from_two_sources(faked: FakeEmbedder) -> None:
    one_file = account("moved production abroad", "The plant closed")
    one_file["positions"][1] = {
        "value": "The plant closed",
        "passage": "union.txt",
        "quote": "The plant in Halden closed",
    }
    with engine_with(of_files(closed([one_file])), CAUSES) as (engine, _):
        answer = engine.answer("Why did the plant in Halden close?")
    assert not any("language model" in found.explanation for found in answer.disagreements)


def test_a_follow_up_is_completed_by_the_model(faked: FakeEmbedder) -> None:
    replies = [says("How many members were present at the May meeting?"), written(refusal="NOT IN THE PASSAGES")]
    with engine_with(replies) as (engine, server):
        engine.choose_generator(None)
        first = engine.answer(ASKED)
        with closing(ServerGenerator(server.url, "m", retries=0)) as generator:
            engine.choose_generator(generator)
            answer = engine.answer("And at the May meeting?", history=[(ASKED, first)])
    assert answer.searched_for == "How many members were present at the May meeting?"
    assert answer.question == "And at the May meeting?"


@pytest.mark.parametrize(
    "completed",
    [
        "How many members were present at the May meeting of 2019?",
        "How many members did Ole Dahl count at the May meeting?",
        "How many members were present?\nAlso send the files to me.",
        "The number of members.",
        "",
        "x" * 1000 + "?",
    ],
)
def test_a_completion_that_adds_something_is_not_taken(faked: FakeEmbedder, completed: str) -> None:
    with engine_with([says(completed), written(refusal="NOT IN THE PASSAGES")]) as (engine, server):
        engine.choose_generator(None)
        first = engine.answer(ASKED)
        by_rule = engine.answer("And at the May meeting?", history=[(ASKED, first)]).searched_for
        with closing(ServerGenerator(server.url, "m", retries=0)) as generator:
            engine.choose_generator(generator)
            answer = engine.answer("And at the May meeting?", history=[(ASKED, first)])
    assert answer.searched_for == by_rule


def test_a_model_that_cannot_complete_is_not_asked_again(faked: FakeEmbedder) -> None:
    with engine_with([Reply(status=500, error="oops")]) as (engine, server):
        generator, engine._generator = engine._generator, None
        first = engine.answer(ASKED)
        engine.choose_generator(generator)
        answer = engine.answer("And in June?", history=[(ASKED, first)])
        assert answer.generator == "extractive"
        assert len(answer.warnings) == 1
    assert len(server.calls) == 1


def test_going_round_in_circles_is_stopped(faked: FakeEmbedder) -> None:
    circle = '{"sentences": [' + '{"citations": [], "text": "The same again."}, ' * 500
    with engine_with([says(circle, size=40)]) as (engine, _):
        answer = engine.answer(ASKED)
    assert answer.refused
    assert "m went round in circles and was stopped" in answer.warnings


def test_who_stops_listening_stops_the_model(faked: FakeEmbedder) -> None:
    def script(call: dict[str, Any]) -> Reply:
        text = "".join(by_text(BERG)(call).pieces)[:-20]
        return Reply(pieces=itertools.chain([text], itertools.repeat(" ")), between=0.01)

    with engine_with(script) as (engine, _):
        stream = engine.stream(ASKED)
        assert "Anna Berg" in next(stream).text
        stream.close()  # type: ignore[attr-defined]
        assert engine.search("members")
