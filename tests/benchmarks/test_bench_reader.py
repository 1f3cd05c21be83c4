"""The readers' figures, on readings whose figures are known."""

from __future__ import annotations

import re
from typing import cast

import pytest

from rag.reading.span_reader import SpanReader, SpanReading
from tests.benchmarks.bench_reader import Given, exact, f1, read_by_rules, read_by_training, report_readings
from tests.benchmarks.squad import SquadQuestion


def _questions(count: int) -> list[SquadQuestion]:
    """Every second one is answerable, two a paragraph."""
    return [
        SquadQuestion(f"Who rowed boat {i}?", 1, f"boats/{i // 2:02d}.txt", () if i % 2 else ("the old Finn", "Finn"))
        for i in range(count)
    ]


def test_the_best_of_several_gold_answers_counts() -> None:
    assert exact("Finn!", ("the old Finn", "Finn")) == 1
    assert exact("old Finn", ("the old Finn",)) == 1  # articles do not count
    assert f1("old Finn", ("Finn", "nobody")) == pytest.approx(2 / 3)
    assert f1("Ann", ("Finn",)) == 0


def test_perfect_readings(capsys: pytest.CaptureFixture[str]) -> None:
    questions = _questions(40)
    given = [Given("Finn", 1.0, float(question.answerable)) for question in questions]
    report_readings(questions, given, probabilities=True)
    printed = capsys.readouterr().out
    assert "exact match 1.000 [1.000, 1.000], F1 1.000 [1.000, 1.000]" in printed
    assert "answerable or not: 1.000 [1.000, 1.000]" in printed
    assert printed.count("calibration error 0.000 [0.000, 0.000]") == 3
    assert "something is given" not in printed


def test_readings_of_known_worth(capsys: pytest.CaptureFixture[str]) -> None:
    """Half of the answerable questions get nothing, a quarter the right words, a quarter some of them."""
    questions = _questions(80)
    texts = {0: "", 1: "", 2: "Finn", 3: "young Finn"}
    given = [Given(texts[i // 2 % 4] if not i % 2 else "Ann", 0.8, 0.5) for i in range(80)]
    report_readings(questions, given, probabilities=True)
    printed = capsys.readouterr().out
    assert re.search(r"exact match 0\.250 \[0\.1\d\d, 0\.[34]\d\d\], F1 0\.417 \[", printed)
    assert re.search(r"given for 0\.500 \[.*; F1 of that: 0\.833 \[", printed)
    assert "answerable or not: 0.500 [0.500, 0.500]" in printed
    assert re.search(r"that the paragraph answers: mean 0\.500, truth 0\.500, calibration error 0\.000", printed)
    assert re.search(r"exactly right: mean 0\.800, truth 0\.250, calibration error 0\.550", printed)
    assert re.search(r"F1 at least 0.5: mean 0\.800, truth 0\.500, calibration error 0\.300", printed)


def test_scores_that_are_no_probabilities_have_no_calibration(capsys: pytest.CaptureFixture[str]) -> None:
    questions = _questions(8)
    report_readings(questions, [Given("", 0.0, 0.0)] * 8, probabilities=False)
    printed = capsys.readouterr().out
    assert "calibration" not in printed
    assert "given for 0.000 [0.000, 0.000]; F1 of that: none" in printed


@pytest.mark.model
def test_the_rules_take_the_best_sentence_or_none() -> None:
    passage = "The harbour is old. Anna Berg founded the sailing school in 1921. It rained for weeks."
    told, untold = read_by_rules(
        [("Who founded the sailing school?", passage), ("Who painted the ceiling of the chapel?", "It rained.")]
    )
    assert told.text == "Anna Berg"
    assert 0 < told.score <= 1
    assert told.answered == told.score
    assert untold == Given("", 0.0, 0.0)


def test_a_trained_reader_is_asked_for_all_at_once() -> None:
    class Fake:
        def read_pairs(self, pairs: list[tuple[str, str]]) -> list[SpanReading]:
            return [SpanReading(0, 3, passage[:3], 0.7, 0.4, ()) for _, passage in pairs]

    read = read_by_training(cast("SpanReader", Fake()))
    assert read([("Who?", "Ann sang."), ("Who?", "Bob did.")]) == [Given("Ann", 0.7, 0.4), Given("Bob", 0.7, 0.4)]
