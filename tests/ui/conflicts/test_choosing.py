from __future__ import annotations

import datetime

import pytest

from rag.types import Audit, Citation, Disagreement, Position
from rag.verdicts import Verdicts, judge
from ui.conflicts.choosing import PER_PAGE, Choice, Entry, entries_of, page_of, possible

WHEN = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
CITED = tuple(
    Citation(number=n, source=f"{name}.txt", quote=f"{name} {n}", start=0, end=3, line=1)
    for n, name in enumerate("abcb", 1)
)


def conflict(kind: str, *positions: tuple[int, ...]) -> Disagreement:
    return Disagreement.model_validate(
        {
            "topic": kind,
            "kind": kind,
            "explanation": "",
            "positions": [
                Position(value="x", normalized="x", sources=(CITED[numbers[0] - 1].source,), citations=numbers)
                for numbers in positions
            ],
        }
    )


CONFLICTS = (conflict("number", (1,), (2, 3)), conflict("date", (1,), (2,)), conflict("number", (2,), (4,)))
AUDIT = Audit(conflicts=CONFLICTS, citations=CITED, files=3, statements=4, compared=3)
JUDGED = Verdicts([judge(CONFLICTS[1], CITED, prefer=0, when=WHEN)])


def test_who_stands_against_whom() -> None:
    pairs = [sorted(entry.pairs) for entry in entries_of(AUDIT, Verdicts())]
    assert pairs == [[("a.txt", "b.txt"), ("a.txt", "c.txt")], [("a.txt", "b.txt")], [("b.txt", "b.txt")]]
    assert [entry.number for entry in entries_of(AUDIT, Verdicts())] == [1, 2, 3]
    assert [entry.verdict for entry in entries_of(AUDIT, JUDGED)] == [None, JUDGED.all[0], None]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), [1, 2, 3]),
        (Choice(kind="number"), [1, 3]),
        (Choice(file="b.txt"), [1, 2, 3]),
        (Choice(file="c.txt"), [1]),
        (Choice(file="b.txt", other="a.txt"), [1, 2]),
        (Choice(file="b.txt", other="c.txt"), []),  # they say the same
        (Choice(file="b.txt", other="b.txt"), [3]),
        (Choice(hide_judged=True), [1, 3]),
        (Choice(file="a.txt", other="b.txt", kind="date"), [2]),
        (Choice(file="none.txt"), []),
    ],
)
def test_what_is_wanted(choice: Choice, numbers: list[int]) -> None:
    assert [entry.number for entry in entries_of(AUDIT, JUDGED) if entry.fits(choice)] == numbers


@pytest.mark.parametrize(
    ("count", "asked", "first", "page", "pages"),
    [(0, 0, None, 0, 1), (1, 7, 0, 0, 1), (PER_PAGE, 1, 0, 0, 1), (PER_PAGE + 1, 1, PER_PAGE, 1, 2), (50, -3, 0, 0, 3)],
)
def test_pages(count: int, asked: int, first: int | None, page: int, pages: int) -> None:
    some, now, of = page_of(range(count), asked)
    assert (next(iter(some), None), now, of) == (first, page, pages)


def test_what_is_gone_is_not_wanted_any_more() -> None:
    entries = entries_of(AUDIT, Verdicts())
    for kept in (Choice("a.txt", "b.txt", "date", hide_judged=True), Choice("c.txt"), Choice()):
        assert possible(kept, entries) == kept
    assert possible(Choice("a.txt", "gone.txt", "date", page=2), entries) == Choice(kind="date", page=2)
    assert possible(Choice("gone.txt", kind="place"), entries) == Choice()


def test_a_thousand_conflicts_are_quick_to_sort_out() -> None:
    many = Audit(conflicts=CONFLICTS * 400, citations=CITED, files=3, statements=4, compared=3)
    assert len([entry for entry in entries_of(many, JUDGED) if entry.fits(Choice(hide_judged=True))]) == 800
    assert isinstance(entries_of(many, JUDGED)[0], Entry)
