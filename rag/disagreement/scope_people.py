"""Whether two figures count the same things: the nouns counted, and what restricts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.disagreement.scope_asked import alike
from rag.reading.lexicon import GROUP_NOUNS, kind_of_noun
from rag.reading.scope_words import DEMOGRAPHIC, EVENTS, MODIFIERS, RESTRICTING

if TYPE_CHECKING:
    from rag.disagreement.scope_asked import Asked, Similar
    from rag.reading.lexicon import AnswerKind
    from rag.reading.scope import Scope

__all__ = ["other_group", "other_modifier", "whole"]

_ANYBODY = frozenset({"people", "person", "individual", "human", "inhabitant", "resident", "citizen"})
# Nouns of one meaning among those for people by what they are.
_GROUPS = (
    "woman female mother girl",
    "man male boy",
    "child minor juvenile teenager infant baby youth",
    "migrant refugee immigrant foreigner",
    "student pupil",
    "soldier officer troop serviceman fighter",
)
_COUNTED: frozenset[AnswerKind] = frozenset({"count", "share"})
_IRREGULAR = {"person": "people", "woman": "women", "man": "men", "child": "children", "people": "people"}
_FIGURES: frozenset[AnswerKind] = frozenset({"count", "share", "money", "measure", "duration"})
# Nouns that "of" follows without cutting out a part.
_CLASSIFIERS = frozenset(
    "pair piece set group number member case copy item unit round sheet bottle box bag loss".split()
)
# Whom a figure is for where nothing is said.
_ANYONE = _ANYBODY | frozenset(
    "customer user visitor patient passenger member employee worker consumer guest buyer owner tenant player voter "
    "driver reader household".split()
)
_TAXES = frozenset({"tax", "taxes", "vat", "interest", "fees"})


def whole(scope: Scope) -> str:
    """What a value counts or measures, in words: "Spanish citizens"; "all" where its clause does not tell."""
    mods = sorted(m for m in scope.modifiers if " " not in m and m != scope.counted)
    if scope.counted is None:
        return " ".join([*mods, "cases"]) if mods else "all"
    return " ".join([*mods, _plural(scope.counted)])


def _plural(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if kind_of_noun(noun) in {"money", "measure", "share", "duration"} or noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("ch", "sh", "x", "z")) else f"{noun}s"


def other_group(kind: AnswerKind, ask: Asked, first: Scope, second: Scope, similar: Similar | None) -> str | None:
    """Why two figures count different groups: women and all prisoners, Spanish citizens and people; else None."""
    if kind not in _COUNTED:
        return None
    reason = f"one is of {whole(first)}, the other of {whole(second)}"
    for one, other in ((first, second), (second, first)):
        if _is_demographic(one) and _counts_others(ask, one, other):
            return reason
        if _is_compound_of(one.counted, other.counted) and not ask.says(one.counted or ""):
            return reason
        for word in _plain(one):
            if any(alike(word, w, similar) for w in {*_plain(other), *other.events, other.counted or ""}):
                continue
            if not ask.says(word):
                return reason
            # What was asked of foreign nationals is not answered by a number of people.
            if other.counted in _ANYBODY and word not in EVENTS and (word[:1].isupper() or word in RESTRICTING):
                return reason
    return None


def _is_compound_of(noun: str | None, other: str | None) -> bool:
    """Whether one noun is the other with more before it, written as one word: "warship" and "ship"."""
    if noun is None or other is None or other in _ANYBODY or not noun.endswith(other):
        return False
    return len(other) > 3 and len(noun) - len(other) > 2


def _plain(scope: Scope) -> list[str]:
    """The restrictions of the noun counted itself; of an attribute ("recycling rate"), none is a part."""
    if scope.counted is not None and kind_of_noun(scope.counted) in {"share", "measure", "money"}:
        return []
    return [m for m in sorted(scope.modifiers) if " " not in m and m != scope.counted]


def _is_demographic(scope: Scope) -> bool:
    return scope.counted in DEMOGRAPHIC


def _counts_others(ask: Asked, one: Scope, other: Scope) -> bool:
    """Whether people of one sort are set against people of another sort, or against all of them."""
    noun, against = one.counted or "", other.counted
    if against is None:
        return not ask.says(noun)
    if _of_one_group(noun, against) or against in DEMOGRAPHIC:
        return not _of_one_group(noun, against)
    return against in GROUP_NOUNS and not (ask.says(against) and ask.says(noun))


def _of_one_group(first: str, second: str) -> bool:
    return first == second or any({first, second} <= set(group.split()) for group in _GROUPS)


def other_modifier(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    """Why the words that restrict two values rule each other out: net and gross, first and second; else None."""
    for one, other in ((first, second), (second, first)):
        for noun, word in _with_noun(one):
            against = [w for n, w in _with_noun(other) if n == noun]
            wanted = [w for w in MODIFIERS if w in ask.lemmas and MODIFIERS[w][0] == MODIFIERS[word][0]]
            if _contrary(word, against) or (_contrary(word, wanted) and ask.says(noun)):
                facing = next(iter(against or wanted))
                return f"one is of the {word} {noun}, the other of the {facing} one"
        if kind in _FIGURES:
            bare = _reckoning(one)
            extra = _narrower(one, other)
            if extra and not ask.says(extra):
                return f"one is of the {extra} {one.counted}, the other of the {other.counted}"
            told = {RESTRICTING[word][0] for word in _words(other) if word in RESTRICTING}
            if bare and RESTRICTING[bare][0] not in told and not ask.says(bare):
                return f"one is of the {bare} {one.counted}, the other does not say so"
    return _concerned(kind, ask, first, second) or _left_out(kind, ask, first, second)


def _concerned(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    """Why two figures are told of different people, adults and children, or of different kinds of one noun."""
    mine, theirs = (_after("for ", s) for s in (first, second))
    if kind in _FIGURES and (mine or theirs) and not any(_of_one_group(a, b) for a in mine for b in theirs):
        if mine and theirs:
            return f"one is for {_plural(mine[0])}, the other for {_plural(theirs[0])}"
        if not any(word in _ANYONE or ask.says(word) for word in mine or theirs):
            return f"one is for {_plural((mine or theirs)[0])} only"
    mine, theirs = (_after("of ", s) for s in (first, second))
    if kind == "count" and first.counted == second.counted and bool(mine) != bool(theirs):
        kinds = mine or theirs
        if first.counted not in _CLASSIFIERS and not any(ask.says(word) for word in kinds):
            return f"one is of {_plural(first.counted or '')} of {kinds[0]} only"
    return None


def _after(start: str, scope: Scope) -> list[str]:
    return sorted(m.removeprefix(start) for m in scope.modifiers if m.startswith(start))


def _with_noun(scope: Scope) -> list[tuple[str, str]]:
    """Modifiers with contraries, each with the noun that it modifies."""
    pairs = [tuple(m.split(" ", 1)) for m in sorted(scope.modifiers) if " " in m]
    found = [(noun, word) for word, noun in pairs if word in MODIFIERS]
    if scope.counted is not None:
        found += [(scope.counted, m) for m in sorted(scope.modifiers) if m in MODIFIERS and m != scope.counted]
    return found


def _contrary(word: str, others: list[str]) -> bool:
    """Whether another word of the same class, but no word of the same member, stands on the other side."""
    own = MODIFIERS[word]
    rivals = [MODIFIERS[w] for w in others if MODIFIERS[w][0] == own[0]]
    return bool(rivals) and own not in rivals


def _words(scope: Scope) -> list[str]:
    return [part for m in scope.modifiers for part in m.split()]


def _reckoning(scope: Scope) -> str | None:
    """A modifier of the noun measured that singles out a way of reckoning: "net", "average", "confirmed"."""
    return next((m for m in sorted(scope.modifiers) if m in RESTRICTING and m != scope.counted), None)


def _narrower(one: Scope, other: Scope) -> str | None:
    """What restricts the noun measured in one where the other has the bare noun: "youth unemployment"."""
    if one.counted is None or one.counted != other.counted:
        return None
    bare = [m for m in _words(other) if m != other.counted]
    mods = sorted(m for m in one.modifiers if " " not in m and m != one.counted and m not in MODIFIERS)
    return mods[0] if mods and not bare else None


def _left_out(kind: AnswerKind, ask: Asked, first: Scope, second: Scope) -> str | None:
    """Why one value leaves out what the other takes in: "without battery", "before tax", "after the first"."""
    for one, other in ((first, second), (second, first)):
        wanted = bool(ask.lemmas & {"second", "third", "repeat", "repeated", "subsequent", "further", "later"})
        if "later time" in one.modifiers and "later time" not in other.modifiers and not wanted:
            return "one is of the first time, the other of those after it"
        for words in sorted(one.modifiers):
            way, _, noun = words.partition(" ")
            if way not in {"with", "without"} or (way == "with" and noun not in _TAXES):
                continue
            opposite = f"{'without' if way == 'with' else 'with'} {noun}" in other.modifiers
            figures = kind in {"money", "measure", "count", "share"}
            if opposite or (figures and words not in other.modifiers and not ask.says(noun)):
                return f"one is {way} {noun}, the other {'not' if opposite else 'does not say so'}"
    return None
