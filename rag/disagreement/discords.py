"""Positions that cannot all hold, gathered from pairs of statements that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rag.disagreement.claim import Claim
    from rag.disagreement.relation import Relation
    from rag.disagreement.statements_of import Statement

__all__ = ["Discord", "Pair", "Voice", "gather", "told_once"]


class Voice(NamedTuple):
    """A claim, and the statement that makes it or, of a claim that disputes a statement, that one."""

    statement: Statement
    claim: Claim


@dataclass(frozen=True, slots=True)
class Discord:
    """Positions of which not all can hold.

    Attributes:
        positions: Two or more, each of one voice or more that say the same; the one that most files hold comes first.
        reason: Why they cannot, for people.
        likely: How likely the two surest ones are to be about one thing, 0..1.
    """

    positions: tuple[tuple[Voice, ...], ...]
    reason: str
    likely: float

    @property
    def files(self) -> int:
        """How many files speak of it."""
        return len({voice.claim.source for position in self.positions for voice in position})


class Pair(NamedTuple):
    """Two statements by their positions, and how their values stand to each other.

    Attributes:
        first: Position of a statement.
        second: Of another.
        relation: Of their values.
        likely: How likely they are of one thing, 0..1; of a pair that was judged, how likely they are at odds.
        sure: Whether that is for the rules to tell, and not for a judge.
    """

    first: int
    second: int
    relation: Relation
    likely: float
    sure: bool = True


def told_once(disputes: Iterable[Discord]) -> Iterator[Discord]:
    """Of "600, disputed" and "200, against 600" the first: both tell of the same two figures."""
    seen: set[frozenset[tuple[str, int, int]]] = set()
    for discord in disputes:
        claims = [voice.claim for position in discord.positions for voice in position]
        key = frozenset((c.source, c.read.start, c.value.span.start if c.value else c.span.start) for c in claims)
        if key not in seen:
            seen.add(key)
            yield discord


def gather(conflicts: Sequence[Pair], same: Sequence[Pair], voice: Callable[[int], Voice]) -> list[Discord]:
    """Positions out of pairs, the surest first; each pair is told once."""
    alike: dict[int, set[int]] = defaultdict(set)
    for pair in same:
        alike[pair.first].add(pair.second)
        alike[pair.second].add(pair.first)
    excluded: dict[int, set[int]] = defaultdict(set)
    for pair in conflicts:
        excluded[pair.first].add(pair.second)
        excluded[pair.second].add(pair.first)
    found: list[Discord] = []
    told: set[int] = set()
    for best in sorted(conflicts, key=lambda p: (-p.likely, p.first, p.second)):
        if {best.first, best.second} & told:
            continue
        positions = [[best.first], [best.second]]
        taken = {best.first, best.second}
        for k in sorted(
            (excluded[best.first] | excluded[best.second] | alike[best.first] | alike[best.second]) - taken
        ):
            home = [p for p in positions if alike[k] & set(p)]
            if len(home) == 1 and k not in told:
                home[0].append(k)
            elif not home and k not in told and all(excluded[k] & set(p) for p in positions):
                positions.append([k])
        told |= {k for position in positions for k in position}
        positions.sort(key=lambda p: -len(p))
        found.append(Discord(tuple(tuple(voice(k) for k in p) for p in positions), best.relation.reason, best.likely))
    return found
