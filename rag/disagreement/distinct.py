"""Why two statements that no question ties together are of different things, though their words are alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.disagreement.compare import compare
from rag.disagreement.kinship import replaced
from rag.disagreement.scope_asked import alike
from rag.text.words import STOP_WORDS, fold, stem, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.blocking import Rarity
    from rag.disagreement.kinship import Kinship
    from rag.disagreement.statements_of import Statement, Text

__all__ = ["NOT_ONE_SUBJECT", "distinct"]

#: That nothing but their own words ties two statements together.
NOT_ONE_SUBJECT = "the files are not of one subject"

# Where two sentences are this alike word by word, a word in the place of another tells them apart.
_ALIGNED = 0.6
# The part of the names of a sentence that the other file must have, and of the names of a file, where sentences that
# share no name must get their subject from it.
_NAMED, _OF_FILE = 0.5, 0.25
# How much such sentences must have in common, in words and as a part of their words.
_WORDS, _ALIKE = 3, 0.45
# Values of one kind in a sentence from which on another sentence must be nearly a copy for one to be told from others.
_SEVERAL, _COPIED = 3, 0.75
_LOWER = re.compile(r"(?<!\w)[a-zß-ÿ][\w]*")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w+")
_TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)


def distinct(
    first: Statement,
    second: Statement,
    kin: Kinship,
    rarity: Rarity,
    similar: Callable[[str, str], float] | None = None,
) -> str | None:
    """Why two statements are of different things; None where nothing tells so. The order makes no difference.

    That the files are not of one subject (:data:`NOT_ONE_SUBJECT`) is said only where nothing else is.

    Args:
        first: A statement.
        second: Another, of another file.
        kin: What speaks for their being of one thing.
        rarity: Of the words of all files.
        similar: Tells how alike two words are in meaning, -1..1.
    """
    unknown = first.names - second.place.text.words, second.names - first.place.text.words
    if kin.named < _NAMED or all(unknown):
        return "one names what the other file does not know"
    found = (
        _other_year(first, second)
        or _other_year(second, first)
        or _other_occasion(first, second)
        or _other_sort(first, second, similar)
        or _other_actor(first, second, similar)
        or _one_of_several(first, second, kin)
        or (replaced(first, second, similar) if kin.copied >= _ALIGNED else None)
    )
    return found or (None if _one_subject(first, second, kin, rarity) else NOT_ONE_SUBJECT)


def _one_subject(first: Statement, second: Statement, kin: Kinship, rarity: Rarity) -> bool:
    """Whether the sentences share a name, or are each about what their files are about, and that is the same.

    "We employ 40 people" is said by many.
    """
    if first.names & second.names:
        return True
    if kin.shared < _ALIKE or len(first.subject & second.subject) < _WORDS:
        return False
    one, other = _names(first.place.text), _names(second.place.text)
    if not one or not other:
        return False
    least = min(rarity.total(one), rarity.total(other))
    return rarity.total(one & other) >= _OF_FILE * least


def _other_year(one: Statement, other: Statement) -> str | None:
    """A year that only one of the two is told for, and of which the other's file knows nothing."""
    if one.kind == "date":
        return None
    if one.years and not one.years & other.years and (other.years or not one.years & other.place.text.years):
        known = other.years or other.place.text.years
        if known:
            return f"one is told of {min(one.years)}, the other is not"
    return None


def _other_occasion(first: Statement, second: Statement) -> str | None:
    """Times of which each has a figure of its own: "in 2008 it spent 4 million", "in 2010 it spent 5 million"."""
    if first.kind != "date" or not first.figures or not second.figures:
        return None
    if any(compare(a, b).verdict in {"same", "refines"} for a in first.figures for b in second.figures):
        return None
    return "each time has a figure of its own"


def _other_sort(first: Statement, second: Statement, similar: Callable[[str, str], float] | None) -> str | None:
    """One noun of both sentences with other words before it: "the standard battery", "the extended battery"."""
    for noun in sorted({n for _, n in first.modified} & {n for _, n in second.modified}):
        mine, theirs = ({word for word, n in s.modified if n == noun} for s in (first, second))
        if not any(alike(a, b, similar) for a in mine for b in theirs):
            return f"one tells of “{min(mine)}”, the other of “{min(theirs)}”"
    return None


def _other_actor(first: Statement, second: Statement, similar: Callable[[str, str], float] | None) -> str | None:
    """Subjects of two clauses of which neither sentence knows the other's."""
    one, other = first.actor, second.actor
    if one is None or other is None or one in second.subject | second.names or other in first.subject | first.names:
        return None
    return None if alike(one, other, similar) else f"one tells of “{one}”, the other of “{other}”"


def _one_of_several(first: Statement, second: Statement, kin: Kinship) -> str | None:
    """Of several values of one kind in a sentence, only the words around tell which is which."""
    if max(first.several, second.several) < _SEVERAL or kin.copied >= _COPIED:
        return None
    return "one sentence gives several such values"


@lru_cache(maxsize=4096)
def _names(text: Text) -> frozenset[str]:
    """Stems of the words of the path, and of those that the text writes with a capital wherever they stand."""
    whole = f"{text.title}\n{text.text}"
    lower = {fold(word) for word in _LOWER.findall(whole)}
    capital = {fold(word) for word in _CAPITAL.findall(whole)} - lower
    path = {word for word in words(text.source.replace("_", " ")) if word.isalpha()}
    return frozenset(stem(word) for word in (capital | path) - _TIMES - STOP_WORDS)
