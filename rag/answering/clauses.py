"""A question taken apart: question phrase, auxiliary, subject, verb and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.parser import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Clause", "base_verb", "clause_of", "counted_noun", "without_verb"]

_WH = frozenset({"WRB", "WDT", "WP", "WP$"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_QUANTIFIER = re.compile(r"(?:how (?:many|much)|which|what|whose)(?: of)?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in its parts, each a slice of it without outer space.

    Attributes:
        asked: The question phrase ("How many prisoners", "In which year"); empty for a yes-or-no question.
        by_subject: Whether the question phrase is the subject.
        auxiliary: The finite auxiliary or copula; empty if the main verb stands alone ("Who closed it?").
        subject: The subject, where the question phrase is not it.
        verb: The rest up to and with the main verb; empty where the copula is the main verb.
        rest: What follows the main verb, without the question mark.
        lemma: Base form of the main verb.
        tag: Penn Treebank tag of the main verb.
        passive: Whether the main verb is passive.
        role: Dependency of the question phrase's head ("dobj", "attr", "advmod" …).
    """

    asked: str
    by_subject: bool
    auxiliary: str
    subject: str
    verb: str
    rest: str
    lemma: str
    tag: str
    passive: bool
    role: str


def base_verb(doc: Doc) -> Token | None:
    """Find the verb that belongs to the do, does or did of a question.

    The parser often reads "the ferry sink" as a noun phrase; but do needs a base form, which is then the last noun
    before a preposition or the end.

    Returns:
        The verb, or None where the question has no such auxiliary before its subject.
    """
    auxiliary = next((token for token in doc[:-1] if token.lower_ in {"do", "does", "did"}), None)
    if auxiliary is None or any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in doc[: auxiliary.i]):
        return None
    after = doc[auxiliary.i + 1 :]
    verb = next((token for token in after if token.tag_ == "VB"), None)
    if verb is not None:
        return verb
    return next((token for token in after if _may_be_verb(token)), None)


def _may_be_verb(token: Token) -> bool:
    """Tell whether a word read as a noun or adjective stands where a verb would: after a noun, before no noun."""
    if token.tag_ not in {"NN", "JJ", "VBP", "VBN"} or not token.text.islower():
        return False
    before = token.nbor(-1)
    if before.pos_ not in {"NOUN", "PROPN"} and before.lower_ not in {"ever", "finally", "first", "last"}:
        return False
    if token.i + 1 == len(token.doc):
        return True
    following = token.nbor()
    return following.lower_ != "of" and following.pos_ in {"ADP", "ADV", "DET", "NUM", "PRON", "PROPN", "PUNCT"}


def without_verb(span: Span) -> Span:
    """Cut the do and the misread verb off a noun phrase of a question; the phrase itself where it holds neither."""
    doc, verb = span.doc, base_verb(span.doc)
    if verb is None or verb.pos_ in {"VERB", "AUX"}:
        return span
    auxiliary = next(token for token in doc if token.lower_ in {"do", "does", "did"})
    start = auxiliary.i + 1 if span.start <= auxiliary.i < span.end else span.start
    end = verb.i if start <= verb.i < span.end else span.end
    while end - start > 1 and doc[end - 1].pos_ in {"ADJ", "ADV"}:
        end -= 1
    return span if (start, end) == (span.start, span.end) or start >= end else doc[start:end]


def _auxiliary(root: Token) -> Token | None:
    """Find the finite auxiliary, or the copula where it is the main verb."""
    auxiliaries = [token for token in root.children if token.dep_ in {"aux", "auxpass"} and token.i < root.i]
    if auxiliaries:
        return auxiliaries[0]
    return root if root.pos_ == "AUX" or root.lemma_ == "be" else None


def clause_of(question: str) -> Clause | None:
    """Take a question apart.

    Returns:
        The parts, or None where it is no question with one finite verb and a subject in the usual order.
    """
    doc = parse(question)
    roots = [token for token in doc if token.dep_ == "ROOT"]
    needy = base_verb(doc)
    if len(roots) != 1 or (needy is None and roots[0].pos_ not in {"AUX", "VERB"}):
        return None
    verb = needy if needy is not None else roots[0]
    auxiliary: Token | None = _auxiliary(verb)
    if needy is not None:
        auxiliary = next(token for token in doc if token.lower_ in {"do", "does", "did"})
    finite = auxiliary if auxiliary is not None else verb
    asking = next((token for token in doc[: finite.i] if token.tag_ in _WH), None)
    subject = _subject(verb)
    if asking is not None and needy is None and (subject is None or subject.left_edge.i < finite.i):
        return _subject_question(question, verb, auxiliary)
    if auxiliary is None or (asking is None) != (auxiliary.i == 0):
        return None
    if needy is not None:
        return _inverted(question, verb, auxiliary, asking, doc[auxiliary.i + 1 : verb.i])
    if subject is None:
        return None
    return _inverted(question, verb, auxiliary, asking, doc[subject.left_edge.i : subject.right_edge.i + 1])


def _subject(verb: Token) -> Token | None:
    subjects = [token for token in verb.children if token.dep_ in _SUBJECTS]
    if subjects:
        # A fronted object ("How many miners has …") is often called a second subject.
        return subjects[-1]
    # A copular question whose two noun phrases the parser calls by other names.
    names = {"acomp", "attr"} if verb.pos_ == "AUX" else frozenset()
    return next((token for token in verb.rights if token.dep_ in names), None)


def _verb_end(verb: Token) -> int:
    """Give the offset after the verb and its particle ("shut down")."""
    particle = next((t for t in verb.rights if t.dep_ == "prt" and t.i == verb.i + 1), verb)
    return particle.idx + len(particle.text)


def _end(doc: Doc) -> int:
    last = doc[-1]
    return last.idx if last.is_punct else last.idx + len(last.text)


def _subject_question(question: str, verb: Token, auxiliary: Token | None) -> Clause:
    finite, verb_end = verb if auxiliary is None else auxiliary, _verb_end(verb)
    after = question[finite.idx + len(finite.text) : verb_end].strip()
    return Clause(
        asked=question[: finite.idx].strip(),
        by_subject=True,
        auxiliary=auxiliary.text if auxiliary is not None else "",
        subject="",
        verb=after if auxiliary is not None else question[verb.idx : verb_end],
        rest=question[verb_end : _end(verb.doc)].strip(),
        lemma=verb.lemma_,
        tag=verb.tag_,
        passive=any(token.dep_ == "auxpass" for token in verb.children),
        role="nsubj",
    )


def _inverted(question: str, verb: Token, auxiliary: Token, asking: Token | None, subject: Span) -> Clause | None:
    if verb is not auxiliary and subject.end > verb.i:
        return None
    head = asking
    while head is not None and head.head.i < auxiliary.i and head.head != head:
        head = head.head
    verb_end = _verb_end(verb)
    rest_start = verb_end if verb is not auxiliary else subject.end_char
    return Clause(
        asked=question[: auxiliary.idx].strip(),
        by_subject=False,
        auxiliary=auxiliary.text,
        subject=subject.text,
        verb=question[subject.end_char : verb_end].strip() if verb is not auxiliary else "",
        rest=question[rest_start : _end(verb.doc)].strip(),
        lemma=verb.lemma_,
        tag=verb.tag_,
        passive=any(token.dep_ == "auxpass" for token in verb.children),
        role=head.dep_ if head is not None else "",
    )


def counted_noun(clause: Clause) -> str:
    """Give the noun that a question asks the number or identity of ("prisoners"), or an empty string."""
    match = _QUANTIFIER.match(clause.asked)
    return clause.asked[match.end() :] if match else ""
