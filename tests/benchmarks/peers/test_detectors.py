from __future__ import annotations

from pathlib import Path

import pytest

from rag.documents import from_text
from tests.benchmarks.peers import detectors
from tests.benchmarks.peers.detectors import SETS, Item, flags


def item(question: str, *, disagree: bool) -> Item:
    return Item(question, (from_text("one.txt", "One."), from_text("two.txt", "Two.")), disagree)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten items, of which the first four disagree; a detector that flags those whose number is odd."""
    items = [item(str(number), disagree=number < 4) for number in range(10)]
    monkeypatch.setitem(detectors.SETS, "some", lambda _: iter(items))
    odd = ("Odd", "whosays", lambda: lambda one: int(one.question) % 2 == 1)
    monkeypatch.setitem(detectors.DETECTORS, "odd", odd)


@pytest.mark.usefixtures("asked")
def test_flags_are_counted() -> None:
    assert flags("odd", "some", Path(), None) == {"right": [2], "flagged": [5], "disagree": [4], "items": [10]}


@pytest.mark.usefixtures("asked")
def test_a_part_is_spread_evenly() -> None:
    # The items 0, 2, 5 and 7.
    assert flags("odd", "some", Path(), 4) == {"right": [0], "flagged": [2], "disagree": [2], "items": [4]}


def test_both_splits_of_the_labelled_cases_are_there() -> None:
    for name in ("labelled dev", "labelled test"):
        items = list(SETS[name](Path()))
        assert len(items) > 100
        assert {one.disagree for one in items} == {True, False}


def test_sets_that_are_not_at_hand_are_empty(tmp_path: Path) -> None:
    assert list(SETS["econ_pairs"](tmp_path)) == []
    assert list(SETS["control"](tmp_path)) == []


def test_the_half_that_is_for_reporting_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "econ_pairs"
    folder.mkdir()
    rows = [f'{{"question": "{n}", "evidence1": "A {n}.", "evidence2": "B {n}."}}\n' for n in range(4)]
    (folder / "some.jsonl").write_text("".join(rows), encoding="utf-8")
    found = list(SETS["econ_pairs"](tmp_path))
    assert [one.question for one in found] == ["1", "3"]
    assert [source.text for source in found[0].sources] == ["A 1.", "B 1."]
    assert all(one.disagree for one in found)
