"""The mechanics only: the fitted weights change with every fit."""

from __future__ import annotations

from math import log

import pytest

from rag.reading.logistic import Logistic


@pytest.mark.parametrize(
    ("intercept", "weights", "features", "probability"),
    [
        (0.0, (), (), 1 / 2),
        (0.0, (5.0,), (0.0,), 1 / 2),
        (log(3), (), (), 3 / 4),
        (-log(3), (), (), 1 / 4),
        (0.0, (log(2), log(3)), (1.0, 1.0), 6 / 7),
        (0.0, (log(2), log(3)), (1.0, 0.0), 2 / 3),  # each weight goes with the feature at its place
        (0.0, (log(2), log(3)), (0.0, 1.0), 3 / 4),
        (-log(2), (2 * log(4),), (0.5,), 2 / 3),
        (0.0, (-log(9),), (1.0,), 1 / 10),
    ],
)
def test_probability_is_the_sigmoid_of_the_weighted_sum(
    intercept: float, weights: tuple[float, ...], features: tuple[float, ...], probability: float
) -> None:
    assert Logistic(intercept, weights).probability(features) == pytest.approx(probability, rel=1e-12)


@pytest.mark.parametrize("features", [(), (1.0,), (1.0, 2.0, 3.0)])
def test_features_and_weights_must_be_of_one_number(features: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        Logistic(0.0, (1.0, 1.0)).probability(features)
