"""How sure a figure is: bootstrap intervals, and a paired test of two runs."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Interval", "bootstrap", "sign_flip_test", "weighted_mean"]

_RESAMPLES = 1000
_FLIPS = 10_000
_NUMBERS = 4_000_000
# So many differences have 2¹² = 4096 assignments of signs, which are all tried.
_EXACT = 12


class Interval(NamedTuple):
    """The bounds between which 95 in 100 resamples put a figure."""

    low: float
    high: float


def weighted_mean(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """``Σ wᵢ vᵢ / Σ wᵢ`` over the rows ``(vᵢ, wᵢ)`` of an array of shape (…, n, 2): shape (…,)."""
    figures: NDArray[np.float64] = (rows[..., 0] * rows[..., 1]).sum(axis=-1) / rows[..., 1].sum(axis=-1)
    return figures


def bootstrap(
    figure: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    rows: ArrayLike,
    *,
    groups: Sequence[Hashable] | None = None,
    seed: int = 0,
) -> Interval:
    """The percentile bootstrap interval at 95 % (Efron and Tibshirani 1993, chapter 13).

    Args:
        figure: From rows of shape (…, n, columns), drawn with replacement, to their figures, shape (…,).
        rows: Shape (n, columns), n at least 1; a row is a question.
        groups: What each row belongs to, if rows are alike in groups, such as the questions about one paragraph: then
            whole groups are drawn (Davison and Hinkley 1997, section 3.8), since questions that are alike tell less
            than as many that are not.
        seed: Of the draws: the same rows always have the same interval.
    """
    array = np.asarray(rows, dtype=np.float64)
    random = np.random.default_rng(seed)
    if groups is None or len(set(groups)) == len(array):
        figures = [figure(array[random.integers(len(array), size=(many, len(array)))]) for many in _parts(array.size)]
        drawn = np.concatenate(figures)
    else:
        numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
        of_row = np.array([numbers[group] for group in groups])
        drawn = np.array([figure(array[_drawn(of_row, random)]) for _ in range(_RESAMPLES)])
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(float(low), float(high))


def _parts(size: int) -> Iterator[int]:
    """The resamples in parts, each of which fits into little memory."""
    at_once = max(1, _NUMBERS // max(1, size))
    for done in range(0, _RESAMPLES, at_once):
        yield min(at_once, _RESAMPLES - done)


def _drawn(of_row: NDArray[np.intp], random: np.random.Generator) -> NDArray[np.intp]:
    """The rows of as many groups as there are, drawn with replacement; ``of_row`` numbers the group of each row."""
    count = int(of_row.max()) + 1
    times = np.bincount(random.integers(count, size=count), minlength=count)
    return np.repeat(np.arange(len(of_row)), times[of_row])


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
