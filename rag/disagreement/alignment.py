"""How likely it is that two claims answer the same question about the same thing."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from rag.reading.logistic import Logistic

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim

__all__ = ["Alignment", "align"]

#: That two claims whose values exclude each other are about the same thing, from :class:`Alignment`. Made and printed
#: by ``python -m tests.benchmarks.fit_alignment --squad FILE``, on the development half of tests/data/disagreement and
#: on questions of odd-numbered SQuAD articles set before other paragraphs. Seven more features (of the passages, the
#: names, what is counted, the surroundings, the verbs) brought nothing in a cross-validation by domain.
SAME_THING = Logistic(-4.674, (1.655, 3.082, 3.118, 2.373))


@dataclass(frozen=True, slots=True)
class Alignment:
    """What speaks for two claims being about the same thing; each 0..1, cosines but for rounding.

    Attributes:
        holds: How likely the less likely of the two sentences is to hold the answer.
        likeness: Cosine of the question and the sentence that is less like it.
        coverage: The part of the question's words that the one holds that holds fewer.
        alike: Cosine of the two sentences, each together with the one before it.
    """

    holds: float
    likeness: float
    coverage: float
    alike: float

    @property
    def likely(self) -> float:
        """How likely the two are about the same thing, 0..1."""
        return SAME_THING.probability(self.features)

    @property
    def features(self) -> tuple[float, ...]:
        """In the order of the attributes."""
        return astuple(self)


def align(first: Claim, second: Claim) -> Alignment:
    """Compare what two claims are about. The order makes no difference."""
    one, other = first.read, second.read
    return Alignment(
        holds=min(one.holds, other.holds),
        likeness=min(one.likeness, other.likeness),
        coverage=min(one.coverage, other.coverage),
        alike=float(one.vector @ other.vector),
    )
