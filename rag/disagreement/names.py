"""Persons, bodies, places and other things as a source names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.disagreement.name_members import read_members

if TYPE_CHECKING:
    from rag.disagreement.name_member import Member
    from rag.reading.lexicon import AnswerKind

__all__ = ["Naming", "read_naming"]


@dataclass(frozen=True, slots=True)
class Naming:
    """What a source calls somebody or something, with the words around that tell more of it.

    Attributes:
        words: The value as written: "Delcy Rodríguez, the vice-president", "the interior ministry", "Leeds".
        kind: The kind of answer that it is: person, organisation, place, role, thing or list.
        sentence: The sentence it stands in.
        text: The whole text of its source, which tells abbreviations, full names and where places lie.
    """

    words: str
    kind: AnswerKind
    sentence: str
    text: str

    @property
    def members(self) -> tuple[Member, ...]:
        """The persons, bodies, places or things named, in order."""
        return read_members(self.words, self.kind, self.sentence, self.text)


def read_naming(words: str, kind: AnswerKind, sentence: str, text: str) -> Naming:
    """A naming from the words of a value.

    Args:
        words: The value as written; white space and marks around it are dropped.
        kind: The kind of answer that it is.
        sentence: The sentence it stands in.
        text: The whole text of its source.
    """
    return Naming(re.sub(r"\s+", " ", words).strip(" ,;:"), kind, re.sub(r"\s+", " ", sentence).strip(), text)
