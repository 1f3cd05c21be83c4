"""Words of a question that refer to something outside it: pronouns, "there", "then", "the group", "that figure"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.answering.mentions import mentions_in
from rag.answering.reference_words import (
    FEMALE_TITLES,
    FIGURE_NOUNS,
    MALE_TITLES,
    PLACE_PREPOSITIONS,
    SAYING_VERBS,
    TIME_NOUNS,
    WEATHER_VERBS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.answering.mentions import Kind, Mention

__all__ = ["Reference", "Want", "after_preposition", "find_references", "rank"]

Want: TypeAlias = Literal["he", "she", "it", "they", "there", "then", "this", "figure", "time", "noun"]
"""What a reference calls for; ``noun`` is a bare description such as "the company"."""

_PRONOUNS: dict[str, Want] = {
    "he": "he",
    "him": "he",
    "his": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "it": "it",
    "its": "it",
    "they": "they",
    "them": "they",
    "their": "they",
    "theirs": "they",
}
_SUBORDINATORS = frozenset({"after", "although", "as", "because", "before", "if", "once", "that", "when", "while"})


@dataclass(frozen=True, slots=True)
class Reference:
    """Characters ``start`` to ``end`` of a question that refer to something outside it."""

    want: Want
    token: Token
    start: int
    end: int
    possessive: bool = False
    noun: str = ""
    definite: bool = False
    answer_first: bool = False


def find_references(doc: Doc) -> list[Reference]:
    found: list[Reference] = []
    for token in doc:
        reference = _reference(token, doc)
        if reference is not None and not _bound(reference, doc):
            found.append(reference)
    return found


def _reference(token: Token, doc: Doc) -> Reference | None:
    low, start, end = token.lower_, token.idx, token.idx + len(token.text)
    if low in _PRONOUNS and token.pos_ in {"PRON", "DET"}:
        if low == "it" and _impersonal(token):
            return None
        possessive = low in {"his", "its", "their", "hers", "theirs"} or (low == "her" and token.dep_ == "poss")
        return Reference(_PRONOUNS[low], token, start, end, possessive)
    if low == "so" and token.head.lemma_ in SAYING_VERBS and token.i == token.head.i + 1:
        return Reference("this", token, start, end)
    if low == "there" and token.tag_ == "RB" and token.dep_ not in {"expl", "nsubj"} and not _existential(token):
        return Reference("there", token, start, end)
    if low == "then" and token.i > 0 and (_ends(token) or after_preposition(token)):
        return Reference("then", token, start, end)
    if low in {"this", "that", "these", "those"} and token.tag_ == "DT" and token.dep_ != "det":
        if (low == "that" and not _demonstrative(token)) or (
            low == "those" and not _ends(token) and token.nbor().pos_ != "AUX"
        ):
            return None
        return Reference("they" if low in {"these", "those"} else "this", token, start, end)
    if low in {"this", "that", "these", "those", "the", "same"}:
        return _description(token, doc)
    return None


def _existential(token: Token) -> bool:
    """Tell "were there" from "lived there", where the parser calls both adverbs."""
    return token.i > 0 and token.nbor(-1).lemma_ == "be" and not _ends(token)


def _demonstrative(token: Token) -> bool:
    """Tell "Who said that?" from a relative "that", which the parser sometimes calls a determiner."""
    before = token.nbor(-1) if token.i > 0 else None
    if before is None or before.pos_ in {"ADP", "AUX"}:
        return True
    return before.pos_ == "VERB" and (_ends(token) or token.nbor().pos_ in {"ADP", "ADV"})


def _ends(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor().is_punct


def after_preposition(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in PLACE_PREPOSITIONS | {"after", "before", "by", "since", "until"}


def _description(token: Token, doc: Doc) -> Reference | None:
    """Read "the group", "that figure", "these people": a determiner and a noun with nothing else."""
    if token.i + 1 >= len(doc) or token.lower_ == "same":
        return None
    low, noun = token.lower_, doc[token.i + 1]
    if low == "the" and noun.lower_ == "same" and noun.i + 1 < len(doc):
        noun, low = doc[noun.i + 1], "that"
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ == "compound" or noun.text[0].isupper():
        return None
    if any(child.dep_ in {"acl", "appos", "relcl"} for child in noun.children) or (
        noun.i + 1 < len(doc) and noun.nbor().lower_ in {"of", "that", "to", "where", "which", "who", "whose"}
    ):
        return None
    lemma = noun.lemma_.lower()
    definite = low == "the"
    start, end = token.idx, noun.idx + len(noun.text)
    want: Want = "noun"
    if lemma in TIME_NOUNS:
        if low != "that":
            return None
        want = "time"
    elif lemma in FIGURE_NOUNS and (not definite or lemma in {"number", "figure"}):
        want = "figure"
    elif low in {"these", "those"} and lemma in {"people", "person", "man", "woman"}:
        want = "they"
    if want == "time" and token.i > 0 and token.nbor(-1).lower_ in {"in", "on", "at"}:
        start = token.nbor(-1).idx
    return Reference(want, noun, start, end, noun=lemma, definite=definite)


def _impersonal(token: Token) -> bool:
    """Tell "Is it true that …", "it rains", "How long did it take to …" from a reference."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in WEATHER_VERBS | {"seem", "appear"}:
        return True
    after = [child for child in verb.children if child.i > token.i]
    clausal = any(
        child.dep_ in {"ccomp", "xcomp", "advcl", "csubj"} and child.pos_ in {"VERB", "AUX"} for child in after
    )
    if token.dep_ == "nsubjpass" and verb.i + 1 < len(token.doc) and verb.nbor().lower_ == "that":
        return True
    if verb.lemma_ == "mean" and token.doc[0].lower_ == "what" and len(after) > 1:
        return True
    clausal = clausal or any(
        grand.dep_ in {"ccomp", "xcomp", "advcl", "acl", "relcl", "csubj"} and grand.pos_ in {"VERB", "AUX"}
        for child in after
        if child.dep_ in {"acomp", "attr"}
        for grand in child.children
    )
    if verb.lemma_ in {"be", "become"}:
        if token.doc[0].lower_ == "who" and token.i <= 2:
            return True
        if clausal and any(child.dep_ in {"acomp", "attr"} for child in verb.children):
            return True
        return token.doc[0].lower_ == "what" and any(child.lemma_ in {"time", "day", "date"} for child in verb.children)
    return verb.lemma_ == "take" and clausal


