"""Kinds of causes that rule each other out as accounts of one event: free or forced, crime or accident."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.reading.candidates import lemma
from rag.reading.parser import parse_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

__all__ = ["apart", "kinds"]

# Kind: the lemmas that tell it, looked for only where they carry the phrase: at its head and what modifies the head.
_WORDS: Final = {
    "on one's own": "unilateral unilaterally voluntary voluntarily freely spontaneous spontaneously",
    "free": "gesture goodwill magnanimity generosity clemency mercy benevolence",
    "forced": "pressure coercion duress ultimatum blackmail compulsion coerce compel force pressure blackmail threat",
    "agreed": "agreement deal accord pact treaty settlement bargain compromise negotiation swap exchange",
    "crime": "arson arsonist sabotage saboteur murder homicide vandalism vandal bomb bombing assassination attack "
    "deliberate deliberately intentional intentionally wilful malicious malice poisoning foul",
    "suicide": "suicide",
    "mishap": "accident accidental accidentally mishap unintentional inadvertent inadvertently carelessness fault "
    "malfunction defect error mistake blunder",
    "nature": "lightning earthquake volcano eruption",
    "human": "error mistake blunder carelessness negligence inattention misjudgement misjudgment recklessness",
    "machine": "fault malfunction defect",
}
_PHRASES: Final = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for kind, pattern in (
        (
            "on one's own",
            r"(?:of|on|by) (?:his|her|its|their|my|our|\w+ \w+'s|\w+'s) own (?:free )?"
            r"(?:will|accord|initiative|choice|decision|volition)",
        ),
        ("on one's own", r"without (?:any )?(?:outside |foreign |external )?(?:pressure|coercion|compulsion)"),
        ("forced", r"(?:were|was|been|being) (?:forced|compelled|coerced|ordered|obliged|made) to|had no choice"),
        ("crime", r"on purpose|set (?:\w+ ){1,3}(?:alight|on fire|ablaze)|foul play|lit (?:it|them) deliberately"),
        ("mishap", r"by (?:accident|mistake)|short[- ]circuit(?:ed|ing)?"),
        ("natural death", r"natural causes|old age"),
        ("human", r"(?:human|pilot|driver|operator|crew|captain)(?:'s)? (?:error|mistake|fault)"),
        (
            "machine",
            r"(?:mechanical|technical|engine|brake|equipment|structural|metal|electrical|signal|software) "
            r"(?:failure|fault|fatigue|defect|breakdown)|faulty \w+",
        ),
    )
)
# "Heart attack", "water pressure", "at the fault line": with one of these before it a word tells nothing of the kind.
_NOT_WITH: Final = {
    "attack": "heart asthma panic epileptic anxiety verbal media",
    "pressure": "water air blood oil tyre tire gas steam atmospheric high low cost price time wage financial economic "
    "inflationary barometric competitive work population",
    "force": "labour air police task work",
    "threat": "flood storm",
    "error": "software computer programming printing clerical system",
    "exchange": "stock heat gas foreign currency",
    "deal": "great good",
    "settlement": "human early indian ground land",
    "fault": "pilot driver human his her their own",
    "eruption": "skin",
}
_EXCLUSIVE: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("on one's own", "forced"),
        ("on one's own", "agreed"),
        ("free", "forced"),
        ("crime", "mishap"),
        ("crime", "suicide"),
        ("crime", "nature"),
        ("crime", "natural death"),
        ("suicide", "mishap"),
        ("suicide", "natural death"),
        ("mishap", "natural death"),
    )
)
# These exclude each other only where each is told as the cause: together they are common.
_AS_THE_CAUSE: Final = frozenset({frozenset({"human", "machine"})})
# Nouns that say nothing but of what: "an act of sabotage".
_LIGHT: Final = frozenset(
    "act case form matter sign product result piece kind sort series campaign fear spirit".split()
)
_BY_WORD: Final = {
    word: {k for k, v in _WORDS.items() if word in v.split()} for words in _WORDS.values() for word in words.split()
}
_NONE: Final = frozenset("no not n't never without nobody nothing lack failure absence collapse end breach".split())


def kinds(words: str) -> frozenset[str]:
    """The kinds of cause that some words are of, by the closed lists of this module; empty for negated words."""
    doc = parse_written(words)
    found = {kind for kind, pattern in _PHRASES if pattern.search(doc.text)}
    if any(token.lower_ in _NONE for token in doc):
        return frozenset(found & {"on one's own"})
    for token in _carriers(doc):
        barred = _NOT_WITH.get(lemma(token), "").split()
        if not any(child.lower_ in barred for child in token.children):
            found |= _BY_WORD.get(lemma(token), set())
    if "machine" in found and "human" in found and not any(p.search(doc.text) for k, p in _PHRASES if k == "human"):
        found -= {"human", "machine"}
    return frozenset(found)


def apart(first: str, second: str, *, definite: bool) -> tuple[str, str] | None:
    """The kinds by which two causes rule each other out.

    Args:
        first: The words of a cause.
        second: The words of another.
        definite: Whether each is told as the cause, rather than as a cause.

    Returns:
        A kind of each; None where the lists hold nothing against both acting together, or where one cause is of
        kinds that are apart themselves.
    """
    one, other = kinds(first), kinds(second)
    if definite and not any(_clashing(each, each, _AS_THE_CAUSE) for each in (one, other)):
        clash = _clashing(one, other, _AS_THE_CAUSE)
        if clash is not None:
            return clash
    if one & other or any(_clashing(each, each, _EXCLUSIVE) for each in (one, other)):
        return None
    return _clashing(one, other, _EXCLUSIVE)


def _clashing(
    one: frozenset[str], other: frozenset[str], exclusive: frozenset[frozenset[str]]
) -> tuple[str, str] | None:
    return next(((a, b) for a in sorted(one) for b in sorted(other) if frozenset({a, b}) in exclusive), None)


def _carriers(doc: Doc) -> Iterator[Token]:
    """The head of the phrase, what modifies it, what stands beside it, and what it is an act or a sign of."""
    for root in (token for token in doc if token.head == token):
        yield from _around(root)


def _around(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ in {"amod", "compound", "advmod", "acomp", "attr", "nmod"}:
            yield child
        elif child.dep_ == "conj" or (child.dep_ in {"dobj", "nsubj"} and lemma(head) in {"be", "commit", "plant"}):
            yield from _around(child)
        elif child.dep_ == "prep" and lemma(head) in _LIGHT | {"gesture"}:
            yield from (below for below in child.children if below.dep_ == "pobj")
