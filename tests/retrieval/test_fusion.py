from __future__ import annotations

import pytest

from rag.retrieval.fusion import Fused, fuse


def test_by_hand() -> None:
    """Cosines are divided by 0.8, BM25 by 10: 7 has 0.6 × 1 + 0.4 × 0.5, 3 has 0.6 × 0.5 + 0.4 × 1."""
    fused = fuse([(7, 0.8), (3, 0.4)], [(3, 10.0), (7, 5.0)], {7: 0.8, 3: 0.4}, dense_weight=0.6)
    assert [passage.id for passage in fused] == [7, 3]
    assert [passage.score for passage in fused] == pytest.approx([0.8, 0.7])
    assert (fused[0].dense_rank, fused[0].lexical_rank, fused[0].cosine, fused[0].bm25) == (1, 2, 0.8, 5.0)


def test_what_only_one_search_found() -> None:
    fused = fuse([(1, 0.5)], [(2, 4.0)], {1: 0.5, 2: 0.25}, dense_weight=0.5)
    assert fused == [
        Fused(id=2, score=0.75, cosine=0.25, bm25=4.0, dense_rank=None, lexical_rank=1),
        Fused(id=1, score=0.5, cosine=0.5, bm25=0.0, dense_rank=1, lexical_rank=None),
    ]


def test_ties_go_by_id() -> None:
    fused = fuse([(9, 0.5), (4, 0.5), (6, 0.5)], [], {9: 0.5, 4: 0.5, 6: 0.5})
    assert [(passage.id, passage.dense_rank) for passage in fused] == [(4, 2), (6, 3), (9, 1)]


@pytest.mark.parametrize(("weight", "order"), [(0.0, [2, 1]), (1.0, [1, 2])])
def test_either_alone(weight: float, order: list[int]) -> None:
    fused = fuse([(1, 0.9), (2, 0.1)], [(2, 9.0), (1, 1.0)], {1: 0.9, 2: 0.1}, dense_weight=weight)
    assert [passage.id for passage in fused] == order


def test_cosines_under_zero_count_as_none() -> None:
    fused = fuse([(1, -0.2), (2, -0.9)], [], {1: -0.2, 2: -0.9})
    assert [(passage.id, passage.score, passage.cosine) for passage in fused] == [(1, 0.0, -0.2), (2, 0.0, -0.9)]


def test_nothing_found() -> None:
    assert fuse([], [], {}) == []
