"""The ranking measures, by hand and against trec_eval as ir-measures calls it."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import ir_measures
import pytest

from rag.evaluation import ranking

CUTS = (1, 3, 5, 10)


def by_trec_eval(ranks: list[int | None], measure: Any) -> float:
    """The same with the passage at each rank judged by how many items are first found there."""
    gains = Counter(rank for rank in ranks if rank is not None)
    judged = {"q": {f"d{rank:02d}": gain for rank, gain in gains.items()}}
    judged["q"].update({f"missing{n}": 1 for n in range(sum(rank is None for rank in ranks))})
    run = {"q": {f"d{rank:02d}": 100.0 - rank for rank in range(1, 21)}}
    (value,) = ir_measures.iter_calc([measure], judged, run)
    return float(value.value)


def test_by_hand() -> None:
    ranks = [2, None, 5]
    assert [ranking.recall(ranks, k) for k in CUTS] == [0, 1 / 3, 2 / 3, 2 / 3]
    assert [ranking.hit(ranks, k) for k in CUTS] == [0, 1, 1, 1]
    assert [ranking.reciprocal_rank(ranks, k) for k in CUTS] == [0, 0.5, 0.5, 0.5]
    assert ranking.ndcg([1, 2], 10) == 1
    assert ranking.ndcg([None], 10) == 0
    assert ranking.ndcg([2], 10) == pytest.approx(0.6309, abs=1e-4)


def test_two_items_in_one_passage() -> None:
    assert ranking.ndcg([1, 1], 10) == 1
    assert ranking.ndcg([1, 1, 2], 10) == 1
    assert ranking.ndcg([2, 2, 1], 10) < 1


@pytest.mark.parametrize("k", CUTS)
def test_against_trec_eval(k: int) -> None:
    draw = random.Random(k)
    for _ in range(60):
        # trec_eval counts judged passages, so that recall is compared where no two items share one.
        distinct: list[int | None] = list(draw.sample(range(1, 21), draw.randint(1, 6)))
        distinct += [None] * draw.randint(0, 3)
        assert ranking.recall(distinct, k) == pytest.approx(by_trec_eval(distinct, ir_measures.R @ k))
        shared = [draw.choice([None, *range(1, 21)]) for _ in range(draw.randint(1, 8))]
        assert ranking.hit(shared, k) == by_trec_eval(shared, ir_measures.Success @ k)
        assert ranking.reciprocal_rank(shared, k) == pytest.approx(by_trec_eval(shared, ir_measures.RR @ k))
        assert ranking.ndcg(shared, k) == pytest.approx(by_trec_eval(shared, ir_measures.nDCG @ k))
