from __future__ import annotations

import numpy as np
import pytest

from rag.reading.training.measures import Interval, bootstrap, exact, flat, mean, overlap


def test_case_punctuation_and_articles_do_not_count() -> None:
    assert exact("The Old Mill.", ["old mill"])
    assert not exact("old mills", ["old mill", "mill"])
    assert not exact("", [])


def test_overlap_takes_the_best() -> None:
    assert overlap("the old mill", ["mill", "an old mill"]) == 1
    assert overlap("old mill", ["mill"]) == pytest.approx(2 / 3)
    assert overlap("sea", ["mill"]) == 0
    assert overlap("the", ["an"]) == 1


def test_an_interval_holds_the_mean_and_narrows() -> None:
    values = np.random.default_rng(0).random(400)
    few, many = mean(values[:40], range(40)), mean(values, range(400))
    assert many.low < values.mean() < many.high
    assert many.high - many.low < few.high - few.low


def test_rows_of_a_group_are_drawn_together() -> None:
    values = np.repeat(np.random.default_rng(0).random(40), 10)
    alone, grouped = mean(values, range(400)), mean(values, [row // 10 for row in range(400)])
    assert grouped.high - grouped.low > 2 * (alone.high - alone.low)


def test_nothing_cannot_be_measured() -> None:
    with pytest.raises(ValueError, match="nothing to measure"):
        bootstrap(lambda rows: 0.0, [])


def test_flat() -> None:
    assert flat({"f1": Interval(0.51234, 0.5, 0.6)}) == {"f1": 0.5123, "f1_low": 0.5, "f1_high": 0.6}
