"""Whether two claims are of two things: of two that bear one name, of two models, two places or two wholes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.disagreement.aside import Aside
from rag.disagreement.quantity import Quantity
from rag.disagreement.relation import quoted
from rag.disagreement.scopes import other_scope
from rag.reading.descriptions import descriptions
from rag.text.sentences import sentences
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.claim import Claim
    from rag.reading.question import Question
    from rag.reading.scope import Scope

__all__ = ["other_bearer", "other_whole"]

_CALENDAR = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_AROUND = 700  # characters to each side
_ONE_SORT = 0.5  # cosine from which on two descriptions may be of one thing


def other_bearer(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None
) -> Aside | None:
    """Two things that bear the name asked about: "Lumen, the hand-held console" and "the photo editor Lumen".

    Args:
        question: What was asked, with its names.
        first: A claim.
        second: Another.
        similar: Tells how alike two words are in meaning, -1..1; without it, descriptions part nothing.

    Returns:
        None where a description fits both, or nothing tells the two apart.
    """
    for name in question.names:
        told = [descriptions(name, _speaking_of(name, claim)) for claim in (first, second)]
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


def _speaking_of(name: str, claim: Claim) -> str:
    """The sentences around a claim that say a name: what bears it may be told once, some sentences before."""
    read = claim.read
    around = read.text[max(0, read.start - _AROUND) : read.start + len(read.sentence) + _AROUND]
    return " ".join(
        around[span.start : span.end] for span in sentences(around) if name in around[span.start : span.end]
    )


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


def other_whole(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None
) -> Aside | None:
    """Two wholes: women and all members, one town and another; see :func:`rag.disagreement.scopes.other_scope`.

    Args:
        question: What was asked: what it names parts nothing.
        first: A claim.
        second: Another.
        similar: Tells how alike two words are in meaning, -1..1.
    """
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
