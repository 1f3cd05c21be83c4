"""Fitted probabilities: what an answer's parts are judged by.

All figures here are made and printed by ``python -m tests.benchmarks.fit_weights --squad FILE``, on the odd-numbered
articles of the SQuAD 2.0 development set and the development half of seeds/questions.jsonl. Nothing that results are
reported on was used.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ANSWERABLE", "HOLDS_ANSWER", "Logistic"]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression: an intercept, and one weight a feature."""

    intercept: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        """How likely, 0..1, in view of the features, which come in the order of the weights."""
        total = self.intercept + sum(w * feature for w, feature in zip(self.weights, features, strict=True))
        return 1 / (1 + exp(-total))


#: That a sentence holds the answer, from rag.answering.statements.Statement.features.
HOLDS_ANSWER = Logistic(-11.6388, (4.6452, -0.3203, 0.4651, 1.1262, 3.4934, 3.7719, 3.6087, 3.5234))

#: That the files answer the question at all, from rag.answering.refusal.Evidence.
ANSWERABLE = Logistic(-4.2994, (-0.1561, 4.4868, 0.8218, 1.5156, 1.0404))
