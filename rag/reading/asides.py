"""Phrases that give the words beside them to somebody: "according to the union", "by our count", "as she put it"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.reporting import HEDGED_NOUNS, REPORTING_VERBS
from rag.reading.speakers import agent_of, has_subject, is_passive, named_by, subject_of
from rag.reading.statements import Statement, end_of, quotations, without_quotes
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

__all__ = ["Aside", "asides"]

# "in the minister's words", "by our own count"; "by her account" tells who says it, "in her account" may be a bank's.
_ASIDES = {
    "in": frozenset("word view opinion count estimate estimation telling judgement judgment assessment".split()),
    "by": frozenset("count estimate reckoning account calculation tally figure admission".split()),
    "on": frozenset("count estimate reckoning account figure calculation".split()),
    "from": frozenset("account telling".split()),
}
_PER = re.compile(r"(?:^|[,(]\s*)(?:as )?per\s+(?=(?:the|its|their|our)\b|[A-Z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """Words of a stretch that a phrase gives to somebody.

    Attributes:
        speaker: The head of the words that name who says it.
        said: The characters of the stretch that are said.
        hedged: Whether the phrase keeps a distance.
    """

    speaker: Token
    said: Span
    hedged: bool


def asides(statement: Statement) -> Iterator[Aside]:
    """The words that phrases beside a clause give to somebody.

    Args:
        statement: A stretch of a sentence.

    Yields:
        One entry a phrase. At the head of the stretch it speaks for what follows, at the end of it for what
        precedes; several share the stretch out among them.
    """
    found = sorted(_aside_phrases(statement), key=lambda aside: aside[1].start)
    text = statement.text
    ends = len(text.rstrip().rstrip("."))
    if not found:
        return
    first = found[0][1]
    leading = not re.search(r"\w", text[: first.start])
    for k, (speaker, phrase, hedged) in enumerate(found):
        after = found[k + 1][1].start if k + 1 < len(found) else ends
        quoted = next((q for q in quotations(text) if not text[phrase.end : q.start].strip(" ,:")), None)
        if quoted is not None and quoted.start >= phrase.end and text[: phrase.end].endswith("words"):
            said = without_quotes(text, *quoted)
        elif leading:
            said = without_quotes(text, phrase.end, after)
        elif k == 0 and len(found) == 1 and _goes_on(statement, phrase):
            said = without_quotes(text, _region(statement, phrase.start).start, _region(statement, phrase.start).end)
        else:
            said = without_quotes(text, found[k - 1][1].end if k else _begin(statement, phrase), phrase.start)
        if re.search(r"\w", text[said.start : said.end]):
            yield Aside(speaker, _without_and(text, said), hedged)


def _without_and(text: str, said: Span) -> Span:
    opening = re.match(r"(?:and|but)\s+", text[said.start : said.end])
    return Span(said.start + opening.end(), said.end) if opening else said


def _goes_on(statement: Statement, phrase: Span) -> bool:
    """Whether the sentence that a phrase interrupts goes on after it."""
    rest = statement.text[phrase.end :].strip(' .,)"”')
    if not rest:
        return False
    following = next((t for t in statement.doc if t.idx >= phrase.end and not t.is_punct), None)
    return (
        following is not None and following.dep_ not in {"cc", "relcl", "mark"} and following.tag_ not in {"WDT", "WP"}
    )


def _begin(statement: Statement, phrase: Span) -> int:
    """Where words begin that a phrase at their end gives to somebody: after a comma it speaks for all of them."""
    rejected = re.search(r", not ((?:(?!,).)+)$", statement.text[: phrase.start])
    if rejected is not None and statement.text[phrase.start :].startswith("as "):
        return rejected.start(1)  # "in 1921, not 1912 as the plaque says"
    if statement.text[: phrase.start].rstrip().endswith((",", "-", "–", "—", '"', "”")):
        return 0
    return _region(statement, phrase.start).start


def _region(statement: Statement, at: int) -> Span:
    """The co-ordinate clause around a character."""
    start, end = 0, len(statement.text.rstrip().rstrip("."))
    for token in statement.doc:
        if token.dep_ == "conj" and has_subject(token) and token.head.dep_ in {"ROOT", "conj"}:
            cut = min(t.idx for t in token.subtree)
            start, end = (cut, end) if cut <= at else (start, min(end, cut))
        elif token.dep_ == "mark" and token.lower_ in {"while", "whereas", "although", "though"} and token.i:
            start, end = (token.idx + len(token), end) if token.idx <= at else (start, min(end, token.idx))
    return Span(start, max(start, end))


def _aside_phrases(statement: Statement) -> Iterator[tuple[Token, Span, bool]]:
    """Speaker, characters of the phrase, and whether it keeps a distance."""
    doc, text = statement.doc, statement.text
    for token in doc:
        word = token.lower_
        if word == "according" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "to":
            if (noun := _noun_from(doc, token.i + 2)) is not None:
                yield noun, Span(token.idx, _after_name(noun)), False
        elif word in _ASIDES and token.dep_ == "prep":
            yield from _possessed(token)
        elif (
            word == "as" and token.dep_ in {"mark", "advmod"} and lemma(token.head) in REPORTING_VERBS | {"put", "have"}
        ):
            verb = token.head
            noun = agent_of(verb) if is_passive(verb) else subject_of(verb)
            if noun is not None and noun.i > token.i and not any(c.dep_ == "ccomp" for c in verb.children):
                yield noun, Span(token.idx, end_of(verb.right_edge)), lemma(verb) == "claim"
    for match in _PER.finditer(text):
        start = next((t.i for t in doc if t.idx >= match.end()), None)
        if start is not None and (noun := _noun_from(doc, start)) is not None:
            yield noun, Span(match.end() - 4, end_of(named_by(noun)[1])), False


def _after_name(noun: Token) -> int:
    """The character after a speaker's name and what stands beside it: "the union, a body of pilots,"."""
    beside = [c for c in noun.children if c.dep_ in {"appos", "relcl"} and c.i > noun.i and not c.like_num]
    end = end_of(named_by(noun)[1])
    return max([end, *(end_of(c.right_edge) for c in beside if noun.doc.text[end : end + 1] == ",")])


def _noun_from(doc: Doc, first: int) -> Token | None:
    """The head of the noun phrase that begins at a token."""
    for token in doc[first : first + 10]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"}:
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if following is None or following.like_num or token.dep_ not in {"compound", "poss", "nmod", "amod"}:
                return token
        if token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} and token.dep_ != "amod":
            return None
    return None


def _possessed(preposition: Token) -> Iterator[tuple[Token, Span, bool]]:
    """ "in the minister's words", "by our own count", "in the view of the court"."""
    nouns = _ASIDES[preposition.lower_]
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None or not {lemma(noun), noun.lower_} & nouns or (lemma(noun) == "word" and noun.tag_ != "NNS"):
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        owner = None if of is None else next((c for c in of.children if c.dep_ == "pobj" and not c.like_num), None)
        if owner is None or _counts(owner):
            return
        yield owner, Span(preposition.idx, _after_name(owner)), lemma(noun) in HEDGED_NOUNS
    else:
        yield owner, Span(preposition.idx, end_of(noun)), lemma(noun) in HEDGED_NOUNS | {"view", "opinion"}


def _counts(noun: Token) -> bool:
    return any(c.dep_ == "nummod" for c in noun.children)
