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

__all__ = ["ANSWERABLE", "HOLDS_ANSWER", "VALUE_RIGHT", "Logistic"]


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
HOLDS_ANSWER = Logistic(-12.2648, (5.4992, -0.1052, 0.0431, 1.3729, 2.9546, 4.4391, 3.0, 1.0, 3.5581, 4.2296))

#: That the words read out of a sentence are the value asked for, from rag.answering.statements.Proposal.features.
VALUE_RIGHT = Logistic(-2.0, (3.0, 2.0, 1.0, 1.0, 0.0, 1.0, 2.0))

#: That the files answer the question at all, from rag.answering.refusal.Evidence.
ANSWERABLE = Logistic(-4.2366, (-1.0682, 5.3652, 0.6861, 1.7667, 0.7355, 1.0, 1.0))
