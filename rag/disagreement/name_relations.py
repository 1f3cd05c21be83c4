"""How two namings of the same thing stand to each other: one, more or less told, or not both possible."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.disagreement.name_bodies import relate_bodies, relate_things
from rag.disagreement.name_member import is_body
from rag.disagreement.name_persons import Link, relate_descriptions, relate_persons
from rag.disagreement.name_places import relate_places
from rag.disagreement.relation import Relation, both, quoted
from rag.text.words import fold

if TYPE_CHECKING:
    from rag.disagreement.name_member import Member
    from rag.disagreement.names import Naming
    from rag.reading.lexicon import AnswerKind

__all__ = ["relate_names"]

# What tells, near a value, that it is one of several.
_OTHERS = re.compile(
    r"\b(?:among|amongst|including|includes?|included|such as|(?<!every )(?:one|some|two|half|parts?|members?|team) of|"
    r"belong\w* to|(?:wrote|built|made|did) parts?|"
    r"along with|together with|"
    r"alongside|as well as|besides|apart from|in part|partly|jointly|co-\w+ed|cofounded|coauthored|"
    r"co-(?:chair|founder|owner|author|winner|head)\w*|sharing|shares? (?:the|this|that)|shared (?:the|by|with)|"
    r"(?:and|the|two|three|several|many) others|other\w* (?:were|are|include)|another|"
    r"(?:upper|lower|first|second|other) (?:half|part)|for example|for instance)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:can|would|could|should|might|must|will|shall|cannot|has|had|have|having)\b")
# "Among those who were held on landing is …", "one of the best-known people of the town was the painter …".
_IS = re.compile(r"\b(?:is|are|was|were|be|been|include[sd]?)\b", re.IGNORECASE)
_OPENING, _NEAR = 30, 50  # how many characters off a sign of others still speaks of the value
_TOO = re.compile(r"^\W*(?:too|also|as well)\b", re.IGNORECASE)
_ALSO_BEFORE = re.compile(r"\balso\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
# What sets two values of one sentence against each other.
_AGAINST = re.compile(
    r"\b(?:challeng\w+|disput\w+|contest\w+|contradict\w+|den(?:y|ies|ied)|reject\w*|refut\w+|instead of|rather than|"
    r"not by|but not|doubt\w*|disagree\w*)\b",
    re.IGNORECASE,
)


def relate_names(first: Naming, second: Naming, *, many: bool = False) -> Relation:
    """Compare what two sources call the same thing; whether they speak of one thing is for the caller to know.

    Args:
        first: A person, body, place, role or thing, or a list of them.
        second: Another, of any kind.
        many: Whether several can be right: the question asks for a list, or for one of several.

    Returns:
        The relation; its verdict does not depend on the order. "excludes" only where both cannot be right, and not
        where the sentences say that there are others.
    """
    if first.words and _written(first) == _written(second):
        return Relation("same", f"both say {quoted(first.words)}")
    members = first.members, second.members
    if not all(members) or any(_CLAUSE.search(naming.words) for naming in (first, second)):
        return Relation("incomparable", f"of {both(first.words, second.words)} one is no name")
    if any(member.vague for group in members for member in group):
        return Relation("incomparable", f"of {both(first.words, second.words)} one does not tell who or which")
    links = [[_link(one, other, first, second) for other in members[1]] for one in members[0]]
    covered = all(_told(row) for row in links), all(_told(column) for column in zip(*links, strict=True))
    if all(covered):
        return _equal(links, first, second)
    if any(covered):
        return _subset(covered[0], first, second)
    return _unequal(links, first, second, many=many or _of_several(first) or _of_several(second))


def _unequal(links: list[list[Link]], first: Naming, second: Naming, *, many: bool) -> Relation:
    pair = both(first.words, second.words)
    if any(_told(row) for row in links):
        return Relation("incomparable", f"{pair} have members in common")
    unknown = any(link != "excludes" for row in links for link in row)
    if many:
        return Relation("incomparable", f"{pair} can both be among several")
    if unknown:
        return Relation("incomparable", f"nothing tells whether {pair} are the same", open=True)
    return Relation("excludes", f"{pair} cannot both be right")


def _written(naming: Naming) -> str:
    """The words of a naming without its article, its capitals and its ampersand."""
    return re.sub(r"^(?:the|a|an)\s+", "", fold(naming.words)).replace(" & ", " and ").replace("’", "'")


def _told(links: list[Link] | tuple[Link, ...]) -> bool:
    return any(link in {"same", "first", "second"} for link in links)


def _equal(links: list[list[Link]], first: Naming, second: Naming) -> Relation:
    found = {link for row in links for link in row} - {"excludes", "unknown"}
    if found == {"same"}:
        return Relation("same", f"{both(first.words, second.words)} name the same")
    if "first" in found and "second" in found:
        return Relation("incomparable", f"each of {both(first.words, second.words)} tells something more")
    if "first" in found:
        return Relation("refines", f"{quoted(first.words)} tells more than {quoted(second.words)}", "first")
    return Relation("refines", f"{quoted(second.words)} tells more than {quoted(first.words)}", "second")


def _subset(first_covered: bool, first: Naming, second: Naming) -> Relation:
    if first_covered:
        return Relation("refines", f"{quoted(second.words)} names more than {quoted(first.words)}", "second")
    return Relation("refines", f"{quoted(first.words)} names more than {quoted(second.words)}", "first")


def _of_several(naming: Naming) -> bool:
    """Whether the sentence says that the one it names is one of several."""
    before, found, after = naming.sentence.partition(naming.words)
    if not found:
        return bool(_OTHERS.search(naming.sentence))
    near = re.split(r"[;:.(]\s", before)[-1]
    opening = _OTHERS.search(near[:_OPENING]) and _IS.search(near)
    beside = _OTHERS.search(near[-_NEAR:]) or _OTHERS.search(after[:_NEAR])
    return bool(opening or beside or _TOO.match(after) or _ALSO_BEFORE.search(before))


def _link(one: Member, other: Member, first: Naming, second: Naming) -> Link:
    texts = first.text, second.text
    if first.sentence == second.sentence and first.text == second.text:
        between = _between(one.words, other.words, first.sentence)
        if one.words != other.words and _AGAINST.search(between):
            return "excludes"
    kind = _common(_kind(one, first.kind), _kind(other, second.kind))
    if kind == "place":
        return relate_places(one, other, texts, (first.sentence, second.sentence))
    if kind == "role":
        return relate_descriptions(_as_role(one), _as_role(other))
    relate = {"person": relate_persons, "organisation": relate_bodies, "thing": relate_things}.get(kind or "")
    return relate(one, other, texts) if relate else "same" if fold(one.words) == fold(other.words) else "unknown"


def _between(one: str, other: str, sentence: str) -> str:
    """The words between two values of a sentence; empty where one of them is not in it."""
    starts = sentence.find(one), sentence.find(other)
    if min(starts) < 0:
        return ""
    return sentence[min(starts) : max(starts)]


def _kind(member: Member, kind: AnswerKind) -> AnswerKind:
    """The kind of a member: "the police" are a body even where the question asks who."""
    return "organisation" if kind in {"person", "list", "thing"} and is_body(member.words) else kind


def _common(first: AnswerKind, second: AnswerKind) -> AnswerKind | None:
    """The kind in which two members of unlike kinds can be compared, if any."""
    kinds = {first, second}
    if kinds <= {"list", "thing"}:
        return "thing"
    if first == second:
        return first
    loose = kinds & {"list", "thing"}
    if loose and len(kinds - {"list", "thing"}) == 1:
        return (kinds - loose).pop()
    return "person" if kinds == {"person", "role"} else None


def _as_role(member: Member) -> Member:
    """A role as a definite description, whatever its capitals ("Vice President")."""
    if not member.name:
        return replace(member, definite=True)
    return replace(member, name=(), head=member.name[-1], marks=frozenset(member.name[:-1]), definite=True)
