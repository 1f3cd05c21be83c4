from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from rag.evaluation.statistics import bootstrap, sign_flip_test, weighted_mean


def test_weighted_mean() -> None:
    assert weighted_mean(np.array([[1.0, 1], [0.0, 3]])) == 0.25


def test_the_bootstrap_agrees_with_scipy() -> None:
    values = np.random.default_rng(3).exponential(size=80)
    ours = bootstrap(lambda rows: rows[..., 0].mean(axis=-1), values[:, np.newaxis])
    theirs = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=5000, rng=1).confidence_interval
    assert ours.low == pytest.approx(theirs.low, abs=0.03)
    assert ours.high == pytest.approx(theirs.high, abs=0.03)


def test_the_bootstrap_is_the_same_each_time_and_draws_whole_rows() -> None:
    rows = np.column_stack([np.arange(20.0), np.ones(20)])
    assert bootstrap(weighted_mean, rows) == bootstrap(weighted_mean, rows)
    assert bootstrap(weighted_mean, rows) != bootstrap(weighted_mean, rows, seed=1)
    assert bootstrap(weighted_mean, [[0.5, 1]]) == (0.5, 0.5)


def test_drawing_in_parts_draws_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.column_stack([np.random.default_rng(2).normal(size=(31, 1)), np.ones(31)])
    one_by_one = np.random.default_rng(0)
    drawn = [float(weighted_mean(rows[one_by_one.integers(31, size=31)])) for _ in range(1000)]
    whole = bootstrap(weighted_mean, rows)
    assert whole == pytest.approx(np.percentile(drawn, [2.5, 97.5]), abs=1e-12)
    monkeypatch.setattr("rag.evaluation.statistics._NUMBERS", 700)
    assert bootstrap(weighted_mean, rows) == pytest.approx(whole, abs=1e-12)


def test_groups_are_drawn_whole() -> None:
    values = np.repeat(np.random.default_rng(4).normal(size=50), 8)
    rows = np.column_stack([values, np.ones(400)])
    by_group = bootstrap(weighted_mean, rows, groups=[row // 8 for row in range(400)])
    alone = bootstrap(weighted_mean, rows)
    # Eight questions that always go the same way tell no more than one.
    assert by_group.high - by_group.low == pytest.approx((alone.high - alone.low) * 8**0.5, rel=0.15)
    once = bootstrap(weighted_mean, rows[::8])
    assert by_group.high - by_group.low == pytest.approx(once.high - once.low, rel=0.15)
    assert bootstrap(weighted_mean, rows, groups=range(400)) == alone
    assert bootstrap(weighted_mean, rows, groups=["a"] * 400) == pytest.approx([values.mean()] * 2)


@pytest.mark.parametrize("count", [2, 5, 12, 40])
def test_the_paired_test_agrees_with_scipy(count: int) -> None:
    differences = np.random.default_rng(count).normal(0.3, 1, size=count).round(2)
    theirs = stats.permutation_test(
        (differences, np.zeros(count)),
        lambda a, b: np.mean(a - b),
        permutation_type="samples",
        n_resamples=20_000,
        rng=0,
    )
    assert sign_flip_test(differences) == pytest.approx(theirs.pvalue, abs=0.0 if count <= 12 else 0.015)


def test_the_paired_test_at_its_ends() -> None:
    assert sign_flip_test([]) == 1
    assert sign_flip_test([0, 0]) == 1
    assert sign_flip_test([0.1, -0.1]) == 1
    assert sign_flip_test([1] * 10 + [0] * 50) == 2 / 2**10
    assert sign_flip_test([1] * 100) == 1 / 10_001
