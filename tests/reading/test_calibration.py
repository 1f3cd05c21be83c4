from __future__ import annotations

import numpy as np
import pytest

from rag.reading.calibration import (
    adaptive_calibration_error,
    expected_calibration_error,
    fit_temperature,
    negative_log_likelihood,
)


def test_a_temperature_worked_by_hand() -> None:
    """Of four predictions with log odds 2, three are right: odds of 3 fit best, and log 3 is 2 / T."""
    logits = [[2.0, 0.0]] * 4
    assert fit_temperature(logits, [0, 0, 0, 1]) == pytest.approx(2 / np.log(3), rel=1e-3)
    # The same, as log odds of label 1.
    assert fit_temperature([2.0] * 4, [1, 1, 1, 0]) == pytest.approx(2 / np.log(3), rel=1e-3)


@pytest.mark.parametrize("true", [0.3, 1.0, 4.0])
def test_the_temperature_that_data_were_drawn_with(true: float) -> None:
    random = np.random.default_rng(4)
    sharp = random.normal(size=(20000, 3)) * 2
    odds = np.exp(sharp)
    drawn = (random.random((20000, 1)) > np.cumsum(odds / odds.sum(1, keepdims=True), axis=1)).sum(1)
    assert fit_temperature(sharp * true, drawn) == pytest.approx(true, rel=0.05)


def test_a_fitted_temperature_lowers_the_loss() -> None:
    random = np.random.default_rng(5)
    logits = random.normal(size=(500, 4)) * 6
    labels = np.where(random.random(500) < 0.6, logits.argmax(1), random.integers(0, 4, 500))  # too sure of itself
    temperature = fit_temperature(logits, labels)
    best = negative_log_likelihood(logits, labels, temperature)
    for other in (temperature * 0.9, temperature * 1.1, 1.0):
        assert best < negative_log_likelihood(logits, labels, other)


def test_likelihood_by_hand() -> None:
    # Softmax of (0, log 3) is (1/4, 3/4).
    assert negative_log_likelihood([[0.0, np.log(3)]] * 2, [0, 1]) == pytest.approx(-(np.log(0.25) + np.log(0.75)) / 2)
    assert negative_log_likelihood([[0.0, 0.0, -np.inf]], [1]) == pytest.approx(np.log(2))
    # A temperature of 2 takes the root of the odds.
    assert negative_log_likelihood([[0.0, np.log(9)]], [1], 2.0) == pytest.approx(-np.log(0.75))


@pytest.mark.parametrize(
    ("logits", "labels"),
    [([], []), ([[1.0, 2.0]], [2]), ([[1.0, 2.0]], [-1]), ([[1.0, 2.0]], [0, 1]), ([[-np.inf, 2.0]], [0])],
)
def test_what_cannot_be_fitted(logits: list[list[float]], labels: list[int]) -> None:
    with pytest.raises(ValueError, match=r"fit|labels|finite"):
        fit_temperature(logits, labels)


def test_expected_error_by_hand() -> None:
    """Bins of a half: (0.1, 0.3) with none right is 0.2 off, (0.7, 0.9, 1.0) with two right 0.2 off."""
    confidence = [0.1, 0.3, 0.7, 0.9, 1.0]
    correct = [False, False, True, False, True]
    assert expected_calibration_error(confidence, correct, bins=2) == pytest.approx(
        2 / 5 * 0.2 + 3 / 5 * abs(2.6 / 3 - 2 / 3)
    )


def test_a_border_belongs_to_the_bin_below() -> None:
    # 0.5 is with 0.1: their mean of 0.3 meets an accuracy of 0.5. Were it with 0.9, 0.1 would be alone.
    assert expected_calibration_error([0.1, 0.5, 0.9], [0, 1, 1], bins=2) == pytest.approx(2 / 3 * 0.2 + 1 / 3 * 0.1)
    assert expected_calibration_error([0.0, 0.0], [0, 0]) == 0


def test_adaptive_error_by_hand() -> None:
    """Two bins of two, whatever their width: (0.80, 0.90) with one right, (0.92, 1.00) with both right."""
    confidence = [0.92, 0.8, 1.0, 0.9]
    correct = [1, 1, 1, 0]
    assert adaptive_calibration_error(confidence, correct, bins=2) == pytest.approx(0.5 * 0.35 + 0.5 * 0.04)
    # More bins than examples: each by itself.
    assert adaptive_calibration_error([0.75, 0.5], [1, 0], bins=15) == pytest.approx((0.25 + 0.5) / 2)


def test_errors_are_small_for_calibrated_confidence() -> None:
    random = np.random.default_rng(6)
    confidence = random.random(50000)
    correct = random.random(50000) < confidence
    for measure in (expected_calibration_error, adaptive_calibration_error):
        assert measure(confidence, correct) < 0.01
        assert measure(confidence**3, correct) > 0.1


@pytest.mark.parametrize(("confidence", "correct"), [([], []), ([0.5], [1, 0]), ([1.2], [1]), ([[0.5]], [[1]])])
def test_what_cannot_be_measured(confidence: list[float], correct: list[int]) -> None:
    for measure in (expected_calibration_error, adaptive_calibration_error):
        with pytest.raises(ValueError, match=r"needed|0 to 1"):
            measure(confidence, correct)
