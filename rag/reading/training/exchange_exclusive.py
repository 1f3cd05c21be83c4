"""Whether a changed sentence and the old one cannot both be true, as far as words and parse show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.training.wording_bounds import is_bounded

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.reading.training.exchanges import Piece

__all__ = ["excludes", "is_plain_statement", "opposite_excludes"]

# Happen once, or to one alone: another time, place or person excludes the first.
_ONCE = frozenset(
    "bear die found establish invent discover sign assassinate kill murder bury win elect appoint crown marry divorce "
    "publish release premiere launch open close build complete construct erect demolish destroy abolish ratify adopt "
    "conquer capture surrender declare inaugurate retire resign succeed replace create design direct write compose "
    "paint author premier debut begin start end finish locate situate headquarter base hold arrest execute behead "
    "convict sentence acquit name graduate defeat sink crash form disband dissolve incorporate commission host acquire "
    "buy purchase sell merge introduce record film produce sculpt edit translate chair found assign lead command draft "
    "sack drown hang baptise baptize lie rename move relocate rebuild restore collapse independence join".split()
)
_UNSURE = re.compile(r"\bmay\b|\b(?i:might|could|if|whether|would|should|or|for example|e\.g\.)\b|[?;]")
_LISTED = re.compile(
    r"\b(?:such as|including|included?|for instance|among|like|some|one of|many|several|various|often|sometimes|usually"
    r"|every|each|any|other|another|also|again|both|either|between)\b|[\"“”!:]",
    re.IGNORECASE,
)


def is_plain_statement(doc: Doc) -> bool:
    """Whether a sentence states one thing as a fact: neither a question, a wish, a list of examples nor a quote."""
    unsure = _UNSURE.search(doc.text) or _LISTED.search(doc.text)
    return not unsure and any(t.dep_ == "ROOT" and t.tag_ in {"VBD", "VBZ", "VBP", "VBN"} for t in doc)


def excludes(doc: Doc, piece: Piece) -> bool:
    """Whether another value in place of a piece would exclude the sentence.

    Args:
        doc: One parsed sentence.
        piece: The number, date or name to be exchanged.

    Returns:
        True only where that is fairly sure: a number or date that is no bound, of an event or a measure; a place or
        a name at a verb that allows of one alone.
    """
    span = doc.char_span(piece.start, piece.end, alignment_mode="expand")
    value = piece.kind in {"number", "date"}
    if span is None or _UNSURE.search(doc.text) or (value and is_bounded(doc.text, piece)):
        return False
    # Around a number or a date only the words just before it matter; a name may be one of several anywhere.
    around = doc.text[max(0, piece.start - 30) : piece.start] if value else doc.text
    top = span.root
    joined = any(t.dep_ == "conj" for t in span) or any(c.dep_ == "conj" for c in top.children)
    verb = _verb_above(top)
    if _LISTED.search(around) or joined or verb is None:
        return False
    if piece.kind == "number":
        return _measured(verb)
    if piece.kind == "date":
        return verb.tag_ in {"VBD", "VBN"} and (verb.lemma_ in _ONCE or _specific(verb))
    if piece.kind == "other_name":
        return top.dep_ in {"amod", "attr"} and verb.lemma_ == "be" and (top.head == verb or top.head.dep_ == "attr")
    return _role_of_one(top, verb)


def _verb_above(token: Token) -> Token | None:
    above = (t for t in (token, *token.ancestors) if t.pos_ in {"VERB", "AUX"})
    return next((t for t in above if t.tag_ in {"VBD", "VBN", "VBZ"}), None)


def _measured(verb: Token) -> bool:
    """Numbers of named or definite things, at the main verb or once at a verb of the past."""
    subject = next((t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or (subject.tag_ == "NNS" and not list(subject.children)):
        return False
    generic = subject.lower_ in {"you", "one", "it", "this", "that", "which", "who", "there"} and verb.tag_ == "VBZ"
    return not generic and (verb.dep_ == "ROOT" or verb.tag_ in {"VBD", "VBN"})


def _specific(verb: Token) -> bool:
    """Whether an event is told: in the past, of someone or something named or definite, and not a lasting state."""
    if verb.lemma_ in {
        "be",
        "have",
        "live",
        "work",
        "continue",
        "play",
        "remain",
        "use",
        "exist",
        "serve",
        "know",
        "see",
    }:
        return False
    subject = next((t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or verb.dep_ not in {"ROOT", "conj"}:
        return False
    return subject.pos_ == "PROPN" or subject.tag_ in {"NN", "PRP"} or any(c.lower_ == "the" for c in subject.children)


def _role_of_one(top: Token, verb: Token) -> bool:
    """Whether a place or name stands where only one can: "written by Berg", "born in Rome", "the mayor, Anna Berg"."""
    definite = {"the", "its", "their", "his", "her"}
    if top.dep_ == "appos" and any(c.lower_ in definite for c in top.head.children):
        return top.head.tag_ == "NN"
    if verb.lemma_ == "be":
        one = any(t.lower_ in {"the", "capital", "first"} for c in verb.children if c.dep_ == "attr" for t in c.subtree)
        return top.head == verb and top.dep_ in {"attr", "nsubj"} and one
    if verb.lemma_ not in _ONCE or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if top.dep_ == "pobj":
        at = top.head.lower_ in {"in", "at", "by", "near", "to"} and top.head.head == verb
        return at or top.head.dep_ == "agent"
    # "Berg directed the film": not "Berg directed a film", which others may have done as well.
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return top.dep_ == "nsubj" and top.head == verb and any(t.lower_ == "the" for c in things for t in c.children)


def opposite_excludes(doc: Doc, start: int) -> bool:
    """Whether the opposite of the word at ``start`` excludes the sentence: it is what the sentence is about."""
    token = next(t for t in doc if t.idx == start)
    if not is_plain_statement(doc):
        return False
    at_root = token.dep_ == "ROOT" or token.head.dep_ == "ROOT"
    if token.pos_ == "VERB":
        return token.dep_ == "ROOT" and token.tag_ in {"VBD", "VBZ", "VBN"}
    if token.pos_ == "ADJ":
        superlative = token.tag_ in {"JJS", "JJR"} or token.lower_ in {"first", "last"}
        return (token.dep_ == "acomp" and at_root) or (superlative and token.head.head.dep_ == "ROOT")
    if token.pos_ == "NOUN":
        return token.dep_ in {"dobj", "attr", "nsubj"} and at_root and token.tag_ == "NN"
    # "before the war", "after the war", of an event of the past.
    return token.lower_ in {"before", "after"} and at_root and token.head.tag_ in {"VBD", "VBN"}
