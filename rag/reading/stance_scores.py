"""How surely a word that settles a question is said of the thing that the question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.circumstances import other_circumstances
from rag.reading.poles import alike
from rag.reading.said_of import content, parts_of, phrase
from rag.reading.same_thing import match

if TYPE_CHECKING:
    from spacy.tokens import Token

    from rag.reading.proposition import Proposition
    from rag.reading.said_of import Parts

__all__ = ["is_named", "said_of_it"]

_PERMITTED = frozenset("safe suitable allow permit possible fine okay approve recommend fit intend".split())
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last".split())
_STATIVE_HEADS = frozenset("be remain stay become have go put place use keep stand lie work find get hold take make do"
                           " appear live conduct give enter engage serve".split())  # fmt: skip


def said_of_it(asked: Proposition, word: Token, sign: int, *, phrasal: bool) -> float:
    """How surely a word of a sentence is said of what a question asks about.

    Args:
        asked: What the question asks.
        word: The word that says it, or the opposite.
        sign: 1 or -1 for these two.
        phrasal: Whether the word stands for an expression of several words, which may hold its object.

    Returns:
        From 0, of another thing or in other circumstances, to 1.
    """
    if _is_beside(asked, word) or _elsewhere(asked, word) or other_circumstances(asked.core, word):
        return 0.0
    words = content(list(word.doc))
    share = _share(asked.rest, words)
    if asked.parts.theme is None:
        return 0.75 * share if asked.rest else 0.5 if word.dep_ == "attr" else 0.0
    score = _of_parts(asked, asked.parts.theme, word, words, phrasal=phrasal)
    if asked.support and sign > 0 and not any(alike(a, b) for a in asked.support for b in words):
        score *= 0.65
    if score < 0.5 and not share:
        return 0.0
    return score * (0.85 + 0.15 * share) * (0.9 if score < 0.6 and share < 0.5 else 1.0)


def _is_beside(asked: Proposition, word: Token) -> bool:
    """Whether a noun stands in a sentence in another way than the question's: "met with the mayor", "in the talk"."""
    elsewhere = asked.core.dep_ == "pobj" and not asked.poles and word.pos_ == "NOUN" and not _in_state(word)
    return elsewhere or (asked.role and word.dep_ == "pobj" and word.head.lower_ != "as")


def _of_parts(asked: Proposition, theme: Token, word: Token, words: set[str], *, phrasal: bool) -> float:
    said = parts_of(word)
    score = match(theme, said.theme, asked.aliases)
    if asked.parts.agent is not None:
        score = _with_agent(asked, asked.parts.agent, said, words, score)
    elif score == 0 and said.agent is not None and (phrasal or not asked.poles):
        score = match(theme, said.agent, asked.aliases)
    if score == 0 and said.theme is None and said.agent is None and is_named(theme, words):
        score = 0.8
    return 0.75 if score == 0 and _labelled(theme, word) else score


def _with_agent(asked: Proposition, agent: Token, said: Parts, words: set[str], theme: float) -> float:
    if theme:
        return 0.85 * theme if said.agent is None else min(theme, match(agent, said.agent, asked.aliases))
    if said.agent is not None or said.theme is None or asked.parts.theme is None:
        return 0.0
    if any(c.dep_ == "nsubjpass" for c in said.theme.head.children):
        return 0.0  # what is done to somebody is not done by them
    # "has no support for it": the object stands beside the noun, or is left to be understood.
    thing = asked.parts.theme
    held = content(phrase(thing)) & words or any(alike(lemma(thing), b) for b in words)
    return match(agent, said.theme, asked.aliases) * (0.9 if held else 0.45)


def _in_state(word: Token) -> bool:
    """Whether a noun after a preposition is what somebody is in or does, rather than one in some other clause."""
    over = word
    while over.pos_ not in {"VERB", "AUX", "ADJ"} and over.dep_ != "ROOT":
        over = over.head
    base = lemma(over)
    return over.dep_ == "ROOT" or base in _STATIVE_HEADS | _PERMITTED or over.pos_ == "ADJ"


def _elsewhere(asked: Proposition, word: Token) -> bool:
    """Whether a noun is of or for another named thing than the one asked about: "chairman of" another firm."""
    if word.pos_ != "NOUN":
        return False
    mine, other = (
        {t.lower_ for p in noun.children if p.dep_ == "prep" and p.lower_ in {"of", "for", "at"}
         for n in p.children if n.dep_ == "pobj" for t in phrase(n) if t.pos_ == "PROPN"}
        for noun in (asked.core, word)
    )  # fmt: skip
    ranks = [{c.lower_ for c in noun.children} & _RANKS for noun in (asked.core, word)]
    return bool((mine and other and not mine & other) or (all(ranks) and not ranks[0] & ranks[1]))


def is_named(theme: Token, words: set[str]) -> bool:
    """Whether the words of a sentence hold a noun phrase's noun, or the names in it."""
    names = {t for t in content(phrase(theme)) if t != lemma(theme)}
    return lemma(theme) in words or len(names & words) >= min(2, max(1, len(names)))


def _labelled(theme: Token, word: Token) -> bool:
    """Whether a colon parts the word from the name of what it is said of: "Harbour bridge: closed"."""
    before = word.doc[: word.i]
    colon = next((t.i for t in before if t.text == ":"), None)
    if colon is None or any(t.pos_ in {"VERB", "AUX"} for t in word.doc[colon : word.i]):
        return False
    return is_named(theme, content(list(word.doc[:colon])))


def _share(wanted: frozenset[str], words: set[str]) -> float:
    if not wanted:
        return 1.0
    return sum(any(alike(a, b) for b in words) for a in wanted) / len(wanted)
