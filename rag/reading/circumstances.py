"""Whether a sentence tells of another time, place or side than a question asks about, by its prepositions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.poles import alike
from rag.reading.said_of import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["other_circumstances"]

_YEAR = re.compile(r"1\d{3}|20\d\d")
_PAIRS = (("before", "after"), ("with", "without"), ("for", "against"), ("inside", "outside"), ("above", "below"))
_CONTRARY = dict(_PAIRS) | {second: first for first, second in _PAIRS}
_CALENDARS = (
    frozenset("monday tuesday wednesday thursday friday saturday sunday".split()),
    frozenset("january february march april may june july august september october november december".split()),
    frozenset("spring summer autumn winter".split()),
    frozenset("morning afternoon evening night".split()),
)
_TIMES = frozenset({"DATE", "TIME"})


def other_circumstances(asked: Token, said: Token) -> bool:
    """Whether two words have circumstances that differ: "spread to Italy" and "spread to Spain".

    Args:
        asked: The deciding word of the question's statement.
        said: The word of a sentence that says the same or the opposite.

    Returns:
        True for other years, for another name or noun behind the same preposition, and for the same noun behind a
        contrary preposition ("before the flood", "after the flood").
    """
    wanted, found = (
        [(preposition, noun) for preposition, noun in _phrases(word) if noun != word] for word in (asked, said)
    )
    years = [{t.text for _, noun in side for t in phrase(noun) if _YEAR.fullmatch(t.text)} for side in (wanted, found)]
    if years[0] and years[1] and not years[0] & years[1]:
        return True
    times = [
        {lemma(t).removesuffix("s") for _, noun in side for t in phrase(noun) if t.text != "may"}
        for side in (wanted, found)
    ]
    if any(times[0] & units and times[1] & units and not times[0] & times[1] & units for units in _CALENDARS):
        return True
    for preposition, noun in wanted:
        for other, place in found:
            if _CONTRARY.get(preposition) == other and lemma(noun) == lemma(place):
                return True
        places = [_names(place) for other, place in found if other == preposition]
        names = _names(noun)
        if names and any(places) and not any(names & place for place in places):
            return True
        nouns = {lemma(place) for other, place in found if other == preposition and place.ent_type_ not in _TIMES}
        if noun.pos_ == "NOUN" and nouns and not any(alike(lemma(noun), lemma(t)) for t in said.doc):
            return True
    return False


def _phrases(word: Token) -> list[tuple[str, Token]]:
    """The prepositions of the clause of a word, without those of its subject, each with its noun."""
    verb = word
    while verb.pos_ not in {"VERB", "AUX"} and verb.dep_ != "ROOT":
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    own = set() if subject is None else set(subject.subtree)
    return [
        (t.lower_, noun)
        for t in verb.subtree
        if t.dep_ in {"prep", "mark", "agent"} and t not in own
        for noun in t.children
        if noun.dep_ == "pobj"
    ]


def _names(noun: Token) -> set[str]:
    return {t.lower_ for t in phrase(noun) if t.pos_ == "PROPN" and t.ent_type_ not in _TIMES}
