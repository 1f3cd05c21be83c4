"""Telling copies from passages that say almost the same."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Indel

from rag.text.words import STOP_WORDS, fold

__all__ = ["is_copy"]

# A sign that says what a number counts is a word of its own.
_SIGNS = "%‰$€£¥₹"
_TOKEN = re.compile(rf"\d+(?:[.,:/-]\d+)*|\w+|[{_SIGNS}]")
# Passages share this much of their words (normalised Indel similarity) before they can be copies at all.
_SIMILAR = 0.9
# Words that turn a statement round or change its value, though they are neither numbers nor names. "t" is what is
# left of "not" in "isn't".
_TELLING = frozenset(
    "no not t cannot never none neither nor without denied denies deny refused former ex half double twice zero one"
    " two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands"
    " million millions billion billions dozen dozens first second third monday tuesday wednesday thursday friday"
    " saturday sunday january february march april may june july august september october november december least"
    " most over under more less fewer about almost nearly up down before after since until".split()
)


def is_copy(one: str, other: str) -> bool:
    """Whether two passages are the same text, or a near-copy that differs in nothing that matters.

    A near-copy that differs in a number, a date, a name or a negation is no copy: it is the clearest
    disagreement there is.

    Args:
        one: A passage.
        other: Another.
    """
    first, folded_first, set_first = _tokens(one)
    second, folded_second, set_second = _tokens(other)
    if folded_first == folded_second:
        return True
    if not first or not second:
        return False
    # Each word that only one of them has is a difference of at least one: this settles nearly all pairs, at a
    # fraction of the cost of aligning them.
    if len(set_first ^ set_second) > (1 - _SIMILAR) * (len(first) + len(second)):
        return False
    if Indel.normalized_similarity(folded_first, folded_second, score_cutoff=_SIMILAR) < _SIMILAR:
        return False
    for operation in Indel.opcodes(folded_first, folded_second):
        if operation.tag == "equal":
            continue
        changed = [
            *((first, index) for index in range(operation.src_start, operation.src_end)),
            *((second, index) for index in range(operation.dest_start, operation.dest_end)),
        ]
        if any(_matters(tokens, index) for tokens, index in changed):
            return False
    return True


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Words and numbers as written, folded, and folded without order."""
    tokens = tuple(_TOKEN.findall(text))
    folded = tuple(map(str.lower, tokens)) if text.isascii() else tuple(map(fold, tokens))
    return tokens, folded, frozenset(folded)


def _matters(tokens: tuple[str, ...], index: int) -> bool:
    token = tokens[index]
    if any(character.isdigit() for character in token) or token in _SIGNS or fold(token) in _TELLING:
        return True
    # A capital marks a name; on the first word of the passage only if that is no word of grammar.
    return token[:1].isupper() and (index > 0 or fold(token) not in STOP_WORDS)