def _bound(reference: Reference, doc: Doc) -> bool:
    """Tell whether a pronoun refers to something in its own question ("When did Ruiz leave his country?")."""
    token, want = reference.token, reference.want
    if want not in {"he", "she", "it", "they"} or reference.noun:
        return False
    text = doc.text
    if want == "they" and reference.possessive and doc[0].lower_ == "who":
        return True
    if (
        want in {"it", "they"}
        and reference.possessive
        and doc[0].lower_ in {"what", "which"}
        and doc[1].pos_ in {"AUX", "VERB"}
    ):
        if not any(child.dep_ in {"nsubj", "nsubjpass"} and child.i > 0 for child in doc[0].head.children):
            return True
    clause = _clause_head(token)
    for mention in mentions_in(text):
        if mention.end > token.idx or rank(mention, want) is None or (mention.asked and want != "they"):
            continue
        head = next((t for t in doc if t.idx + len(t.text) == mention.end), None)
        if head is None or (not mention.proper and mention.kind == "number"):
            continue
        subject = head.dep_ in {"nsubj", "nsubjpass"}
        if want == "they" and mention.asked and not subject and mention.kind != "person":
            continue
        if reference.possessive and (subject or mention.proper or (want == "they" and not mention.asked)):
            return True
        if not reference.possessive and (_clause_head(head) != clause or token.nbor(-1).lower_ in _SUBORDINATORS):
            return True
    return False


def _clause_head(token: Token) -> Token:
    while token.head is not token and token.dep_ not in {
        "ROOT",
        "ccomp",
        "advcl",
        "relcl",
        "conj",
        "xcomp",
        "acl",
        "pcomp",
    }:
        token = token.head
    return token


def rank(mention: Mention, want: Want) -> int | None:
    """Grade how well a mention fits a pronoun: 0 is best; None does not fit."""
    kind, first = mention.kind, mention.text.split()[0].lower()
    if want in {"he", "she"}:
        if mention.plural or first in (FEMALE_TITLES if want == "he" else MALE_TITLES):
            return None
        ranks: dict[Kind, int] = {"person": 0, "name": 1}
        return ranks.get(kind)
    if want == "it":
        if mention.plural or kind in {"date", "number"}:
            return None
        if mention.attribute:
            return 3  # "the population of Denmark": what comes next is more often about Denmark
        ranks = {"organisation": 0, "thing": 0, "name": 1, "place": 2}
        return ranks.get(kind)
    if want == "they":
        if kind in {"date", "number"}:
            return None
        if mention.plural:
            return 0
        ranks = {"organisation": 1, "person": 2, "name": 2}
        return ranks.get(kind)
    if want == "there":
        ranks = {"place": 0, "name": 1}
        return ranks.get(kind, 2 if kind == "thing" and mention.preposition.lower() in {"at", "in"} else None)
    if want in {"then", "time"}:
        return 0 if kind == "date" else None
    return None
