"""How sure a figure is: bootstrap intervals, and a paired test of two runs."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Interval", "bootstrap", "sign_flip_test", "weighted_mean"]

_RESAMPLES = 1000
_FLIPS = 10_000
# So many differences have 2¹² = 4096 assignments of signs, which are all tried.
_EXACT = 12


class Interval(NamedTuple):
    """The bounds between which 95 in 100 resamples put a figure."""

    low: float
    high: float


def weighted_mean(rows: NDArray[np.float64]) -> float:
    """``Σ wᵢ vᵢ / Σ wᵢ`` over the rows ``(vᵢ, wᵢ)`` of an array of shape (n, 2)."""
    return float(rows[:, 0] @ rows[:, 1] / rows[:, 1].sum())


def bootstrap(figure: Callable[[NDArray[np.float64]], float], rows: ArrayLike, *, seed: int = 0) -> Interval:
    """The percentile bootstrap interval at 95 % (Efron and Tibshirani 1993, chapter 13).

    Args:
        figure: From rows, drawn with replacement, to the figure.
        rows: Shape (n, columns), n at least 1; a row is a question.
        seed: Of the draws: the same rows always have the same interval.
    """
    array = np.asarray(rows, dtype=np.float64)
    random = np.random.default_rng(seed)
    drawn = [figure(array[random.integers(len(array), size=len(array))]) for _ in range(_RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(float(low), float(high))


def sign_flip_test(differences: ArrayLike, *, seed: int = 0) -> float:
    """Two-sided p-value of "neither run is better", by Fisher's randomisation of paired differences.

    The sign of every difference is flipped at random; p is the share of assignments whose mean is at least as far from
    0 as the one seen (Smucker, Allan and Carterette 2007, section 3.1). Up to 12 differences all assignments are
    tried, beyond that 10,000 random ones, to which the one seen is added (Phipson and Smyth 2010).

    Args:
        differences: One for each question, in any unit; zeros count for nothing.
        seed: Of the random assignments.
    """
    array = np.asarray(differences, dtype=np.float64)
    array = array[array != 0]
    if not len(array):
        return 1.0
    # Rounding must not part sums that are equal on paper.
    seen = abs(array.sum()) - 1e-9
    if len(array) <= _EXACT:
        signs = np.array(list(product((-1.0, 1.0), repeat=len(array))))
        return float((np.abs(signs @ array) >= seen).mean())
    random = np.random.default_rng(seed)
    extreme = 0
    for _ in range(_FLIPS):
        extreme += abs(random.choice((-1.0, 1.0), size=len(array)) @ array) >= seen
    return float((extreme + 1) / (_FLIPS + 1))
