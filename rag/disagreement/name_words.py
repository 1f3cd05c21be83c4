"""Words of names: how they are taken apart and when two of them are the same, and the closed classes around names."""

from __future__ import annotations

import re

from rag.reading.lexicon import ORGANISATION_WORDS, PERSON_NOUNS, TITLES, names_person
from rag.text.words import fold, stem

__all__ = [
    "ARTICLES",
    "BODY_WORDS",
    "COMPANY_WORDS",
    "LEGAL_FORMS",
    "NAME",
    "OPPOSITES",
    "PARTICLES",
    "PLACE_PREPOSITIONS",
    "POSSESSIVES",
    "SUFFIXES",
    "VAGUE",
    "alike",
    "is_side",
    "near_spelling",
    "noun",
    "numbered_apart",
    "opposed",
    "role_word",
    "same_part",
    "split_words",
]

ARTICLES = frozenset("the a an this that these those".split())
POSSESSIVES = frozenset("his her its their our my your".split())
PARTICLES = frozenset(
    "de del dela la las los da das dos do di du van von der den ter zu al el bin ibn ben abu y e".split()
)
SUFFIXES = frozenset("jr sr phd md mp mep qc kc obe mbe cbe esq junior senior".split())
LEGAL_FORMS = frozenset(
    "inc ltd llc plc corp corporation co company gmbh ag sa sas srl spa bv nv ab as asa oy kg llp lp limited "
    "incorporated pty group holding holdings".split()
)
BODY_WORDS = ORGANISATION_WORDS | frozenset(
    "administration centre center trust fund hospital laboratory institution observatory orchestra choir museum "
    "exchange ministries embassy command corps brigade squad crew battalion regiment campaign organisers partnership "
    "cooperative studios airways railways railway works brothers sons partners associates services systems solutions "
    "industries laboratories technologies pharmaceuticals motors records pictures entertainment media press regulator "
    "fc afc cf sc ngo watchdog inspectorate secretariat directorate treasury".split()
)
COMPANY_WORDS = LEGAL_FORMS | {"business", "enterprise", "firm", "maker", "manufacturer", "chain"}
# Words that stand for somebody or some place without telling who or which.
VAGUE = frozenset(
    "someone somebody anyone anybody everyone everybody no-one nobody none unknown anonymous unidentified unnamed he "
    "she it they him them who whom this that these those which what others other one ones we i you us me himself "
    "herself itself themselves there here somewhere elsewhere anywhere everywhere nowhere abroad home overseas area "
    "region scene spot site place vicinity neighbourhood neighborhood surroundings locals people official officials "
    "authority authorities source sources".split()
)
PLACE_PREPOSITIONS = (
    "on top of|in front of|next to|close to|in|on|at|near|inside|outside|under|underneath|beneath|below|above|over|"
    "behind|beside|between|by|off|from|to|into|onto|through|across|around|along|aboard|within|beyond|towards?|opposite"
)
# A capitalised name of one or more words, as a pattern.
_PART = r"(?:(?:[^\W\d_]['’])?[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?<![.'’-])|[A-Z]\.)"
NAME = rf"{_PART}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+){{0,2}}{_PART})*"

# Short forms of given names that are not the name's beginning.
_SHORT_FORMS = (
    "bill william; will william; billy william; bob robert; rob robert; bobby robert; dick richard; rick richard; "
    "jim james; jimmy james; jack john; johnny john; ted edward; ned edward; ed edward; harry henry; hank henry; "
    "peggy margaret; maggie margaret; meg margaret; betty elizabeth; liz elizabeth; beth elizabeth; "
    "kate katherine; kate catherine; kathy katherine; cathy catherine; tony anthony; mike michael; mick michael; "
    "chuck charles; charlie charles; andy andrew; dave david; steve stephen; steve steven; joe joseph; sue susan; "
    "tom thomas; tommy thomas; dan daniel; danny daniel; sam samuel; matt matthew; nick nicholas; greg gregory; "
    "alex alexander; ben benjamin; chris christopher; jeff jeffrey; ken kenneth; larry lawrence; pete peter; "
    "ron ronald; tim timothy; pat patrick; jenny jennifer; becky rebecca; vicky victoria; mary maria; pepe jose; "
    "paco francisco; sasha alexander; misha mikhail"
)
_SHORT = frozenset(frozenset(pair.split()) for pair in _SHORT_FORMS.split("; "))

