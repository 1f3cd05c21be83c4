"""Times in a sentence: from the words of a date or a period to the days that it can mean."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from rag.disagreement.bounds import Interval
from rag.disagreement.calendar import day
from rag.disagreement.dates import DATE, read_date
from rag.disagreement.moment import Moment
from rag.documents.dates import parse_date
from rag.text.spans import Span

if TYPE_CHECKING:
    import datetime

__all__ = ["read_moment"]

_LINK = re.compile(r" ?[-–—] ?| (?:to|until|till|through|and|or) (?:the )?", re.IGNORECASE)
_DAYS = r"(?P<one>\d{1,2})(?:st|nd|rd|th)?(?P<link> ?[-–—] ?| to | and | or )(?P<two>\d{1,2})(?:st|nd|rd|th)?"
_MONTH_WORD = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_TWO_DAYS = re.compile(
    rf"(?<![\d.,-])(?:{_DAYS} (?P<after>{_MONTH_WORD}(?:,? \d{{4}})?)"
    rf"|(?P<before>{_MONTH_WORD}) {_DAYS.replace('one', 'first').replace('two', 'second').replace('link', 'join')}"
    r"(?![\d:])(?P<year>,? \d{4})?)"
)
_OTHER_LANGUAGE = re.compile(r"(?:le )?\d{1,2}[.º]? (?:de )?[^\W\d_]{3,12}\.? (?:del? )?[12]\d{3}")
_BARE_YEAR = re.compile(r"(?P<bare>\d{3,4})")
_BEFORE = re.compile(
    r"\b(?P<word>since|starting in|beginning in|until|till|through|before|prior to|ahead of|after|following|by|"
    r"no later than|not later than|not before|no earlier than|from|between|as (?:early|late|far back|long ago) as|"
    r"about|around|circa|ca?\.|approximately|roughly|on or about) ?(?:the )?(?:year )?$",
    re.IGNORECASE,
)
_HEDGES = frozenset({"about", "around", "circa", "ca.", "c.", "approximately", "roughly", "on or about"})
_SINCE = frozenset({"since", "starting in", "beginning in", "from"})
_UNTIL = frozenset({"until", "till", "through"})
_UP_TO = frozenset({"before", "prior to", "ahead of", "by", "no later than", "not later than"})
_FROM = frozenset({"after", "following", "not before", "no earlier than"})
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|going to|plans?|planned|due|scheduled|expected|set to|upcoming|next|intends?|hopes?|"
    r"to be|deadline|would|should)\b|'ll\b",
    re.IGNORECASE,
)


def read_moment(sentence: str, span: Span, *, anchor: datetime.date | None = None) -> Moment | None:
    """The time that a span of a sentence states.

    Args:
        sentence: The sentence as it stands in its source.
        span: The characters of the date or period; "since", "before", "around" and the other end of a range are read
            with it where they stand next to it.
        anchor: The day on which the sentence was written. Without one "Thursday" and "last month" are read, but mean
            no day.

    Returns:
        The time; None where the span holds none or several, or one that does not exist (30 February, a weekday that
        is not that of its date).
    """
    words = sentence[span.start : span.end]
    if _OTHER_LANGUAGE.fullmatch(words) and not DATE.fullmatch(words) and (date := parse_date(words)):
        interval = day(date).interval
        return Moment(span, words, (interval,), (interval,), "day")
    reading = _Reading(sentence, span, anchor, future=_FUTURE.search(sentence) is not None)
    found = reading.two_days() or reading.all()
    return found[0] if len(found) == 1 else None


class _Reading:
    """The dates of one sentence that touch a span, with what stands before and between them."""

    def __init__(self, sentence: str, span: Span, anchor: datetime.date | None, *, future: bool) -> None:
        self.sentence = sentence
        self.span = span
        self.anchor = anchor
        self.future = future

    def all(self) -> list[Moment | None]:
        """Each date or period that touches the span; None for one that does not exist."""
        found: list[Moment | None] = []
        matches = _dates(self.sentence, self.span)
        index = 0
        while index < len(matches):
            first = matches[index]
            last = matches[index + 1] if index + 1 < len(matches) else None
            opening = self._opening(first.start())
            link = _LINK.fullmatch(self.sentence, first.end(), last.start()) if last else None
            index += 1
            if last and link and _is_range(link[0], opening):
                index += 1
                if self._touches(first.start(), last.end()):
                    found.append(self._range(first, last, opening))
            elif self._touches(first.start(), first.end()):
                found.append(self._single(first, opening))
        return found

    def two_days(self) -> list[Moment | None]:
        """ "8-10 January 2026", "January 8 to 10": a period; "8 or 9 January": one day of two."""
        for match in _TWO_DAYS.finditer(self.sentence):
            if self._touches(match.start(), match.end()):
                return [self._two_days(match)]
        return []

    def _touches(self, start: int, end: int) -> bool:
        return end > self.span.start and start < self.span.end

    def _opening(self, start: int) -> str:
        match = _BEFORE.search(self.sentence, 0, start)
        return match["word"].lower() if match else ""

    def _placed(self, moment: Moment, start: int, end: int, opening: str) -> Moment:
        """The moment with the words that it was read from, those before it too."""
        if opening:
            match = _BEFORE.search(self.sentence, 0, start)
            start = match.start() if match else start
        return replace(moment, span=Span(start, end), words=self.sentence[start:end])

    def _date(self, match: re.Match[str], like: Moment | None = None) -> Moment | None:
        return read_date(match, self.anchor, future=self.future, like=like)

    def _range(self, first: re.Match[str], last: re.Match[str], opening: str) -> Moment | None:
        end = self._date(last)
        # "January to March 2020": the year stands once.
        begin = self._date(first, end)
        moment = None if begin is None or end is None else _through(begin, end)
        if moment is None:
            return None
        moment = replace(moment, role="at", ends=None) if opening == "between" else moment
        return self._placed(moment, first.start(), last.end(), opening)

    def _two_days(self, match: re.Match[str]) -> Moment | None:
        name = match["after"] or match["before"] + (match["year"] or "")
        numbers = (match["one"] or match["first"], match["two"] or match["second"])
        parsed = [DATE.fullmatch(f"{number} {name}") for number in numbers]
        begin, end = (self._date(one) if one else None for one in parsed)
        link, opening = (match["link"] or match["join"]).strip(), self._opening(match.start())
        moment = None if begin is None or end is None else _through(begin, end)
        if moment is None or begin is None or end is None or (link == "and" and opening != "between"):
            return None
        if link == "or":
            stated, possible = begin.stated + end.stated, begin.possible + end.possible
            moment = replace(moment, stated=stated, possible=possible)
        if link == "or" or opening == "between":
            moment = replace(moment, role="at", ends=None)
        return self._placed(moment, match.start(), match.end(), opening)

    def _single(self, match: re.Match[str], opening: str) -> Moment | None:
        moment = self._date(match)
        if moment is None:
            return None
        if opening in _HEDGES:
            moment = _about(moment)
        elif opening in _SINCE:
            moment = replace(moment, role="since")
        elif opening in _UNTIL:
            moment = replace(moment, role="until")
        elif moment.stated and opening in _UP_TO | _FROM:
            moment = _bounded(moment, opening)
        else:
            return moment
        return self._placed(moment, match.start(), match.end(), opening)


def _through(begin: Moment, end: Moment) -> Moment | None:
    """From one date to another; None if the second comes first, or one of them is no certain day."""
    if not begin.stated or not end.stated or begin.stated[0].low > end.stated[-1].high:
        return None
    stated = Interval(begin.stated[0].low, end.stated[-1].high)
    possible = Interval(min(i.low for i in begin.possible), max(i.high for i in end.possible))
    return replace(begin, stated=(stated,), possible=(possible,), role="through", ends=(begin, end))


def _dates(sentence: str, span: Span) -> list[re.Match[str]]:
    matches = list(DATE.finditer(sentence))
    if _BARE_YEAR.fullmatch(sentence, span.start, span.end) and not any(
        m.end() > span.start and m.start() < span.end for m in matches
    ):
        # A year such as 476, which only whoever asks for a date can know to be one.
        match = _BARE_YEAR.match(sentence, span.start)
        return [match] if match else []
    return matches


def _is_range(link: str, opening: str) -> bool:
    word = link.strip().lower()
    if word == "and":
        return opening == "between"
    return word != "or"


def _bounded(moment: Moment, opening: str) -> Moment:
    """ "Before 2001" ends before it, "by 2001" in it at the latest; a part of it may go by before "after 2001"."""
    low, high = moment.stated[0].low, moment.stated[-1].high
    if opening in _UP_TO:
        inclusive = opening in {"by", "no later than", "not later than"}
        stated = Interval(-inf, high) if inclusive else Interval(-inf, low, "closed", "open")
        possible = Interval(-inf, max(i.high for i in moment.possible))
    elif opening in _FROM:
        inclusive = opening in {"not before", "no earlier than"}
        stated = Interval(low, inf) if inclusive else Interval(high, inf, "open")
        possible = Interval(min(i.low for i in moment.possible), inf)
    else:
        return moment
    return replace(moment, stated=(stated,), possible=(possible,), precision="bound")


# Days to each side for "around", as stated and as possible, by the precision written.
_SLACK = {
    "day": (3, 10),
    "week": (7, 14),
    "month": (31, 62),
    "season": (60, 120),
    "year": (5 * 365, 15 * 366),
    "decade": (5 * 365, 10 * 366),
    "century": (50 * 365, 100 * 366),
    "bound": (0, 0),
}


def _about(moment: Moment) -> Moment:
    near, far = _SLACK[moment.precision]
    return replace(
        moment,
        stated=tuple(Interval(i.low - near, i.high + near) for i in moment.stated),
        possible=tuple(Interval(i.low - far, i.high + far) for i in moment.possible),
    )
