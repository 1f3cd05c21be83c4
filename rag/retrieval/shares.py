"""Giving every relevant source its share of the passages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RELEVANT", "share"]

# A source whose best passage scores at least this part of the best of all has something to say.
RELEVANT = 0.75
# No source is held to fewer passages than this.
_LEAST = 2


class _Scored(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def score(self) -> float: ...


PassageT = TypeVar("PassageT", bound=_Scored)


def share(passages: Sequence[PassageT], limit: int) -> list[PassageT]:
    """Choose passages so that one source cannot crowd out others that are relevant too.

    Every source whose best passage comes near the best of all gets an equal share of the places; places that
    are left over go to the best of the rest.

    Args:
        passages: Best first.
        limit: How many to choose.

    Returns:
        At most ``limit`` passages, in the order in which they came.
    """
    if len(passages) <= limit:
        return list(passages)
    best = passages[0].score
    relevant = {passage.source for passage in passages if passage.score >= best * RELEVANT}
    quota = max(_LEAST, limit // len(relevant))
    taken: Counter[str] = Counter()
    shared: list[int] = []
    rest: list[int] = []
    for position, passage in enumerate(passages):
        if passage.source in relevant and taken[passage.source] < quota and len(shared) < limit:
            taken[passage.source] += 1
            shared.append(position)
        else:
            rest.append(position)
    return [passages[position] for position in sorted([*shared, *rest[: limit - len(shared)]])]
