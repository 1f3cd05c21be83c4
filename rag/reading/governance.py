"""What a verb or a noun makes of its complement: "plans to build", "denied that", "a target of 80"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.candidates import lemma
from rag.reading.clauses import SUBJECTS
from rag.reading.modal_words import (
    DENYING_VERBS,
    DOUBTING_VERBS,
    FAILING_VERBS,
    INFINITIVE_ONLY,
    INTENT_NOUNS,
    PLAN_ADJECTIVES,
    PLAN_MODIFIERS,
    PLAN_NOUNS,
    PLAN_VERBS,
    POSSIBLE_ADJECTIVES,
    POSSIBLE_MODIFIERS,
    POSSIBLE_NOUNS,
    POSSIBLE_VERBS,
    REPORT_NOUNS,
    SCHEDULING_VERBS,
    THOUGHT_VERBS,
    VOUCHING_VERBS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["by_noun", "by_verb"]

_Sign: TypeAlias = Literal["planned", "possible", "denied"]
_CLAUSES = frozenset({"xcomp", "ccomp"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp"})
_UNABLE = frozenset({"unable", "unwilling", "reluctant"})
_DENIALS = frozenset({"denial", "refusal", "failure", "inability"})
_PROOF = frozenset({"evidence", "sign", "indication", "proof"})
_FALSE = frozenset("false untrue wrong incorrect inaccurate baseless unfounded".split())


def by_verb(verb: Token, below: Token | None, *, negated: bool) -> _Sign | None:
    """What the verb of a clause makes of the part below it.

    Args:
        verb: The head of the clause.
        below: Its child by which the value hangs from it; None where the value holds the verb.
        negated: Whether the verb is negated: what one could not confirm is left open.

    Returns:
        "planned", "possible" or "denied"; None where the part is a fact if the clause is.
    """
    name = _name(verb)
    if below is None:
        below = next((c for c in verb.children if c.dep_ in _CLAUSES and c.i > verb.i), None)
    if below is None:
        return None
    if _whether(below):
        return "possible"
    if verb.lemma_ == "be" and (sign := _by_copula(verb, below)):
        return sign
    if name in PLAN_VERBS and _planned(verb, below):
        return "planned"
    if _left_open(verb, below, negated=negated):
        return "possible"
    return "denied" if _denied(verb, below) else None


def by_noun(noun: Token, below: Token) -> _Sign | None:
    """What a noun makes of the phrase or clause that hangs from it: "a plan to cut 80", "the risk of 80 deaths".

    Args:
        noun: The noun, or the adjective of "due to open".
        below: Its child by which the value hangs from it.

    Returns:
        "planned", "possible" or "denied"; None for other nouns, and for what merely stands beside them.
    """
    if noun.pos_ in {"ADJ", "VERB"} and below.dep_ in _CLAUSES | {"prep"}:
        return _by_adjective(noun, below)
    clause = below.dep_ in {"acl", "ccomp", "xcomp", "relcl"} and any(
        c.lower_ in {"to", "that"} and c.dep_ in {"aux", "mark"} for c in below.children
    )
    name = lemma(noun)
    of = below.dep_ == "prep" and below.lower_ == "of"
    phrase = of or below.dep_ == "appos" or (below.dep_ == "prep" and below.lower_ == "for")
    if (name in PLAN_NOUNS and (clause or phrase)) or (name in INTENT_NOUNS and clause):
        return "planned"
    if name in POSSIBLE_NOUNS and (clause or of):
        return "possible"
    rejected = name in REPORT_NOUNS and noun.dep_ in _OBJECTS and lemma(noun.head) in DENYING_VERBS
    no_proof = name in _PROOF and any(c.lower_ == "no" for c in noun.children)
    return "denied" if clause and (name in _DENIALS or no_proof or rejected) else None


def _by_adjective(word: Token, below: Token) -> _Sign | None:
    """ "Due to open", "due in May", "likely to fall", "unable to pay"; "due to rain" gives a cause."""
    name = word.lower_
    infinitive = below.dep_ in _CLAUSES
    if name in PLAN_ADJECTIVES and (infinitive or (name == "due" and below.lower_ != "to")):
        return "planned"
    if name in POSSIBLE_ADJECTIVES:
        return "possible"
    return "denied" if name in _UNABLE | _FALSE and infinitive else None


def _by_copula(verb: Token, below: Token) -> _Sign | None:
    """ "The target was 80", "80 homes are likely", "it is false that 80 died", "80 homes are due in May"."""
    adjective = next((c for c in verb.children if c.dep_ == "acomp" and c != below), None)
    if adjective is not None and below.dep_ in _CLAUSES | SUBJECTS | {"prep"}:
        return _by_predicate(adjective, below)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c != below), None)
    if subject is None or below.dep_ not in _OBJECTS | _CLAUSES | {"prep"}:
        return None
    modifiers = {c.lower_ for c in subject.children if c.dep_ == "amod"}
    if lemma(subject) in PLAN_NOUNS or modifiers & PLAN_MODIFIERS:
        return "planned"
    possible = modifiers & POSSIBLE_MODIFIERS or (lemma(subject) in POSSIBLE_NOUNS and below.dep_ in _CLAUSES)
    return "possible" if possible else None


def _by_predicate(adjective: Token, below: Token) -> _Sign | None:
    """What an adjective said of a part makes of it: of the subject of "80 homes are due in May"."""
    name = adjective.lower_
    infinitive = any(c.dep_ == "xcomp" for c in adjective.children)
    cause = any(c.lower_ == "to" and c.dep_ == "prep" for c in adjective.children)
    if (name == "due" and not cause) or (name in PLAN_ADJECTIVES - {"due"} and infinitive and below.dep_ in SUBJECTS):
        return "planned"
    if name in POSSIBLE_ADJECTIVES:
        return "possible"
    return "denied" if name in _FALSE and below.dep_ in _CLAUSES else None


def _planned(verb: Token, below: Token) -> bool:
    """Whether the part below a verb of planning is what is planned."""
    name = _name(verb)
    if name == "suppose":
        return _passive(verb) and below.dep_ == "xcomp"  # "was supposed to open"
    whole = name not in INFINITIVE_ONLY
    if below.dep_ == "ccomp":
        return (whole or _has_to(below)) and (name not in VOUCHING_VERBS or _open(below))
    if below.dep_ in SUBJECTS:
        return any(c.dep_ in _CLAUSES and _has_to(c) for c in verb.children) or (_passive(verb) and whole)
    if below.dep_ in {"prep", "npadvmod"}:
        present = any(c.lower_ in {"is", "are", "be", "'s"} for c in verb.children if c.dep_ in {"aux", "auxpass"})
        timed = below.lower_ == "for" or name in SCHEDULING_VERBS or (present and whole)
        return timed and (_passive(verb) or verb.tag_ == "VBN")
    return below.dep_ == "xcomp" or (below.dep_ in _OBJECTS and whole)


def _left_open(verb: Token, below: Token, *, negated: bool) -> bool:
    """Whether the part below a verb is feared, threatened, thought or not confirmed."""
    name = _name(verb)
    subject = below.dep_ in SUBJECTS and _passive(verb)
    if name in POSSIBLE_VERBS:
        return below.dep_ in _CLAUSES or subject or (name == "fear" and below.dep_ in _OBJECTS)
    if name in THOUGHT_VERBS and _passive(verb) and (subject or below.dep_ in {"xcomp", "oprd", "acomp"}):
        return True
    # "Did not say who paid" takes it that somebody paid.
    asks = any(t.tag_ in {"WP", "WRB", "WDT"} for t in below.subtree if t.i <= below.i)
    return name in DOUBTING_VERBS and negated and below.dep_ == "ccomp" and not asks


def _denied(verb: Token, below: Token) -> bool:
    """ "Denied that 80 died", "rejected a figure of 80", "failed to reach 80"."""
    name = _name(verb)
    if name in FAILING_VERBS:
        return below.dep_ == "xcomp"
    reported = below.dep_ in _OBJECTS | SUBJECTS and lemma(below) in REPORT_NOUNS
    return name in DENYING_VERBS and (below.dep_ in _CLAUSES or reported)


def _name(verb: Token) -> str:
    # The parser takes these for forms of "hop".
    return "hope" if verb.lower_ in {"hopes", "hoped", "hoping"} else lemma(verb)


def _passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _has_to(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)


def _open(clause: Token) -> bool:
    """Whether a clause has no tense of its own, or is put in the past or as yet to come."""
    return not any(
        t.tag_ in {"VBZ", "VBP"} for t in (clause, *clause.children) if t == clause or t.dep_.startswith("aux")
    )


def _whether(below: Token) -> bool:
    return below.dep_ == "ccomp" and any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in below.children)
