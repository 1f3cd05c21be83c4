"""What a text tells of names: that two are one, that one lies in or belongs to another, who bears a description."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.disagreement.name_words import ARTICLES, NAME, PARTICLES, SUFFIXES, role_word, split_words
from rag.reading.lexicon import ORGANISATION_WORDS, PLACE_WORDS, kind_of_noun
from rag.reading.parser import parse
from rag.text.words import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["bearers", "belongs_to", "is_abbreviation", "lies_in", "long_forms", "nested", "told_equal", "told_kinds"]

_folded = lru_cache(maxsize=64)(fold)
_ALIAS = (
    r"(?:which is |who is |also |better |formerly |once |now |then |previously |later |earlier |or )*"
    r"(?:known as|called|named|renamed|alias|aka|a\.k\.a\.|born|nee|or|formerly|now|then|short for|writing as)"
)
_FILLER = r"(?:(?!not\b|but\b|and\b|or\b|then\b|from\b|to\b|via\b|rather\b|instead\b|than\b)[\w'’-]+\s+)"
_SETTLED = (
    "city|town|village|hamlet|port|capital|municipality|borough|"
    "county|province|state|region|resort|island|peninsula|prison|jail|airport|hospital|university|park|parish|harbour"
)
_WITHIN_TOWNS = "suburb|district|quarter|neighbourhood|neighborhood|ward"
_PARTS = (
    "subsidiary|unit|division|part|arm|branch|department|affiliate|owned|agency|wing|faculty|school|institute|brand|"
    "label|imprint|section|chapter|office|member"
)


def _absent(first: tuple[str, ...], second: tuple[str, ...], folded: str) -> bool:
    """Whether a text lacks a part of two names, so that nothing need be looked for."""
    return not first or not second or any(part not in folded for part in (*first, *second))


def _pattern(name: tuple[str, ...]) -> str:
    """A pattern of a folded name in folded text, with small words allowed between its parts."""
    return r"\b" + r"[\s.'’-]+(?:(?:of|the|and|de|del|la|&|for)\s+){0,2}".join(map(re.escape, name)) + r"\b"


@lru_cache(maxsize=4096)  # patterns of names are made anew for each pair
def told_equal(first: tuple[str, ...], second: tuple[str, ...], text: str) -> bool:
    """Whether a text says that two folded names are names of one: "Calder, also known as Oak Town"."""
    folded = _folded(text)
    if _absent(first, second, folded):
        return False
    for one, other in ((_pattern(first), _pattern(second)), (_pattern(second), _pattern(first))):
        if re.search(rf"{one}\s*[,(]\s*{_ALIAS}\s+(?:the\s+|as\s+)?[\"“']?{other}", folded):
            return True
        if re.search(
            rf"{one}\s+(?:is|was)\s+(?:also\s+|better\s+|formerly\s+)*(?:known as|called|renamed|named)\s+"
            rf"(?:the\s+)?{other}",
            folded,
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def lies_in(inner: tuple[str, ...], outer: tuple[str, ...], text: str) -> bool:
    """Whether a text says that the first of two folded names of places lies in the second ("X, a town in Y")."""
    folded, x, y = _folded(text), _pattern(inner), _pattern(outer)
    if _absent(inner, outer, folded):
        return False
    some = r"(?:the\s+)?(?:[\w-]+(?:ern|th|st|al|ish|an)\s+)?"
    patterns = (
        rf"{x},\s+{some}{y}(?!\s+(?:and|or)\b)",
        rf"{x}(?:\s*[,(]\s*(?:which (?:is|lies)\s+)?|\s+(?:is|was|lies|stands)\s+){_FILLER}{{0,6}}"
        rf"(?:in|of|on)\s+{some}{y}",
        rf"{x}\s*\((?:in\s+)?{some}{y}",
        rf"{x}(?:\s+(?:area|district|prison|county|{_WITHIN_TOWNS}))?\s+(?:in|of)\s+{some}{y}",
        rf"{y}(?:['’]s)?\s+(?:[\w-]+\s+)?(?:(?:{_SETTLED})\s*,?\s+(?:of\s+)?|(?:{_WITHIN_TOWNS})\s+){x}",
        rf"{y}['’]s\s+(?:[\w-]+\s+){{0,2}}{x}",
        rf"\b(?:in|at)\s+{y},\s+(?:in|at|on)\s+(?:the\s+)?{x}",
    )
    return any(re.search(pattern, folded) for pattern in patterns)


@lru_cache(maxsize=4096)
def belongs_to(inner: tuple[str, ...], outer: tuple[str, ...], text: str) -> bool:
    """Whether a text says that the first of two folded names of bodies is a part or in the hands of the second."""
    folded, x, y = _folded(text), _pattern(inner), _pattern(outer)
    if _absent(inner, outer, folded):
        return False
    patterns = (
        rf"{x},?\s+(?:which\s+)?(?:is\s+|was\s+)?(?:[\w-]+\s+){{0,4}}(?:{_PARTS})\s+(?:[\w-]+\s+){{0,3}}?(?:of|by)\s+"
        rf"(?:the\s+)?{y}",
        rf"{y}['’]s\s+(?:[\w-]+\s+){{0,4}},?\s*{x}",
        rf"{y}(?:['’]s)?\s+(?:[\w-]+\s+){{0,2}}(?:{_PARTS}),?\s+{x}",
        rf"{x}\s+of\s+(?:the\s+)?{y}",
        rf"{x},?\s+(?:which\s+|a\s+\w+\s+)?(?:is\s+|was\s+)?(?:belong\w*\s+to|owned\s+by|run\s+by|under)\s+(?:the\s+)?{y}",
        rf"{y},?\s+(?:which\s+)?(?:owns|bought|acquired|runs|controls)\s+{x}",
        rf"{y},?\s+(?:the\s+)?(?:parent|owner)(?:\s+[\w-]+){{0,2}}\s+of\s+{x}",
    )
    return any(re.search(pattern, folded) for pattern in patterns)


_OPENINGS = 12  # most sentences parsed to tell a name from what opens the sentence


class _Mention(NamedTuple):
    """A capitalised name in a text: where it begins, titles included; its titles, its folded parts, and
    whether it opens a sentence."""

    start: int
    end: int
    titles: frozenset[str]
    name: tuple[str, ...]
    opens: bool


def nested(
    first: tuple[str, ...],
    second: tuple[str, ...],
    texts: tuple[str, str],
    relation: Callable[[tuple[str, ...], tuple[str, ...], str], bool],
) -> Literal["first", "second", "unknown"] | None:
    """Which of two folded names a text puts into the other; "unknown" where the texts tell both, None where neither.

    Args:
        first: A name.
        second: Another.
        texts: The texts that may tell.
        relation: :func:`lies_in` or :func:`belongs_to`.
    """
    inner = any(relation(first, second, text) for text in texts)
    outer = any(relation(second, first, text) for text in texts)
    if inner or outer:
        return "unknown" if inner and outer else "first" if inner else "second"
    return None


@lru_cache(maxsize=256)
def _mentions(text: str) -> tuple[_Mention, ...]:
    """The capitalised names of a text, in order: titles and small words set apart, "Yesterday Ana" not yet."""
    found = []
    for match in re.finditer(NAME, text):
        parts = split_words(match.group())
        begin = 0
        while begin < len(parts) and (role_word(parts[begin]) or fold(parts[begin]) in STOP_WORDS):
            begin += 1
        name = tuple(fold(re.sub(r"['’]s?$", "", part)) for part in parts[begin:] if fold(part) not in SUFFIXES)
        if name:
            before = text[max(match.start() - 3, 0) : match.start()].rstrip(" ")
            opens = not begin and (not before or before[-1] in '.!?:“"\n')
            found.append(_Mention(*match.span(), frozenset(map(fold, parts[:begin])), name, opens))
    return tuple(found)


@lru_cache(maxsize=1024)
def _name(mention: _Mention, text: str) -> tuple[str, ...]:
    """The parts of a mention, without a first word that merely opens the sentence ("Yesterday Ana Ruiz …")."""
    if not mention.opens:
        return mention.name
    written = text[mention.start :].split(maxsplit=1)[0].rstrip(".,;:")
    if re.search(rf"\b{re.escape(written.lower())}\b", text):
        return mention.name[1:]
    doc = parse(text[mention.start : mention.start + 160].split("\n", maxsplit=1)[0])
    return mention.name if len(doc) and doc[0].pos_ == "PROPN" else mention.name[1:]


def long_forms(name: tuple[str, ...], text: str) -> set[tuple[str, ...]]:
    """The longer names of persons in a text that a part of a name can be short for.

    Args:
        name: The folded part, "rodriguez".
        text: The source's text.

    Returns:
        Every name of two words or more that begins or ends with the part; empty where the text has none.
    """
    if len(name) != 1:
        return set()
    longer = set()
    seen: set[tuple[str, ...]] = set()
    opening = 0
    for mention in _mentions(text):
        if name[0] not in mention.name or mention.name in seen or opening + mention.opens > _OPENINGS:
            continue
        seen.add(mention.name)
        opening += mention.opens
        own = tuple(part for part in _name(mention, text) if part not in PARTICLES)
        body = any(part in ORGANISATION_WORDS | PLACE_WORDS for part in own)
        if 1 < len(own) <= 5 and not body and name[0] in own:
            longer.add(own)
    return longer


def is_abbreviation(short: str, parts: tuple[str, ...]) -> bool:
    """Whether the letters are the initials of a name's words, small words counted or not ("bbc", "faa", "un")."""
    letters = re.sub(r"\W", "", short)
    if len(parts) < 2 or len(letters) < 2:
        return False
    every = "".join(part[0] for part in parts)
    content = "".join(part[0] for part in parts if part not in STOP_WORDS | PARTICLES | ARTICLES)
    return letters in {every, content}


