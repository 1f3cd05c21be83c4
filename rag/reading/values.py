"""Numbers and times in a sentence: counts, money, shares, measures, durations, dates and ordinals, with their bounds.

Found by patterns over the characters, since the parser's entities are cut unevenly around "at least" and ranges;
the parse then tells which noun a number counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma, tokens_at
from rag.reading.kept import kept
from rag.reading.lexicon import GROUP_NOUNS, MEASURE_UNITS
from rag.reading.patterns import AGE, ANY_NUMBER, DATE, DURATION, MONEY, ORDINAL, QUANTITY, SHARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from rag.reading.lexicon import AnswerKind

__all__ = ["find_values", "is_rate"]

_NUMERAL_ARCS = frozenset({"compound", "quantmod", "nummod", "conj", "advmod"})
_LABELS = frozenset("article section chapter figure table page no. number version line".split())


@kept
def find_values(doc: Doc) -> list[Candidate]:
    """Every number and time of a sentence, each once, as the most specific kind that its words allow.

    Args:
        doc: The parsed sentence.

    Returns:
        Candidates of the kinds count, date, duration, measure, money, ordinal and share, in no set order.
        Spans keep "at least" and its like, and both ends of a range; counts leave out the noun counted,
        measures, durations and money keep the unit.
    """
    text = doc.text
    if not ANY_NUMBER.search(text):
        return []
    found = [_candidate(doc, m.start(), m.end(), "duration", quality=0.95) for m in AGE.finditer(text)]
    taken = bytearray(len(text))
    patterns: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
        ("money", MONEY),
        ("share", SHARE),
        ("date", DATE),
        ("duration", DURATION),
    )
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            start, end = _trim(text, match.start(), match.end())
            if any(taken[start:end]) or (kind == "date" and not _is_date(doc, start, end)) or is_rate(doc, start, kind):
                continue
            # "in May" and "on Monday" are dates, but whole ones are better.
            vague = kind == "date" and not any(c.isdigit() for c in text[start:end])
            found.append(_candidate(doc, start, end, kind, quality=0.75 if vague else 1.0))
            taken[start:end] = b"\1" * (end - start)
    found.extend(_quantities(doc, taken))
    found.extend(_candidate(doc, m.start(), m.end(), "ordinal") for m in ORDINAL.finditer(text))
    return found


def _quantities(doc: Doc, taken: bytearray) -> Iterator[Candidate]:
    for match in _untaken(doc.text, taken):
        start, end = _trim(doc.text, match.start(), match.end())
        if start >= end:
            continue
        span = tokens_at(doc, start, end)
        number = _number_token(doc, span.start, span.end)
        if number is None or _is_label(number):
            continue
        unit = _counted_noun(doc, number, span.end)
        if unit is not None and lemma(unit) in MEASURE_UNITS and unit.i >= span.end - 1:
            stop = _unit_end(doc, unit)
            yield Candidate(start, stop, "measure", number.i, unit.i)
            yield Candidate(start, end, "count", number.i, unit.i, 0.7)
            continue
        vague = not any(c.isdigit() for c in doc.text[start:end]) and number.tag_ == "NNS"
        pronoun = doc.text[start:end].lower() == "one"
        quality = 0.5 if pronoun else 0.8 if vague else 1.0
        yield Candidate(start, end, "count", number.i, None if unit is None else unit.i, quality)


def _untaken(text: str, taken: bytearray) -> Iterator[re.Match[str]]:
    """The quantities outside what is taken: of "in 2019 and 21 men", where 2019 is a date, the 21."""
    position = 0
    while match := QUANTITY.search(text, position):
        last = taken.rfind(1, match.start(), match.end())
        position = match.end() if last < 0 else last + 1
        if last < 0:
            yield match


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space around, and without "between" or "from" where no second number follows."""
    words = text[start:end]
    opening = re.match(r"(?:between|from) ", words, re.IGNORECASE)
    if opening and not re.search(r"\S(?: and | to |[-–—])\S", words[opening.end() :]):
        start += opening.end()
    if text[start : start + 5].lower() == "from ":
        start += 5
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip(" ,"))


