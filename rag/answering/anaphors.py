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
_RANKS: dict[Want, dict[Kind, int]] = {
    "he": {"person": 0, "name": 1},
    "she": {"person": 0, "name": 1},
    "it": {"organisation": 0, "thing": 0, "name": 1, "place": 2},
    "they": {"organisation": 1, "person": 2, "name": 2},
    "there": {"place": 0, "name": 1, "thing": 2, "organisation": 3},
    "then": {"date": 0},
    "time": {"date": 0},
}
_CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "relcl", "xcomp"})
_SUBORDINATORS = frozenset({"after", "although", "as", "because", "before", "if", "once", "that", "when", "while"})


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of a question that refer to something outside it.

    Attributes:
        want: What they call for.
        token: The pronoun or adverb, or the noun of a bare description.
        start: Offset of the first character to replace.
        end: Offset after the last.
        possessive: Whether the antecedent takes "'s".
        noun: Lemma of a bare description's noun; empty for pronouns.
        definite: Whether that noun stands after "the" rather than "this" or "that".
        answer_first: Whether the answered value is meant before what the question was about ("this", not "it").
    """

    want: Want
    token: Token
    start: int
    end: int
    possessive: bool = False
    noun: str = ""
    definite: bool = False
    answer_first: bool = False


def find_references(doc: Doc) -> list[Reference]:
    """List the references of a parsed question that its own words do not resolve, in order."""
    found = (_reference(token, doc) for token in doc)
    return [reference for reference in found if reference is not None and not _bound(reference, doc)]


def _reference(token: Token, doc: Doc) -> Reference | None:
    low = token.lower_
    if low in _PRONOUNS and token.pos_ in {"PRON", "DET"}:
        return _pronoun(token)
    if low in {"there", "then"} or (low == "so" and token.head.lemma_ in SAYING_VERBS):
        return _adverb(token)
    determines = token.dep_ == "det" or (token.i + 1 < len(doc) and token.nbor().lower_ in FIGURE_NOUNS)
    if low in {"this", "that", "these", "those"} and token.tag_ == "DT" and not determines:
        return _demonstrative(token)
    if low in {"this", "that", "these", "those", "the"}:
        return _description(token, doc)
    return None


def _end(token: Token) -> int:
    return token.idx + len(token.text)


def _pronoun(token: Token) -> Reference | None:
    low = token.lower_
    if low == "it" and _impersonal(token):
        return None
    possessive = low in {"his", "its", "their", "hers", "theirs"} or (low == "her" and token.dep_ == "poss")
    return Reference(_PRONOUNS[low], token, token.idx, _end(token), possessive)


def _adverb(token: Token) -> Reference | None:
    wants: dict[str, Want] = {"so": "this", "there": "there", "then": "then"}
    refers = {
        # "Who says so?"
        "so": token.i == token.head.i + 1,
        "there": token.tag_ == "RB" and token.dep_ not in {"expl", "nsubj"} and not _existential(token),
        # "then" within a sentence more often orders events than names a time.
        "then": token.i > 0 and (_ends(token) or after_preposition(token)),
    }
    low = token.lower_
    return Reference(wants[low], token, token.idx, _end(token)) if refers[low] else None


def _demonstrative(token: Token) -> Reference | None:
    low = token.lower_
    if (low == "that" and not _stands_alone(token)) or (token.i > 0 and token.nbor(-1).is_punct):
        return None  # "the rule that …"; "If it fails, this means …"
    if low == "those" and not _ends(token) and token.nbor().pos_ != "AUX":
        return None  # "those fleeing the war"
    return Reference("they" if low in {"these", "those"} else "this", token, token.idx, _end(token))


def _existential(token: Token) -> bool:
    """Tell "were there" from "lived there", where the parser calls both adverbs."""
    return token.i > 0 and token.nbor(-1).lemma_ == "be" and not _ends(token)


def _stands_alone(token: Token) -> bool:
    """Tell "Who said that?" from a relative "that", which the parser sometimes calls a determiner."""
    before = token.nbor(-1) if token.i > 0 else None
    if before is None or before.pos_ in {"ADP", "AUX"}:
        return True
    return before.pos_ == "VERB" and (_ends(token) or token.nbor().pos_ in {"ADP", "ADV"})


def _ends(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor().is_punct


def after_preposition(token: Token) -> bool:
    """Tell whether a preposition of place or time stands right before a token."""
    return token.i > 0 and token.nbor(-1).lower_ in PLACE_PREPOSITIONS | {"after", "before", "by", "since", "until"}


def _description(token: Token, doc: Doc) -> Reference | None:
    """Read "the group", "that figure", "these people": a determiner and a noun with nothing else."""
    if token.i + 1 >= len(doc):
        return None
    low, noun = token.lower_, doc[token.i + 1]
    if low == "the" and noun.lower_ == "same" and noun.i + 1 < len(doc):
        noun, low = doc[noun.i + 1], "that"
    # "that figure" is sometimes read as a clause.
    nominal = noun.pos_ in {"NOUN", "PROPN"} or noun.lower_ in FIGURE_NOUNS
    if not nominal or noun.dep_ == "compound" or noun.text[0].isupper():
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
    verb, opener = token.head, token.doc[0].lower_
    if token.dep_ == "expl" or verb.lemma_ in WEATHER_VERBS | {"seem", "appear"}:
        return True
    after = [child for child in verb.children if child.i > token.i]
    clausal = any(_is_clause(child) for child in after)
    if verb.lemma_ in {"be", "become"}:
        predicates = [child for child in after if child.dep_ in {"acomp", "attr"}]
        inner = clausal or any(_is_clause(grand) for child in predicates for grand in child.children)
        times = any(child.lemma_ in {"time", "day", "date"} for child in verb.children)
        return (opener == "who" and token.i <= 2) or (inner and bool(predicates)) or (opener == "what" and times)
    said = token.dep_ == "nsubjpass" and verb.i + 1 < len(token.doc) and verb.nbor().lower_ == "that"
    means = verb.lemma_ == "mean" and opener == "what" and len(after) > 1
    return said or means or (verb.lemma_ == "take" and clausal)


def _is_clause(token: Token) -> bool:
    return token.dep_ in _CLAUSES and token.pos_ in {"VERB", "AUX"}


def _bound(reference: Reference, doc: Doc) -> bool:
    """Tell whether a pronoun refers to something in its own question ("When did Ruiz leave his country?")."""
    if reference.want not in {"he", "she", "it", "they"} or reference.noun:
        return False
    if reference.possessive and _bound_by_question_word(reference.want, doc):
        return True
    return any(_binds(mention, reference, doc) for mention in mentions_in(doc.text))


def _bound_by_question_word(want: Want, doc: Doc) -> bool:
    """Tell "Who lost their lives?" and "What lost its colour?" from "What is its colour?"."""
    opener = doc[0]
    if want == "they" and opener.lower_ == "who":
        return True
    return (
        want in {"it", "they"}
        and opener.lower_ in {"what", "which"}
        and doc[1].pos_ in {"AUX", "VERB"}
        and not any(child.dep_ in {"nsubj", "nsubjpass"} and child.i > 0 for child in opener.head.children)
    )


def _binds(mention: Mention, reference: Reference, doc: Doc) -> bool:
    """Tell whether a noun phrase earlier in the question can be what a pronoun means.

    A possessive may refer to a subject, a name or (if plural) anything plural; any other pronoun only to a phrase of
    another clause.
    """
    token, want = reference.token, reference.want
    if mention.end > token.idx or rank(mention, want) is None or (mention.asked and want != "they"):
        return False
    head = next((word for word in doc if _end(word) == mention.end), None)
    if head is None:
        return False
    subject = head.dep_ in {"nsubj", "nsubjpass"}
    if want == "they" and mention.asked and not subject and mention.kind != "person":
        return False
    if reference.possessive:
        return subject or mention.proper or (want == "they" and not mention.asked)
    return _clause_head(head) != _clause_head(token) or token.nbor(-1).lower_ in _SUBORDINATORS


def _clause_head(token: Token) -> Token:
    while token.dep_ not in _CLAUSES | {"ROOT", "conj", "pcomp"}:
        token = token.head
    return token


def rank(mention: Mention, want: Want) -> int | None:
    """Grade how well a mention fits a pronoun: 0 is best; None does not fit.

    Number, animacy and titles are compared; nothing is guessed about the gender of a name.
    """
    if want in {"he", "she"} and (mention.plural or _title_of_other(mention, want)):
        return None
    if want == "it" and mention.kind not in {"date", "number"}:
        if mention.plural:
            return None
        if mention.attribute:
            return 3  # "the population of Denmark": what comes next is more often about Denmark
    if want == "they" and mention.plural and mention.kind not in {"date", "number"}:
        return 0
    return _RANKS.get(want, {}).get(mention.kind)


def _title_of_other(mention: Mention, want: Want) -> bool:
    return mention.text.split()[0].lower() in (FEMALE_TITLES if want == "he" else MALE_TITLES)
