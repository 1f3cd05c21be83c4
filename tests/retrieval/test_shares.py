from __future__ import annotations

from dataclasses import dataclass

import pytest

from rag.retrieval.shares import share


@dataclass(frozen=True)
class Passage:
    source: str
    score: float


def chosen(ranking: str, limit: int) -> list[int]:
    """Ranks chosen, from 0, of a ranking such as "a10 a9 b8": sources with scores in tenths."""
    passages = [Passage(item[0], int(item[1:]) / 10) for item in ranking.split()]
    return [passages.index(passage) for passage in share(passages, limit)]


@pytest.mark.parametrize(
    ("ranking", "limit", "ranks"),
    [
        ("a10 a9 b8", 3, [0, 1, 2]),  # all fit
        ("a10 a9 b8", 5, [0, 1, 2]),
        ("", 5, []),
        # Two relevant sources share four places.
        ("a100 a99 a98 a97 a96 b90 b89 b88", 4, [0, 1, 5, 6]),
        # c never comes near the best: its place goes to the best of the rest, not to it.
        ("a100 a99 a98 b90 b89 c10 c9", 5, [0, 1, 2, 3, 4]),
        # b has but one passage: what it leaves goes to the best of the rest.
        ("a100 a99 a98 a97 b90", 4, [0, 1, 2, 4]),
        # More relevant sources than places for two each: the best sources first, and none more than two.
        ("a100 a99 a98 b97 b96 b95 c94 c93", 4, [0, 1, 3, 4]),
        # Five places among two: two each, and the fifth to the best of the rest.
        ("a100 a99 a98 b97 b96 b95", 5, [0, 1, 2, 3, 4]),
        # One source alone has all of them.
        ("a100 a99 a98 a97", 3, [0, 1, 2]),
        # 75 is just near enough to 100, 74 is not.
        ("a100 a99 a98 a97 b75", 3, [0, 1, 4]),
        ("a100 a99 a98 a97 b74", 3, [0, 1, 2]),
        # An irrelevant source that ranks above what a relevant one has left over.
        ("a100 a99 b80 c70 a60 b55 b54", 5, [0, 1, 2, 3, 5]),
    ],
)
def test_by_hand(ranking: str, limit: int, ranks: list[int]) -> None:
    assert chosen(ranking, limit) == ranks


def test_scores_of_nought() -> None:
    assert share([Passage("a", 0.0), Passage("b", 0.0), Passage("a", 0.0)], 2) == [Passage("a", 0.0), Passage("b", 0.0)]
