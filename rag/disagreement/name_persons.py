"""Whether two names or descriptions of persons are of one person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.disagreement.name_links import bearers, long_forms, told_equal
from rag.disagreement.name_words import PARTICLES, alike, near_spelling, noun, numbered_apart, opposed, same_part
from rag.reading.lexicon import GROUP_NOUNS, PERSON_NOUNS

if TYPE_CHECKING:
    from rag.disagreement.name_member import Member

__all__ = ["Link", "relate_descriptions", "relate_persons", "same_name"]

Link: TypeAlias = Literal["same", "first", "second", "excludes", "unknown"]
"""How two members stand to each other: "first" and "second" say which of them tells more of the other."""
_Parts: TypeAlias = tuple[str, ...]

# Descriptions of anybody: whoever bears a name can be one of these.
_ANYBODY = PERSON_NOUNS | GROUP_NOUNS
_STANDINGS = frozenset({"former", "ex", "late", "acting", "deputy", "vice", "assistant"})


def relate_persons(first: Member, second: Member, texts: tuple[str, str]) -> Link:
    """How two persons stand to each other.

    Args:
        first: A person, by name or description.
        second: Another.
        texts: The whole texts of their sources, in the same order.
    """
    if first.name and second.name:
        link = _names(first.name, second.name, texts)
        return "unknown" if link == "excludes" and _taken(first) != _taken(second) else link
    if first.name:
        return _flipped(_described(second, first, (texts[1], texts[0])))
    if second.name:
        return _described(first, second, texts)
    if first.definite and second.definite:
        one, other = (_bearer(m, text) for m, text in zip((first, second), texts, strict=True))
        if one and other and (told := _names(one, other, texts)) in {"same", "excludes"}:
            return told
    return relate_descriptions(first, second)


def _taken(member: Member) -> bool:
    """Whether a name is one that a ruler or a pope took, and so no part of the name that the same person had before."""
    titles = {word for role in member.roles for word in role.lower().split()}
    return len(member.name) == 1 and bool(titles & _REIGNING)


_REIGNING = frozenset("pope king queen emperor empress tsar prince princess patriarch saint sultan shah".split())


def _flipped(link: Link) -> Link:
    return "second" if link == "first" else "first" if link == "second" else link


def same_name(first: _Parts, second: _Parts) -> bool | None:
    """Whether two folded names are of one person; None where they may be.

    One is the other where it leaves parts of it out ("Rodríguez", "J. Rodríguez", "Delcy Rodríguez Gómez"), or has
    them in another order.
    """
    one, other = (tuple(p for p in name if p not in PARTICLES) or name for name in (first, second))
    short, long = sorted((one, other), key=len)
    if numbered_apart(one, other) and one[0] == other[0]:
        return False  # "Elizabeth I" and "Elizabeth II"
    if _within(short, long) or (len(short) > 1 and sorted(short) == sorted(long)):
        return True
    if (
        len(short) > 2
        and same_part(short[0], long[0])
        and any(near_spelling(a, b) for a in short[1:] for b in long[1:])
    ):
        return None if not near_spelling(short[-1], long[-1]) or len(short) != len(long) else False
    if len(short) > 1 and near_spelling(short[-1], long[-1]) and _beginning(short[0], long[0]):
        return None
    written = len(short) == len(long) and all(
        near_spelling(a, b) or alike(a, b) for a, b in zip(short, long, strict=True)
    )
    regnal = short[0] == long[0] and any(_NUMERAL.fullmatch(part) for part in (short[-1], long[-1]))
    return None if written or regnal else False


_NUMERAL = re.compile(r"[ivx]+")


def _within(short: _Parts, long: _Parts) -> bool:
    """Whether the parts of one name come in the other, in order; initials stand for given names only."""
    at = 0
    for number, part in enumerate(short):
        whole = number == len(short) - 1
        while at < len(long) and not (near_spelling(part, long[at]) if whole else same_part(part, long[at])):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _beginning(one: str, other: str) -> bool:
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) > 1 and long.startswith(short)


def _names(first: _Parts, second: _Parts, texts: tuple[str, str]) -> Link:
    if any(told_equal(first, second, text) for text in texts):
        return "same"
    # "Rodríguez" is Jorge Rodríguez in a text that knows no other.
    one, other = (_whole(name, text) for name, text in ((first, texts[0]), (second, texts[1])))
    alike = same_name(one, other)
    if alike is not False:
        return "same" if alike else "unknown"
    # "Delcy" and "Rodríguez" may both be short for one name.
    joint = any(second[0] in name for text in texts for name in long_forms(first, text))
    return "unknown" if joint and len(second) == 1 else "excludes"


def _whole(name: _Parts, text: str) -> _Parts:
    longer = long_forms(name, text)
    if not longer:
        return name
    longest = max(longer, key=lambda parts: (len(parts), parts))
    return longest if all(same_name(parts, longest) for parts in longer) else name


def _bearer(description: Member, text: str) -> _Parts | None:
    """The one name that a text puts beside a description."""
    names = bearers(description.head, description.marks, text) if description.head else set()
    longest = max(names, key=lambda parts: (len(parts), parts), default=None)
    return longest if longest and all(same_name(name, longest) for name in names) else None


def _described(description: Member, named: Member, texts: tuple[str, str]) -> Link:
    """A description against a name, which tell nothing of each other unless a text links them."""
    for text in texts:
        if any(same_name(name, named.name) for name in bearers(description.head, description.marks, text)):
            return "same" if description.definite else "second"
    for role in named.roles:
        parts = {noun(word) for word in role.lower().split()}
        if noun(description.head) in parts and {noun(mark) for mark in description.marks} <= parts:
            return "second"
    own = _bearer(description, texts[0]) if description.definite else None
    if own and same_name(own, named.name) is False:
        return _names(own, named.name, texts)
    anybody = description.head in _ANYBODY and not description.marks and not description.definite
    return "second" if anybody and not description.within else "unknown"


def relate_descriptions(first: Member, second: Member) -> Link:
    """How two descriptions by common nouns stand to each other.

    Of one noun they are the same where no word tells more, and one tells more where it only adds words; they exclude
    each other where their words do ("north" and "south"), or where both are of the kin of the same person.
    """
    marks = {noun(m) for m in first.marks}, {noun(m) for m in second.marks}
    if noun(first.head) == noun(second.head):
        return _same_noun(first, second, marks)
    kin = first.whose == second.whose and bool(first.whose)
    indefinite = not first.definite and not second.definite
    if opposed(first.head, second.head, sides=True) and first.definite and second.definite and marks[0] == marks[1]:
        return "excludes"
    if (kin or indefinite) and opposed(first.head, second.head) and marks[0] == marks[1]:
        return "excludes"
    return "unknown"


def _same_noun(first: Member, second: Member, marks: tuple[set[str], set[str]]) -> Link:
    if any(opposed(a, b) for a in first.marks for b in second.marks):
        return "excludes"
    if marks[0] == marks[1]:
        return "same" if first.whose == second.whose or not (first.whose and second.whose) else "unknown"
    added = marks[0] ^ marks[1]
    if added & _STANDINGS and not (marks[0] & marks[1] and added - _STANDINGS):
        return "excludes" if first.definite and second.definite and "acting" not in added else "unknown"
    if marks[0] <= marks[1]:
        return "second"
    if marks[1] <= marks[0]:
        return "first"
    return "unknown"
