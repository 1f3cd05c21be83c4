"""Which words say the same, and which say the opposite: lemmas, their families, common synonyms and antonyms."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

__all__ = ["opposed", "same_word"]

_SUFFIXES = (
    "isation ization ations ation ition ments ment ingly ing ness ship ians ian ists ist isms ism ical ally ance "
    "ence ants ant ents ent ions ion ives ive ers er ors or ies ity ed es al ic ly s e y"
).split()
# The stem that is left when an ending goes may differ by its last letter: "announce", "announcement".
_LAST_LETTERS = "ey"

# Words that commonly stand for each other in a question and its answer; one line a meaning. A word may stand in
# several lines: its meanings are not each other's.
_SYNONYM_LINES = (
    "release free liberate",
    "arrest detain capture imprison jail hold detention",
    "remain stay still hold keep imprison jail",
    "prisoner detainee inmate captive",
    "announce declare proclaim",
    "talk negotiation discussion",
    "start begin commence launch",
    "end finish cease conclude",
    "found establish create form founder",
    "buy purchase acquire",
    "die death dead perish",
    "kill murder assassinate",
    "bear birth",
    "lead head leader",
    "win victory winner",
    "write author writer",
    "build construct construction",
    "call name know dub term",
    "invent inventor invention",
    "discover discovery",
    "locate situate",
    "large big",
    "defeat beat",
    "pay spend cost",
    "earn make receive",
    "say state claim tell report",
    "job work occupation",
    "rise increase grow climb growth",
    "fall decrease decline drop",
    "dismiss fire sack",
    "leave depart departure",
    "arrive arrival",
    "choose select choice",
    "employ employee worker staff",
    "mediate mediator",
    "conquer conquest",
    "publish print",
    "close closure",
    "decide decision",
    "sell sale",
    "lose loss",
    "prove proof",
    "fly flight",
    "speak speech",
    "describe description",
    "invade invasion",
    "expand expansion",
    "explode explosion",
    "divide division",
    "destroy destruction",
    "produce production",
    "respond response",
    "attend attendance",
    "advise advice",
    "marry marriage",
)

# Verbs of which one sentence seldom means the other; one line a pair, its sides apart by a bar.
_OPPOSITE_LINES = (
    "release free liberate | arrest detain imprison jail hold capture seize remain stay keep",
    "buy purchase acquire | sell",
    "rise increase grow climb | fall decrease decline drop shrink",
    "open | close shut",
    "win | lose",
    "gain | lose",
    "start begin commence launch | end finish cease conclude stop",
    "found establish create | dissolve disband abolish",
    "arrive enter join | leave depart quit",
    "accept approve | reject refuse",
    "hire recruit appoint employ | dismiss fire sack",
    "bear | die kill murder",
    "survive | die kill perish",
    "build construct | demolish destroy",
    "import | export",
    "lend | borrow",
    "marry | divorce",
)


def _synonyms() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _SYNONYM_LINES:
        for word in line.split():
            found[word].update(line.split())
    return {word: frozenset(others) for word, others in found.items()}


def _opposites() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _OPPOSITE_LINES:
        left, right = (side.split() for side in line.split(" | "))
        for word in left:
            found[word].update(right)
        for word in right:
            found[word].update(left)
    return {word: frozenset(others) for word, others in found.items()}


_SYNONYMS, _OPPOSITES = _synonyms(), _opposites()


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            stem = word[: -len(suffix)]
            return stem[:-1] if len(stem) > 4 and stem[-1] in _LAST_LETTERS else stem
    return word


@lru_cache(maxsize=65536)
def same_word(first: str, second: str) -> bool:
    """Whether two lemmas, in lower case, are the same word, of one family, or common synonyms."""
    if first == second or first in _SYNONYMS.get(second, ()):
        return True
    if len(first) <= 3 or len(second) <= 3:
        return False
    return _stem(first) == _stem(second) or _is_gerund(first, second) or _is_gerund(second, first)


def _is_gerund(noun: str, verb: str) -> bool:
    """Whether a noun says what a verb of too few letters for a stem does: "hiring" and "hire"."""
    return noun.endswith("ing") and noun[:-3] in {verb, verb.removesuffix("e")}


@lru_cache(maxsize=65536)
def opposed(first: str, second: str) -> bool:
    """Whether two lemmas, in lower case, are opposites: of "sell" and "buy", a sentence says one or the other."""
    return first in _OPPOSITES.get(second, ())
