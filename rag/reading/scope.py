"""What a value is a value of: the noun counted or measured, and all that cuts the whole down to a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import tokens_at
from rag.reading.scope_clause import Clause
from rag.reading.scope_names import namesake, restricting_names, sorts
from rag.reading.scope_nouns import attributes, counted_noun, joined_nouns, modifiers_of, part_words
from rag.reading.scope_places import restricting_places
from rag.reading.scope_times import restricting_periods

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from rag.text.spans import Span

__all__ = ["Scope", "scope_of"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The whole that a value is of, as far as its clause tells. All words are lemmas unless said otherwise.

    Attributes:
        counted: The noun counted or measured, if any.
        modifiers: What restricts that noun: "Spanish", "woman", "net"; of other nouns of the clause, the words that
            have contraries, with their noun ("second cable"); what is left in or out ("without handle").
        places: Places and parts of places that restrict the clause, as written.
        names: Other proper names that the value's noun or clause is restricted to, as written: owners, models,
            versions. Names of those who speak or act are none.
        periods: The periods that the value is of: "2022", "first quarter", "half 1", "per day".
        events: Which event or attribute is told: the verb of the clause, the noun measured.
        part: The words that make the value one of a part: "another", "including", "of them".
        joined: Nouns that are measured together, each pair as "pool and hall".
        sorts: What the sentence calls a named thing, as (name in lower case, noun): ("mule", "van").
        namesake: The words that tell one bearer of a name from another: "of the same name".
    """

    counted: str | None = None
    modifiers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    part: str | None = None
    joined: frozenset[str] = frozenset()
    sorts: frozenset[tuple[str, str]] = frozenset()
    namesake: str | None = None


def scope_of(doc: Doc, value: Span) -> Scope:
    """Tell what a value is a value of, from its own clause.

    Args:
        doc: The parsed sentence.
        value: The characters of the value in the sentence: a number with or without its noun, or other words.

    Returns:
        The scope; empty fields where the clause tells nothing.

    Raises:
        ValueError: The characters touch no token.
    """
    span = tokens_at(doc, value.start, value.end)
    clause = Clause.of(doc, span)
    counted = counted_noun(clause)
    return Scope(
        counted=counted.word if counted else None,
        modifiers=modifiers_of(clause, counted),
        places=restricting_places(clause),
        names=restricting_names(clause, counted),
        periods=restricting_periods(clause),
        events=attributes(clause, counted),
        part=part_words(clause),
        joined=joined_nouns(clause),
        sorts=sorts(doc, span),
        namesake=namesake(doc),
    )