def _candidate(doc: Doc, start: int, end: int, kind: AnswerKind, *, quality: float = 1.0) -> Candidate:
    span = tokens_at(doc, start, end)
    return Candidate(start, end, kind, span.root.i, None, quality)


def is_rate(doc: Doc, start: int, kind: AnswerKind) -> bool:
    """Whether "an hour" tells of what something is a rate: "4,000 parcels an hour", "£12 a day".

    Args:
        doc: The parsed sentence.
        start: First character of what may be a length of time.
        kind: What it was taken for; only lengths of time can be rates.
    """
    if kind != "duration" or not re.match(r"an? ", doc.text[start:]):
        return False
    first = tokens_at(doc, start, start + 1)[0]
    before = doc[first.i - 1] if first.i else None
    return before is not None and (before.like_num or (before.tag_ in {"NNS", "NN"} and _has_number(before)))


def _has_number(noun: Token) -> bool:
    return any(child.like_num for child in noun.children)


def _is_date(doc: Doc, start: int, end: int) -> bool:
    """Whether four digits, "May" or "March" stand for a time rather than for a number, a verb or a name."""
    span = tokens_at(doc, start, end)
    words = doc.text[start:end]
    if words in {"May", "March"}:
        return span[0].pos_ == "PROPN" and span[0].ent_type_ == "DATE"
    if not words.isdigit():
        return True
    token = span[0]
    if span.end < len(doc) and doc[span.end].pos_ == "NOUN" and token.dep_ == "nummod" and doc[span.end].tag_ == "NNS":
        return token.ent_type_ == "DATE"
    return token.ent_type_ in {"DATE", ""} or token.head.lower_ in {"in", "since", "by", "of", "until", "from"}


def _number_token(doc: Doc, start: int, end: int) -> Token | None:
    for i in range(end - 1, start - 1, -1):
        if doc[i].like_num or doc[i].tag_ in {"CD", "NNS"} or doc[i].ent_type_ == "CARDINAL":
            return doc[i]
    return None


def _is_label(number: Token) -> bool:
    """Whether the number is part of a name ("Article 4", "Apollo 11") or of a code."""
    before = number.nbor(-1) if number.i else None
    if before is None:
        return False
    if before.pos_ == "PROPN" and before.is_title and number.head == before:
        return True
    return before.lower_ in _LABELS


def _counted_noun(doc: Doc, number: Token, end: int) -> Token | None:
    """The noun that the number counts: "80 women", "80 of the women"; none in "the dead numbered 80"."""
    top = number
    while top.dep_ in _NUMERAL_ARCS and top.head.like_num:
        top = top.head
    if top.dep_ in _NUMERAL_ARCS | {"amod"} and top.head.i >= end and top.head.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return top.head
    if end < len(doc) and doc[end].lower_ == "of":
        return next((t for t in doc[end].children if t.dep_ == "pobj" and t.pos_ in {"NOUN", "PROPN"}), None)
    noun: Token | None = None
    for token in doc[end : end + 5]:
        if token.pos_ in {"NOUN", "PROPN"} or lemma(token) in GROUP_NOUNS or lemma(token) in MEASURE_UNITS:
            noun = token
        elif noun is not None or token.pos_ not in {"ADJ", "NUM", "PUNCT"} or token.text in {",", ".", ";", ")"}:
            break
    return noun


def _unit_end(doc: Doc, unit: Token) -> int:
    """The character after a unit, taking in "square" units and "per day"."""
    last = unit.i
    while last + 1 < len(doc) and (lemma(doc[last + 1]) in MEASURE_UNITS or doc[last + 1].text in {"/", "per"}):
        last += 1
        if doc[last].lower_ in {"per", "/"} and last + 1 < len(doc):
            last += 1
    return doc[last].idx + len(doc[last])
