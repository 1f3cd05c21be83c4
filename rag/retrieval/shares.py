"""Giving every relevant source its share of the passages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["share"]

# A source whose best passage scores at least this part of the best of all has something to say.
_RELEVANT = 0.75
# No source is held to fewer passages than this.
_LEAST = 2


class _Scored(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def score(self) -> float: ...


PassageT = TypeVar("PassageT", bound=_Scored)


def share(passages: Iterable[PassageT], limit: int) -> list[PassageT]:
    """Choose passages so that one source cannot crowd out others that are relevant too.

    Every source whose best passage comes near the best of all gets an equal share of the places; places that
    are left over go to the best of the rest.

    Args:
        passages: Best first. No more are drawn than can make a difference.
        limit: How many to choose.

    Returns:
        At most ``limit`` passages, in the order in which they came.
    """
    seen, relevant = _drawn(passages, limit)
    if len(seen) <= limit:
        return seen
    quota = max(_LEAST, limit // len(relevant))
    taken: Counter[str] = Counter()
    shared: list[int] = []
    rest: list[int] = []
    for position, passage in enumerate(seen):
        if passage.source in relevant and taken[passage.source] < quota and len(shared) < limit:
            taken[passage.source] += 1
            shared.append(position)
        else:
            rest.append(position)
    return [seen[position] for position in sorted([*shared, *rest[: limit - len(shared)]])]


def _drawn(passages: Iterable[PassageT], limit: int) -> tuple[list[PassageT], set[str]]:
    """The first passages, as many as may be chosen from, and the relevant sources among them.

    Every passage that may give its source a share is drawn, however many of another source rank above it; until
    there are so many relevant sources that none gets more than the least share, and those fill all places.
    """
    seen: list[PassageT] = []
    relevant: set[str] = set()
    taken: Counter[str] = Counter()
    for passage in passages:
        near = passage.score >= (seen[0] if seen else passage).score * _RELEVANT
        if len(seen) >= 2 * limit and not near:
            break
        seen.append(passage)
        if near:
            relevant.add(passage.source)
        if passage.source in relevant and taken[passage.source] < _LEAST:
            taken[passage.source] += 1
        if taken.total() >= limit and limit // len(relevant) <= _LEAST:
            break
    return seen, relevant
