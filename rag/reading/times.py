"""Expressions in a sentence that say when: dates, days told from the day of writing, and words for now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import tokens_at
from rag.reading.kept import kept
from rag.reading.patterns import DATE
from rag.text.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["TimeWords", "find_times"]

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sept?|oct|nov|dec)"
)
_UNIT = r"(?:day|week|weekend|fortnight|month|quarter|season|year|decade|century)"
_OF_DAY = r"(?:morning|afternoon|evening|night)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|many)"
# Told from the day of writing, or from a day told before.
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|overnight|"
    rf"(?:early |late |earlier |later )?(?:this|last|next|that|the same|the previous|the following|the past|the whole)"
    rf"(?: very| whole| past)? (?:{_WEEKDAY} {_OF_DAY}|{_WEEKDAY}|{_MONTH}|{_SEASON}|{_OF_DAY}|{_UNIT})"
    rf"|{_WEEKDAY} {_OF_DAY}"
    rf"|{_NUMBER} {_UNIT}s? (?:ago|earlier|later|before|after)(?! than)"
    r"|the (?:day|year|week|month) (?:before|after)"
    r"|(?:1\d|20)\d\d (?:(?:financial|fiscal|calendar|school|academic|tax) year|season)"
    r"|(?:Q[1-4]|the (?:first|second|third|fourth|last) (?:quarter|half) of) \d{4}"
    r"|christmas|easter|new year['’]s (?:eve|day))\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:midnight|noon|midday|dawn|daybreak|dusk|sunrise|sunset|nightfall)\b"
    r"|\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:in the (?:morning|afternoon|"
    r"evening)|at night)\b"
    r"|\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o['’]clock)(?!\w)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?:right |by |until |up to )?now(?! (?:that|and then))|so far(?! (?:as|from|away|apart))|thus far|to date|"
    r"currently|presently|nowadays|at present|at the moment|at this (?:time|point)|at the time of writing|to this day|"
    r"these days|as yet|today)\b",
    re.IGNORECASE,
)
# "The last day of support" counts days; "the last Sunday in June" is one.
_COUNTED = re.compile(r"(?:last|next|same) \w+$", re.IGNORECASE)
_COUNTED_IN = re.compile(r" (?:of|in) (?:the )?", re.IGNORECASE)
_JOINT = re.compile(r"(?: | on | of | at |, (?=\d{4}))")
_RANGE = re.compile(r" ?[-–—] ?| (?:to|until|till|through) (?:the )?", re.IGNORECASE)
_PART = re.compile(
    r"(?:(?:the )?(?:very )?(?:end|start|beginning|middle|close|turn|eve|first half|second half|course|spring|summer|"
    r"autumn|fall|winter|morning|afternoon|evening|night) (?:of|in) )?(?:the )?(?:(?:calendar|financial|fiscal) )?"
    r"(?:(?:year|month|week|night) (?:of )?)?(?:early |late |mid[- ])?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:as (?:of|at|early as|late as|far back as)|with effect from|no later than|not later than|prior to|up to|by|"
    r"since|until|till|in|on|at|during|before|after|from|through|throughout|within|around|about|towards?|following|"
    r"over|for|of|between|circa|ca\.|effective|as) $",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(?:every|each|all|per|most) $", re.IGNORECASE)
_YEAR_AFTER = frozenset(
    "in since by of until till from during through throughout before after between and to or early late mid year "
    "around about circa for as at".split()
)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """An expression that says when.

    Attributes:
        core: Its characters without the preposition before it ("the end of 2023").
        words: Its characters with the preposition ("at the end of 2023").
        now: Whether it is a word for the time of writing ("now", "so far", "today").
        dated: Whether it says more than the time of writing or an hour.
    """

    core: Span
    words: Span
    now: bool
    dated: bool


@kept
def find_times(doc: Doc) -> list[TimeWords]:
    """The expressions of a sentence that say when, in its order; lengths of time and what recurs are left out.

    Args:
        doc: The parsed sentence.
    """
    text = doc.text
    found: list[TimeWords] = []
    for core, dated in _merged(text, _cores(doc)):
        start = _PART.search(text, 0, core.start)
        begin = start.start() if start else core.start
        opening = _OPENING.search(text, 0, begin)
        if _REPEATED.search(text, 0, begin):
            continue
        words = Span(opening.start() if opening else begin, core.end)
        now = _NOW.search(text, core.start, core.end) is not None
        found.append(TimeWords(Span(begin, core.end), words, now, dated))
    return found


def _cores(doc: Doc) -> list[tuple[Span, bool]]:
    text = doc.text
    taken = bytearray(len(text))
    found: list[tuple[Span, bool]] = []
    for pattern, dated in ((_RELATIVE, True), (DATE, True), (_CLOCK, False), (_NOW, False)):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or (pattern is DATE and not _is_time(doc, start, end)):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append((Span(start, end), dated))
    return sorted(found)


def _merged(text: str, cores: list[tuple[Span, bool]]) -> list[tuple[Span, bool]]:
    """Hours joined to their days, and the two ends of a period."""
    merged: list[tuple[Span, bool]] = []
    for core, dated in cores:
        if merged:
            before, was = merged[-1]
            gap = text[before.end : core.start]
            opening = text[: before.start].lower().rstrip()
            joint = _JOINT.fullmatch(gap) is not None and not (dated and was)
            joint = joint or (_is_counted(text, before) and _COUNTED_IN.fullmatch(gap) is not None)
            period = _RANGE.fullmatch(gap) is not None and (opening.endswith("from") or gap.strip() in {"-", "–", "—"})
            between = gap == " and " and opening.endswith("between")
            if joint or ((period or between) and dated and was):
                merged[-1] = (Span(before.start, core.end), dated or was)
                continue
        merged.append((core, dated))
    return [(core, dated) for core, dated in merged if not _is_counted(text, core)]


def _is_counted(text: str, core: Span) -> bool:
    """Whether "the last day" is told from what follows ("of support"), not from the day of writing."""
    the = text[: core.start].lower().endswith("the ")
    return the and _COUNTED.fullmatch(text, *core) is not None and _COUNTED_IN.match(text, core.end) is not None


def _is_time(doc: Doc, start: int, end: int) -> bool:
    """Whether four digits or the name of a month or day stand for a time, not for a number, a verb or a name."""
    span = tokens_at(doc, start, end)
    words = doc.text[start:end]
    token = span[0]
    before = doc[span.start - 1] if span.start else None
    if not any(c.isdigit() for c in words):
        return token.pos_ in {"PROPN", "NOUN"} and token.ent_type_ not in {"PERSON", "ORG"} and words.lower() != "sun"
    if not words.isdigit():
        return True
    counted = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    if before is not None and before.text in {"$", "€", "£", "No.", "#"}:
        return False
    if counted or len(words) != len("2000"):
        return token.ent_type_ == "DATE" and not counted
    return token.ent_type_ == "DATE" or before is None or before.lower_ in _YEAR_AFTER
