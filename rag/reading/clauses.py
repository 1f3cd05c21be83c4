"""The clauses of a parsed sentence: which verb heads the clause of some words, and what stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import tokens_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.text.spans import Span

__all__ = ["SUBJECTS", "auxiliaries", "clause_of", "finite_verb", "first_of_list", "heads_clause", "root_of"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_VERBAL = frozenset({"VERB", "AUX"})
# A verb with one of these is a helper or a modifier: it heads no clause.
_NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "nmod", "case"})
_FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})


def root_of(doc: Doc, value: Span) -> Token:
    """The token by which some characters of a sentence hang in its parse.

    Raises:
        ValueError: The characters touch no token.
    """
    root: Token = tokens_at(doc, value.start, value.end).root
    return root


def heads_clause(token: Token) -> bool:
    """Whether the token is the head of a clause; the root of a verbless sentence is."""
    return token.head == token or (token.pos_ in _VERBAL and token.dep_ not in _NO_CLAUSE)


def clause_of(token: Token) -> Token:
    """The head of the clause that the token stands in, the token itself where it heads one."""
    while not heads_clause(token):
        token = token.head
    return token


def first_of_list(verb: Token) -> Token:
    """The first of the coordinated verbs that this verb shares its helpers with, else the verb itself.

    In "will open 80 and close 60", "close" shares "will"; in "had planned 80 but opened 60", "opened" stands alone.
    """
    while verb.dep_ == "conj" and verb.head.pos_ in _VERBAL and _shares_helpers(verb, verb.head):
        verb = verb.head
    return verb


def auxiliaries(verb: Token) -> list[Token]:
    """The helping verbs and "to" of a clause, those shared with an earlier coordinated verb included."""
    own = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    first = first_of_list(verb)
    return own if own or first == verb else [c for c in first.children if c.dep_ in {"aux", "auxpass"}]


def finite_verb(token: Token) -> Token | None:
    """The token that carries the tense of the nearest clause that has one: a helper, or the verb; None if none has."""
    here = clause_of(token)
    while True:
        for word in (*auxiliaries(here), here):
            if word.tag_ in _FINITE_TAGS and not (word == here and word.tag_ == "MD"):
                return word
        if here.head == here:
            return None
        here = clause_of(here.head)


def _shares_helpers(verb: Token, first: Token) -> bool:
    if verb.tag_ in _FINITE_TAGS or any(c.dep_ in SUBJECTS | {"aux", "auxpass", "mark"} for c in verb.children):
        return False
    return verb.tag_ == first.tag_ and verb.tag_ in {"VB", "VBN", "VBG"}
