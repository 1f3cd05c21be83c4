"""Why two values that differ need not be at odds: they hold at other times, of other wholes, or are no facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.disagreement.calendar import day
from rag.disagreement.moment import Moment
from rag.disagreement.moment_relations import relate_moments
from rag.disagreement.quantity import Quantity
from rag.disagreement.relation import quoted
from rag.disagreement.scopes import other_scope
from rag.reading.descriptions import descriptions
from rag.reading.number import asks_for_the_past
from rag.reading.party import asked_party
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.claim import Claim
    from rag.reading.question import Question
    from rag.reading.scope import Scope

__all__ = ["Aside", "Grounds", "apart"]

Grounds: TypeAlias = Literal["modality", "update", "scope", "attribution", "refinement", "list", "restated", "copy"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Why two claims are no disagreement.

    Attributes:
        grounds: The kind of reason.
        reason: The reason, for people.
        beside: Which of the two does not answer what was asked: a plan where the fact is told, another party's word.
    """

    grounds: Grounds
    reason: str
    beside: Literal["first", "second"] | None = None


def apart(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None = None
) -> Aside | None:
    """Why two claims whose values differ can both be true; None where nothing tells that they can.

    Args:
        question: What was asked.
        first: A claim.
        second: Another.
        similar: Tells how alike two words are in meaning, -1..1.
    """
    return (
        _unlike_voice(question, first, second)
        or _other_bearer(question, first, second, similar)
        or _of_several(question, first, second)
        or _unlike_modality(first, second)
        or _unlike_time(question, first, second)
        or _unlike_scope(question, first, second, similar)
    )


