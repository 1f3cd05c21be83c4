"""Positions out of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from rag.disagreement.discords import Pair, Voice, gather
from rag.disagreement.relation import Relation

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim
    from rag.disagreement.statements_of import Statement

VOICES = [Voice(cast("Statement", object()), cast("Claim", object())) for _ in range(6)]


def pairs(verdict: str, *numbers: tuple[int, int, float]) -> list[Pair]:
    relation = Relation("excludes" if verdict == "excludes" else "same", "they differ")
    return [Pair(first, second, relation, likely) for first, second, likely in numbers]


@pytest.mark.parametrize(
    ("excluded", "same", "expected"),
    [
        ([(0, 1, 0.9)], [], [[[0], [1]]]),
        ([(0, 1, 0.9)], [(1, 2, 0.9)], [[[1, 2], [0]]]),  # the position of most comes first
        ([(0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.8)], [], [[[0], [1], [2]]]),
        ([(0, 1, 0.9), (1, 2, 0.8)], [], [[[0], [1]]]),  # that 0 and 2 are at odds is not known
        ([(0, 1, 0.7), (2, 3, 0.9)], [], [[[2], [3]], [[0], [1]]]),  # the surest first
        ([(0, 1, 0.9)], [(0, 2, 0.9), (1, 2, 0.9)], [[[0], [1]]]),  # who says both holds neither
        ([], [(0, 1, 0.9)], []),
    ],
)
def test_positions(
    excluded: list[tuple[int, int, float]], same: list[tuple[int, int, float]], expected: list[list[list[int]]]
) -> None:
    found = gather(pairs("excludes", *excluded), pairs("same", *same), VOICES.__getitem__)
    assert [[[VOICES.index(voice) for voice in p] for p in discord.positions] for discord in found] == expected
    assert all(discord.reason == "they differ" for discord in found)
