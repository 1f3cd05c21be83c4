"""Which statements are worth comparing: those of one kind that share rare words, found without trying all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rag.disagreement.statements_of import Statement

__all__ = ["Rarity", "blocks", "candidate_pairs"]

# Files that are added to those of an index: in a small one, a word of both files tells as much as one of few in many.
_OTHERS = 20
# Words by which a statement is looked up, the rarest first, and the most statements that a word may bring.
_KEYS = 8
_MOST = 150
# Partners that a statement keeps: those with whom it shares most.
_PARTNERS = 30


@dataclass(frozen=True)
class Rarity:
    """How much a word tells: the inverse document frequency of Spärck Jones (1972), smoothed for small indexes.

    Attributes:
        files: How many files there are.
        frequency: In how many of them a stem stands.
    """

    files: int
    frequency: Mapping[str, int]

    @classmethod
    def of(cls, vocabularies: Iterable[frozenset[str]]) -> Rarity:
        """The rarity of words among files, each given by the stems of its words."""
        files, frequency = 0, Counter[str]()
        for words in vocabularies:
            files += 1
            frequency.update(words)
        return cls(files, frequency)

    def weight(self, word: str) -> float:
        """Of one stem; greater than 0."""
        return log((self.files + _OTHERS) / max(1, min(self.frequency.get(word, 1), self.files)))

    def total(self, words: Iterable[str]) -> float:
        """Of several."""
        return sum(self.weight(word) for word in words)


def blocks(statements: Sequence[Statement]) -> dict[str, list[int]]:
    """The positions of the statements whose values can be compared at all: by kind, standings by axis and subject."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        standing = statement.standing
        if standing is None:
            found[statement.kind].append(i)
        else:
            found[f"{standing.axis} {standing.subject.split()[-1].lower()}"].append(i)
    return found


def candidate_pairs(statements: Sequence[Statement], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of statements of different files that share rare words, each once, the lower position first.

    Each statement is looked up by its rarest words, and keeps the partners with whom it shares most: the cost grows
    with the number of statements, not with its square.

    Args:
        statements: Of all files.
        rarity: Of the words of those files.
    """
    for block in blocks(statements).values():
        yield from sorted(_pairs(block, statements, rarity))


def _pairs(block: Sequence[int], statements: Sequence[Statement], rarity: Rarity) -> set[tuple[int, int]]:
    holding: dict[str, list[int]] = defaultdict(list)
    for i in block:
        for word in _words(statements[i]):
            holding[word].append(i)
    found: set[tuple[int, int]] = set()
    for i in block:
        one = statements[i]
        known = [word for word in _words(one) if 1 < len(holding[word]) <= _MOST]
        known.sort(key=lambda word: (-rarity.weight(word), word))
        shared: Counter[int] = Counter()
        for word in known[:_KEYS]:
            weight = rarity.weight(word)
            for j in holding[word]:
                if statements[j].source != one.source:
                    shared[j] += weight  # type: ignore[assignment]  # a Counter holds any number
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_PARTNERS]
        found.update((min(i, j), max(i, j)) for j, _ in best)
    return found


def _words(statement: Statement) -> frozenset[str]:
    return statement.subject | statement.names
