"""Positions that cannot all hold, out of pairs of claims that are at odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.disagreement.normal import normal_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.disagreement.claim import Claim
    from rag.disagreement.compared import Compared

__all__ = ["Conflict", "conflict_of"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Positions that cannot all hold.

    Attributes:
        positions: Two or more; the claims of one position say the same. The likeliest claim of each comes first.
        reason: Why, for people.
        likely: How likely it is that sources do disagree, 0..1.
    """

    positions: tuple[tuple[Claim, ...], ...]
    reason: str
    likely: float


def conflict_of(conflicts: Sequence[Compared], pairs: Sequence[Compared], least: float) -> tuple[Conflict, ...]:
    """One conflict of all that is at odds, its positions made of claims that say the same.

    Args:
        conflicts: Pairs that are at odds.
        pairs: All pairs: a file that agrees with one side belongs to its position.
        least: How likely two claims that say the same have to be of one thing for that.

    Returns:
        The conflict; none where all that is at odds turns out to say the same.
    """
    if not conflicts:
        return ()
    best = max(conflicts, key=lambda pair: pair.surety)
    involved = list({id(c): c for pair in conflicts for c in (pair.first, pair.second)}.values())
    # A file that agrees with one side belongs to its position, though it is at odds with none directly.
    for pair in pairs:
        if pair.relation.verdict == "same" and pair.likely >= least:
            ids = {id(claim) for claim in involved}
            if id(pair.first) in ids or id(pair.second) in ids:
                involved += [c for c in (pair.first, pair.second) if id(c) not in ids]
    groups: list[list[Claim]] = []
    alike = {frozenset((id(p.first), id(p.second))) for p in pairs if p.relation.verdict in {"same", "refines"}}
    for claim in sorted(involved, key=lambda c: (-c.read.holds, c.source, c.read.start)):
        written = normal_form(claim)
        home = next(
            (g for g in groups if any(frozenset((id(claim), id(o))) in alike or normal_form(o) == written for o in g)),
            None,
        )
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    if len(groups) < 2:
        return ()
    return (
        Conflict(
            tuple(tuple(group) for group in groups),
            best.relation.reason,
            best.likely if best.at_odds is None else best.at_odds,
        ),
    )
