"""Whether the values of two claims can both be true, whatever kind they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.disagreement.compare import compare
from rag.disagreement.name_relations import relate_names
from rag.disagreement.relation import Relation, both
from rag.disagreement.stance_relations import relate_stances
from rag.text.words import fold

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim

__all__ = ["difference"]


def difference(first: Claim, second: Claim, *, many: bool) -> Relation:
    """How the values of two claims stand to each other; whether the claims are about the same thing is not asked.

    Args:
        first: A claim.
        second: Another, of the same question.
        many: Whether the question asks for several values, so that two different ones can both be given.

    Returns:
        "excludes" only where the two cannot both be true of one thing; "incomparable" where nothing is known of how
        such values exclude each other: accounts, reasons, things that are described.
    """
    if first.stance and second.stance:
        return relate_stances(first.stance, second.stance)
    if first.value and second.value:
        return compare(first.value, second.value)
    if fold(first.words) == fold(second.words):
        return Relation("same", f"both say {both(first.words, second.words)}")
    if first.naming and second.naming:
        return relate_names(first.naming, second.naming, many=many)
    return Relation("incomparable", f"{both(first.words, second.words)} are values of different kinds")
