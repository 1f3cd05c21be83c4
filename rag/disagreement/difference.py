"""Whether the values of two claims can both be true, whatever kind they are of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from rag.disagreement.cause_relations import relate_causes
from rag.disagreement.compare import compare
from rag.disagreement.name_relations import relate_names
from rag.disagreement.quantity import Quantity
from rag.disagreement.relation import Relation, both
from rag.disagreement.stance_relations import relate_stances
from rag.reading.cause_claims import read_cause
from rag.reading.number import asks_for_several
from rag.text.words import fold, stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.claim import Claim
    from rag.disagreement.compare import Value
    from rag.reading.cause_claims import CauseClaim
    from rag.reading.question import Question

    Similar: TypeAlias = Callable[[str, str], float]

__all__ = ["difference"]

# Who asks for one of these asks for where a bound lies, not for a figure within it.
_LIMITS = frozenset("maximum minimum limit most least load capacity ceiling cap threshold deadline rating".split())
# Difference, as a share of the larger figure, from which on a bound is taken for what it was meant to say.
_FAR = 0.8
# Longer words tell more than a name, and may tell of it; names so alike may be two for one.
_NAME_WORDS = 6
_ALIKE = 0.7
_NAMELIKE = re.compile(r"(?:(?:the|The|a|an) )?(?:[A-Z0-9]|\.?[a-z0-9]+$)")
_VAGUE = re.compile(r"\b(?:dozens|scores|hundreds|thousands|several|few|many|multiple|couple)\b", re.IGNORECASE)
_AT_MOST = frozenset({"most", "less"})
_AT_LEAST = frozenset({"least", "more"})
# "10 mg twice a day" is no 10 mg a day.
_TIMES = re.compile(r"\b(?:twice|thrice|(?:two|three|four|five|\d+) times)\b", re.IGNORECASE)
_DAILY = {"day": "daily", "week": "weekly", "month": "monthly", "year": "(?:yearly|annual|annually)", "hour": "hourly"}


def difference(question: Question, first: Claim, second: Claim, similar: Similar | None = None) -> Relation:
    """How the values of two claims stand to each other; whether the claims are about the same thing is not asked.

    Args:
        question: What was asked.
        first: A claim.
        second: Another, of the same question.
        similar: Tells how alike two texts are in meaning, -1..1.

    Returns:
        "excludes" only where the two cannot both be true of one thing; "incomparable" where nothing is known of how
        such values exclude each other: accounts, reasons, things that are described.
    """
    if first.stance and second.stance:
        return relate_stances(first.stance, second.stance)
    if first.value and second.value:
        return _values(question, first, second, first.value, second.value)
    if first.kind == second.kind == "cause":
        return relate_causes(_cause(first), _cause(second), similar)
    if fold(first.words) == fold(second.words):
        return Relation("same", f"both say {both(first.words, second.words)}")
    if first.naming and second.naming:
        relation = relate_names(
            first.naming, second.naming, many=question.kind == "list" or asks_for_several(question.text)
        )
        return _as_answers(question, first, second, relation, similar)
    return Relation("incomparable", f"{both(first.words, second.words)} are values of different kinds")


def _values(question: Question, first: Claim, second: Claim, one: Value, other: Value) -> Relation:
    """Two numbers or dates."""
    if any(_VAGUE.search(claim.words) for claim in (first, second)):
        return _vague(compare(one, other))
    one, other = _same_rate(first, second, one, other)
    return _limits(question, one, other) or _far_apart(compare(one, other))


def _as_answers(
    question: Question, first: Claim, second: Claim, relation: Relation, similar: Similar | None
) -> Relation:
    """Two names of which only knowledge of the world could tell apart, as answers to a question for one thing."""
    if relation.verdict != "incomparable" or not relation.open or similar is None or asks_for_several(question.text):
        return relation
    one, other = set(stems(first.words)), set(stems(second.words))
    if not one or not other or one & other or max(len(c.words.split()) for c in (first, second)) > _NAME_WORDS:
        return relation
    if (
        not all(_NAMELIKE.match(claim.words) for claim in (first, second))
        or similar(first.words, second.words) > _ALIKE
    ):
        return relation
    return Relation("differs", f"{both(first.words, second.words)} answer the question differently")


def _far_apart(relation: Relation) -> Relation:
    """Who counts "at least 80" does not mean 600, though the words leave room for it."""
    if relation.verdict != "refines" or relation.apart is None or relation.apart < _FAR:
        return relation
    return replace(relation, verdict="excludes", reason=f"{relation.reason}, but the two are far apart", narrower=None)


def _same_rate(first: Claim, second: Claim, one: Value, other: Value) -> tuple[Value, Value]:
    """The two values; where one sentence tells its rate apart ("once a day, 20 mg"), as a rate too."""
    if not (isinstance(one, Quantity) and isinstance(other, Quantity)) or one.per == other.per:
        return one, other
    per = one.per or other.per
    if _TIMES.search(f"{first.read.sentence} {second.read.sentence}"):
        return one, other
    bare = second if one.per else first
    if (one.per and other.per) or not re.search(
        rf"\b(?:per|an?|each|every) {per}\b|\b{_DAILY.get(per or '', per)}\b", bare.read.sentence
    ):
        return one, other
    return replace(one, per=per), replace(other, per=per)


def _vague(relation: Relation) -> Relation:
    """Who says "dozens" or "many" has not counted: it is at odds with no figure."""
    if relation.verdict != "excludes":
        return relation
    return replace(relation, verdict="incomparable", reason=f"{relation.reason}, but one of them is no count")


def _cause(claim: Claim) -> CauseClaim:
    read = claim.read
    return read_cause(read.sentence, claim.span, read.before, read.after)


def _limits(question: Question, first: Value, second: Value) -> Relation | None:
    """Two bounds on the same side: as estimates both can be true, as limits only one can be in force."""
    if not (isinstance(first, Quantity) and isinstance(second, Quantity)):
        return None
    hedges = {first.hedge, second.hedge}
    if not (hedges <= _AT_MOST or hedges <= _AT_LEAST) or not _LIMITS & (question.words | set(question.terms)):
        return None
    if first.kind != second.kind or first.unit != second.unit or first.figure == second.figure:
        return None
    return Relation("excludes", f"{both(first.words, second.words)} are two different limits")
