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
    """

    first: Claim
    second: Claim
    relation: Relation
    aside: Aside | None
    likely: float

    @property
    def conflict(self) -> bool:
        """Whether the two values cannot both be true."""
        return self.relation.verdict == "excludes" and self.aside is None
