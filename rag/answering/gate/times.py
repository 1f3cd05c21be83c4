"""Whether quotes give the dates and periods of a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.disagreement.moment_relations import relate_moments
from rag.disagreement.moments import read_moment
from rag.reading.patterns import DATE
from rag.reading.values import find_values
from rag.text.spans import Span, overlap
from rag.text.words import fold

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from rag.disagreement.moment import Moment

__all__ = ["Time", "is_told", "time_spans", "times_of", "times_told", "year_of"]

_YEAR = re.compile(r"(?<![\w.,-])(?:1\d|20)\d\d(?![\w%]|[.,]\d)")


class Time(NamedTuple):
    """A date or period of a sentence.

    Attributes:
        words: As written.
        span: Its characters.
        moment: What it says in its sentence ("by 1977"), where that can be read.
        bare: What its own words say ("1977").
    """

    words: str
    span: Span
    moment: Moment | None
    bare: Moment | None


def time_spans(doc: Doc) -> list[Span]:
    """The characters of a sentence that tell dates and periods."""
    return [Span(found.start, found.end) for found in find_values(doc) if found.kind == "date"]


def times_of(doc: Doc, anchor: datetime.date | None = None) -> list[Time]:
    """The dates and periods of a sentence.

    Args:
        doc: The sentence, parsed.
        anchor: The day on which it was written, if known.
    """
    return [_time(doc.text, span, anchor) for span in time_spans(doc)]


def year_of(words: str) -> Time | None:
    """What looks like a number and may be a year: "about 1685"; None for anything else."""
    match = _YEAR.search(words)
    return _time(words, Span(match.start(), match.end()), None) if match and match.end() == len(words) else None


def times_told(quote: str, anchor: datetime.date | None) -> list[Time]:
    """All that a quote can tell of times: every form of a date, with and without the day on which it was written.

    Args:
        quote: A quote.
        anchor: The day that its file bears, if it bears one.
    """
    spans = {Span(match.start(), match.end()) for match in DATE.finditer(quote)}
    spans |= {
        span
        for match in _YEAR.finditer(quote)
        if not any(overlap(span := Span(match.start(), match.end()), other) for other in spans)
    }
    told: list[Time] = []
    for span in sorted(spans):
        for day in dict.fromkeys((None, anchor)):
            time = _time(quote, span, day)
            told.append(time)
            if time.moment and time.moment.ends:
                told += [Time(end.words, span, end, end) for end in time.moment.ends]
    return told


def is_told(time: Time, quotes: Sequence[str], told: Sequence[Time]) -> bool:
    """Whether quotes tell a time: the same, or one that lies within it.

    Args:
        time: Of a sentence.
        quotes: The quotes.
        told: The times of the quotes.
    """
    if time.moment is None:
        return _written(time.words, quotes)
    known = [other.moment for other in told if other.moment is not None]
    if time.moment.ends:
        return all(any(_tells(other, end) for other in known) for end in time.moment.ends)
    bound = time.bare if time.moment.precision == "bound" else None
    # Every date lies within wide bounds: the date that bounds must itself be told.
    if bound is not None and not any(_tells(other.bare, bound) for other in told if other.bare is not None):
        return False
    if any(_tells(other, time.moment) for other in known):
        return True
    return time.moment.month is None and not time.moment.possible and _written(time.words, quotes)


def _tells(given: Moment, asked: Moment) -> bool:
    """Whether what a quote gives says at least as much as what is asked for."""
    for one, other in _alike(given, asked):
        relation = relate_moments(one, other)
        if relation.verdict == "same" or (relation.verdict == "refines" and relation.narrower == "first"):
            return True
    return False


def _alike(given: Moment, asked: Moment) -> Iterator[tuple[Moment, Moment]]:
    yield given, asked
    if not given.ends and not asked.ends and given.role != asked.role and given.precision != "bound":
        # "Since 2019" tells the same date as "in 2019".
        yield replace(given, role="at"), replace(asked, role="at")


def _written(words: str, quotes: Sequence[str]) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(fold(words))}(?!\w)")
    return any(pattern.search(fold(quote)) for quote in quotes)


def _time(text: str, span: Span, anchor: datetime.date | None) -> Time:
    words = text[span.start : span.end]
    bare = read_moment(words, Span(0, len(words)), anchor=anchor)
    return Time(words, span, read_moment(text, span, anchor=anchor), bare)
