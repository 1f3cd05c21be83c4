from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.peers.results import Measured, Results, alternating, percentile_95

if TYPE_CHECKING:
    from pathlib import Path


def measured(peer: str, repeat: int, *seconds: float, failure: str = "", peak: int = 0) -> Measured:
    values = {"seconds": list(seconds)} if seconds else {}
    return Measured("index", "", peer, repeat, values, peak_bytes=peak, failure=failure)


def test_the_order_is_turned_round_by_round() -> None:
    assert alternating(["a", "b", "c"], 3) == [["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c"]]


def test_figures_are_gathered_over_repeats() -> None:
    results = Results(measured=[measured("x", 1, 9.0, peak=30), measured("x", 0, 2.0, 4.0, peak=10)])
    assert results.values("seconds", "index", "x") == [2.0, 4.0, 9.0]
    assert results.median("seconds", "index", "x") == 4.0
    assert results.peak_bytes("index", "x") == 20
    assert results.median("seconds", "index", "y") is None
    assert results.peak_bytes("index", "y") is None
    assert results.values("seconds", "index", "x", "5000") == []


def test_what_is_measured_again_takes_the_place_of_what_was() -> None:
    results = Results(measured=[measured("x", 0, 1.0), measured("x", 1, 3.0)])
    results.put(measured("x", 0, 5.0))
    assert results.values("seconds", "index", "x") == [5.0, 3.0]


def test_a_failure_counts_only_where_nothing_was_measured() -> None:
    results = Results(measured=[measured("x", 0, failure="no network"), measured("y", 0, failure="no network")])
    results.put(measured("y", 1, 1.0))
    assert results.failure("index", "x") == "no network"
    assert results.failure("index", "y") == ""
    assert results.failure("index", "z") == ""
    assert results.values("seconds", "index", "x") == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([float(value) for value in range(101)], 95.0),
        ([1.0, 2.0], 1.95),
        ([7.0], 7.0),
    ],
)
def test_one_in_twenty_lies_above(values: list[float], expected: float) -> None:
    assert percentile_95(values) == pytest.approx(expected)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "benchmarks.json"
    kept = [
        Measured("ask", "5", "x", 0, {"ms": [1.5, 2.25]}, 7, (0.5, 1.0)),
        measured("y", 1, failure="“no” such\nmodule"),
    ]
    Results({"date": "2024-05-03", "versions": {"a": "1"}}, kept).save(file)
    loaded = Results.load(file)
    assert list(loaded) == kept
    assert loaded.about == {"date": "2024-05-03", "versions": {"a": "1"}}


def test_five_significant_digits_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "benchmarks.json"
    Results(measured=[measured("x", 0, 0.00123456789, 12345.6789)]).save(file)
    assert Results.load(file).values("seconds", "index", "x") == [0.0012346, 12346.0]


def test_where_nothing_was_saved_there_is_nothing(tmp_path: Path) -> None:
    assert list(Results.load(tmp_path / "benchmarks.json")) == []
