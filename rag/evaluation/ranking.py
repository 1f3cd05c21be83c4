"""How good a ranking is, from the ranks at which the relevant items were first found.

Every function takes ``ranks``: one entry for each relevant item, its 1-based rank or None where it was not found. Two
items may share a rank, where one passage holds both. An empty list is not allowed: nothing relevant, nothing to rank.
"""

from __future__ import annotations

from collections import Counter
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["hit", "ndcg", "recall", "reciprocal_rank"]


def recall(ranks: Sequence[int | None], k: int) -> float:
    """The share of the relevant items found by rank ``k``.

    ``|{relevant} ∩ {first k}| / |{relevant}|`` (Manning, Raghavan and Schütze 2008, section 8.4).
    """
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def hit(ranks: Sequence[int | None], k: int) -> float:
    """1 where any relevant item is found by rank ``k``, else 0: success@k (Craswell and Hawking 2004)."""
    return float(any(rank is not None and rank <= k for rank in ranks))


def reciprocal_rank(ranks: Sequence[int | None], k: int) -> float:
    """``1 / (rank of the first relevant item)``, and 0 where none is found by rank ``k``.

    Its mean over questions is MRR@k (Voorhees 1999).
    """
    best = min((rank for rank in ranks if rank is not None), default=k + 1)
    return 1 / best if best <= k else 0.0


def ndcg(ranks: Sequence[int | None], k: int) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), as trec_eval computes it.

    ``DCG@k = Σ_{i=1..k} g_i / log2(i + 1)`` with ``g_i`` the number of items first found at rank i, divided by the DCG
    of the same gains in falling order, to which each item not found adds a gain of 1. Where no two items share a rank,
    that is nDCG with binary relevance.
    """
    gains = Counter(rank for rank in ranks if rank is not None)
    gained = sum(gain / log2(rank + 1) for rank, gain in gains.items() if rank <= k)
    ideal = sorted([*gains.values(), *(1 for rank in ranks if rank is None)], reverse=True)
    return gained / sum(gain / log2(rank + 1) for rank, gain in enumerate(ideal[:k], 1))
