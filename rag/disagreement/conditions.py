"""Why two values that differ need not be at odds: they hold at other times, of other wholes, or are no facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.disagreement.moment_relations import relate_moments
from rag.disagreement.relation import quoted
from rag.disagreement.scopes import other_scope
from rag.reading.party import asked_party
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.claim import Claim
    from rag.reading.question import Question

__all__ = ["Aside", "Grounds", "apart"]

Grounds: TypeAlias = Literal["modality", "update", "scope", "attribution", "refinement", "list", "restated", "copy"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Why two claims are no disagreement: a kind of reason, and the reason for people."""

    grounds: Grounds
    reason: str


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
        or _unlike_modality(first, second)
        or _unlike_time(first, second)
        or _unlike_scope(question, first, second, similar)
    )


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
    return Aside("attribution", f"{quoted(others.words)} is not what {party} says")


def _unlike_modality(first: Claim, second: Claim) -> Aside | None:
    one, other = first.modality, second.modality
    # A stance is read out of what is asserted only, and "no" is how it takes a denial.
    if one == other or (first.stance and second.stance):
        return None
    return Aside("modality", f"{quoted(first.words)} is {_TOLD[one]}, {quoted(second.words)} is {_TOLD[other]}")


def _unlike_time(first: Claim, second: Claim) -> Aside | None:
    """Values of different days are change over time, not a disagreement."""
    if first.kind == "date":
        return None
    if first.holds_at and second.holds_at:
        relation = relate_moments(first.holds_at, second.holds_at)
        if relation.verdict != "excludes":
            return None
        return Aside(
            "update",
            f"{quoted(first.holds_at.words)} against {quoted(second.holds_at.words)}: the values hold at different times",
        )
    days = first.read.date, second.read.date
    if first.present and second.present and all(days) and days[0] != days[1]:
        return Aside("update", f"each value is told as of its own day: {days[0]} and {days[1]}")
    return None


def _unlike_scope(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None
) -> Aside | None:
    reason = other_scope(question, first.scope, second.scope)
    return Aside("scope", reason) if reason else None
