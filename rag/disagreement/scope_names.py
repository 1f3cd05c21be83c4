"""Whether two values are of the same named thing: the same model, version, owner and bearer of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.scope_asked import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.disagreement.scope_asked import Asked, Similar
    from rag.reading.lexicon import AnswerKind
    from rag.reading.question import Question
    from rag.reading.scope import Scope

__all__ = ["other_bearer", "other_name", "other_sort"]

_DETERMINERS = frozenset({"the", "another", "a", "our", "my", "their"})
_OWNED: frozenset[AnswerKind] = frozenset({"count", "share", "money", "measure", "duration", "date"})
_LABEL = re.compile(r"([a-z]+) (\d[\w.]*|[IVX]+|[A-H])")
_MARK = re.compile(r"\d[\w.-]*|[IVX]+|[A-Z]\d[\w.]*")
_VARIANTS = frozenset("pro plus mini max lite ultra air junior senior deluxe".split())


def other_bearer(ask: Asked, first: Scope, second: Scope) -> str | None:
    """Why two things bear one name, as one side says and the other does not; else None."""
    words = {scope.namesake for scope in (first, second)}
    if len(words) == 1:
        return None
    told = next(iter(sorted(w for w in words if w)))
    if told[0].isupper():
        opening, *_, last = told.lower().split()
        # "Oda the Younger" is one of two where the question does not say which; "the other Oda" where it asks for her.
        if last not in ask.lemmas if opening in _DETERMINERS else (last in ask.lemmas or opening not in ask.lemmas):
            return None
    return f"two bear the same name (“{told}”)"


def other_name(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    """Why two values are of things of different names: two models, two versions, two owners; else None."""
    reason = _other_label(ask, first, second) or _other_model(ask, first, second)
    if reason or kind not in _OWNED or ask.names:
        return reason
    mine, theirs = (frozenset(n for n in s.names if not _LABEL.fullmatch(n)) for s in (first, second))
    words = [{w.lower() for n in names for w in n.split()} for names in (mine, theirs)]
    if mine and theirs and not words[0] & words[1]:
        return f"one is of {min(mine)}, the other of {min(theirs)}"
    return None


def _other_label(ask: Asked, first: Scope, second: Scope) -> str | None:
    """Two numbers behind one noun: "version 4.1" and "version 4.2"."""
    mine, theirs = _labels(first.names), _labels(second.names)
    for noun in mine.keys() & theirs.keys():
        if not mine[noun] & theirs[noun]:
            return f"one is of {noun} {min(mine[noun])}, the other of {noun} {min(theirs[noun])}"
    for labels in (mine, theirs):
        for noun in labels.keys() & ask.lemmas:
            wanted = {w for w in ask.lemmas if _MARK.fullmatch(w.upper())}
            if wanted and not {label.lower() for label in labels[noun]} & wanted:
                return f"one is of {noun} {min(labels[noun])}, which was not asked about"
    return None


def _labels(names: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        if match := _LABEL.fullmatch(name):
            found.setdefault(match[1], set()).add(match[2])
    return found


def _other_model(ask: Asked, first: Scope, second: Scope) -> str | None:
    """Names that begin alike and end in different numbers or marks: "Torvik 40" and "Torvik 60"."""
    mine, theirs = _models(first.names), _models(second.names)
    wanted = {w for w in ask.lemmas if _MARK.fullmatch(w.upper()) or w in _VARIANTS}
    for stem in sorted(mine.keys() | theirs.keys()):
        a, b = mine.get(stem, set()), theirs.get(stem, set())
        if a and b and not a & b:
            return f"one is of the {_name(stem, a)}, the other of the {_name(stem, b)}"
        marks = a ^ b if not (a and b) else set()
        known = stem.split()[0] in ask.names
        if known and marks and not marks & wanted and (wanted or any(m in _VARIANTS or m[0] == "(" for m in marks)):
            return f"one is of the {_name(stem, marks)}"
    return None


def _models(names: Iterable[str]) -> dict[str, set[str]]:
    """By stem, in lower case: the numbers and marks behind it."""
    found: dict[str, set[str]] = {}
    for name in names:
        stem, _, last = name.rpartition(" ")
        if stem and stem[0].isupper() and (_MARK.fullmatch(last) or last.lower() in _VARIANTS or last[0] == "("):
            found.setdefault(stem.lower(), set()).add(last.lower())
    return found


def _name(stem: str, marks: set[str]) -> str:
    return f"{stem.title()} {min(marks).title()}"


def other_sort(question: Question, first: Scope, second: Scope, similar: Similar | None) -> str | None:
    """Why one name stands for things of different sorts, a van and a cart; else None."""
    for name in question.names:
        words = set(name.lower().split())
        mine, theirs = ({noun for n, noun in s.sorts if set(n.split()) & words} for s in (first, second))
        pairs = [(a, b) for a in mine for b in theirs]
        if pairs and not any(a in b or b in a or alike(a, b, similar) for a, b in pairs):
            return f"{name} is a {min(mine)} in one, a {min(theirs)} in the other"
    return None
