"""Expressions of several words that stand for one verb: "let go", "behind bars", "made the announcement"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma, tokens_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

__all__ = ["COPULAS", "LIGHT_VERBS", "Idiom", "also_said", "find_idioms"]

COPULAS = frozenset({"be", "become", "remain", "stay", "get"})
# Verbs that mean little without their object.
LIGHT_VERBS = frozenset("be do have make give deliver issue take get carry conduct play bring break put serve".split())
_NOUN_PHRASE_GAP = r"(?: [\w'’.-]+){0,4}?"
_IDIOMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (verb, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for verb, pattern in (
        ("release", rf"let(?:s|ting)?{_NOUN_PHRASE_GAP} (?:go(?! on)|out)"),
        ("release", rf"set(?:s|ting)?{_NOUN_PHRASE_GAP} (?:free|at liberty)"),
        ("release", r"(?:go|goes|going|went|gone|walk(?:s|ed|ing)?) free"),
        ("arrest", rf"(?:take|takes|taking|took|taken){_NOUN_PHRASE_GAP} into custody"),
        ("hold", r"behind bars|in (?:custody|detention|prison|jail)|lock(?:s|ed|ing)? up"),
        ("dismiss", r"(?:lay|lays|laying|laid) off"),
        ("die", r"pass(?:es|ed|ing)? away|(?:lose|loses|losing|lost) (?:his|her|their) (?:life|lives)"),
        ("kill", r"put(?:s|ting)? to death"),
        ("establish", r"set(?:s|ting)? up"),
        ("end", r"(?:come|comes|coming|came) to an end|(?:bring|brings|bringing|brought) to an end"),
        ("begin", r"(?:get|gets|getting|got) under ?way"),
    )
)
# Who delivers news announces something.
_NOMINALS = {"news": "announce"}
_ROLES = frozenset({"role", "part"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_STATES = frozenset({"acomp", "oprd", "attr"})


@dataclass(frozen=True, slots=True)
class Idiom:
    """A verb said in several words.

    Attributes:
        verb: The lemma of the verb that it stands for.
        first: Index of its first token.
        tokens: Indexes of its first and last words: a noun phrase between them is no part of it.
    """

    verb: str
    first: int
    tokens: frozenset[int]


def find_idioms(doc: Doc) -> list[Idiom]:
    """Every idiom of a sentence or question, in no set order."""
    found = []
    text = doc.text  # put together anew with every reading of it
    for verb, pattern in _IDIOMS:
        for match in pattern.finditer(text):
            span = tokens_at(doc, match.start(), match.end())
            gapped = len(span) > 3 and span[0].lower_.startswith(("let", "set", "t"))
            ends = {span.start, span.end - 1} if gapped else set(range(span.start, span.end))
            found.append(Idiom(verb, span.start, frozenset(ends)))
    return found


@lru_cache(maxsize=1024)  # as rag.reading.kept has it; nobody changes what comes
def also_said(doc: Doc) -> dict[int, frozenset[str]]:
    """The verbs that tokens of a sentence stand for besides their own lemma.

    Args:
        doc: The parsed sentence.

    Returns:
        By token index: the verbs of idioms at their first word; for a light verb, its object ("made the
        announcement") or what a role is played in ("plays a part in mediating", "serves as mediator"); for a
        copula, the state it joins ("are free", "are behind bars").
    """
    found: defaultdict[int, set[str]] = defaultdict(set)
    for idiom in find_idioms(doc):
        found[idiom.first].add(idiom.verb)
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        base = lemma(token)
        if base in LIGHT_VERBS:
            for noun in _objects(token):
                found[token.i].add(_NOMINALS.get(lemma(noun), lemma(noun)))
                if lemma(noun) in _ROLES:
                    found[token.i].update(_played(noun))
        if base in {"serve", "act"} or (base in LIGHT_VERBS and any(lemma(o) in _ROLES for o in _objects(token))):
            found[token.i].update(_played(token))
        if base in COPULAS:
            found[token.i].update(lemma(c) for c in token.children if c.dep_ in _STATES)
            for child in token.children:
                found[token.i].update(found.get(child.i, ()) if child.dep_ == "prep" else ())
    return {i: frozenset(verbs) for i, verbs in found.items() if verbs}


def _objects(verb: Token) -> Iterator[Token]:
    """The verb's objects, also as the subject of a passive, or the noun that a participle modifies."""
    yield from (c for c in verb.children if c.dep_ in _OBJECTS and c.pos_ in {"NOUN", "PROPN"})
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ == "NOUN":
        yield verb.head


def _played(token: Token) -> Iterator[str]:
    """What a part is played in, or what someone serves as: lemmas of the verbs or nouns behind "in" and "as"."""
    for preposition in token.children:
        if preposition.dep_ == "prep" and preposition.lower_ in {"in", "as"}:
            yield from (lemma(c) for c in preposition.children if c.dep_ in {"pobj", "pcomp"})
