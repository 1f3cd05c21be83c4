"""Whether two values are of the same whole: the same group, part, place, period, model, event and bearer of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.disagreement.scope_asked import alike, asked
from rag.disagreement.scope_names import other_bearer, other_name, other_sort
from rag.disagreement.scope_people import other_group, other_modifier
from rag.disagreement.scope_times import other_period
from rag.reading.scope_words import DEMOGRAPHIC, EVENTS, event_word, members

if TYPE_CHECKING:
    from rag.disagreement.scope_asked import Asked, Similar
    from rag.reading.lexicon import AnswerKind
    from rag.reading.question import Question
    from rag.reading.scope import Scope

__all__ = ["other_scope"]

_FIGURES: frozenset[AnswerKind] = frozenset({"count", "share", "money", "measure", "duration"})
# A cause or a description may touch on anything: only what the things are can differ in scope.
_FREE: frozenset[AnswerKind] = frozenset({"cause", "description", "manner"})
_STATES = frozenset({"be", "have", "remain"})
_ANNOUNCING = frozenset({"announce", "propose"})
_WEAK_PARTS = ("of them", "of these", "of those", "of the", "of us")


def other_scope(
    question: Question,
    first: Scope,
    second: Scope,
    similar: Similar | None = None,
) -> str | None:
    """Why two values are of different wholes, so that both can be true.

    A restriction that the question makes and that only one value repeats is no difference; one that contradicts the
    question's is.

    Args:
        question: The question, analysed.
        first: What one value is of.
        second: What the other is of.
        similar: The cosine of two words, in an embedder's space; tells near-synonyms where it is given.

    Returns:
        A short reason for people; None where the values are of the same whole as far as is told. The order of the two
        does not matter to whether there is a reason.
    """
    ask, kind = asked(question), question.kind
    if kind == "thing" and first.counted and second.counted:
        # "What is the dose?", "What is the mortality?": the values are figures.
        kind = "share" if {first.counted, second.counted} & DEMOGRAPHIC else "measure"
    reason = (
        other_bearer(ask, first, second)
        or other_name(kind, ask, first, second)
        or other_sort(question, first, second, similar)
    )
    if reason or kind in _FREE:
        return reason
    return (
        other_group(kind, ask, first, second, similar)
        or other_modifier(kind, ask, first, second)
        or other_period(kind, ask, first, second)
        or _other_part(kind, ask, first, second)
        or _other_event(kind, ask, first, second)
        or _other_place(kind, ask, first, second)
        or _more_measured(kind, ask, first, second, similar)
    )


def _other_part(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    if kind not in _FIGURES or bool(first.part) == bool(second.part):
        return None
    one = first if first.part else second
    # "Nine of them were lost" answers how many were lost; "nine of them were ill" does not.
    weak = (one.part or "").startswith(_WEAK_PARTS)
    if weak and (any(ask.says(event) for event in one.events) or not one.events & _STATES):
        return None
    return f"one is of a part (“{one.part}”), the other of all"


def _other_event(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    if kind == "yes_no":  # whether it is open or closed is what the sources differ on
        return None
    one, other = members(EVENTS, first.events), members(EVENTS, second.events)
    for number in sorted(one.keys() | other.keys()):
        mine, theirs = one.get(number, frozenset()), other.get(number, frozenset())
        wanted = ask.events.get(number, frozenset())
        if mine & theirs:
            continue
        off = [bool(found) and not found & wanted for found in (mine, theirs)]
        if (wanted and any(off)) or (not wanted and mine and theirs):
            return f"one tells of {_event(number, mine)}, the other of {_event(number, theirs)}"
    # When something was announced is not when it was.
    told = (first.events ^ second.events) & _ANNOUNCING
    if kind == "date" and told and not any(ask.says(word) for word in told):
        return f"one tells when something was {min(told)}d"
    return None


def _event(number: int, places: frozenset[int]) -> str:
    return f"“{event_word((number, min(places)))}”" if places else "something else"


def _other_place(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    if kind not in _FIGURES | {"date"}:
        return None
    mine, theirs = (_unasked(ask, scope) for scope in (first, second))
    if kind == "date":  # a date holds for one place as for another, but not for a part of a thing
        mine, theirs = ([place for place in places if place.islower()] for places in (mine, theirs))
    if not mine and not theirs:
        return None
    if any(_shared(a, b) for a in mine for b in theirs):
        return None
    if mine and theirs:
        return f"one is for {mine[0]}, the other for {theirs[0]}"
    one, other = (mine, second) if mine else (theirs, first)
    told = {word.lower() for words in (*other.names, *other.places) for word in words.split()}
    if any(word.lower() in told for words in one for word in words.split()):
        return None
    return f"one is for {one[0]} only"


def _unasked(ask: Asked, scope: Scope) -> list[str]:
    return sorted(place for place in scope.places if not any(ask.says(word) for word in _telling(place)))


def _shared(first: str, second: str) -> bool:
    """Whether one name of a place is the other in short: "Murn" and "Cape Murn", but not two plants."""
    one, other = ({word.lower() for word in _telling(place)} for place in (first, second))
    return one <= other or other <= one


def _telling(place: str) -> list[str]:
    """The words of a place that tell it from others: "Leeds" of "Leeds plant", "north" of "north wing"."""
    words = place.split()
    return [w for w in words if w[:1].isupper() or w[:1].isdigit()] or words[:-1] or words


def _more_measured(kind: AnswerKind, ask: Asked, first: Scope, second: Scope, similar: Similar | None) -> str | None:
    """Why one figure is of more things: the pool, and the pool with the hall."""
    if kind not in {"money", "measure", "duration"}:
        return None
    for one, other in ((first, second), (second, first)):
        for pair in sorted(one.joined - other.joined):
            known, _, added = pair.partition(" and ")
            if ask.says(added):
                known, added = added, known
            if ask.says(known) and not ask.says(added) and not alike(known, added, similar):
                return f"one is of the {known} and the {added} together"
    return None
