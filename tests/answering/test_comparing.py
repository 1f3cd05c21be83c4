"""Whether sources disagree, over small indexes with the real models and parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from rag import Engine, Settings
from rag.answering.comparing import Comparison
from rag.answering.readings import Readings
from rag.answering.sentences import Candidate, Features
from rag.answering.statements import Statement
from rag.disagreement.conflict import Conflict
from rag.disagreement.finding import Finding
from tests.disagreement.reads import claim_of, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.disagreement.claim import Claim
    from rag.types import Answer

    Ask = Callable[..., tuple[Answer, Engine]]

pytestmark = pytest.mark.model

OPENED = "When did the museum in Torvik open?"
TREES = "How many trees did the storm fell in Hallern Park?"
LENT = "How many books does the library in Hallern lend a month?"
EARLY = {
    "guide.txt": "The museum in Torvik opened on 4 May 1998.",
    "paper.txt": "The museum in Torvik opened on 4 May 1998, with a concert.",
}
LATE = {"letter.txt": "The museum in Torvik opened on 9 June 1998."}


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Asks an engine that holds the given texts; what is cited is checked with every answer."""
    engines = []

    def asked(
        texts: dict[str, str], question: str, *, hits: int = 10, sources: list[str] | None = None
    ) -> tuple[Answer, Engine]:
        engine = Engine.from_texts(texts, Settings(hits=hits))
        engines.append(engine)
        answer = engine.answer(question, sources=sources)
        check(answer, engine)
        return answer, engine

    yield asked
    for engine in engines:
        engine.close()


def check(answer: Answer, engine: Engine) -> None:
    """What holds of every answer: quotes are exact, and each position rests on one that its sources give."""
    by_number = {citation.number: citation for citation in answer.citations}
    for quoted in (*answer.citations, *(c for pair in answer.set_aside for c in (pair.first, pair.second))):
        assert engine.document(quoted.source).text[quoted.start : quoted.end] == quoted.quote
    body = answer.text.partition("\n\n---\n\n")[0]
    for disagreement in answer.disagreements:
        for position in disagreement.positions:
            cited = [by_number[number] for number in position.citations]
            assert {citation.source for citation in cited} == set(position.sources)
            assert any(position.value in citation.quote for citation in cited)
            markers = "".join(f"[{citation.number}]" for citation in cited)
            item = f"- **{position.value}** "
            assert [line for line in body.split("\n") if line.startswith(item) and line.endswith(markers)] != []
    assert bool(answer.disagreements) is (answer.agreement == "disagree")
    assert ("disagree on" in body or "differing accounts" in body) is (answer.agreement == "disagree")
    assert ("No disagreement found" in body) is (answer.agreement == "none_found")
    assert [pair for pair in answer.set_aside if not pair.reason or pair.first == pair.second] == []


def held(answer: Answer) -> list[tuple[str, tuple[str, ...]]]:
    return [(position.normalized, position.sources) for one in answer.disagreements for position in one.positions]


def aside(answer: Answer) -> list[set[str]]:
    return [{pair.first.source, pair.second.source} for pair in answer.set_aside]


# --- the three states


def test_positions_are_told_with_all_their_sources(ask: Ask) -> None:
    answer, _ = ask({**EARLY, **LATE}, OPENED)
    assert answer.agreement == "disagree"
    assert held(answer) == [("1998-05-04", ("guide.txt", "paper.txt")), ("1998-06-09", ("letter.txt",))]
    assert (answer.disagreements[0].kind, answer.disagreements[0].positions[0].attributed_to) == ("date", None)


def test_sources_that_say_the_same_do_not_disagree(ask: Ask) -> None:
    answer, _ = ask(EARLY, OPENED)
    assert (answer.agreement, answer.set_aside) == ("none_found", ())
    assert "No disagreement found: 2 statements of 2 files were compared." in answer.text


def test_one_source_alone_is_not_checked(ask: Ask) -> None:
    answer, _ = ask(LATE, OPENED)
    assert (answer.agreement, answer.refused, answer.short) == ("not_checked", False, "9 June 1998")
    assert "Not checked for disagreement: no two files say what can be compared." in answer.text


