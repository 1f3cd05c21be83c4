"""Whether two values are of the same period: years, quarters, rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.disagreement.scope_asked import Asked
    from rag.reading.lexicon import AnswerKind
    from rag.reading.scope import Scope

__all__ = ["other_period"]

_NUMBERS = ("first", "second", "third", "fourth")
_FIGURES: frozenset[AnswerKind] = frozenset({"count", "share", "money", "measure", "duration"})


def other_period(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    """Why two values are of different periods; None where they need not be.

    Who did something, or where, is not told for a year: there, only a year that contradicts the question's counts.
    """
    if kind == "date":
        return None
    mine, theirs = _years(first), _years(second)
    if kind in _FIGURES and mine and theirs and not mine & theirs:
        return _apart(mine, theirs)
    off = [bool(years) and bool(ask.years) and not years & ask.years for years in (mine, theirs)]
    if off[0] != off[1]:
        return _apart(mine or ask.years, theirs or ask.years)
    if kind not in _FIGURES:
        return None
    return _parts(ask, first, second) or _rates(ask, first, second)


def _years(scope: Scope) -> frozenset[str]:
    return frozenset(p for p in scope.periods if p.isdigit())


def _apart(first: frozenset[str], second: frozenset[str]) -> str:
    return f"one is for {' and '.join(sorted(first))}, the other for {' and '.join(sorted(second))}"


def _parts(ask: Asked, first: Scope, second: Scope) -> str | None:
    mine, theirs = (
        frozenset(p for p in s.periods if not p.isdigit() and not p.startswith("per ")) for s in (first, second)
    )
    if mine & theirs or not mine | theirs:
        return None
    if mine and theirs:
        return f"one is for {_said(mine)}, the other for {_said(theirs)}"
    part = next(iter(sorted(mine or theirs)))
    if part == "full year" or ask.says(part.split()[0]):
        return None
    return f"one is for {_said(mine or theirs)} only"


def _said(periods: frozenset[str]) -> str:
    words = min(periods)
    part, _, number = words.partition(" ")
    return f"the {_NUMBERS[int(number) - 1]} {part}" if number.isdigit() else f"the {words}"


def _rates(ask: Asked, first: Scope, second: Scope) -> str | None:
    mine, theirs = (frozenset(p for p in s.periods if p.startswith("per ")) for s in (first, second))
    if mine & theirs or not mine | theirs:
        return None
    if mine and theirs:
        return f"one is {min(mine)}, the other {min(theirs)}"
    rate = min(mine or theirs)
    # What is told for a year without saying so is told "in 2023" or "annually" alike.
    if rate == "per year" or ask.says(rate.removeprefix("per ")):
        return None
    return f"one is {rate}, the other is not"
