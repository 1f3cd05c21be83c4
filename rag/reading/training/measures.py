"""How readings are compared with what people marked, and how far a figure can be trusted."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Rows: TypeAlias = NDArray[np.int64]

__all__ = ["Interval", "bootstrap", "exact", "flat", "mean", "overlap"]

_RESAMPLES = 500


class Interval(NamedTuple):
    """A figure, and the bounds between which 95 in 100 resamples put it."""

    value: float
    low: float
    high: float


def exact(text: str, golds: Iterable[str]) -> bool:
    """Whether a text is one of those marked, once case, punctuation and articles are left out as for SQuAD."""
    return any(_words(text) == _words(gold) for gold in golds)


def overlap(text: str, golds: Iterable[str]) -> float:
    """F1 of the words of a text and of the marked text it is most like (Rajpurkar et al. 2016)."""
    return max((_f1(_words(text), _words(gold)) for gold in golds), default=0.0)


def bootstrap(figure: Callable[[Rows], float], groups: Sequence[Hashable], *, seed: int = 0) -> Interval:
    """A figure and its percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13).

    Args:
        figure: From indices of rows, repeated where they are drawn more than once, to the figure.
        groups: What each row belongs to; rows of one group are drawn together, since they are alike.
        seed: Of the draws.

    Raises:
        ValueError: There are no rows.
    """
    if not groups:
        raise ValueError("there is nothing to measure on")
    members: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    parts = [np.array(rows, dtype=np.int64) for rows in members.values()]
    random = np.random.default_rng(seed)
    drawn = [
        figure(np.concatenate([parts[i] for i in random.integers(len(parts), size=len(parts))]))
        for _ in range(_RESAMPLES)
    ]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Interval(figure(np.arange(len(groups))), float(low), float(high))


def mean(values: ArrayLike, groups: Sequence[Hashable]) -> Interval:
    """The mean of the values of some rows; see :func:`bootstrap`."""
    array = np.asarray(values, dtype=np.float64)
    return bootstrap(lambda rows: float(array[rows].mean()), groups)


def flat(figures: Mapping[str, Interval]) -> dict[str, float]:
    """Figures as a manifest keeps them: ``name``, ``name_low`` and ``name_high``, to four places."""
    return {
        name + suffix: round(number, 4)
        for name, interval in figures.items()
        for suffix, number in zip(("", "_low", "_high"), interval, strict=True)
    }


def _words(text: str) -> list[str]:
    bare = "".join(character for character in text.lower() if character not in string.punctuation)
    return re.sub(r"\b(?:a|an|the)\b", " ", bare).split()


def _f1(ours: list[str], theirs: list[str]) -> float:
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs))
