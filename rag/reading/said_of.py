"""Of whom or what a word of a sentence is said: the subject and object of its clause, and whether two are one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import names_person
from rag.reading.paraphrases import LIGHT_VERBS
from rag.reading.poles import alike

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Parts", "content", "match", "parts_of", "phrase"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_UP = frozenset({"acomp", "attr", "oprd", "xcomp", "aux", "auxpass", "advmod", "npadvmod", "advcl", "dative"})
# Verbs whose object is said of their subject: "has support", "made a payment", "provides cover".
_HOLDING = LIGHT_VERBS | frozenset(
    "provide offer receive reach pay show need contain include feature lack submit tender hold launch leave quit lose "
    "sign enter win keep gain retain resume suffer undergo".split()
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# Nouns by which texts come back to what they have named.
_ANAPHORS = frozenset(
    "company firm business group organisation organization agency ministry department government authority country "
    "nation state city town village man woman person boy girl couple family team club party union bank airline ship "
    "vessel aircraft plane device machine product model drug medicine law bill act measure film book side building "
    "pair both one former latter".split()
)
_PERSONAL = frozenset("he she it they we him her them us who which that this these those both".split())


@dataclass(frozen=True, slots=True)
class Parts:
    """Who does it, and what it is done to or said of; None where the clause does not tell."""

    agent: Token | None
    theme: Token | None


def parts_of(word: Token) -> Parts:
    """The agent and theme of what a word says: of "the council closed the bridge" and "the bridge was closed by the
    council" alike, the council and the bridge; of "the bridge is open" only a theme.
    """  # fmt: skip
    node = word
    for _ in range(8):
        named = _named_by(node)
        if named is not None:
            return Parts(None, named)
        subject = next((c for c in node.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _of_verb(word, node, _antecedent(subject))
        if node.dep_ in {"acl", "relcl", "amod"}:
            return Parts(_by(node), node.head)
        if node.dep_ == "conj":
            own = _object(node)
            above = parts_of(node.head)
            if own is not None and node.pos_ == "VERB":
                return Parts(above.agent or above.theme, own)
            return above
        if node.dep_ == "dobj" and node == word and lemma(node.head) not in _HOLDING:
            return Parts(None, word)
        if node.dep_ in {"pobj", "pcomp"}:
            over = node.head.head
            if node.head.dep_ == "prep" and over.pos_ in {"NOUN", "PROPN"} and node.head.lower_ != "of":
                light = over.dep_ in {"dobj", "attr", "pobj"}
                if not light or over.pos_ == "PROPN":
                    return Parts(None, over)
            node = over
        elif node.dep_ in _UP or (node.dep_ in {"dobj", "prep", "agent"}):
            node = node.head
        else:
            return Parts(None, _object(node) if node.pos_ == "VERB" else None)
    return Parts(None, None)


def _of_verb(word: Token, verb: Token, subject: Token) -> Parts:
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
    if passive and word == verb:
        return Parts(_by(verb), subject)
    done_to = _object(word) if word.pos_ == "VERB" else None
    return Parts(None, subject) if done_to is None else Parts(subject, done_to)


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def _by(verb: Token) -> Token | None:
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    return None if agent is None else next((c for c in agent.children if c.dep_ == "pobj"), None)


def _antecedent(subject: Token) -> Token:
    clause = subject.head
    if subject.lower_ in _RELATIVE and clause.dep_ == "relcl":
        return clause.head
    return subject


def _named_by(noun: Token) -> Token | None:
    """The name that a noun stands beside: "President Ruiz", "Ruiz, the president", "the president, Ruiz"."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    if noun.dep_ in {"compound", "appos", "nmod"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        return noun.head
    return next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)


def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase that tell what it is, without clauses."""
    found = [head]
    for child in head.children:
        if child.dep_ in {"compound", "amod", "nummod", "nmod", "poss", "appos", "conj"} and child.pos_ != "PRON":
            found.extend(phrase(child) if child.dep_ in {"appos", "compound", "poss", "conj"} else [child])
        elif child.dep_ == "prep" and child.lower_ in {"of", "in", "at", "for", "on", "to", "from"}:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found.extend(phrase(noun))
    return sorted(set(found), key=lambda t: t.i)


def content(tokens: list[Token]) -> set[str]:
    """Lemmas of the words that mean something, without determiners and pronouns."""
    return {lemma(t).removesuffix("'s") for t in tokens if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}}


def match(asked: Token, said: Token | None, others: frozenset[str] = frozenset()) -> float:
    """How surely two noun phrases are of one thing.

    Args:
        asked: Head of the phrase of the question.
        said: Head of the phrase of the sentence, if there is one.
        others: Lemmas by which the question names the same thing elsewhere ("as transport minister").

    Returns:
        1 for the same name or noun, less for pronouns and for nouns that come back to a name, 0 for another thing.
    """
    if said is None:
        return 0.0
    if said.pos_ == "PRON" or said.lower_ in _PERSONAL:
        return 0.55 if said.lower_ in _PERSONAL else 0.0
    one, other = phrase(asked), phrase(said)
    if _conflict(one, other):
        return 0.0
    names_one, names_other = _names(one), _names(other)
    if names_one & names_other:
        return 1.0
    heads = any(alike(lemma(a), lemma(said)) for a in (asked, *_titles(asked)))
    if heads:
        return 1.0 if not names_one or not names_other else 0.9
    words = content(one)
    if lemma(said) in words | others or len(words & content(other)) >= 2:
        return 0.85
    definite = any(c.lower_ in {"the", "this", "its", "both"} for c in said.children)
    if definite and not names_other and lemma(said) in _ANAPHORS and names_one:
        return 0.55
    return 0.0


def _titles(head: Token) -> list[Token]:
    return [c for c in head.children if c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"}]


def _names(tokens: list[Token]) -> set[str]:
    return {t.lower_ for t in tokens if t.pos_ == "PROPN"}


def _conflict(one: list[Token], other: list[Token]) -> bool:
    numbers = [{t.text for t in tokens if t.like_num and any(c.isdigit() for c in t.text)} for tokens in (one, other)]
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return True
    names = [_names(one), _names(other)]
    if names[0] and names[1]:
        smaller, larger = sorted(names, key=len)
        if not smaller & larger:
            return True
        full = [_full_name(tokens) for tokens in (one, other)]
        return (
            len(smaller & larger) < 2
            and all(len(f) > 1 for f in full)
            and not (full[0] <= full[1] or full[1] <= full[0])
        )
    return False


def _full_name(tokens: list[Token]) -> set[str]:
    return {t.lower_ for t in tokens if t.pos_ == "PROPN" and not names_person(t.lower_)}