def test_a_file_about_something_else_is_nothing_that_was_compared(ask: Ask) -> None:
    answer, _ = ask({**LATE, "bread.txt": "Bake the loaves for fifty minutes."}, OPENED)
    assert answer.agreement == "not_checked"


def test_a_refused_question_is_not_checked(ask: Ask) -> None:
    answer, _ = ask({**EARLY, **LATE}, "Who is the king of Norway?")
    assert (answer.refused, answer.agreement, answer.disagreements, answer.set_aside) == (True, "not_checked", (), ())
    assert "compare" not in answer.timings


def test_the_word_of_two_parties(ask: Ask) -> None:
    texts = {"a.txt": "The ministry says that 600 workers joined the strike in Torvik, but the union counts 900."}
    answer, _ = ask(texts, "How many workers joined the strike in Torvik?")
    assert held(answer) == [("600", ("a.txt",)), ("900", ("a.txt",))]
    said = [position.attributed_to for position in answer.disagreements[0].positions]
    assert [name and name.casefold() for name in said] == ["the ministry", "the union"]
    assert "**One source gives differing accounts of how many workers joined the strike in Torvik.**" in answer.text


def test_how_sure_a_disagreement_must_be_is_the_settings() -> None:
    states = []
    for least in (0.0, 1.0):
        with Engine.from_texts({**EARLY, **LATE}, Settings(disagree_above=least)) as engine:
            states.append(engine.answer(OPENED).agreement)
    assert states == ["disagree", "none_found"]  # nothing is as sure as that


# --- what is set aside: one word changed, and the sources disagree


@pytest.mark.parametrize(
    ("first", "second", "rival", "reason"),
    [
        ("felled about 80 trees", "felled 83 trees", "felled 120 trees", "leaves room for"),
        ("felled 80 trees", "had been expected to fell 120 trees", "felled 120 trees", "planned or expected"),
        ("felled 80 trees", "would have felled 120 trees if it had lasted", "felled 120 trees", "condition"),
    ],
    ids=["refinement", "planned", "conditional"],
)
def test_what_can_both_be_true_is_set_aside(ask: Ask, first: str, second: str, rival: str, reason: str) -> None:
    def texts(other: str) -> dict[str, str]:
        return {"a.txt": f"The storm {first} in Hallern Park.", "b.txt": f"The storm {other} in Hallern Park."}

    answer, _ = ask(texts(second), TREES)
    assert (answer.agreement, aside(answer)) == ("none_found", [{"a.txt", "b.txt"}])
    assert reason in answer.set_aside[0].reason
    answer, _ = ask(texts(rival), TREES)
    assert (answer.agreement, answer.set_aside) == ("disagree", ())


def test_part_and_whole(ask: Ask) -> None:
    asked = "How many people does the factory in Torvik employ?"
    whole = {"a.txt": "The factory in Torvik employs 300 people."}
    answer, _ = ask({**whole, "b.txt": "The factory in Torvik employs 120 women."}, asked)
    assert (answer.agreement, aside(answer)) == ("none_found", [{"a.txt", "b.txt"}])
    answer, _ = ask({**whole, "b.txt": "The factory in Torvik employs 120 people."}, asked)
    assert sorted(held(answer)) == [("120", ("b.txt",)), ("300", ("a.txt",))]


def test_copies_are_one_voice_and_a_near_copy_is_another(ask: Ask) -> None:
    told = "The storm felled 83 trees in Hallern Park, and the paths were closed for a week."
    answer, _ = ask({"a.txt": told, "b.txt": told}, TREES)
    assert (answer.agreement, len(answer.citations)) == ("not_checked", 1)
    answer, _ = ask({"a.txt": told, "b.txt": told.replace("83", "38")}, TREES)
    assert sorted(held(answer)) == [("38", ("b.txt",)), ("83", ("a.txt",))]


