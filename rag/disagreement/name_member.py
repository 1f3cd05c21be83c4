"""One person, body, place or thing as a phrase names or describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.disagreement.name_words import BODY_WORDS, VAGUE, split_words
from rag.reading.lexicon import GROUP_NOUNS, kind_of_noun
from rag.reading.parser import parse
from rag.text.words import STOP_WORDS, fold

__all__ = ["Member", "is_body", "is_name_at"]


@dataclass(frozen=True, slots=True)
class Member:
    """One person, body, place or thing as a phrase names or describes it. All words but ``words`` are folded.

    Attributes:
        words: The phrase as written.
        name: The parts of a proper name, without titles, articles and "Jr"; empty for a description.
        roles: Phrases that the naming itself puts beside the name: titles, appositions.
        head: The last noun of a description; empty for a name.
        marks: The further words of a description's own noun phrase, without articles and possessives.
        definite: Whether an article or a possessive says that one known thing is meant.
        whose: The possessive before a description ("her"), or an empty string.
        preposition: The preposition of place before the phrase, or an empty string.
        within: Where the phrase itself says that this lies, from the inside outwards.
    """

    words: str
    name: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    head: str = ""
    marks: frozenset[str] = frozenset()
    definite: bool = False
    whose: str = ""
    preposition: str = ""
    within: tuple[Member, ...] = ()

    @property
    def vague(self) -> bool:
        """Whether the phrase tells nothing: "someone", "the area", "a local official"."""
        return not self.name and (not self.head or (self.head in VAGUE and not self.within))


def is_body(words: str) -> bool:
    """Whether a phrase names a body by one of its words: "the interior ministry", "Leeds United Football Club"."""
    if re.search(r"['’]s\s", words):
        return False
    parts = [fold(part) for part in split_words(re.split(r"\s+(?:in|who|which|that)\s|,", words)[0])]
    own = parts[: parts.index("of")] if "of" in parts else parts
    return bool(own) and (own[-1] in BODY_WORDS or kind_of_noun(own[-1]) == "organisation")


@lru_cache(maxsize=4096)
def is_name_at(word: str, sentence: str, text: str) -> bool:
    """Whether a word is part of a proper name where it stands in its sentence.

    Args:
        word: The word as written.
        sentence: Its sentence.
        text: The whole text of the source: a word that it also writes small is no name.
    """
    if not word[:1].isupper():
        return any(character.isupper() for character in word)  # "al-Turabi"
    opening = re.match(rf"[\W_]*(?:(?:the|a|an|in|at|on|near)\s+)?{re.escape(word)}\b", sentence, re.IGNORECASE)
    if not opening or word.isupper():
        return True
    if re.match(r"[\W_]*(?:the|a|an|in|at|on|near)\s", sentence, re.IGNORECASE) and not sentence.lower().startswith(
        word.lower()
    ):
        return True
    folded = fold(word)
    if folded in STOP_WORDS | GROUP_NOUNS | VAGUE or re.search(rf"\b{re.escape(word.lower())}\b", text):
        return False
    return any(token.pos_ == "PROPN" or token.ent_type_ for token in parse(sentence) if token.text == word)
