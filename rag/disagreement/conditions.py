"""Why two values that differ need not be at odds: they hold at other times, of other wholes, or are no facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from rag.disagreement.aside import Aside
from rag.disagreement.bearers import other_bearer, other_whole
from rag.disagreement.moment import Moment
from rag.disagreement.relation import quoted
from rag.disagreement.times_apart import other_time
from rag.reading.lexicon import SPEECH_VERBS
from rag.reading.party import asked_party
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.claim import Claim
    from rag.reading.question import Question

__all__ = ["apart"]

_PERFECT = re.compile(r"\b(?:has|have|had|been)\b", re.IGNORECASE)
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
_NEAR = 30  # characters
# What many can do each for themselves; an announcement is one event.
_MANY_DO = SPEECH_VERBS - {"announce", "declare"}
_TOLD: dict[str, str] = {
    "planned": "what is planned or expected",
    "possible": "what may be",
    "conditional": "what would be under a condition",
    "denied": "what is denied",
    "actual": "what is told as fact",
}


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
        or other_bearer(question, first, second, similar)
        or _of_several(question, first, second)
        or _unlike_modality(first, second)
        or other_time(question, first, second)
        or other_whole(question, first, second, similar)
    )


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


def _of_several(question: Question, first: Claim, second: Claim) -> Aside | None:
    """A value that is told as one of several leaves room for another."""
    if first.naming and second.naming and question.verb in _MANY_DO:
        return Aside("list", f"{quoted(first.words)} and {quoted(second.words)} may both have done so")
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