def bearers(head: str, marks: frozenset[str], text: str) -> set[tuple[str, ...]]:
    """The names that a text puts beside a description: "the vice-president, Delcy Rodríguez".

    Args:
        head: The folded noun of the description.
        marks: Its further folded words, all of which must stand with it.
        text: The source's text.
    """
    lowered = text.lower() if len(text.lower()) == len(text) else text
    mentions = _mentions(text)
    starts = [mention.start for mention in mentions]
    found: set[tuple[str, ...]] = set()
    for match in re.finditer(rf"\b{re.escape(head)}\b", lowered):
        window = lowered[max(match.start() - 60, 0) : match.end() + 60]
        if not marks <= {fold(word) for word in split_words(window)}:
            continue
        near = mentions[bisect_left(starts, match.start() - 100) : bisect_left(starts, match.end() + 80)]
        own = marks | {head}
        told = [m for m in near if not own & set(m.name) and _told_of(m, head, match.span(), lowered)]
        found.update(_name(mention, text) for mention in told)
    return found - {()}


def _told_of(mention: _Mention, head: str, at: tuple[int, int], lowered: str) -> bool:
    """Whether the text puts a name beside the noun that stands at ``at``."""
    if mention.start <= at[0] < mention.end:
        return head in mention.titles
    if mention.start >= at[1]:
        return bool(_NOUN_THEN_NAME.fullmatch(lowered[at[1] : mention.start]))
    return bool(_NAME_THEN_NOUN.fullmatch(lowered[mention.end : at[0]]))


