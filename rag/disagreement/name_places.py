"""Whether two places are one, one lies in the other, or the same thing cannot be at both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.name_gazetteer import contains, country_of_adjective, level
from rag.disagreement.name_links import lies_in, nested, told_equal, told_kinds
from rag.disagreement.name_persons import Link, relate_descriptions
from rag.disagreement.name_words import is_side, near_spelling, noun, numbered_apart, opposed
from rag.reading.lexicon import ORGANISATION_WORDS, PLACE_WORDS, kind_of_noun

if TYPE_CHECKING:
    from rag.disagreement.name_member import Member

__all__ = ["relate_places"]

# How large what a noun names is: 0 lies within a town, 1 is a town, 2 and 3 hold towns, 4 holds countries.
_SIZES = {
    **dict.fromkeys(("city", "town", "village", "hamlet", "municipality", "settlement", "capital", "parish"), 1),
    **dict.fromkeys("district suburb quarter neighbourhood neighborhood borough ward".split(), 0),
    **dict.fromkeys("county province state region department prefecture oblast governorate territory".split(), 2),
    **dict.fromkeys("country nation kingdom republic".split(), 3),
    "continent": 4,
}
_FACILITIES = frozenset(
    "park prison jail airport stadium palace castle cathedral hall bridge tower museum street road avenue lane square "
    "station hospital clinic school university college church chapel mosque temple synagogue theatre theater cinema "
    "hotel inn pub restaurant cafe library factory plant mill warehouse port harbour harbor pier dock wharf quay "
    "beach cemetery graveyard garden gardens market mall court courthouse barracks base camp farm house building "
    "lake river pond reservoir canal creek lagoon mountain hill mount peak cave forest wood woods field meadow "
    "headquarters office studio arena ground zoo monastery abbey convent embassy mine quarry lighthouse "
    "boathouse".split()
)
# "Lake Hurva": these come first in a name. "Port Ives" is a town.
_LEADING = frozenset("lake mount river camp loch hotel".split())
_WATER = frozenset("lake river sea ocean pond reservoir canal creek lagoon gulf loch".split())
_WAYS = frozenset("road street avenue lane highway motorway track path runway square bridge".split())
_LAND = frozenset("field meadow park garden farm forest wood hill mountain desert".split()) | _WAYS
_NEAR = frozenset(("near", "outside", "off", "by", "beside", "next to", "close to", "towards", "toward", "beyond")) | {
    *("opposite", "around", "along", "between", "across", "behind", "in front of")
}
_UPON = frozenset({"on", "in", "into", "onto", "within", "inside", ""})
_ONLY = re.compile(
    r"\b(?:only|sole|solely|exclusively|nowhere else|no other place|not anywhere else|and (?:at|in) no other)\b",
    re.IGNORECASE,
)


def relate_places(first: Member, second: Member, texts: tuple[str, str], sentences: tuple[str, str]) -> Link:
    """How two places stand to each other, each with what it is said to lie in.

    Args:
        first: A place.
        second: Another.
        texts: The whole texts of their sources, in the same order.
        sentences: The sentences they stand in: "nowhere else" makes other spots impossible.

    Returns:
        "excludes" for two names of one size neither of which lies in the other as far as the texts and the gazetteer
        tell; for common nouns only where nothing can be at both, or one is said to be the only place.
    """
    chains = (first, *first.within), (second, *second.within)
    inner = _unit(first, second, texts)
    if inner in {"same", "first", "second"}:
        beyond = [_unit(a, b, texts) for a in chains[0][1:] for b in chains[1][1:]]
        return "excludes" if beyond and all(link == "excludes" for link in beyond) and inner == "same" else inner
    inside = [_unit(place, second, texts) in {"same", "first"} for place in chains[0][1:]]
    around = [_unit(first, place, texts) in {"same", "second"} for place in chains[1][1:]]
    if any(inside) or any(around):
        return "first" if any(inside) else "second"
    at = [[place for place in chain if place.preposition not in _NEAR] for chain in chains]
    named = [(a, b) for a in at[0] for b in at[1] if (a.name and b.name) or (a is first and b is second)]
    near = first.preposition in _NEAR or second.preposition in _NEAR
    if not near and any(_unit(a, b, texts) == "excludes" for a, b in named):
        return "excludes"
    return _spots(first, second, sentences)


def _bare(member: Member) -> str:
    return " ".join(member.name)


def _unit(first: Member, second: Member, texts: tuple[str, str]) -> Link:
    """Two places by themselves, without what they lie in."""
    if first.vague or second.vague:
        return "unknown"
    if first.name and second.name:
        return _named(first, second, texts)
    if not first.name and not second.name:
        return relate_descriptions(first, second)
    described = _described(first, second, texts) if second.name else _described(second, first, texts)
    return "first" if described == "second" and first.name else described


def _described(description: Member, named: Member, texts: tuple[str, str]) -> Link:
    """A place told by a common noun against a named one: "second" where the name tells more."""
    marks = {noun(mark) for mark in description.marks}
    parts = {noun(part) for part in named.name}
    if noun(description.head) in parts and marks <= parts:
        return "same" if description.definite else "second"
    if set(named.name) <= description.marks and _is_place(description.head):
        return "same"  # "the Rodeo I prison" and "Rodeo I"
    kinds = {noun(kind) for text in texts for kind in told_kinds(named.name, text)}
    bare = not description.definite and not description.within and _is_place(description.head)
    return "second" if not marks and (bare or noun(description.head) in kinds) else "unknown"


def _is_place(word: str) -> bool:
    return word in PLACE_WORDS | _FACILITIES | _SIZES.keys() or kind_of_noun(word) == "place"


def _named(first: Member, second: Member, texts: tuple[str, str]) -> Link:
    one, other = _bare(first), _bare(second)
    parts = set(first.name), set(second.name)
    sides = [{mark for mark in member.marks if is_side(mark)} for member in (first, second)]
    if one == other and sides[0] != sides[1]:
        apart = any(opposed(a, b) for a in sides[0] for b in sides[1])
        return "excludes" if apart else "second" if not sides[0] else "first" if not sides[1] else "unknown"
    holds = contains(one, other) or _adjective_in(second, one), contains(other, one) or _adjective_in(first, other)
    if any(holds):
        return "same" if all(holds) else "second" if holds[0] else "first"
    if _same_place(first.name, second.name) or any(told_equal(first.name, second.name, text) for text in texts):
        return "same"
    apart = any(opposed(a, b) for a in parts[0] for b in parts[1])
    if (apart and parts[0] & parts[1]) or numbered_apart(first.name, second.name):
        return "excludes"
    link: Link | None = nested(first.name, second.name, texts, lies_in)
    if link is None and (parts[0] <= parts[1] or parts[1] <= parts[0]):
        link = "unknown"  # "Leeds" and "Leeds Prison", "York" and "New York"
    return link or _by_size(first, second, texts)


def _same_place(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two folded names are one, with or without the noun for what it is, in another order or spelling."""
    shortened = {"st": "saint", "mt": "mount", "ft": "fort"}
    one, other = ([shortened.get(part.rstrip("."), part) for part in name] for name in (first, second))
    if sorted(one) == sorted(other):
        return True
    generic = _SIZES.keys() | PLACE_WORDS | _FACILITIES
    added = set(one) ^ set(other)
    if added and (set(one) < set(other) or set(other) < set(one)):
        return added <= generic - {"prison", "airport", "station", "hospital", "university", "street", "road"} - _SIZED
    return len(one) == len(other) and all(near_spelling(a, b) for a, b in zip(one, other, strict=True))


