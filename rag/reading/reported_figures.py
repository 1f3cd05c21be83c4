"""Figures that a verb takes for an object: "counts 80,000", "puts the toll at 80", "gives a range of 310 km"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import CURRENCIES, MEASURE_UNITS, TIME_UNITS
from rag.reading.statements import contrast_start, without_quotes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from rag.reading.statements import Statement
    from rag.text.spans import Span

__all__ = ["FIGURE_NOUNS", "FIGURE_VERBS", "figure_after"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Those that take a figure for an object: "reports debt of €3 billion", "counts 80,000".
FIGURE_VERBS = _words(
    "say report announce claim estimate count give confirm cite state put place read allege promise forecast predict "
    "reckon suggest record calculate"
)
# "puts the number at 600", "dates it to 1720".
_PLACING = _words("put place estimate reckon count calculate")
_GIVING = _words("give read")  # of these, the object must be a bare figure or a noun that stands for one
_CLAIMED = _words("life victim soul title medal seat benefit expense prize territory land")  # "claimed 80 lives"
FIGURE_NOUNS = _words(
    "figure number count total toll sum amount estimate date year age range rate share size value price cost length "
    "height weight distance duration percentage speed population loss"
)
_UNITS = MEASURE_UNITS | CURRENCIES | TIME_UNITS | {"%", "cent", "million", "billion"}
_FRACTIONS = frozenset({"half", "third", "quarter", "dozen", "dozens", "zero"})
_ARRIVED = re.compile(
    r"\b(?:arriv(?:e|es|ed) at|(?:come|comes|came) up with)\s+"
    r"(?=(?:a|the)\s+(?:figure|total|number|sum|count|date)\b|"
    r"[^.;,]{0,24}?(?:[€$£]\s?\d|\d[\d.,]*\s?(?:%|per\s?cent|million|billion|thousand)|\d{1,3},\d{3}|\d{5,}|\d{3}\b(?!:)))"
)


def figure_after(statement: Statement, verb: Token, name: str) -> Span | None:
    """The figure that a verb takes.

    Args:
        statement: The stretch.
        verb: A verb of it in the active voice.
        name: Its lemma.

    Returns:
        Its characters in the stretch, with what belongs to it ("the toll at 80"); None where the verb takes no
        figure, or one that it does not state ("gave 80 pupils a book").
    """
    text = statement.text
    if name in {"arrive", "come"}:
        match = _ARRIVED.match(text, verb.idx)
        return None if match is None else _to_end(statement, verb, match.end())
    arcs = {"dobj", "attr", "acomp", "oprd", "npadvmod", "ccomp", "dep"}
    thing = next((c for c in verb.children if c.i > verb.i and c.dep_ in arcs), None)
    if name not in FIGURE_VERBS or thing is None or (name == "claim" and lemma(thing) in _CLAIMED):
        return None
    placed = name in _PLACING and _placed_at_figure(statement, verb)
    bare = _has_number(thing) and name not in {"put", "place"} and (name not in _GIVING or _is_figure(thing))
    return _to_end(statement, verb, thing.left_edge.idx) if placed or bare else None


def _placed_at_figure(statement: Statement, verb: Token) -> bool:
    """Whether "at" and a number follow, or "down to": "puts the toll at 80", not "puts the plane down on the lake"."""
    after = statement.text[verb.idx :]
    if re.search(r"\bdown to\b", after):
        return True
    return any(
        token.lower_ in {"at", "between"}
        and any(t.like_num or t.lower_ in _FRACTIONS for t in token.doc[token.i + 1 : token.i + 7])
        for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]
    )


def _has_number(thing: Token) -> bool:
    return any(t.like_num or t.tag_ == "CD" for t in thing.subtree)


def _is_figure(thing: Token) -> bool:
    return thing.like_num or lemma(thing) in FIGURE_NOUNS | _UNITS


def _to_end(statement: Statement, verb: Token, start: int) -> Span:
    """From ``start`` to the end of what hangs from the verb, without clauses that have a subject of their own."""
    end = verb.right_edge.idx + len(verb.right_edge)
    end = contrast_start(verb, end)
    for child in verb.children:
        if child.i > verb.i and child.idx > start and child.dep_ in {"conj", "cc", "parataxis", "advcl", "punct"}:
            end = min(end, child.left_edge.idx)
    return without_quotes(statement.text, start, end)
