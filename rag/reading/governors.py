"""The verbs that a token is an argument of, with the part it plays for each, and the words it hangs from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from rag.reading.wh import Slot

__all__ = ["governing", "parts_played"]

_INSIDE_PHRASE = frozenset("conj appos compound nummod quantmod nmod".split())
_CLIMBED = frozenset("conj appos compound nummod quantmod nmod amod advmod poss det".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def parts_played(token: Token) -> list[tuple[Token, Slot]]:
    """The verbs that the token is an argument of, with the part it plays for each: agent, patient or other."""
    top = token
    while top.dep_ in _INSIDE_PHRASE and top.head.pos_ not in {"VERB", "AUX"}:
        top = top.head
    governor = top.head
    parts: list[tuple[Token, Slot]] = []
    if top.dep_ in _SUBJECTS:
        slot: Slot = "agent" if top.dep_ == "nsubj" else "patient"
        shared = [c for c in governor.children if c.dep_ == "conj" and not _has_subject(c)]
        parts.extend((verb, slot) for verb in [governor, *shared])
        # "80 are said to have been freed": a passive infinitive makes a patient of the subject.
        parts.extend((c, _infinitive_slot(c)) for c in governor.children if c.dep_ == "xcomp")
    elif top.dep_ in {"dobj", "attr", "oprd", "dative"}:
        parts.append((governor, "patient"))
    elif top.dep_ == "pobj":
        by_agent = governor.dep_ == "agent" or (governor.lower_ == "by" and governor.head.tag_ == "VBN")
        parts.append((governor.head, "agent" if by_agent else "other"))
    return [*parts, *_clause_parts(top)]


def governing(token: Token) -> list[Token]:
    """The words that the token hangs from: nouns on the way ("the release of 13 men"), then the nearest verb.

    The nouns that the token itself modifies, or is listed or apposed with, are left out.
    """
    found: list[Token] = []
    here = token
    while here.head != here:
        above = here.head
        if above.pos_ in {"VERB", "AUX"}:
            return [*found, above]
        if above.pos_ in {"NOUN", "PROPN"} and here.dep_ not in _CLIMBED:
            found.append(above)
        here = above
    return found


def _infinitive_slot(verb: Token) -> Slot:
    return "patient" if any(c.dep_ == "auxpass" for c in verb.children) else "agent"


def _clause_parts(noun: Token) -> list[tuple[Token, Slot]]:
    """The verbs of the clauses that modify a noun ("X, who led …", "X, led by …"), with the part it plays."""
    parts: list[tuple[Token, Slot]] = []
    for child in noun.children:
        pronouns = [c for c in child.children if c.tag_ in {"WP", "WDT"}]
        if child.dep_ == "relcl" and pronouns:
            parts.append((child, "patient" if pronouns[0].dep_ in {"dobj", "nsubjpass"} else "agent"))
        elif child.dep_ == "acl":
            parts.append((child, "patient" if child.tag_ == "VBN" else "agent"))
    return parts


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)
