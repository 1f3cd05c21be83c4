"""How two stances on a question, and two standings of one thing, stand to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.disagreement.relation import Relation, both, quoted

if TYPE_CHECKING:
    from rag.reading.stances import Stance
    from rag.reading.standings import Standing

__all__ = ["relate_stances", "relate_standings"]

_ARTICLES = frozenset({"the", "a", "an", "this", "that"})


def relate_stances(first: Stance, second: Stance) -> Relation:
    """Yes against no excludes, the same answer is the same; that both are of one time is for the caller to know."""
    if first.answer == second.answer:
        return Relation("same", f"both say {first.answer}")
    return Relation("excludes", f"one says {first.answer}, the other {second.answer}")


def relate_standings(first: Standing, second: Standing) -> Relation:
    """Compare how one thing stands according to two sentences.

    Returns:
        "incomparable" for another thing, another axis or another office: who is no mayor may be president; else "same"
        or "excludes". That both are of one time is for the caller to know.
    """
    if not _one_thing(first.subject, second.subject):
        return Relation("incomparable", f"{both(first.subject, second.subject)} need not be the same")
    if first.axis != second.axis:
        return Relation("incomparable", f"{both(first.state, second.state)} can both be true")
    (state, _, office), (other, _, another) = (s.state.partition(": ") for s in (first, second))
    if office != another:
        return Relation("incomparable", f"{both(first.state, second.state)} need not be of one office")
    if state == other:
        return Relation("same", f"both say {quoted(first.state)}")
    return Relation("excludes", f"{both(first.state, second.state)} cannot both be true of {quoted(first.subject)}")


def _one_thing(first: str, second: str) -> bool:
    """Whether one name is the other, or a shorter form of it: "Ruiz" and "Ana Ruiz"."""
    one, other = ([w for w in name.lower().split() if w not in _ARTICLES] for name in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter[-1] == longer[-1] and set(shorter) <= set(longer)
