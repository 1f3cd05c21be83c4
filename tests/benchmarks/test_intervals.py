"""Bootstrap intervals against what is known without drawing."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.intervals import bootstrap, mean_with_interval


def test_the_interval_of_a_mean_is_as_wide_as_theory_says() -> None:
    values = np.random.default_rng(3).normal(10, 2, size=400)
    interval = mean_with_interval(values, list(range(400)))
    assert interval.value == pytest.approx(values.mean())
    margin = 1.96 * values.std() / 20
    assert interval.low == pytest.approx(values.mean() - margin, abs=0.04)
    assert interval.high == pytest.approx(values.mean() + margin, abs=0.04)


def test_rows_of_one_group_are_drawn_together() -> None:
    """Ten paragraphs whose forty questions all go the same way tell as much as ten questions."""
    alone = [float(i % 2) for i in range(10)]
    together = [value for value in alone for _ in range(40)]
    groups = [group for group in range(10) for _ in range(40)]
    few = mean_with_interval(alone, list(range(10)))
    assert mean_with_interval(together, groups) == few
    assert few.high - few.low > 2 * (mean_with_interval(together, list(range(400))).high - 0.5)


def test_strata_keep_their_shares() -> None:
    labels = [True] * 5 + [False] * 95
    shares: list[float] = []

    def share(rows: np.ndarray) -> float:
        shares.append(float(np.array(labels)[rows].mean()))
        return shares[-1]

    assert bootstrap(share, list(range(100)), labels, resamples=50) == pytest.approx((0.05, 0.05, 0.05))
    assert len(shares) == 51
    without = bootstrap(share, list(range(100)), resamples=50)
    assert without.low < 0.05 < without.high


def test_it_prints_three_decimals_and_is_the_same_each_time() -> None:
    first, second = (mean_with_interval([0, 0, 1, 1], [0, 1, 2, 3]) for _ in range(2))
    assert str(first) == str(second) == "0.500 [0.000, 1.000]"
