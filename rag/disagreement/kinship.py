"""Whether two statements, read with no question asked, are about the same thing: by shared words, names and nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Levenshtein

from rag.disagreement.scope_asked import alike
from rag.reading.meanings import same_word
from rag.reading.scope_words import EVENTS, members
from rag.text.words import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.blocking import Rarity
    from rag.disagreement.statements_of import Statement

__all__ = ["Kinship", "kinship", "overlap", "replaced"]

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|\w+")
# What is left of a noun's agreement where its clauses tell of two events, or only one tells of any, and of an event's
# where no noun is told.
_OTHER_EVENT, _ONE_EVENT, _TOLD_ONCE = 0.5, 0.7, 0.8
_UNTOLD = -1.0
# A figure stands at, comes to or reaches what it is: of two such verbs none tells of another thing.
_COMING_TO = frozenset(
    "reach reaches reached stand stands stood come comes came total totals totalled totaled amount amounts amounted "
    "number numbers numbered equal equals equalled".split()
)
# Cosine of two verbs from which they can stand for each other.
_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Kinship:
    """What speaks for two statements being about the same thing; each 0..1 but for rounding.

    Attributes:
        shared: The part of the rarer words of the two sentences that both have (weighted Dice coefficient).
        contained: The part of the words of the sentence that says less that the other one has.
        attribute: Whether the same is counted, measured or done: 1 for the same word, less for words of one family.
        named: The part of the names of each sentence that the other file has, of the one of which it is less.
        copied: How alike the two sentences are, word by word in order, the values left out.
    """

    shared: float
    contained: float
    attribute: float
    named: float
    copied: float

    def likely(self, cosine: float) -> float:
        """How likely the two are about one thing, 0..1.

        Args:
            cosine: Of the vectors of the two sentences.
        """
        alike = 0.5 * max(0.0, cosine) + 0.25 * self.shared + 0.25 * self.contained
        return max(0.0, min(1.0, 0.75 * max(alike, self.copied) + 0.25 * self.attribute))


def overlap(first: Statement, second: Statement, rarity: Rarity) -> tuple[float, float]:
    """``shared`` and ``contained`` of :class:`Kinship`, which are quick to tell."""
    one, other = first.subject | first.names, second.subject | second.names
    weights = rarity.total(one), rarity.total(other)
    both = rarity.total(one & other)
    return 2 * both / (sum(weights) or 1.0), both / (min(weights) or 1.0)


def kinship(
    first: Statement, second: Statement, rarity: Rarity, similar: Callable[[str, str], float] | None = None
) -> Kinship:
    """Compare what two statements are about. The order makes no difference.

    Args:
        first: A statement.
        second: Another, of another file.
        rarity: Of the words of all files.
        similar: Tells how alike two words are in meaning, -1..1.
    """
    shared, contained = overlap(first, second, rarity)
    return Kinship(
        shared=shared,
        contained=contained,
        attribute=_attribute(first, second, similar),
        named=min(_named(first, second, rarity), _named(second, first, rarity)),
        copied=float(Indel.normalized_similarity(_tokens(first), _tokens(second))),
    )


def replaced(first: Statement, second: Statement, similar: Callable[[str, str], float] | None = None) -> str | None:
    """What stands in one sentence in the place of other words of the other, so that they tell of two things.

    Found by aligning the two sentences word by word, their values left out. Words that can stand for each other, and
    words that only one of them has, tell nothing.

    Returns:
        Why, for people; None where nothing is replaced.
    """
    mine, theirs = _tokens(first), _tokens(second)
    for operation in Levenshtein.opcodes(mine, theirs):
        if operation.tag != "replace":
            continue
        one, other = mine[operation.src_start : operation.src_end], theirs[operation.dest_start : operation.dest_end]
        for a, b in zip(one, other, strict=False):
            if not {a, b} <= _COMING_TO and not alike(a, b, similar):
                return f"one tells of “{a}”, the other of “{b}”"
    return None


def _named(one: Statement, other: Statement, rarity: Rarity) -> float:
    """The part of the names of one sentence that the other file has at all."""
    if not one.names:
        return 1.0
    return rarity.total(one.names & other.place.text.words) / rarity.total(one.names)


def _attribute(first: Statement, second: Statement, similar: Callable[[str, str], float] | None) -> float:
    if first.standing or second.standing:
        return 1.0 if first.standing and second.standing and first.standing.axis == second.standing.axis else 0.0
    event = _event(first.events, second.events, similar)
    if first.kind == "date":
        return event
    noun = _noun(first, second, similar)
    if first.kind != "count":
        # "It weighs 4 kg", "its weight is 4 kg": what is measured is told by the noun or by the verb.
        return max(event, noun)
    if noun == _UNTOLD:
        return _TOLD_ONCE * event
    # So many were freed, so many are held: one noun is counted in two ways.
    if event or not (first.events or second.events):
        return noun
    return (_OTHER_EVENT if first.events and second.events else _ONE_EVENT) * noun


def _noun(first: Statement, second: Statement, similar: Callable[[str, str], float] | None) -> float:
    one, other = first.counted_word, second.counted_word
    if one is None or other is None:
        return _UNTOLD
    if first.counted == second.counted:
        return 1.0
    return 0.9 if same_word(one, other) else max(0.0, similar(one, other) if similar else 0.0)


def _event(first: frozenset[str], second: frozenset[str], similar: Callable[[str, str], float] | None) -> float:
    if first & second:
        return 1.0
    if any(same_word(a, b) for a in first for b in second):
        return 0.9
    mine, theirs = members(EVENTS, first), members(EVENTS, second)
    if any(mine[number] & theirs[number] for number in mine.keys() & theirs.keys()):
        return 0.9
    if mine.keys() & theirs.keys():  # died and injured, bought and sold: near in meaning, and not the same
        return 0.0
    likest = max((similar(a, b) for a in first for b in second), default=0.0) if similar else 0.0
    return likest if likest >= _LIKE else 0.0


@lru_cache(maxsize=20_000)
def _tokens(statement: Statement) -> tuple[str, ...]:
    return tuple(word for word in _TOKEN.findall(fold(statement.rest)) if word not in STOP_WORDS)
