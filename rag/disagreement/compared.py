"""Two claims, and what came of comparing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rag.disagreement.aside import Aside
    from rag.disagreement.claim import Claim
    from rag.disagreement.relation import Relation

__all__ = ["Compared"]


class Compared(NamedTuple):
    """Two claims, and what became of them.

    Attributes:
        first: A claim.
        second: Another, as a rule of another file.
        relation: How their values stand to each other.
        aside: Why they are no disagreement though they differ.
        likely: How likely they are to be about the same thing, 0..1.
        at_odds: How likely they are to be at odds, 0..1, where a judge has read them too; the most that it can be where
            a judge could not make it enough to be told; None where nobody asked.
    """

    first: Claim
    second: Claim
    relation: Relation
    aside: Aside | None
    likely: float
    at_odds: float | None = None

    @property
    def surety(self) -> float:
        """How likely a disagreement is, as far as is known, 0..1."""
        return self.likely if self.at_odds is None else self.at_odds

    @property
    def conflict(self) -> bool:
        """Whether the two values cannot both be true."""
        return self.relation.verdict == "excludes" and self.aside is None