def test_change_over_time_is_told_as_such(ask: Ask) -> None:
    def texts(date: str) -> dict[str, str]:
        return {
            "late.txt": f"{date}\n\nThe library in Hallern now lends 5,100 books a month.",
            "early.txt": "3 May 2024\n\nThe library in Hallern now lends 4,200 books a month.",
        }

    answer, _ = ask(texts("14 June 2025"), LENT)
    assert (answer.agreement, aside(answer)) == ("none_found", [{"early.txt", "late.txt"}])
    number = {citation.source: citation.number for citation in answer.citations}
    assert (
        f"Over time: 4,200 on 3 May 2024 (early.txt) [{number['early.txt']}], "
        f"5,100 on 14 June 2025 (late.txt) [{number['late.txt']}]." in answer.text
    )
    answer, _ = ask(texts("3 May 2024"), LENT)
    assert (answer.agreement, "Over time" in answer.text) == ("disagree", False)


# --- counter-evidence

ARTISTS = (
    "Aber Bolt Corin Dell Ebbe Farn Gale Holt Iven Jorn Keld Lund Marn Noll Oste Pell Quin Rand Solt Tarn Ulme Vard"
).split()
SHOWN = "The show by Ida Holm did open on 4 May 1998 in Torvik."
ELSEWHERE = "Ida Holm's exhibition in Torvik opened on 9 June 1998."
SHOW = "When did the show open?"


def gallery(rival: str = ELSEWHERE) -> dict[str, str]:
    """Many files that say the question's words, one that answers, and one that answers in other words."""
    told = "The show by {} did open to great applause, and the show was seen by all."
    return {**{f"{name}.txt": told.format(name) for name in ARTISTS}, "log.txt": SHOWN, "wire.txt": rival}


def test_what_is_said_in_other_words_is_searched_for(ask: Ask) -> None:
    answer, _ = ask(gallery(), SHOW, hits=4)
    assert "wire.txt" not in {hit.source for hit in answer.hits}
    assert held(answer) == [("1998-05-04", ("log.txt",)), ("1998-06-09", ("wire.txt",))]
    assert "wire.txt" in {citation.source for citation in answer.citations}
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert re.search(r"^> Ida Holm's exhibition .* \[\d\]$", answer.text, re.MULTILINE)


def test_what_is_searched_for_may_agree(ask: Ask) -> None:
    answer, _ = ask(gallery(ELSEWHERE.replace("9 June", "4 May")), SHOW, hits=4)
    assert "wire.txt" not in {hit.source for hit in answer.hits}
    assert (answer.agreement, answer.short) == ("none_found", "4 May 1998")


def test_counter_evidence_comes_from_the_sources_asked_only(ask: Ask) -> None:
    others = [f"{name}.txt" for name in ARTISTS]
    answer, _ = ask(gallery(), SHOW, hits=4, sources=["log.txt", *others])
    assert (answer.agreement, held(answer)) == ("none_found", [])
    assert {citation.source for citation in answer.citations} <= {"log.txt", *others}


def test_sources_restrict_what_is_compared(ask: Ask) -> None:
    texts = {**EARLY, **LATE}
    answer, _ = ask(texts, OPENED, sources=["guide.txt", "paper.txt"])
    assert answer.agreement == "none_found"
    answer, _ = ask(texts, OPENED, sources=["letter.txt"])
    assert (answer.agreement, answer.set_aside) == ("not_checked", ())
    answer, _ = ask(texts, OPENED, sources=["guide.txt", "letter.txt"])
    assert held(answer) == [("1998-05-04", ("guide.txt",)), ("1998-06-09", ("letter.txt",))]


# --- Comparison


def statement_of(claim: Claim, source: str) -> Statement:
    told = claim.read
    end = told.start + len(told.sentence)
    return Statement(Candidate(source, told.start, end, told.sentence, Features(0, 0, 0, 0, 0, 0)), Readings(), (), 0.5)


def test_positions_are_quoted_after_what_is_quoted_anyway() -> None:
    claims = [claim_of(OPENED, read(f"{n}.txt", f"The museum opened on [{n} May 1998].")) for n in (4, 5, 6)]
    four, five, six = (statement_of(claim, claim.source) for claim in claims)
    conflict = Conflict(((claims[0],), (claims[1],)), "they differ", 0.9)
    comparison = Comparison(Finding((conflict,), (), tuple(claims)), (four, five, six))
    assert comparison.with_positions([six, four]) == [six, four, five]
    assert comparison.with_positions([]) == [four, five]
    assert Comparison(Finding((), (), tuple(claims)), (four, five, six)).with_positions([six]) == [six]
