"""Dates and places that a question names are conditions: a value that a sentence gives for others is no answer.

A sentence that gives several values ("80 in Spain and 40 in Italy") says each beside its own condition. Which one
goes with which is told by distance in words, where a coordinator, a comma or another value in between counts as
several words: more reliable than the parse, which often attaches the second pair wrongly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import tokens_at
from rag.reading.kept import kept
from rag.reading.parser import parse
from rag.reading.patterns import DATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span

    from rag.reading.candidates import Candidate
    from rag.reading.lexicon import AnswerKind
    from rag.reading.question import Question

__all__ = ["keep_meeting", "says_when"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEARS = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
_DAY = re.compile(r"(?<![\d-])(?:[12]?\d|3[01])(?:st|nd|rd|th)?(?![\d-])")
_DECADE = re.compile(r"(?<!\d)(?:1\d|20)\d0s\b")
# Kinds of answer that hold for a time; a question for a date names other dates for other reasons.
_DATED: frozenset[AnswerKind] = frozenset(
    "count money share measure person organisation place thing list duration".split()  # type: ignore[arg-type]
)
_AT_TIME = frozenset("in on during at of by for as".split())
_AT_PLACE = frozenset({"in", "at", "near", "from", "to", "of", "for", "by", "with", "across", "outside", "inside"})
_QUALIFIERS = frozenset({"early", "mid", "late", "the", "-", "about", "around"})
# What it counts for, in words, that something stands between a value and a condition.
_BETWEEN_CLAUSES, _BETWEEN_PARTS, _ANOTHER = 8, 3, 5


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as far as it is told: ``years`` from and to, month 1 to 12, day 1 to 31."""

    years: tuple[int, int] | None
    month: int | None
    day: int | None

    def conflicts(self, other: _Date) -> bool:
        if self.years and other.years:
            if self.years[0] > other.years[1] or other.years[0] > self.years[1]:
                return True
            if self.years[0] != self.years[1] or other.years[0] != other.years[1]:
                return False
        return _differ(self.month, other.month) or (self.month == other.month and _differ(self.day, other.day))


def keep_meeting(question: Question, doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop the candidates that the sentence gives for another date or place than the question asks about.

    Args:
        question: The question, analysed.
        doc: The parsed sentence.
        candidates: What may answer, all of one sentence.

    Returns:
        Those left, in the same order. A candidate goes if the date nearest to it contradicts a date of the
        question, or if the name nearest to it (of those behind the same preposition) is another than the
        question's and a rival stands nearest to that one.
    """
    asked = parse(question.text)
    kept = list(candidates)
    if question.numbers or question.names:
        if question.kind in _DATED:
            kept = _at_the_date(asked, doc, kept)
        kept = _at_the_place(asked, doc, kept)
    return kept


def says_when(question: Question, doc: Doc) -> bool:
    """Whether the sentence says a date that agrees with the question's, or the question has none."""
    if question.kind not in _DATED or not question.numbers:
        return True
    wanted = [date for _, date in _dates(parse(question.text)) if date.years]
    given = [_date(match.group()) for match in DATE.finditer(doc.text)] if wanted else []
    return not wanted or any(date.years and not date.conflicts(one) for date in given for one in wanted)


def _at_the_date(asked: Doc, doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    wanted = [date for _, date in _dates(asked)]
    given = _dates(doc)
    if not wanted or not given:
        return candidates
    spans = [span for span, _ in given]
    kept = []
    for candidate in candidates:
        date = given[_nearest(doc, candidate, candidates, spans)][1]
        if not any(date.conflicts(one) for one in wanted):
            kept.append(candidate)
    return kept


def _at_the_place(asked: Doc, doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    for preposition, name in _names(asked):
        words = {t.lower_ for t in name}
        given = [(p, n) for p, n in _names(doc) if p == preposition]
        wanted = [any(t.lower_ in words for t in n) for _, n in given]
        if not any(wanted) or all(wanted):
            continue
        spans = [n for _, n in given]
        meets = [wanted[_nearest(doc, candidate, candidates, spans)] for candidate in candidates]
        if any(meets):
            candidates = [c for c, met in zip(candidates, meets, strict=True) if met]
    return candidates


@kept
def _dates(doc: Doc) -> list[tuple[Span, _Date]]:
    """The dates that tell when something is so: behind a preposition, or with none before them at all."""
    found = []
    for match in DATE.finditer(doc.text):
        date = _date(match.group())
        span = tokens_at(doc, match.start(), match.end())
        before = span.start - 1
        while before >= 0 and doc[before].lower_ in _QUALIFIERS:
            before -= 1
        adverbial = any(t.dep_ in {"npadvmod", "tmod"} for t in span)
        governed = before < 0 or doc[before].lower_ in _AT_TIME
        if (date.years or date.month) and (governed or adverbial):
            found.append((span, date))
    return found


def _date(words: str) -> _Date:
    decade = _DECADE.search(words)
    if decade:
        first = int(decade.group()[:4])
        return _Date((first, first + 9), None, None)
    years = [int(year) for year in _YEARS.findall(words)]
    month = _MONTH.search(words)
    day = _DAY.search(_YEARS.sub("", words)) if month else None
    return _Date(
        (min(years), max(years)) if years else None,
        _MONTHS.index(month.group(1).lower()) + 1 if month else None,
        int(re.sub(r"\D", "", day.group())) if day else None,
    )


def _names(doc: Doc) -> Iterator[tuple[str, Span]]:
    """Names behind a preposition, with the preposition."""
    i = 0
    while i < len(doc):
        if doc[i].pos_ != "PROPN" or doc[i].ent_type_ == "DATE":
            i += 1
            continue
        first = i
        while i < len(doc) and doc[i].pos_ == "PROPN":
            i += 1
        before = first - 1
        if before >= 0 and doc[before].lower_ == "the":
            before -= 1
        if before >= 0 and doc[before].lower_ in _AT_PLACE:
            yield doc[before].lower_, doc[first:i]


def _nearest(doc: Doc, candidate: Candidate, candidates: Sequence[Candidate], spans: Sequence[Span]) -> int:
    """The index of the span that is nearest to the candidate."""
    starts = {tokens_at(doc, c.start, c.end).start for c in candidates}
    own = tokens_at(doc, candidate.start, candidate.end)
    marks = {span.start for span in spans} | starts

    def distance(span: Span) -> int:
        left, right = (own, span) if own.start < span.start else (span, own)
        between = doc[left.end : right.start] if left.end < right.start else ()
        return sum(_length(token.lower_, another=token.i in marks) for token in between)

    return min(range(len(spans)), key=lambda i: distance(spans[i]))


def _length(word: str, *, another: bool) -> int:
    if word in {"and", "but", "while", "whereas", "or", ";", ":", "–", "—"}:
        return _BETWEEN_CLAUSES
    return _BETWEEN_PARTS if word == "," else _ANOTHER if another else 1


def _differ(first: int | None, second: int | None) -> bool:
    return first is not None and second is not None and first != second
