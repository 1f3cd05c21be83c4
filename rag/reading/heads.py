"""How well what a candidate counts, dates or names matches the noun that the question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma, tokens_at
from rag.reading.governors import governing, parts_played
from rag.reading.lexicon import GROUP_NOUNS, names_person
from rag.reading.meanings import same_word

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from rag.reading.candidates import Candidate
    from rag.reading.question import Question

__all__ = ["BEST_FACTOR", "PEOPLE", "YEAR", "head_factor"]

BEST_FACTOR = 1.25
PEOPLE = frozenset({"people", "person", "population", "individual", "inhabitant", "resident"})
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
# A number of people does not tell how many of these there were.
_SOME_PEOPLE = frozenset("woman man child girl boy foreigner adult student journalist activist soldier".split())
# What people are called who were called prisoners or workers before.
_ANYBODY = frozenset({"people", "person", "individual", "other", "human"})
_SIZES = frozenset({"population", "size", "distance", "length", "height", "speed", "area", "total", "number"})


def head_factor(question: Question, doc: Doc, candidate: Candidate) -> float:
    """What a candidate's score is multiplied by for the noun asked for.

    Args:
        question: The question, analysed.
        doc: The parsed sentence.
        candidate: One of its candidates.

    Returns:
        Above 1 where the noun is the one asked for, 1 where it does not matter, down to 0.25 where another is.
    """
    head = question.head
    if head is None:
        return 1.0
    if question.kind in {"count", "measure"}:
        return _unit_factor(head, question, doc, candidate)
    if question.kind == "date":
        return _date_factor(head, doc.text[candidate.start : candidate.end])
    if question.kind == "thing":
        tokens = tokens_at(doc, candidate.start, candidate.end)
        if not any(same_word(lemma(t), head) for t in tokens):
            return 0.9
        # "the river" names no river; "The Tyne, a tidal river" tells by its apposition that the Tyne is one.
        apposed = doc[candidate.root].dep_ == "appos" and not any(t.pos_ == "PROPN" for t in tokens)
        return 0.8 if apposed or len(tokens) == 1 else 1.2
    return 1.0


def _unit_factor(head: str, question: Question, doc: Doc, candidate: Candidate) -> float:
    if candidate.unit is None:
        return 0.7
    unit = lemma(doc[candidate.unit])
    if same_word(unit, head):
        return BEST_FACTOR
    if head in PEOPLE:
        return _people_factor(doc, candidate.unit)
    if head in GROUP_NOUNS - _SOME_PEOPLE and _is_anybody(doc, candidate.unit):
        if any(group not in {t.lower_ for t in doc} for group in question.groups):
            return 0.25  # "80 people" are not so many Spanish citizens
        return 1.15 if _plays_a_part(question, doc, candidate) else 0.7
    return 0.9 if question.kind == "measure" or head in _SIZES else 0.25


def _is_anybody(doc: Doc, unit: int) -> bool:
    """Whether a noun stands for people of any sort: "individuals", "men and women"."""
    both = {lemma(t) for t in [doc[unit], *doc[unit].conjuncts]}
    return lemma(doc[unit]) in _ANYBODY or {"man", "woman"} <= both


def _plays_a_part(question: Question, doc: Doc, candidate: Candidate) -> bool:
    """Whether the candidate hangs from the verb asked about, so that nothing but its noun is said otherwise."""
    root = doc[candidate.root]
    governors = [*governing(root), *(governor for governor, _ in parts_played(root))]
    return question.verb is None or any(same_word(lemma(governor), question.verb) for governor in governors)


def _people_factor(doc: Doc, unit: int) -> float:
    """How well the number of ``unit`` tells how many people there were."""
    noun = lemma(doc[unit])
    if noun in PEOPLE or _is_anybody(doc, unit):
        return 1.2
    if _is_subset(doc, unit):
        return 0.45
    return 0.7 if names_person(noun) else 0.5


def _is_subset(doc: Doc, unit: int) -> bool:
    """Whether the noun stands in a list of what a larger number includes."""
    token = doc[unit]
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    return token.head.lower_ in {"including", "among", "include"}


def _date_factor(head: str, words: str) -> float:
    if head == "century":
        return 1.1 if "centur" in words else 0.6
    if head == "decade":
        return 1.1 if words.endswith("0s") else 0.7
    if head == "year":
        return 1.0 if YEAR.search(words) or "AD" in words or "BC" in words else 0.4
    if head in {"day", "date"}:
        return 1.0 if re.search(r"[A-Z][a-z]+", words) else 0.7
    return 1.0
