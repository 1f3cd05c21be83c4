"""What a governing word does to its complement: affirms it, denies it ("failed to") or leaves it open ("plans to")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

__all__ = ["Walk", "governed", "negators"]

_NEGATORS = frozenset("not n't n’t never neither nor nowhere hardly scarcely nobody none nothing".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# Words whose complement is thereby said not to be so.
_DENYING = frozenset(
    "fail refuse decline deny neglect forget avoid refute reject dispute stop cease refrain rule prevent failure "
    "refusal lack absence denial unable unwilling false untrue wrong incorrect myth lie impossible".split()
)
# Words whose complement is left open.
_OPEN = frozenset(
    "plan hope want expect intend aim propose try attempt seek wish prepare schedule threaten promise pledge vow "
    "offer agree demand ask urge call consider need decide order doubt fear suspect suppose imagine likely unlikely "
    "possible ready willing set due about eager keen bound unclear uncertain unsure seem appear look "
    "recommend suggest require request warn anticipate forecast predict tend pretend chance possibility risk "
    "proposal intention attempt effort bid decision request call pressure wait hesitate dream mean "
    "speculate wonder undecided have be go".split()
)
# Words that say their complement is so, and of which a negation reaches it.
_CLEAR = frozenset("manage succeed happen able true correct right case get come help see let make".split())
# Verbs that leave "to do" open, and report a clause with "that".
_FACTUAL_THAT = frozenset({"have", "be", "go", "agree", "decide"})
_KNOWN = _DENYING | _OPEN | _CLEAR


class Walk:
    """What has been met on the way from a word up to the root of its sentence."""

    def __init__(self) -> None:
        self.carriers: list[Token] = []
        self.flips = 0
        self.open = False
        self.planned = False
        self.modal: str | None = None
        self.past = False
        self.earlier = False
        self.surety = 1.0

    def flip(self, *tokens: Token) -> None:
        """Turn what is asserted round; the tokens are what does so."""
        self.flips += 1
        self.carriers.extend(tokens)


def negators(word: Token) -> Iterator[Token]:
    """What negates a word from beside it: "not", "never", "no" before it, its subject or its object."""
    for child in word.children:
        low = child.lower_
        if child.dep_ == "neg" or (low in _NEGATORS and child.dep_ not in _SUBJECTS):
            yield child
        elif low in {"longer", "more"} and any(c.lower_ in {"no", "not"} for c in child.children):
            yield from (c for c in child.children if c.lower_ in {"no", "not"})
        elif low == "no" and child.dep_ == "det":
            yield child


def governed(head: Token, dep: str, walk: Walk) -> bool:
    """What a governing word does to its complement; whether what stands beside that word is done with."""
    if head.pos_ in {"NOUN", "PROPN"} and dep in {"acl", "ccomp"} and _verdict_on(head, walk):
        return True
    base = _base(head, dep)
    done = False
    if base == "have" and any(c.lower_ == "yet" for c in head.children):
        walk.flip(next(c for c in head.children if c.lower_ == "yet"))
        done = True
    elif base == "use" and dep == "xcomp" and head.lower_ == "used":
        walk.past = done = True
    elif base in _DENYING:
        walk.flip(head)
    elif base in _CLEAR or head.pos_ == "ADJ":
        walk.planned = walk.planned or base in _OPEN
    elif base in _OPEN and (dep in {"xcomp", "acl", "pcomp"} or base not in _FACTUAL_THAT):
        walk.planned = True
    elif any(negators(head)):
        # Who did not say so said neither.
        walk.open = done = True
    else:
        done = dep == "ccomp"
    return done


def _base(head: Token, dep: str) -> str:
    """The lemma of a governing word; of "it is false that", what is said of the clause."""
    base = lemma(head)
    if base == "be" and dep in {"ccomp", "csubj", "advcl"}:
        said = next((lemma(c) for c in head.children if c.dep_ in {"acomp", "attr"}), "true")
        return said if said in _DENYING | _OPEN else "true"
    # The tagger's "hopes" is a form of "hop".
    return next((b for b in (base, head.lower_.rstrip("s"), head.lower_.rstrip("d")) if b in _KNOWN), base)


def _verdict_on(noun: Token, walk: Walk) -> bool:
    """Whether a noun with a clause is itself judged: "no evidence that", "rumours that … are false"."""
    denial = next(negators(noun), None)
    if denial is not None:
        walk.open = True
        return True
    verb = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and verb.pos_ in {"VERB", "AUX"}:
        judging = [verb, *(c for c in verb.children if c.dep_ in {"acomp", "attr"})]
        found = next((t for t in judging if lemma(t) in _DENYING), None)
        if found is not None:
            walk.flip(found)
            for negator in negators(verb):
                walk.flip(negator)
            return True
    return False
