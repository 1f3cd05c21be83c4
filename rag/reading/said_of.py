"""Of whom or what a word of a sentence is said: the subject and object of its clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.paraphrases import LIGHT_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Parts", "content", "parts_of", "phrase"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_UP = frozenset({"acomp", "attr", "oprd", "xcomp", "aux", "auxpass", "advmod", "npadvmod", "advcl", "dative"})
# Verbs whose object is said of their subject: "has support", "made a payment", "provides cover".
_HOLDING = LIGHT_VERBS | frozenset(
    "provide offer receive reach pay show need contain include feature lack submit tender hold launch leave quit lose "
    "sign enter win keep gain retain resume suffer undergo".split()
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})


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
        found = _told_here(word, node)
        if found is not None:
            return found
        over = _over(node)
        if over is None:
            break
        node = over
    governed = node == word and node.dep_ != "ROOT" and node.pos_ in {"NOUN", "PROPN"}
    return Parts(None, word if governed else _object(node) if node.pos_ == "VERB" else None)


def _told_here(word: Token, node: Token) -> Parts | None:
    """The parts, where a token on the way up from the word tells them."""
    named = _named_by(node)
    if named is not None:
        return Parts(None, named)
    subject = next((c for c in node.children if c.dep_ in _SUBJECTS), None)
    if subject is not None:
        return _of_verb(word, node, _antecedent(subject))
    if node.dep_ in {"acl", "relcl", "amod"} and node.head.pos_ != "ADP":
        return Parts(_by(node), node.head)
    if node.dep_ == "conj":
        own, above = _object(node), parts_of(node.head)
        return Parts(above.agent or above.theme, own) if own is not None and node.pos_ == "VERB" else above
    if node.dep_ == "dobj" and node == word and lemma(node.head) not in _HOLDING:
        return Parts(None, word)
    return _beside_noun(node)


def _beside_noun(node: Token) -> Parts | None:
    """Of "the bridge in use", the noun before the preposition; of "in talks about a merger", nothing yet."""
    if node.dep_ not in {"pobj", "pcomp"} or node.head.dep_ != "prep" or node.head.lower_ == "of":
        return None
    over = node.head.head
    light = over.dep_ in {"dobj", "attr", "pobj"} and over.pos_ != "PROPN"
    return Parts(None, over) if over.pos_ in {"NOUN", "PROPN"} and not light else None


def _over(node: Token) -> Token | None:
    """The next token on the way up to the clause, None where the way ends."""
    if node.dep_ in {"pobj", "pcomp"} or (node.dep_ == "amod" and node.head.pos_ == "ADP"):
        return node.head.head
    adjectival = node.dep_ in {"compound", "nmod"} and node.head.pos_ == "ADJ"
    return node.head if adjectival or node.dep_ in _UP or node.dep_ in {"dobj", "prep", "agent"} else None


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
        named = noun.head
        while named.dep_ == "compound" and named.head.pos_ == "PROPN":
            named = named.head
        return named
    if noun.dep_ == "nsubj":
        # An apposition that opens with a time is often read as a second subject.
        first = next(c for c in noun.head.children if c.dep_ == "nsubj")
        if first != noun and noun.doc[first.i : noun.i].text.count(","):
            return first
    return next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)


def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase that tell what it is, without clauses and without whose it is."""
    found = [head]
    for child in head.children:
        if child.dep_ in {"compound", "amod", "nummod", "nmod", "appos", "conj"}:
            found.extend(phrase(child) if child.dep_ in {"appos", "compound", "conj"} else [child])
        elif child.dep_ == "prep" and child.lower_ in {"of", "in", "at", "for", "on", "to", "from"}:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    found.extend(phrase(noun))
    return sorted(set(found), key=lambda t: t.i)


def content(tokens: list[Token]) -> set[str]:
    """Lemmas of the words that mean something, without determiners and pronouns."""
    return {lemma(t).removesuffix("'s") for t in tokens if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}}
