"""The mechanics only: the fitted weights change with every fit."""

from __future__ import annotations

from dataclasses import fields
from math import log

import pytest

from rag.answering.logistic import ANSWERABLE, HOLDS_ANSWER, VALUE_RIGHT
from rag.reading.logistic import Logistic
from rag.answering.refusal import Evidence
from rag.answering.sentences import Features


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


def test_the_fitted_weights_fit_what_they_judge() -> None:
    # What was read adds four features to a statement: the reader's words, that the passage answers, and the words that
    # rules found, where these are a value and where they are a name. How many a proposal has, its own tests tell.
    assert len(HOLDS_ANSWER.weights) == len(fields(Features)) + 4
    assert len(VALUE_RIGHT.weights) == 7
    assert len(ANSWERABLE.weights) == len(fields(Evidence))
