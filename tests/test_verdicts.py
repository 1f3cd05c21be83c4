"""What people make of disagreements: which are the same, and which verdict holds."""

from __future__ import annotations

import datetime
import json
from itertools import permutations

import pytest

from rag import Audit, Citation, Disagreement, JudgedAudit, Position, QuestionError, Verdict
from rag.verdicts import MOST_REASON, Verdicts, disagreement_key, judge, judge_audit

Quote = tuple[str, str]
A, B, C = (
    ("a.txt", "The mill opened in 1871."),
    ("b.txt", "It opened in 1874."),
    ("c.txt", "In 1874 it began to grind."),
)
WHEN = datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC)


def cited(*quotes: Quote, first: int = 1, at: int = 0) -> tuple[Citation, ...]:
    return tuple(
        Citation(number=n, source=source, quote=quote, start=at, end=at + len(quote), line=1 + at)
        for n, (source, quote) in enumerate(quotes, first)
    )


def found(
    *positions: tuple[str, tuple[int, ...]], topic: str = "when the mill opened", kind: str = "date"
) -> Disagreement:
    return Disagreement.model_validate(
        {
            "topic": topic,
            "kind": kind,
            "explanation": "They differ.",
            "positions": [
                {"value": value, "normalized": value, "sources": [], "citations": numbers}
                for value, numbers in positions
            ],
        }
    )


TWO = found(("1871", (1,)), ("1874", (2,)))
THREE = found(("1871", (1,)), ("1874", (2, 3)))


def test_the_same_disagreement_has_one_key() -> None:
    key = disagreement_key(TWO, cited(A, B))
    assert len(key) == 32
    # Elsewhere in the file, broken otherwise, numbered otherwise, asked otherwise, the other way round.
    spaced = ("a.txt", "The mill\n opened  in 1871.")
    other = found(("in 1874", (6,)), ("1871", (5, 5)), topic="the year of the opening")
    assert disagreement_key(other, cited(spaced, B, first=5, at=40)) == key


@pytest.mark.parametrize(
    ("other", "quotes"),
    [
        (TWO, (A, C)),  # another quote
        (TWO, (("z.txt", A[1]), B)),  # another file
        (found(("1871", (1,)), ("1874", (2,)), kind="number"), (A, B)),  # another kind
        (found(("40 beds", (1,)), ("38", (2,)), kind="date"), (A, B)),  # other figures of the same sentences
        (THREE, (A, B, C)),  # a quote more
        (found(("1871", (1, 3)), ("1874", (2,))), (A, B, C)),  # the same quotes, parted otherwise
    ],
)
def test_another_disagreement_has_another_key(other: Disagreement, quotes: tuple[Quote, ...]) -> None:
    keys = {disagreement_key(TWO, cited(A, B)), disagreement_key(THREE, cited(A, B, C))}
    if other is THREE:
        assert len(keys) == 2
    else:
        assert disagreement_key(other, cited(*quotes)) not in keys


def test_a_key_is_the_same_on_every_machine() -> None:
    # What is kept in files is found by it: it may not change from one version to the next.
    assert disagreement_key(TWO, cited(A, B)) == "c634ca060896a13165483ec636fef927"


def test_a_verdict_holds_what_was_judged() -> None:
    verdict = judge(THREE, cited(A, B, C), prefer=1, reason=" two \n files ", who="Ada", when=WHEN)
    assert verdict.key == disagreement_key(THREE, cited(A, B, C))
    assert (verdict.verdict, verdict.reason, verdict.who, verdict.when) == ("resolved", "two files", "Ada", WHEN)
    assert [[(q.source, q.quote) for q in position.quotes] for position in verdict.positions] == [[A], [B, C]]
    assert verdict.preferred == verdict.positions[1]
    assert Verdict.model_validate_json(verdict.model_dump_json()) == verdict
    assert judge(TWO, cited(A, B)).verdict == "not_a_disagreement"
    assert judge(TWO, cited(A, B)).preferred is None


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: judge(TWO, cited(A, B), prefer=2), "there is no position 2; there are 2"),
        (lambda: judge(TWO, cited(A, B), prefer=-1), "there is no position -1"),
        (lambda: judge(TWO, cited(A)), "'1874' is without a quote"),
        (lambda: judge(TWO, cited(A, B), reason="x" * (MOST_REASON + 1)), "the reason has 501 characters"),
    ],
)
def test_what_cannot_be_judged(made: object, problem: str) -> None:
    with pytest.raises(QuestionError, match=problem):
        made()  # type: ignore[operator]


def test_fewer_quotes_are_covered_and_more_are_not() -> None:
    judged = Verdicts([judge(THREE, cited(A, B, C), when=WHEN)])
    assert judged.of(THREE, cited(A, B, C)) is judged.all[0]
    assert judged.of(TWO, cited(A, B)) is judged.all[0]
    assert judged.of(TWO, cited(A, C)) is judged.all[0]
    # Two quotes of one position say the same: that they now clash has not been judged.
    assert judged.of(TWO, cited(B, C)) is None
    assert judged.of(found(("40", (1,)), ("1874", (2,))), cited(A, B)) is None
    assert judged.of(found(("1871", (1,)), ("1874", (2,)), kind="number"), cited(A, B)) is None
    assert Verdicts([judge(TWO, cited(A, B))]).of(THREE, cited(A, B, C)) is None
    assert judged.of(found(("1871", ()), ("1874", (2,))), cited(A, B)) is None


def test_the_latest_of_several_holds() -> None:
    early = judge(THREE, cited(A, B, C), when=WHEN)
    late = judge(found(("1871", (1, 3)), ("1874", (2,))), cited(A, B, C), prefer=0, when=WHEN.replace(year=2027))
    for order in permutations([early, late]):
        assert Verdicts(order).of(TWO, cited(A, B)) is late


def test_export() -> None:
    verdict = judge(TWO, cited(A, ("b.txt", "“Ö” 1874")), when=WHEN)
    document = json.loads(Verdicts([verdict]).json())
    assert document["version"] == 1
    assert [Verdict.model_validate(row) for row in document["verdicts"]] == [verdict]


def test_an_audit_with_verdicts() -> None:
    audit = Audit(conflicts=(TWO, THREE), citations=cited(A, B, C), files=3, statements=3, compared=2)
    none = judge_audit(audit, Verdicts())
    assert (none.judged, none.standing, none.plain) == ((), (TWO, THREE), audit)
    marked = judge_audit(audit, Verdicts([judge(TWO, cited(A, B))]))
    assert [one.conflict for one in marked.judged] == [0]
    assert marked.standing == (THREE,)
    resolved = judge_audit(audit, Verdicts([judge(THREE, cited(A, B, C), prefer=0)]))
    assert [one.conflict for one in resolved.judged] == [0, 1]
    assert resolved.standing == (TWO, THREE)  # resolved is still a disagreement
    assert JudgedAudit.model_validate_json(resolved.model_dump_json()) == resolved


def test_positions_without_sources_need_no_order() -> None:
    one, other = Position(value="x", normalized="x", sources=(), citations=(1,)), TWO.positions[1]
    swapped = TWO.model_copy(update={"positions": (other, one)})
    straight = TWO.model_copy(update={"positions": (one, other)})
    assert disagreement_key(swapped, cited(A, B)) == disagreement_key(straight, cited(A, B))
