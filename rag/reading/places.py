"""Where something happened: places named by a common noun, and how well a place's preposition fits the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma
from rag.reading.lexicon import PLACE_WORDS, kind_of_noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.reading.closeness import Surroundings
    from rag.reading.question import Question

__all__ = ["find_places", "place_factor"]

# What is near a place is not in it.
_NEARBY = frozenset({"near", "outside", "beyond", "off", "close", "opposite", "towards"})
_AT = frozenset({"in", "at", "near", "outside", "inside", "to", "from", "aboard", "into"})
# A name behind the noun tells as much or more by itself: "a village in Norway".
_GENERAL = frozenset("country nation region area location place site territory island".split())
_MOTION = frozenset(
    "move go flee withdraw travel migrate emigrate send return deport transfer retreat sail bring take".split()
)
_ORIGIN = frozenset("come originate derive stem import".split())


def find_places(doc: Doc) -> list[Candidate]:
    """Noun phrases for places that something happens at: indefinite ones, and those near a named place.

    Args:
        doc: The parsed sentence.

    Returns:
        Candidates of kind place, from the article to the end of "near …", without the preposition before.
    """
    found = []
    for chunk in doc.noun_chunks:
        root = chunk.root
        if root.pos_ != "NOUN" or root.dep_ != "pobj" or root.head.lower_ not in _AT or not _is_place(root):
            continue
        beside = _beside(root)
        if beside is None and not any(t.lower_ in {"a", "an"} for t in chunk):
            continue
        first, last = doc[chunk.start], doc[chunk.end - 1] if beside is None else beside.right_edge
        found.append(Candidate(first.idx, last.idx + len(last), "place", root.i, None, 0.85 if beside is None else 1.0))
    return found


def place_factor(question: Question, surroundings: Surroundings, candidate: Candidate) -> float:
    """What a place's score is multiplied by for the preposition before it ("from where", "where … move to").

    Args:
        question: The question, analysed.
        surroundings: The sentence as seen from it.
        candidate: A place in the sentence.

    Returns:
        About 1: above where the preposition is the one asked for, below where the place only modifies a noun, is
        no more than near, or holds another place that is named with it.
    """
    if question.predicate:
        return 1.0
    root = surroundings.doc[candidate.root]
    if root.dep_ in {"compound", "amod", "poss", "nmod"} and root.head.pos_ != "PROPN":
        return 0.8  # "Norwegian troops", "Oslo police": not where something happened
    preposition = surroundings.preposition(candidate.root)
    if preposition is None:
        return 0.8 if question.head is None else 0.95
    wanted = question.preposition
    if wanted is None and question.verb in _MOTION:
        wanted = "to"
    elif wanted is None and question.verb in _ORIGIN:
        wanted = "from"
    if wanted in {"to", "from"}:
        return _directed(preposition, wanted)
    if preposition in _NEARBY:
        return 0.7
    return 0.85 if preposition in {"of", "to", "from", "with", "by"} or _holds_another(root) else 1.0


def _directed(preposition: str, wanted: str) -> float:
    if preposition == wanted:
        return 1.15
    return 0.9 if wanted == "to" and preposition in {"into", "for", "towards", "at", "in"} else 0.7


def _holds_another(name: Token) -> bool:
    """Whether a place is named to tell where another one lies: Norway in "at Bergen in Norway"."""
    return name.dep_ == "pobj" and name.head.head.pos_ == "PROPN"


def _is_place(noun: Token) -> bool:
    word = lemma(noun)
    return (kind_of_noun(word) == "place" or word in PLACE_WORDS) and word not in _GENERAL


def _beside(noun: Token) -> Token | None:
    """The preposition behind the noun that sets it beside a named place."""
    for child in noun.rights:
        near = child.lower_ in _NEARBY and child.dep_ in {"prep", "amod", "advmod"}
        if near and any(t.pos_ == "PROPN" for t in child.subtree):
            return child
    return None
