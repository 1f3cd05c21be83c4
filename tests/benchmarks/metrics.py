"""Ranking metrics, as the standard collections report them."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen 2002).

    ``DCG@k = Σ_{i=1..k} rel_i / log2(i + 1)``, divided by the DCG of the best possible ranking.
    """
    gain = sum(1 / log2(position + 1) for position, name in enumerate(ranked[:k], 1) if name in relevant)
    best = sum(1 / log2(position + 1) for position in range(1, min(k, len(relevant)) + 1))
    return gain / best if best else 0.0


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The part of what is relevant that stands among the first ``k``."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)
