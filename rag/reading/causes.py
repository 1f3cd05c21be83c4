"""Clauses that give a cause: what follows "because", "due to", "in response to" and their like, marker included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma, tokens_at
from rag.reading.meanings import same_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["find_causes"]

_ANY_WORDS = r"(?:[\w'.-]+ ){0,3}?"
_DEAL = r"(?:agreement|deal|pact|accord|settlement|treaty|arrangement)"
# Markers with how surely they name a cause; "after" and "to" often tell only a time or an aim.
_MARKERS: tuple[tuple[str, float], ...] = (
    (r"because(?: of)?", 1.0),
    (r"due (?:primarily |largely |mainly |in part )?to", 1.0),
    (r"(?:attributed|ascribed|credited|owing|thanks) (?:\w+ly )?to", 1.0),
    (r"(?:put|puts) (?:[\w'-]+ ){0,4}?down to|blamed on", 1.0),
    (r"(?:as )?(?:an?|the) (?:\w+ ){0,2}?(?:result|consequence|outcome) of", 1.0),
    (r"on account of|on the grounds (?:of|that)|by reason of", 1.0),
    (r"(?:caused|triggered|prompted|sparked|provoked|driven|brought about|motivated) by", 0.95),
    (r"stem(?:s|med|ming) from|result(?:s|ed|ing) from|arose (?:out of|from)", 0.95),
    (r"in response to|in (?:protest|retaliation) (?:at|against|for|over|to)", 0.95),
    (rf"(?:under|following|after|as part of) (?:an?|the|this|that|its|their) {_ANY_WORDS}{_DEAL}", 0.85),
    (rf"under {_ANY_WORDS}pressure", 0.85),
    (r"as (?:an? |part of an? )?(?:\w+ )?(?:gesture|sign|token|act)s? (?:of|to|towards?)", 0.85),
    (r"gestures? (?:of|to|towards?|made)", 0.7),
    (r"in order to|so that|so as to", 0.85),
    (r"aimed at|in an? (?:effort|attempt|bid) to|in (?:exchange|return) for|in the hope of|in hopes of", 0.8),
    (r"since|for fear of|out of", 0.7),
    (r"following|after", 0.45),
)
_MARKER = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), quality) for pattern, quality in _MARKERS)

# "X led to Y": for a question about Y, X is the cause. Some of these take an object, some a preposition.
_CAUSING = frozenset(
    "cause prompt trigger spark provoke lead force push drive compel induce persuade contribute result".split()
)
_BEHIND: dict[str, frozenset[str]] = {
    "lead": frozenset({"to"}),
    "contribute": frozenset({"to"}),
    "result": frozenset({"in"}),
}
_ENOUGH = 0.5  # the share of the question's words that what is caused must say


def find_causes(doc: Doc, terms: Sequence[str] = (), verb: str | None = None) -> list[Candidate]:
    """Every stretch of the sentence that names a cause.

    Args:
        doc: The parsed sentence.
        terms: Lemmas of what is asked to be explained; what "led to" that is a cause as well.
        verb: The one of them that says what happened, if there is one.

    Returns:
        Candidates of kind cause, with a quality that says how surely they name one: from a marker to the end of
        its clause, or the subject of a verb such as "led to" whose object says ``verb`` and half of ``terms``.
    """
    happened = verb if verb in terms and verb not in _CAUSING else None
    found = list(_causing_subjects(doc, [term for term in terms if term not in _CAUSING], happened))
    marked: list[tuple[int, int]] = []
    for pattern, quality in _MARKER:
        for match in pattern.finditer(doc.text):
            if any(start <= match.start() < end for start, end in marked):
                continue  # the "gesture of" in "as a gesture of"
            marked.append(match.span())
            marker = tokens_at(doc, match.start(), match.end())
            if marker[0].lower_ == "since" and marker[0].dep_ != "mark":
                continue  # "since the vote" tells a time, "since it rained" may tell a cause
            last = _clause_end(doc, marker[0], marker[-1])
            noun = marker[-1].pos_ == "NOUN"  # "under pressure" names the cause within the marker
            if last > marker[-1].i or noun:
                end = doc[last].idx + len(doc[last])
                found.append(Candidate(match.start(), end, "cause", _anchor(marker[0]).i, None, quality))
    return found


def _anchor(marker: Token) -> Token:
    """The token that ties the cause to what it explains: the clause's verb for "because", else the marker."""
    return marker.head if marker.dep_ == "mark" else marker


def _clause_end(doc: Doc, first: Token, last: Token) -> int:
    """Index of the last token of the clause that the marker opens."""
    top = first.head if first.dep_ in {"mark", "det"} else first
    edge = max(top.right_edge.i, last.right_edge.i)
    if edge <= last.i:
        edge = max((t.i for t in last.head.subtree), default=last.i) if last.head.i > last.i else last.i
    while edge > last.i and (doc[edge].is_punct and doc[edge].text not in {")", '"', "”"}):
        edge -= 1
    return edge


def _causing_subjects(doc: Doc, terms: Sequence[str], happened: str | None) -> Iterator[Candidate]:
    if not terms:
        return
    for verb in doc:
        if verb.pos_ != "VERB" or lemma(verb) not in _CAUSING or not _has_effect(verb):
            continue
        subject = _subject(verb)
        if subject is None or subject.pos_ == "PRON":
            continue
        effect = [lemma(t) for t in _effect(verb)]
        said = [term for term in terms if any(same_word(word, term) for word in effect)]
        if len(said) >= _ENOUGH * len(terms) and (happened is None or happened in said):
            last = _before_clause(subject)
            first = subject.left_edge
            yield Candidate(first.idx, last.idx + len(last), "cause", verb.i, None, 0.95)


def _effect(verb: Token) -> Iterator[Token]:
    """What stands behind the verb, without the clauses that modify its nouns."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ not in {"relcl", "acl", "advcl", "conj"}:
            yield child
            yield from _effect(child)


def _has_effect(verb: Token) -> bool:
    """Whether the verb has what is caused behind it, in the active: "led to", "prompted the"."""
    if any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb.children):
        return False
    prepositions = _BEHIND.get(lemma(verb))
    objects = any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children)
    if prepositions is None:
        return objects
    through = any(c.dep_ == "prep" and c.lower_ in prepositions for c in verb.children)
    return through or any(c.dep_ == "xcomp" for c in verb.children)


def _subject(verb: Token) -> Token | None:
    """The verb's subject; for a relative clause, the noun that it belongs to."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ == "WDT":
        return verb.head if verb.dep_ == "relcl" and verb.head.pos_ == "NOUN" else None
    return subject


def _before_clause(noun: Token) -> Token:
    """The last token of the noun's phrase, without the clauses and appositions behind it."""
    last = noun
    for child in noun.rights:
        if child.dep_ != "prep":
            break
        last = child.right_edge
    return last