# Figures that are counted anew; days after which any other statement about the present may have been overtaken.
_COUNTED = frozenset({"count", "money", "share"})
_LASTING = 180
# Days before its file's date from which on a time that is told is not the file's own news.
_BACK = 45
_CHANGING = re.compile(
    r"\b(?:again|still|now|currently|today|so far|to date|already|no longer|yet|at present|until further notice)\b",
    re.IGNORECASE,
)
# A date that is the value itself, or a cause, does not change from one day to the next.
_TIMELESS = frozenset({"date", "cause"})
_CALENDAR = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
# Months, weekdays and years.
_TELLING = re.compile(r"\b(?:[A-Z]\w+|\d+)")
_PERFECT = re.compile(r"\b(?:has|have|had|been)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Kinds of which there can be several at once.
_LISTED = frozenset({"date", "person", "organisation", "place", "thing", "role", "list", "cause"})
_OTHERS = re.compile(
    r"\b(?:among other\w*|amongst other\w*|others? (?:include|including|being|are|were)|including|along with|"
    r"together with|as well as|such as|for example|for instance)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:one|some|two) of (?:the|its|his|her|their|several|many|two|three|four|five)\b(?P<whole>(?: [\w'-]+){1,4})",
    re.IGNORECASE,
)
_ONE_SORT = 0.5  # cosine from which on two descriptions may be of one thing
_NEAR = 30  # characters
_TOLD: dict[str, str] = {
    "planned": "what is planned or expected",
    "possible": "what may be",
    "conditional": "what would be under a condition",
    "denied": "what is denied",
    "actual": "what is told as fact",
}


def _unlike_voice(question: Question, first: Claim, second: Claim) -> Aside | None:
    """Where one party's word is asked for, what another says is no answer."""
    party = asked_party(question.text)
    if party is None:
        return None
    wanted = set(stems(party))
    speaking = [bool(wanted & set(stems(f"{claim.read.before} {claim.read.sentence}"))) for claim in (first, second)]
    if all(speaking):
        return None
    others = first if not speaking[0] else second
    beside: Literal["first", "second"] = "first" if others is first else "second"
    return Aside("attribution", f"{quoted(others.words)} is not what {party} says", beside)


def _other_bearer(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None
) -> Aside | None:
    """Two things that bear the name asked about: "Lumen, the hand-held console" and "the photo editor Lumen"."""
    for name in question.names:
        told = [descriptions(name, f"{claim.read.before} {claim.read.sentence}") for claim in (first, second)]
        for one in told[0]:
            for other in told[1]:
                if similar is None or not _of_other_sorts(one, other, similar):
                    return None
        if told[0] and told[1]:
            return Aside("scope", f"one {quoted(name)} is “{told[0][0]}”, the other “{told[1][0]}”")
        model = [_model(name, claim) for claim in (first, second)]
        if model[0] and model[1] and model[0] != model[1] and not {*model} & question.words:
            return Aside("scope", f"one is of {name} {model[0]}, the other of {name} {model[1]}")
        where = [_whereabouts(name, claim) for claim in (first, second)]
        if where[0] and where[1] and not _mentioned(where[0], second) and not _mentioned(where[1], first):
            return Aside("scope", f"one {quoted(name)} is at {where[0]}, the other at {where[1]}")
    return None


def _model(name: str, claim: Claim) -> str | None:
    """The number of a model behind a name: "Brisk 40"."""
    match = re.search(rf"{re.escape(name)} (\d+\w*)(?! ?[%°\w])", claim.read.sentence)
    return match[1].lower() if match else None


def _whereabouts(name: str, claim: Claim) -> str | None:
    """The place that stands behind a name: "Halden Bridge in Murn", "Wendle station on the Coast Line"."""
    text = f"{claim.read.before} {claim.read.sentence}"
    match = re.search(rf"{re.escape(name)}(?: [a-z]+)? (?:in|at|on|near|from|of) (?:the )?((?:[A-Z][\w'’-]* ?)+)", text)
    return match[1].strip() if match and not re.match(_CALENDAR, match[1]) else None


def _mentioned(words: str, claim: Claim) -> bool:
    return words in claim.read.text


def _of_other_sorts(one: str, other: str, similar: Callable[[str, str], float]) -> bool:
    """Whether two descriptions are of two sorts of thing: a console and an editor, a ferry company and a coach firm."""
    if set(stems(one)) & set(stems(other)):
        return False
    # "Ferry company" and "coach firm" differ in what stands before the noun.
    first, second = (" ".join(words.split()[:-1]) for words in (one, other))
    return similar(one, other) <= _ONE_SORT or bool(first and second and similar(first, second) <= _ONE_SORT)


def _of_several(question: Question, first: Claim, second: Claim) -> Aside | None:
    """A value that is told as one of several leaves room for another."""
    for one, other in ((first, second), (second, first)):
        if one.kind in _LISTED and (sign := _sign_of_several(question, one)):
            return Aside(
                "list",
                f"{quoted(one.words)} is one of several ({quoted(sign[0])}): {quoted(other.words)} may be another",
            )
    return None


def _sign_of_several(question: Question, claim: Claim) -> re.Match[str] | None:
    """What tells that the value is one of several of what was asked for."""
    sentence, span = claim.read.sentence, claim.span
    near = sentence[max(0, span.start - _NEAR) : span.end + _NEAR]
    if sign := _OTHERS.search(near):
        return sign
    asked = set(stems(question.text))
    # "One of the next markets is on Friday", asked when the market is: not "one of the largest releases".
    return next((m for m in _ONE_OF.finditer(sentence) if asked & set(stems(m["whole"]))), None)


def _unlike_modality(first: Claim, second: Claim) -> Aside | None:
    one, other = first.modality, second.modality
    # A stance is read out of what is asserted only, and "no" is how it takes a denial.
    if one == other or (first.stance and second.stance):
        return None
    # Which causes are denied is for the comparing of causes to know.
    if first.kind == "cause" and {one, other} <= {"actual", "denied"}:
        return None
    # "Opens on 3 May" and "will open on 5 May" are said of one and the same future; "has been open since" is not.
    if {one, other} == {"planned", "actual"} and _still_ahead(first if one == "actual" else second):
        return None
    beside: Literal["first", "second"] | None = "second" if one == "actual" else "first" if other == "actual" else None
    reason = f"{quoted(first.words)} is {_TOLD[one]}, {quoted(second.words)} is {_TOLD[other]}"
    return Aside("modality", reason, beside)


def _still_ahead(claim: Claim) -> bool:
    """Whether what is told as fact in the present tense may speak of the future."""
    if not claim.present or _PERFECT.search(claim.read.sentence):
        return False
    moment, written = claim.value, claim.read.date
    if isinstance(moment, Moment) and moment.possible and written is not None:
        return moment.possible[-1].high > written.toordinal()
    return True


def _unlike_time(question: Question, first: Claim, second: Claim) -> Aside | None:
    """Values of different days are change over time, not a disagreement."""
    if first.kind in _TIMELESS:
        return None
    if first.holds_at and second.holds_at:
        if relate_moments(first.holds_at, second.holds_at).verdict != "excludes":
            return None
        times = f"{quoted(first.holds_at.words)} against {quoted(second.holds_at.words)}"
        return Aside("update", f"{times}: the values hold at different times")
    # Who founded, built or won something stays who did, whenever it is told.
    if first.naming and second.naming and asks_for_the_past(question.text):
        return None
    if first.holds_at or second.holds_at:
        return _dated_and_present(first, second) or _looking_back(question, first, second)
    days = first.read.date, second.read.date
    if first.present and second.present and days[0] and days[1]:
        return _own_days(first, second, abs(days[0] - days[1]).days)
    years = _edition(first.source), _edition(second.source)
    if not any(days) and years[0] and years[1] and years[0] != years[1]:
        return Aside("update", f"the files are of {years[0]} and of {years[1]}")
    return None


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


def _unlike_scope(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None
) -> Aside | None:
    reason = other_scope(question, _telling(first, second), _telling(second, first), similar)
    return Aside("scope", reason) if reason else None


def _telling(claim: Claim, other: Claim) -> Scope:
    """The scope without what tells the two claims apart only in how they are written."""
    scope, text = claim.scope, other.read.text
    # Values with a unit have been compared as rates already.
    rated = isinstance(claim.value, Quantity) and claim.value.unit is not None
    return replace(
        scope,
        # A place that the other file speaks of too is told there elsewhere than beside the value.
        places=frozenset(p for p in scope.places if p not in text and p not in claim.words),
        names=frozenset(n for n in scope.names if n not in claim.words),
        periods=frozenset(p for p in scope.periods if not (rated and p.startswith("per "))),
    )
