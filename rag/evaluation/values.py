"""Whether a value is the one that was expected."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["agrees", "exact", "token_f1", "tokens"]

_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’«»–—…¿¡")
_ARTICLE = re.compile(r"\b(a|an|the)\b")


def tokens(value: str) -> list[str]:
    """The words of a value in lower case, without punctuation and English articles (Rajpurkar et al. 2016)."""
    return _ARTICLE.sub(" ", value.lower().translate(_PUNCTUATION)).split()


def exact(value: str, expected: Iterable[str]) -> float:
    """1 where the words are those of an expected value, else 0: SQuAD's exact match (Rajpurkar et al. 2016)."""
    return float(any(tokens(value) == tokens(one) for one in expected))


def token_f1(value: str, expected: Iterable[str]) -> float:
    """The best ``2 · common / (words given + words expected)`` over the expected values.

    The harmonic mean of token precision and recall: SQuAD's F1 (Rajpurkar et al. 2016).
    """
    best = 0.0
    for one in expected:
        ours, theirs = tokens(value), tokens(one)
        common = sum((Counter(ours) & Counter(theirs)).values())
        best = max(best, 2 * common / (len(ours) + len(theirs)) if common else 0.0)
    return best


def agrees(value: str, expected: Iterable[str]) -> bool:
    """Whether the words of an expected value stand, in one piece, within those given, or the other way round."""
    ours = f" {' '.join(tokens(value))} "
    return any(
        bool(ours.strip() and theirs.strip()) and (ours in theirs or theirs in ours)
        for one in expected
        for theirs in [f" {' '.join(tokens(one))} "]
    )