# Of two words of one group, both cannot be true of one part or person. Kin hold for one and the same relative only.
OPPOSITES = (
    "north south east west",
    "northern southern eastern western",
    "northernmost southernmost easternmost westernmost",
    "left right",
    "upper lower",
    "top bottom",
    "front back/rear/hind",
    "inner outer",
    "inside outside",
    "first second third fourth fifth sixth seventh eighth ninth tenth last",
    "man/boy/husband/father/brother/son/uncle/nephew/grandfather/grandson/widower "
    "woman/girl/wife/mother/sister/daughter/aunt/niece/grandmother/granddaughter/widow",
    "husband/wife father/mother brother/sister son/daughter uncle/aunt nephew/niece grandfather/grandmother",
    "red blue green yellow black white brown pink purple orange",
)
_GROUPS = tuple(
    {word: number for number, words in enumerate(group.split()) for word in words.split("/")} for group in OPPOSITES
)
_SIDES = 9  # how many of the groups are of sides
_WORD = re.compile(r"(?:\w\.){2,}|\w+(?:['’.-]\w+)*")


def split_words(text: str) -> list[str]:
    """The words of a name as written, without marks at their ends: hyphens, dots and apostrophes inside stay."""
    return _WORD.findall(text)


def noun(word: str) -> str:
    """A folded common noun as it is compared: its stem, and one stem for each pair of words that mean the same side."""
    return stem({"rear": "back", "hind": "back", "hq": "headquarters"}.get(word, word))


def role_word(word: str) -> bool:
    """Whether a word, as written, is a title, or a noun for people that can stand before a name."""
    folded = fold(word).rstrip(".")
    parts = folded.removeprefix("ex-").split("-")
    if word[:1].islower() and names_person(folded):
        return True
    return folded in TITLES | PERSON_NOUNS or parts[-1] in TITLES | PERSON_NOUNS or folded in _MORE_TITLES


_MORE_TITLES = frozenset(
    "master widow sheriff constable inspector sergeant brother mother aunt uncle count countess baroness emir sheikh "
    "imam rabbi abbot abbess friar canon dean provost rector vicar curate nurse coach captain skipper superintendent "
    "premier prosecutor commissioner treasurer chairperson chairwoman co-founder vice mme mlle "
    "herr frau senor senora don dona "
    "rt hon the".split()
)


def opposed(first: str, second: str, *, sides: bool = False) -> bool:
    """Whether two folded words rule each other out of one thing ("north" and "south", "brother" and "sister").

    Args:
        first: A word.
        second: Another.
        sides: Whether only words for sides and parts of places count.
    """
    groups = _GROUPS[:_SIDES] if sides else _GROUPS
    return any(group.get(first, -1) != group.get(second, -1) for group in groups if first in group and second in group)


def is_side(word: str) -> bool:
    """Whether a folded word tells a side or a part of a place: "northern", "upper", "central"."""
    return word in {"central", "downtown", "inner", "outer"} or any(word in group for group in _GROUPS[:_SIDES])


def same_part(first: str, second: str) -> bool:
    """Whether two folded parts of persons' names are the same: equal, an initial, a short form, or spelt alike."""
    one, other = first.rstrip("."), second.rstrip(".")
    if one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return frozenset((one, other)) in _SHORT or near_spelling(one, other)


# One sound in the spelling of names, whatever the language; applied in order.
_SOUNDS = (("th", "t"), ("ph", "f"), ("ck", "k"), ("y", "i"), ("w", "v"))


def near_spelling(first: str, second: str) -> bool:
    """Whether two folded words are variants of one name: one letter of a long name, a doubled letter, "th" and "t"."""
    one, other = (re.sub(r"[-'’.]", "", word) for word in (first, second))
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or not (one + other).isalpha():
        return False
    for letters, sound in _SOUNDS:
        one, other = one.replace(letters, sound), other.replace(letters, sound)
    one, other = (re.sub(r"(\w)\1", r"\1", word) for word in (one, other))
    if one == other:
        return True
    return min(len(one), len(other)) >= 6 and one[0] == other[0] and _one_letter(one, other)


def alike(first: str, second: str) -> bool:
    """Whether two folded words may be one name written from another alphabet: equal in their consonants' sounds."""
    return min(len(first), len(second)) >= 5 and _consonants(first) == _consonants(second)


def _consonants(word: str) -> str:
    hard = re.sub(r"[gqc]", "k", re.sub(r"ph", "f", re.sub(r"kh|gh|ck", "k", word.replace("w", "v").replace("z", "s"))))
    return re.sub(r"(\w)\1+", r"\1", hard[0] + re.sub(r"[aeiouyhj\W]", "", hard[1:]))


def _one_letter(one: str, other: str) -> bool:
    """Whether two words are equal but for one letter changed, added or left out."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest = one[start:], other[start:]
    return rest[0][1:] in {rest[1][1:], rest[1]} or rest[0] == rest[1][1:]


def numbered_apart(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two folded names differ in a number or letter only: "Apollo 11" and "Apollo 12", "Rodeo I" and "II"."""
    differing = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    return len(first) == len(second) > 1 and len(differing) == 1 and all(_NUMBER.fullmatch(w) for w in differing[0])


_NUMBER = re.compile(r"\d+[a-z]?|[ivx]+|[a-z]")
