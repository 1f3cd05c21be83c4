"""Whether two causes that are given for one thing rule each other out.

Most causes can act together, so that two of them are a disagreement only on evidence: one is told as the only one, one
source rejects what the other gives, or the two are of kinds that cannot both account for one event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.disagreement.cause_likeness import by_meaning, by_words, contrary, different, names, rejects
from rag.disagreement.cause_poles import apart
from rag.disagreement.relation import Relation, both, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.reading.cause_claims import CauseClaim

    Similar = Callable[[str, str], float]

__all__ = ["relate_causes"]

_KIND: Final = {
    "on one's own": "done freely",
    "free": "done freely",
    "forced": "done under pressure",
    "agreed": "done by agreement",
    "crime": "done on purpose",
    "suicide": "done to oneself",
    "mishap": "an accident",
    "nature": "a force of nature",
    "natural death": "natural",
    "human": "a person's error",
    "machine": "a technical fault",
}


def relate_causes(first: CauseClaim, second: CauseClaim, similar: Similar | None = None) -> Relation:
    """Compare two causes that are given for one thing; whether they are is for the caller to know.

    Args:
        first: A cause.
        second: Another.
        similar: The cosine of two texts by the embedding model, -1..1. Without it, causes in other words are not known
            to be the same, and fewer are taken to be different.

    Returns:
        The relation; its verdict does not depend on the order. "excludes" where one is rejected by the other's source,
        where the two are contraries or of kinds that rule each other out, and where one is told as the only cause and
        the other is plainly another; "incomparable" where both can have acted.
    """
    if _not_given(first) or _not_given(second):
        return _with_rejected(first, second, similar)
    if contrary(first.words, second.words):
        return Relation("excludes", f"{both(first.words, second.words)} are contraries")
    return (
        by_words(first.words, second.words)
        or _denied(first, second, similar)
        or _kinds_apart(first, second)
        or by_meaning(first.words, second.words, similar)
        or _only_one(first, second, similar)
        or Relation("incomparable", f"{both(first.words, second.words)} can both have played a part")
    )


def _not_given(claim: CauseClaim) -> bool:
    """Whether the words are themselves what the sentence rejects."""
    return claim.words in claim.denies


def _with_rejected(first: CauseClaim, second: CauseClaim, similar: Similar | None) -> Relation:
    """The relation of a rejected cause to one that is given, or to another rejected one."""
    if _not_given(first) and _not_given(second):
        return Relation("incomparable", f"{both(first.words, second.words)} are both rejected")
    if names(first.words, second.words, similar):
        return _rejected(second if _not_given(first) else first)
    return Relation("incomparable", f"one of {both(first.words, second.words)} is rejected, not given, as the cause")


def _denied(first: CauseClaim, second: CauseClaim, similar: Similar | None) -> Relation | None:
    for one, other in ((first, second), (second, first)):
        if any(rejects(what, other.words, similar) for what in one.denies):
            return _rejected(other)
    return None


def _rejected(given: CauseClaim) -> Relation:
    return Relation("excludes", f"one gives {quoted(given.words)} as the cause, the other rejects it")


def _kinds_apart(first: CauseClaim, second: CauseClaim) -> Relation | None:
    if first.partial or second.partial:
        return None
    clash = apart(first.words, second.words, definite=first.definite and second.definite)
    if clash is None:
        return None
    kinds = f"{_KIND[clash[0]]}, {_KIND[clash[1]]}"
    return Relation("excludes", f"{both(first.words, second.words)} are accounts that rule each other out: {kinds}")


def _only_one(first: CauseClaim, second: CauseClaim, similar: Similar | None) -> Relation | None:
    if not (first.sole or second.sole):
        return None
    both_sole = first.sole and second.sole
    if not different(first.words, second.words, similar, both_sole=both_sole):
        return None
    which = "each is" if both_sole else f"{quoted((first if first.sole else second).words)} is"
    return Relation(
        "excludes", f"{both(first.words, second.words)} are different causes, and {which} told as the only one"
    )
