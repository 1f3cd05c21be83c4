"""Numbers and times in a sentence: counts, money, shares, measures, durations, dates and ordinals, with their bounds.

Found by patterns over the characters, since the parser's entities are cut unevenly around "at least" and ranges;
the parse then tells which noun a number counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma, tokens_at
from rag.reading.lexicon import GROUP_NOUNS, MEASURE_UNITS, TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from rag.reading.lexicon import AnswerKind

__all__ = ["find_values"]

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_ONES += "|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_WORD = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|(?:{_ONES})|(?:a|several|a few|half a)(?= (?:{_SCALE})\b))"
_WORDS = rf"(?:{_WORD}(?:[ -](?:{_SCALE}))*(?:(?: and|,)? {_WORD}(?:[ -](?:{_SCALE}))*)*)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SHORT_SCALE = r"(?:bn|[mb])"
_NUMBER = rf"(?:{_DIGITS}(?:[ -](?:{_SCALE})s?\b|{_SHORT_SCALE}\b)?|{_WORDS}\b)"
_VAGUE = rf"(?:(?:tens of |hundreds of )?(?:{_SCALE})s|dozens|scores)(?= of\b| more\b|\b)"
_BOUND = (
    r"(?:(?:well |just |slightly |a little )?(?:at least|at most|no (?:more|fewer|less) than|more than|"
    r"less than|fewer than|over|under|about|approximately|approx\.?|around|roughly|nearly|almost|some|up to|"
    r"as (?:many|much|few|little) as|an estimated|estimated|close to|between|from|ca?\.|~|≈|upwards of) ?)"
)
_TO = r"(?: ?[-–—] ?| to | and | or )"
_CURRENCY = r"(?:(?:US|A|C|NZ|HK)?\$|€|£|¥|₹|USD |EUR |GBP )"
_CURRENCY_WORD = (
    r"(?:(?:[A-Z][a-z]+|US|U\.S\.) )?(?:dollars?|euros?|pounds?(?: sterling)?|yen|yuan|francs?|pesos?|rupees?|"
    r"roubles?|rubles?|kron[ae]|bolívar(?:es)?|cents?|pence|shillings?|guilders?)\b"
)
_AMOUNT = rf"{_CURRENCY}{_DIGITS}(?:[ -](?:{_SCALE})s?\b| ?{_SHORT_SCALE}\b|k\b)?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:1\d|20)\d\d(?!\d|,\d|\.\d|%)"
_ERA = r"(?: ?(?:BCE?|CE|AD|B\.C\.|A\.D\.))"
_PART = r"(?:(?:early|mid|late|the beginning of|the end of|spring|summer|autumn|fall|winter)[- ](?:of )?(?:in )?)"
_DATES = (
    rf"(?:{_WEEKDAY},? (?:the )?)?{_MONTH} {_DAY}(?:{_TO}{_DAY})?(?:,? {_YEAR})?\b",
    rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b",
    rf"{_PART}?{_MONTH},? (?:of )?{_YEAR}\b",
    r"\b\d{4}-\d\d-\d\d\b",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    rf"\b(?:AD |A\.D\. )?\d{{1,4}}{_ERA}(?!\w)",
    rf"(?:(?:early|mid|late)[- ](?:to[- ](?:mid|late)[- ])?)?\b(?:\d{{1,2}}(?:st|nd|rd|th)|(?:{_ONES}|{_TENS}|first|second|third|\w+th)) (?:century|centuries|millennium)\b{_ERA}?",
    rf"{_PART}?\b{_YEAR}s\b",
    rf"\b{_YEAR}(?: ?[-–—] ?| to | and ){_YEAR}\b",
    rf"\b{_YEAR}[-–—]\d\d\b",
    rf"{_PART}?\b{_YEAR}\b",
    rf"\b(?:late |early |mid-)?{_MONTH}\b(?! [A-Z])",
    rf"\b{_WEEKDAY}\b",
)
_DATE = re.compile("|".join(f"(?:{p})" for p in _DATES))
_MONEY = re.compile(
    rf"{_BOUND}?(?:{_AMOUNT}(?:{_TO}{_AMOUNT}|{_TO}{_NUMBER})?(?: {_CURRENCY_WORD})?|{_NUMBER}(?:{_TO}{_NUMBER})? {_CURRENCY_WORD}"
    rf"|(?:{_SCALE})s of (?:{_SCALE}s of )?{_CURRENCY_WORD})",
    re.IGNORECASE,
)
_FRACTION = (
    r"(?:(?:one|two|three|four|a)[- ](?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|tenths?)|half|"
    rf"(?:{_ONES}|\d+) (?:out of|in) (?:every )?(?:{_ONES}|\d+))\b"
)
_SHARE = re.compile(
    rf"{_BOUND}?(?:\b{_NUMBER}(?: ?%| percent| per ?cent)?(?:{_TO}){_NUMBER}(?: ?%| percent\b| per ?cent\b)"
    rf"|{_NUMBER}(?: ?%| percent\b| per ?cent\b)(?: points?)?|\b{_FRACTION}(?! an? ))",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/$€£]){_BOUND}?(?<![\w$€£/])(?:{_NUMBER}(?:{_TO}{_NUMBER}(?![\w%]))?|{_VAGUE})(?: or (?:more|fewer|less))?",
    re.IGNORECASE,
)
_TIME_NOUN = "|".join(sorted(TIME_UNITS))
_DURATION = re.compile(
    rf"{_BOUND}?\b(?:(?:{_NUMBER}|several|a few|an?|half an?)(?:{_TO}{_NUMBER})?(?: and a half)?|"
    rf"(?:{_SCALE})s of)[- ](?:\w+ )?(?:{_TIME_NOUN})s?\b(?:,? (?:and )?{_NUMBER} (?:{_TIME_NOUN})s?\b)*|\bdecades\b|\bcenturies\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"(?<=aged )\d{{1,3}}\b|(?<=age of )(?:\d{{1,3}}|{_WORDS})\b|(?:\d{{1,3}}|{_WORDS})[- ]years?[- ]old\b|(?<=, )\d{{1,3}}(?=, )",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|(?:{_TENS})-?\w*th)\b")
_HAS_NUMBER = re.compile(rf"\d|\b(?:{_ONES}|{_TENS}|{_SCALE})s?\b|dozens|scores|half|third|quarter|decades|centur|day|{_MONTH}", re.IGNORECASE)


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
    if not _HAS_NUMBER.search(text):
        return []
    found: list[Candidate] = []
    taken = bytearray(len(text))
    patterns: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = (
        ("money", _MONEY),
        ("share", _SHARE),
        ("date", _DATE),
        ("duration", _DURATION),
    )
    for match in _AGE.finditer(text):
        found.append(_candidate(doc, match.start(), match.end(), "duration", quality=0.95))
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            start, end = _trim(text, match.start(), match.end())
            if any(taken[start:end]) or (kind == "date" and not _is_date(doc, start, end)):
                continue
            found.append(_candidate(doc, start, end, kind, quality=_date_quality(text[start:end]) if kind == "date" else 1.0))
            taken[start:end] = b"\1" * (end - start)
    found.extend(_quantities(doc, taken))
    found.extend(_candidate(doc, m.start(), m.end(), "ordinal") for m in _ORDINAL.finditer(text))
    return found


def _quantities(doc: Doc, taken: bytearray) -> Iterator[Candidate]:
    for match in _QUANTITY.finditer(doc.text):
        start, end = _trim(doc.text, match.start(), match.end())
        if start >= end or any(taken[start:end]):
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
        lone = doc.text[start:end].lower() == "one"
        yield Candidate(start, end, "count", number.i, None if unit is None else unit.i, 0.5 if lone else 0.8 if vague else 1.0)


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


def _date_quality(words: str) -> float:
    return 1.0 if any(c.isdigit() for c in words) else 0.75


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
    return before.lower_ in {"article", "section", "chapter", "figure", "table", "page", "no.", "number", "version", "line"}


def _counted_noun(doc: Doc, number: Token, end: int) -> Token | None:
    """The noun that the number counts: "80 women", "80 of the women", "the dead numbered 80" (none)."""
    top = number
    while top.dep_ in {"compound", "quantmod", "nummod", "conj", "advmod"} and top.head.like_num:
        top = top.head
    if top.dep_ in {"nummod", "compound", "quantmod", "amod"} and top.head.i >= end and top.head.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return top.head
    if end < len(doc) and doc[end].lower_ == "of":
        for token in doc[end + 1 : end + 8]:
            if token.pos_ in {"NOUN", "PROPN"} and not (token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"NOUN", "PROPN"}):
                return token
            if token.is_punct or token.pos_ == "VERB":
                return None
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
