"""Logistic regression: from features to a probability."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Logistic"]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression: an intercept, and one weight a feature."""

    intercept: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        """How likely, 0..1, in view of the features, which come in the order of the weights."""
        total = self.intercept + sum(w * feature for w, feature in zip(self.weights, features, strict=True))
        return 1 / (1 + exp(-total))
