"""What a question says of the whole that it asks about, so that no source is set apart for saying it again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from rag.reading.candidates import lemma
from rag.reading.meanings import same_word
from rag.reading.parser import parse
from rag.reading.scope_words import EVENTS, IDIOMS, MODIFIERS, members

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.reading.question import Question

__all__ = ["Asked", "Similar", "alike", "asked"]

Similar: TypeAlias = "Callable[[str, str], float]"
"""The cosine of two words in an embedder's space."""

_YEAR = re.compile(r"(?<!\d)(?:1[1-9]|20)\d\d(?!\d)")
# Cosine of two words of the packaged embedder from which they can stand for each other.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question.

    Attributes:
        lemmas: Lemmas and forms of all its words, lower case.
        names: The words of it that begin with a capital, the first word left out, lower case.
        years: The years that it names.
        events: By class of :data:`rag.reading.scope_words.EVENTS`, the members that it names.
    """

    lemmas: frozenset[str]
    names: frozenset[str]
    years: frozenset[str]
    events: dict[int, frozenset[int]]

    def says(self, words: str) -> bool:
        """Whether it says one of the words, or one of their family; a name counts by its first three letters, too."""
        for word in words.lower().replace("'s", "").split():
            if any(same_word(word, one) for one in self.lemmas):
                return True
            if words[:1].isupper() and len(word) > 3 and any(one[:3] == word[:3] for one in self.names):
                return True
        return False


@lru_cache(maxsize=256)
def asked(question: Question) -> Asked:
    """The words of a question, by what they matter for."""
    doc = parse(question.text)
    lemmas = frozenset({lemma(t) for t in doc if t.is_alpha or t.like_num} | {t.lower_ for t in doc if not t.is_punct})
    idioms = {verb for verb, pattern in IDIOMS if pattern.search(question.text)}
    return Asked(
        lemmas=lemmas,
        names=frozenset(t.lower_ for t in doc if t.i and t.text[:1].isupper()),
        years=frozenset(_YEAR.findall(question.text)),
        events=members(EVENTS, lemmas | idioms),
    )


def alike(first: str, second: str, similar: Similar | None) -> bool:
    """Whether two words can stand for each other: of one family, synonyms, or near in the embedder's space."""
    a, b = first.lower(), second.lower()
    if a in MODIFIERS and b in MODIFIERS and MODIFIERS[a][0] == MODIFIERS[b][0]:
        return MODIFIERS[a] == MODIFIERS[b]  # opposites stand near each other in the embedder's space, too
    return same_word(a, b) or (similar is not None and similar(a, b) >= _ALIKE)
