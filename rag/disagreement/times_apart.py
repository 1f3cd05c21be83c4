"""Whether two claims hold at two times, so that what differs is a change and no disagreement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from rag.disagreement.aside import Aside
from rag.disagreement.calendar import day
from rag.disagreement.moment_relations import relate_moments
from rag.disagreement.relation import quoted
from rag.reading.number import asks_for_the_past, asks_for_the_present

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim
    from rag.disagreement.moment import Moment
    from rag.reading.question import Question

__all__ = ["other_time"]

# Figures that are counted anew.
_COUNTED = frozenset({"count", "money", "share"})
# Days after which any other statement about the present may have been overtaken.
_LASTING = 180
# Days after which what is asked for in the present tense may have changed, however it is told.
_LONG = 300
# Days before its file's date from which on a time that is told is not the file's own news.
_BACK = 45
_CHANGING = re.compile(
    r"\b(?:again|still|now|currently|today|so far|to date|already|no longer|yet|at present|until further notice)\b",
    re.IGNORECASE,
)
# A date that is the value itself, or a cause, does not change from one day to the next.
_TIMELESS = frozenset({"date", "cause"})
# Months, weekdays and years.
_TELLING = re.compile(r"\b(?:[A-Z]\w+|\d+)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def other_time(question: Question, first: Claim, second: Claim) -> Aside | None:
    """Values of different days are change over time, not a disagreement.

    Args:
        question: What was asked: times that it names, and what once happened and stays so, are no change.
        first: A claim.
        second: Another.

    Returns:
        None where both may hold at one time, as far as the sentences and the dates of their files tell.
    """
    if first.kind in _TIMELESS:
        return None
    if first.holds_at and second.holds_at:
        return _at_other_times(first.holds_at, second.holds_at)
    # Who founded, built or won something stays who did, whenever it is told.
    if first.naming and second.naming and asks_for_the_past(question.text):
        return None
    if first.holds_at or second.holds_at:
        return _dated_and_present(first, second) or _looking_back(question, first, second)
    return _of_other_files(first, second) or _long_apart(question, first, second)


def _at_other_times(first: Moment, second: Moment) -> Aside | None:
    """Two values that each tell their time."""
    if relate_moments(first, second).verdict != "excludes":
        return None
    times = f"{quoted(first.words)} against {quoted(second.words)}"
    return Aside("update", f"{times}: the values hold at different times")


def _of_other_files(first: Claim, second: Claim) -> Aside | None:
    """Two values that tell no time: that of their files counts."""
    days = first.read.date, second.read.date
    if first.present and second.present and days[0] and days[1]:
        return _own_days(first, second, abs(days[0] - days[1]).days)
    years = _edition(first.source), _edition(second.source)
    if not any(days) and years[0] and years[1] and years[0] != years[1]:
        return Aside("update", f"the files are of {years[0]} and of {years[1]}")
    return None


def _long_apart(question: Question, first: Claim, second: Claim) -> Aside | None:
    """Values of which the present is asked for, in files that were written long after one another."""
    days = first.read.date, second.read.date
    if days[0] is None or days[1] is None or abs((days[0] - days[1]).days) < _LONG:
        return None
    if not asks_for_the_present(question.text):
        return None
    return Aside("update", f"the files are of {days[0]} and {days[1]}: what is asked for may have changed")


def _own_days(first: Claim, second: Claim, apart: int) -> Aside | None:
    """Two values that are each told of the time of writing."""
    # What changes from day to day is told with "now", or is a figure that is counted; a manual's word holds longer.
    changing = any(c.now or c.kind in _COUNTED or _CHANGING.search(c.read.sentence) for c in (first, second))
    if apart == 0 or (apart <= _LASTING and not changing):
        return None
    return Aside("update", f"each value is told as of its own day: {first.read.date} and {second.read.date}")


def _dated_and_present(first: Claim, second: Claim) -> Aside | None:
    """A value of a time that is told, and one of the time of writing."""
    dated, other = (first, second) if first.holds_at else (second, first)
    if not other.present or other.read.date is None or dated.holds_at is None:
        return None
    written = day(other.read.date).interval
    if not dated.holds_at.possible or any(interval.overlaps(written) for interval in dated.holds_at.possible):
        return None
    # "Was closed in March" is still at odds with what is told to be open in May.
    overtaken = _CHANGING.search(other.read.sentence) is not None
    if dated.stance and dated.holds_at.possible[-1].high < written.low and not overtaken:
        return None
    told = f"{quoted(dated.words)} is told of {quoted(dated.holds_at.words)}"
    past = dated.holds_at.possible[-1].high < written.low
    beside: Literal["first", "second"] = "first" if (dated is first) == past else "second"
    return Aside("update", f"{told}, {quoted(other.words)} of {other.read.date}", beside)


def _looking_back(question: Question, first: Claim, second: Claim) -> Aside | None:
    """A value of a time long before its file, and one without a time: the files' own news is not what was then."""
    dated, other = (first, second) if first.holds_at else (second, first)
    moment = dated.holds_at
    if moment is None or not moment.possible or other.holds_at:
        return None
    told = dated.read.date or other.read.date
    year = _edition(other.source)
    if dated.stance or (year and year in moment.words):
        return None
    asked = set(_TELLING.findall(moment.words)) & set(_TELLING.findall(question.text))
    if told is None or asked or moment.possible[-1].high + _BACK >= told.toordinal():
        return None
    reason = f"{quoted(dated.words)} is told of {quoted(moment.words)}, {quoted(other.words)} of no such time"
    return Aside("update", reason, "first" if dated is first else "second")


def _edition(source: str) -> str | None:
    """The year in a file's name, if there is exactly one: "report-2022.pdf"."""
    years = _YEAR.findall(source.rpartition("/")[2])
    return years[0] if len(years) == 1 else None
