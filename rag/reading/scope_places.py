"""The places and parts of places that restrict a clause: "in Leeds", "from the north wing"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.scope_clause import nearest, nouns_phrase
from rag.reading.scope_words import MODIFIERS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from rag.reading.scope_clause import Clause

__all__ = ["restricting_places"]

_LOCATIVE = frozenset("in at near across throughout within outside inside around off on".split())
_PARTS = frozenset(
    "wing half side bank quarter district ward floor storey branch section region province county area zone sector "
    "hall block site plant factory city town village suburb department division coast hemisphere terminal "
    "camp prison jail hospital school state country island shop store office house chamber".split()
)
# Parts of those who are studied.
_ARMS = frozenset("group arm cohort subgroup sample".split())
# What a figure of a sport is of; "game" and "match" are what the question asks about.
_COMPETITIONS = frozenset(
    "league cup championship playoff playoffs qualifier qualifiers friendly friendlies semi-final semifinal "
    "quarter-final quarterfinal innings leg heat".split()
)
_SECTIONS = frozenset("wing floor storey branch section block extension annexe annex half side".split())
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TIMES = frozenset({"DATE", "TIME"})


def restricting_places(clause: Clause) -> frozenset[str]:
    """The places that a clause is about, as written without articles; of several, those that go with the value.

    A named place counts behind a preposition that tells where; a common noun only with what singles it out ("the
    north wing", "the second floor").
    """
    groups: list[list[Token]] = []
    for token in clause.others:
        if token.lower_ in _SECTIONS and token.dep_ in {"nsubj", "nsubjpass"}:
            groups.append(nouns_phrase(token))
            continue
        listed = token.dep_ == "conj" and token.head.dep_ == "pobj"
        if not (token.dep_ == "pobj" or listed) or token.ent_type_ in _TIMES:
            continue
        preposition = token.head.head if listed else token.head
        if preposition.lower_ not in _LOCATIVE or preposition.pos_ != "ADP":
            continue
        phrase = nouns_phrase(token)
        if token.pos_ == "PROPN" and token.text[:1].isupper():
            groups.append([t for t in phrase if t.pos_ == "PROPN"])
            continue
        part = token.lower_ in _PARTS and any(_singles_out(t) for t in phrase[:-1])
        if part or (token.lower_ in _ARMS and len(phrase) > 1) or token.lower_ in _COMPETITIONS:
            groups.append(phrase)
    return frozenset(_written(group) for group in nearest(clause, groups))


def _singles_out(token: Token) -> bool:
    return token.lower_ in MODIFIERS or token.pos_ == "PROPN" or token.ent_type_ in _PLACES | {"ORDINAL", "CARDINAL"}


def _written(group: object) -> str:
    tokens: list[Token] = list(group)  # type: ignore[call-overload]
    return " ".join(
        t.text for t in tokens if t.pos_ not in {"DET", "PART", "PUNCT"} and t.lower_ not in {"its", "their"}
    )
