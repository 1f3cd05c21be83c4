"""Whether two names or descriptions of bodies, or of things, are of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.name_gazetteer import country_of_adjective, level
from rag.disagreement.name_links import bearers, belongs_to, is_abbreviation, nested, told_equal
from rag.disagreement.name_persons import Link, relate_descriptions
from rag.disagreement.name_words import (
    ARTICLES,
    BODY_WORDS,
    COMPANY_WORDS,
    near_spelling,
    noun,
    numbered_apart,
    opposed,
)
from rag.reading.lexicon import kind_of_noun
from rag.text.words import STOP_WORDS

if TYPE_CHECKING:
    from rag.disagreement.name_member import Member

__all__ = ["relate_bodies", "relate_things"]

# Bodies of which other bodies can be parts, and such parts.
_WHOLES = frozenset("government state administration regime military union university parliament party group".split())
_PARTS = frozenset(
    "ministry department agency office bureau school faculty institute college service police army navy guard court "
    "council committee commission board force forces division unit branch section laboratory lab team hospital".split()
)


def relate_bodies(first: Member, second: Member, texts: tuple[str, str]) -> Link:
    """How two bodies stand to each other; names and descriptions alike, for "the interior ministry" names one body.

    Args:
        first: A body.
        second: Another.
        texts: The whole texts of their sources, in the same order.
    """
    if any(told_equal(first.name, second.name, text) for text in texts):
        return "same"
    link = nested(first.name, second.name, texts, belongs_to) or _abbreviated(first, second, texts)
    if link is None and bool(first.name) != bool(second.name):
        link = _told(second, first, texts) if first.name else _told(first, second, texts)
        link = "first" if link and first.name else link
    return link or _by_words(first, second)


def _told(description: Member, named: Member, texts: tuple[str, str]) -> Link | None:
    """Whether a text puts the name beside the description ("the firm, Hale Brothers"): the name then tells more."""
    told = any(named.name in bearers(description.head, description.marks, text) for text in texts)
    bare = not description.definite and not description.marks and not description.within
    own = description.head in named.name and not description.marks
    return "second" if told or own or (bare and kind_of_noun(description.head) == "organisation") else None


def _abbreviated(first: Member, second: Member, texts: tuple[str, str]) -> Link | None:
    """The relation where one of the names is an acronym: by its initials, or by what a text writes in brackets."""
    short = [_acronym(member) for member in (first, second)]
    if not any(short) or not (first.name and second.name):
        return None
    if short[0] and short[1]:
        return None
    letters, long = (first.name[0], second) if short[0] else (second.name[0], first)
    if is_abbreviation(letters, long.name) or any(_bracketed(letters, long.name, text) for text in texts):
        return "same"
    # The letters may be of another language than the name.
    expanded = any(re.search(rf"\(\s*{re.escape(letters)}\s*\)|\b{re.escape(letters)}\s*\(", t.lower()) for t in texts)
    return "excludes" if expanded and len(long.name) > 1 else "unknown" if len(long.name) > 1 else None


def _acronym(member: Member) -> bool:
    letters = re.sub(r"\W|s$", "", re.sub(r"^[Tt]he ", "", member.words))
    return len(member.name) == 1 and 1 < len(letters) <= 7 and letters.isupper()


def _bracketed(letters: str, name: tuple[str, ...], text: str) -> bool:
    """Whether a text writes "the name (letters)", or the other way round."""
    words = r"[\W_]+(?:(?:of|the|and|for|de|del|la)\s+)*".join(map(re.escape, name))
    short = re.escape(letters)
    return bool(re.search(rf"{words}\s*\(\W*{short}\b|\b{short}\s*\(\W*(?:the\s+)?{words}", text.lower()))


def _bag(member: Member) -> frozenset[str]:
    """The words that tell a body, its country for the adjective of it, without small words and legal forms."""
    parts = frozenset(member.name) or member.marks | {member.head}
    words = {part.rstrip(".") for part in parts} - STOP_WORDS - ARTICLES
    kept = words - COMPANY_WORDS or words
    return frozenset(noun(country_of_adjective(word) or word) for word in kept)


_GENERIC = frozenset(noun(word) for word in BODY_WORDS) | {noun(word) for word in _WHOLES | _PARTS}


_CLUBS = frozenset(
    noun(word) for word in "united city town rovers wanderers athletic albion county rangers hotspur wednesday".split()
)


def _by_words(first: Member, second: Member) -> Link:
    bags = _bag(first), _bag(second)
    if bags[0] == bags[1] or numbered_apart(first.name, second.name) or _spelt_alike(*bags):
        return "excludes" if numbered_apart(first.name, second.name) else "same"
    own = bags[0] - _GENERIC, bags[1] - _GENERIC
    heads = bags[0] & _GENERIC, bags[1] & _GENERIC
    for number, (small, large) in enumerate((bags, bags[::-1])):
        if small < large:
            # "the ministry" and "the interior ministry"; "Barclays" and "Barclays Bank", but not "Barclays Capital".
            plain = not (large - small) - _GENERIC or not own[number]
            definite = (first, second)[number].definite or bool((first, second)[number].name)
            return "same" if plain and definite else ("second", "first")[number]
    if own[0] & own[1]:
        rest = bags[0] - bags[1], bags[1] - bags[0]
        # "Calder United" and "Calder City", "Calder North" and "Calder South"
        clubs = all(words and words <= _CLUBS for words in rest)
        sides = heads[0] == heads[1] and any(opposed(a, b) for a in rest[0] for b in rest[1])
        return "excludes" if clubs or sides else "unknown"
    return _apart(first, second, heads) if own[0] and own[1] else "unknown"


def _spelt_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    one, other = first - second, second - first
    return len(one) == len(other) == 1 and near_spelling(next(iter(one)), next(iter(other)))


def _apart(first: Member, second: Member, heads: tuple[frozenset[str], frozenset[str]]) -> Link:
    """Two bodies no telling word of which is shared."""
    if heads[0] & heads[1] and (first.name or first.definite) and (second.name or second.definite):
        return "excludes"
    if not (first.name and second.name):
        return "unknown"
    if bool(level(" ".join(first.name))) != bool(level(" ".join(second.name))):
        return "unknown"  # "Russia" and "the Kremlin"
    parts, wholes = {noun(word) for word in _PARTS}, {noun(word) for word in _WHOLES}
    nested = (heads[0] & wholes and heads[1] & parts) or (heads[1] & wholes and heads[0] & parts)
    return "unknown" if nested else "excludes"


def relate_things(first: Member, second: Member, texts: tuple[str, str]) -> Link:
    """How two things stand to each other: two proper names that share no word exclude each other."""
    if first.name and second.name:
        return _named_things(first.name, second.name, texts)
    if not first.name and not second.name:
        return relate_descriptions(first, second)
    description, named = (second, first) if first.name else (first, second)
    told = any(named.name in bearers(description.head, description.marks, text) for text in texts)
    if told or (description.head in named.name and not description.marks):
        return "first" if first.name else "second"
    return "unknown"


def _named_things(first: tuple[str, ...], second: tuple[str, ...], texts: tuple[str, str]) -> Link:
    if first == second or any(told_equal(first, second, text) for text in texts):
        return "same"
    if not set(first) & set(second) or numbered_apart(first, second):
        return "excludes"
    less = set(first) <= set(second), set(second) <= set(first)
    return "unknown" if less[0] == less[1] else "second" if less[0] else "first"