# "The mayor of Calder, Ana Ruiz", "the mayor (Ana Ruiz)", "mayor Ana Ruiz", "the mayor is Ana Ruiz".
_OF = r"(?:\s+(?:of|for|to|at|in)\s+(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,3}?)?"
_NOUN_THEN_NAME = re.compile(
    rf"(?:{_OF}(?:\s*(?:,|\(|:|—|–)\s*|\s+(?:is|was|will be)\s+)|\s+)(?:then\s+|now\s+)?"
    r"(?:(?:mr|mrs|ms|dr|prof|sir|judge|president|minister|general)\.?\s+)?"
)
# "Ana Ruiz, the (new) mayor", "Ana Ruiz was elected mayor".
_NAME_THEN_NOUN = re.compile(
    r"(?:\s*[,(]\s*(?:who\s+(?:is|was|became)\s+)?|"
    r"\s+(?:(?:is|was|became|remains|serves|served)(?:\s+(?:elected|named|appointed|made|now))?(?:\s+as)?|as)\s+)"
    r"(?:(?:the|a|an|his|her|their|its)\s+)?(?:[\w'’-]+\s+){0,3}"
)


_OWN = r"(?!(?:in|of|on|at|near|from|to|and|or|that|which|where|with|by|for)\b)[\w-]+"


@lru_cache(maxsize=4096)
def told_kinds(name: tuple[str, ...], text: str) -> frozenset[str]:
    """Folded nouns that a text says a name is: "the Prado museum", "Calder, a town in …", "the town of Calder"."""
    if not name:
        return frozenset()
    folded, x = _folded(text), _pattern(name)
    found: set[str] = set()
    for pattern in (
        rf"{x}\s*[,(]?\s*(?:is|was|which is)?\s*\b(?:a|an|the)\s+((?:{_OWN}\s+){{0,3}}{_OWN})",
        rf"\bthe\s+{x}\s+(\w+)\b",
        rf"\b(\w+)\s+(?:of\s+|called\s+|named\s+)?{x}",
    ):
        found.update(word for match in re.finditer(pattern, folded) for word in match.group(1).split())
    return frozenset(
        noun for noun in found if noun in ORGANISATION_WORDS | PLACE_WORDS or kind_of_noun(noun) != "thing"
    )
