"""Bootstrap intervals: how much a figure would differ on other samples of the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Indices: TypeAlias = NDArray[np.int64]

__all__ = ["Interval", "bootstrap", "mean_with_interval"]


class Interval(NamedTuple):
    """A figure, and the bounds between which 95 in 100 resamples put it."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def bootstrap(
    figure: Callable[[Indices], float],
    groups: Sequence[Hashable],
    strata: Sequence[Hashable] | None = None,
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> Interval:
    """A figure with its percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13).

    Args:
        figure: From the indices of some rows, repeated where drawn more than once, to the figure.
        groups: What each row belongs to. Rows of one group are drawn together, since they are alike: the questions
            about one paragraph, say. Groups of one row each make it the plain bootstrap.
        strata: Of each row, if given: as many groups are drawn from each stratum as it has, so that the share of
            positives, say, stays as it is. All rows of a group are in one stratum.
        resamples: How often is drawn.
        seed: Of the draws.

    Returns:
        The figure of all rows and its bounds; rows must not be empty.
    """
    members: dict[Hashable, dict[Hashable, list[int]]] = {}
    for row, group in enumerate(groups):
        members.setdefault(strata[row] if strata else None, {}).setdefault(group, []).append(row)
    layers = [[np.array(rows, dtype=np.int64) for rows in layer.values()] for layer in members.values()]
    random = np.random.default_rng(seed)
    drawn = [
        figure(np.concatenate([layer[i] for layer in layers for i in random.integers(len(layer), size=len(layer))]))
        for _ in range(resamples)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(figure(np.arange(len(groups))), float(low), float(high))


def mean_with_interval(values: ArrayLike, groups: Sequence[Hashable]) -> Interval:
    """The mean of the rows' values, with :func:`bootstrap` over their groups."""
    array = np.asarray(values, dtype=np.float64)
    return bootstrap(lambda rows: float(array[rows].mean()), groups)