# "Calder Park" is not Calder: words that make another place of a town's name.
_SIZED = frozenset(_FACILITIES - _WATER)


def _adjective_in(member: Member, outer: str) -> bool:
    """Whether a name holds the adjective of a listed country: "the Spanish Pyrenees" and Spain."""
    countries = [country_of_adjective(part) for part in member.name]
    return any(country and contains(outer, country) for country in countries)


def _size(member: Member, texts: tuple[str, str]) -> float | None:
    """How large a named place is as told; a bare name is taken for a town, None where it may be of any size."""
    if listed := level(_bare(member)):
        return float(listed)
    last = member.name[-1]
    if last in _SIZES or last.endswith("shire"):
        return float(_SIZES.get(last, 2))
    if _own_kind(member.name) or last in ORGANISATION_WORDS:
        return 0.0
    if last in PLACE_WORDS or member.name[0] in PLACE_WORDS - _FACILITIES:
        return None
    if sizes := _told_size(member, texts):
        return float(sizes.pop()) if len(sizes) == 1 else None
    # "The Bronx" and "the Levant" are no towns.
    return None if member.definite else 1.0


def _told_size(member: Member, texts: tuple[str, str]) -> set[int]:
    """The sizes that the texts tell of a place: "Calder, a town in …"."""
    kinds = {kind for text in texts for kind in told_kinds(member.name, text)}
    return {_SIZES[kind] for kind in kinds if kind in _SIZES} | {0 for kind in kinds if kind in _FACILITIES}


