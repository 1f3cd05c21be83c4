"""The figures of the whole path, on values whose worth is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.span_reader import SpanReading
from tests.benchmarks.bench_path import Value, best_reading, report_curve, report_values
from tests.benchmarks.squad import SquadQuestion

if TYPE_CHECKING:
    import pytest

_QUESTIONS = [SquadQuestion(f"Who rowed boat {i}?", 1, f"boats/{i:02d}.txt", ("old Finn",)) for i in range(8)]
# Two right, two that share a word with the right one, two wrong, two that are not given.
_VALUES = [
    *(Value("Old Finn", 0.95), Value("the old Finn", 0.85)),
    *(Value("Finn", 0.75), Value("Finn and his old friend Karl Otto", 0.65)),
    *(Value("Ann", 0.55), Value("Bob", 0.45)),
    *(Value(None, 0.0), Value("", 0.0)),
]


def test_no_value_counts_nothing_over_all_and_is_left_out_of_precision(capsys: pytest.CaptureFixture[str]) -> None:
    report_values(_QUESTIONS, _VALUES)
    printed = capsys.readouterr().out
    mean = (1 + 1 + 2 / 3 + 4 / 9) / 8
    assert f"over all questions: F1 {mean:.3f} [" in printed
    assert "exact match 0.250 [" in printed
    assert "a value is given for 0.750 [" in printed
    assert re.search(rf"of those: right \(F1 at least 0\.5\) 0\.500 \[.*, F1 {mean * 8 / 6:.3f} \[", printed)


def test_nothing_given_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    report_values(_QUESTIONS, [Value(None)] * 8)
    printed = capsys.readouterr().out
    assert "a value is given for 0.000 [0.000, 0.000]" in printed
    assert "of those" not in printed


def test_the_curve_gets_shorter_and_more_precise(capsys: pytest.CaptureFixture[str]) -> None:
    report_curve(_QUESTIONS, _VALUES)
    printed = capsys.readouterr().out
    assert "0.4: 0.750, 0.500" in printed
    assert "0.7: 0.375, 1.000" in printed
    assert "0.9: 0.125, 1.000" in printed


def test_the_best_reading_is_likely_to_answer_and_likely_to_be_right() -> None:
    sure_of_words = SpanReading(0, 3, "Ann", 0.99, 0.3, ())
    sure_of_both = SpanReading(4, 7, "Bob", 0.8, 0.9, ())
    empty = SpanReading(0, 0, "", 0.0, 0.0, ())
    value = best_reading([empty, sure_of_words, sure_of_both])
    assert value == Value("Bob", 0.8 * 0.9)
    assert best_reading([empty]) == best_reading([]) == Value(None, 0.0)