def _by_size(first: Member, second: Member, texts: tuple[str, str]) -> Link:
    sizes = _size(first, texts), _size(second, texts)
    listed = level(_bare(first)), level(_bare(second))
    if all(listed) or (first.name[-1] == second.name[-1] and _is_place(first.name[-1])):
        return "excludes"
    # What something is at rather than in may be within a town.
    at = (first.preposition == "at") != (second.preposition == "at")
    # A known city has quarters and buildings with names of their own.
    told = [
        size == 1 and (known or _told_size(m, texts))
        for m, size, known in zip((first, second), sizes, listed, strict=True)
    ]
    if None in sizes or sizes[0] != sizes[1] or at or (any(listed) and not all(told)):
        return "unknown"
    return _facilities(first, second) if sizes[0] == 0.0 else "excludes"


def _facilities(first: Member, second: Member) -> Link:
    """Two named places within a town: a street may pass a park, and a hall stand in it."""
    one, other = _own_kind(first.name), _own_kind(second.name)
    return "excludes" if one == other or {_surface(one), _surface(other)} == {"water", "land"} else "unknown"


def _own_kind(name: tuple[str, ...]) -> str:
    """The noun in a name that tells what it is, "park" in "Mill Park", or an empty string."""
    if name[-1] in _FACILITIES:
        return name[-1]
    leads = name[0] in _LEADING or (name[0] in _FACILITIES and name[1:2] == ("of",))
    return name[0] if leads else ""


def _surface(word: str) -> str:
    return "water" if word in _WATER else "land" if word in _LAND else ""


def _last_noun(member: Member) -> str:
    if member.head:
        return member.head
    return _own_kind(member.name) if member.name else ""


def _spots(first: Member, second: Member, sentences: tuple[str, str]) -> Link:
    """Two spots at least one of which is told by a common noun."""
    nouns = _last_noun(first), _last_noun(second)
    upon = first.preposition in _UPON and second.preposition in _UPON
    if upon and {_surface(word) for word in nouns} == {"water", "land"}:
        return "excludes"
    sole = any(_ONLY.search(sentence) for sentence in sentences)
    # Of "in Calder" and "behind the church" both can be true even then.
    local = all(word and word not in _SIZES for word in nouns)
    shared = _words_of(first) & _words_of(second)
    return "excludes" if sole and local and not shared else "unknown"


def _words_of(member: Member) -> set[str]:
    own = {noun(word) for word in (*member.name, *member.marks, member.head) if word}
    return own.union(*(_words_of(place) for place in member.within)) if member.within else own
