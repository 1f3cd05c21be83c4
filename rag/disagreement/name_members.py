"""The words of a naming taken apart: its members, and of each the name, the description and the places around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.disagreement.name_gazetteer import is_listed
from rag.disagreement.name_member import Member, is_body, is_name_at
from rag.disagreement.name_words import (
    ARTICLES,
    PARTICLES,
    PLACE_PREPOSITIONS,
    POSSESSIVES,
    SUFFIXES,
    is_side,
    role_word,
    split_words,
)
from rag.reading.lexicon import PLACE_WORDS, kind_of_noun
from rag.text.words import STOP_WORDS, fold

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

__all__ = ["read_member", "read_members"]


_LEADING = re.compile(
    rf"^(?:(?:just|right|directly|deep|somewhere|about|only)\s+)?({PLACE_PREPOSITIONS})\s+", re.IGNORECASE
)
# What ends the noun phrase that a description consists of.
_TAIL = re.compile(
    rf"\s+(?:of|for|with|without|who|whom|whose|which|that|where|{PLACE_PREPOSITIONS}|against|during|after|before)\s+"
)
_AND = re.compile(r"\s*,?\s+(?:and|as well as|along with|together with|plus)\s+")
_POSSESSOR = re.compile(r"^(.*[^\W_])(?:['’]s|(?<=s)['’])\s+(.+)$")


def read_members(words: str, kind: AnswerKind, sentence: str, text: str) -> tuple[Member, ...]:
    """The members of a naming, in order; one where it is no list.

    "Ana Ruiz and Tomas Lind" are two, "Ana Ruiz, the mayor" is one, and so is "Ministry of Health and Sport".
    """
    parts = [words] if _one_name(words, kind) else _AND.split(words)
    listed = len(parts) > 1
    phrases: list[list[str]] = []
    for part in parts:
        for number, piece in enumerate(re.split(r"\s*[,;]\s*", part)):
            if not piece:
                continue
            beside = number > 0 and phrases and _beside(piece, kind, sentence, text, listed=listed)
            if beside or (phrases and number > 0 and _introduces(phrases[-1], kind, sentence, text)):
                phrases[-1].append(piece)
            else:
                phrases.append([piece])
    members = [_joined(pieces, kind, sentence, text) for pieces in phrases]
    return tuple(_family_shared(members, text) if kind == "person" else members)


def _one_name(words: str, kind: AnswerKind) -> bool:
    bare = re.sub(r"^the\s+", "", fold(words))
    if is_listed(bare):
        return True
    if kind == "person" or not re.search(r"\s(?:and)\s", words):
        return False
    left, right = (split_words(side) for side in re.sub(r"^[Tt]he ", "", words).rsplit(" and ", 1))
    # "Ministry of Health and Sport", "Food and Drug Administration", "Barnes and Noble Inc"
    heading = bool({"of", "for"} & {word.lower() for word in left}) and right[:1] != ["the"]
    if kind == "place":
        # "Longmoor Medical and Teaching Centre"
        ends = [fold(side[-1]) in PLACE_WORDS | {"area", "centre", "center"} for side in (left, right) if side]
        return ends == [False, True] and min(len(left), len(right)) > 1
    return (
        is_body(words)
        and len(right) > 0
        and ((heading and not is_body(" ".join(right))) or (len(left) == 1 and len(right) > 1))
    )


def _beside(piece: str, kind: AnswerKind, sentence: str, text: str, *, listed: bool) -> bool:
    """Whether a phrase after a comma tells more of what stands before it, rather than being another member."""
    if kind == "place":
        return not listed or bool(_LEADING.match(piece))
    first = split_words(piece)[:1]
    if first and fold(first[0]) in SUFFIXES:
        return True
    member = read_member(piece, kind, sentence, text)
    return not member.name and kind in {"person", "organisation"}


def _introduces(pieces: list[str], kind: AnswerKind, sentence: str, text: str) -> bool:
    """Whether the name that follows is that of a description: "the mayor, Ana Ruiz"."""
    member = read_member(pieces[-1], kind, sentence, text)
    return kind in {"person", "organisation"} and len(pieces) == 1 and member.definite and not member.name


def _joined(pieces: list[str], kind: AnswerKind, sentence: str, text: str) -> Member:
    first, *others = (read_member(piece, kind, sentence, text) for piece in pieces)
    if kind == "place":
        return replace(first, within=(*first.within, *others))
    for other in others:
        if other.name and not first.name:
            first = replace(other, roles=(*other.roles, first.words))
        else:
            first = replace(first, roles=(*first.roles, other.words))
    return first


def _family_shared(members: list[Member], text: str) -> list[Member]:
    """ "Jorge and Delcy Rodríguez" bear one family name, unless the text calls somebody "Ana Jorge"."""
    if len(members) < 2 or len(members[-1].name) < 2:
        return members
    family = members[-1].name[-1]
    shared = []
    for member in members:
        alone = len(member.name) == 1 and not member.roles
        known = alone and re.search(rf"[A-ZÀ-Þ]\w+ {re.escape(member.words)}\b", text)
        if alone and not known:
            member = replace(member, name=(*member.name, family))  # noqa: PLW2901
        shared.append(member)
    return shared


def read_member(words: str, kind: AnswerKind, sentence: str, text: str) -> Member:
    """One phrase as a name or a description; an empty description where nothing is left of it."""
    phrase = re.sub(r"['’]s?$", "", words.strip(' \t\n"“”‘,;:()'))
    preposition = ""
    while match := _LEADING.match(phrase):
        preposition = preposition or match.group(1).lower()
        phrase = phrase[match.end() :]
    whose, definite, phrase = _determined(phrase)
    if not preposition and kind == "place":
        preposition, article = _before(words, sentence)
        definite = definite or article
    within: list[Member] = []
    if kind == "place" and (owner := _POSSESSOR.match(phrase)):
        within.append(read_member(owner.group(1), kind, sentence, text))
        phrase, definite = owner.group(2), True
    own, tail = _own_phrase(phrase, kind)
    if kind == "place" and (inner := _named_kind(own, tail)):
        # "the Yorkshire city of Leeds" is Leeds
        adjective = own.rpartition(" ")[0]
        if adjective[:1].isupper():
            within.append(read_member(adjective, kind, sentence, text))
        own, tail = _own_phrase(inner, kind)
        definite = False
    if kind == "place" and tail:
        within[:0] = _places_of(tail, sentence, text)
    member = _noun_phrase(own, tail, kind, sentence, text)
    return replace(member, words=words, definite=definite, whose=whose, preposition=preposition, within=tuple(within))


def _before(words: str, sentence: str) -> tuple[str, bool]:
    """The preposition of place before the words in their sentence, and whether "the" stands there."""
    at = max(sentence.find(words), 0)
    match = re.search(rf"\b({PLACE_PREPOSITIONS})\s+(?:(?:the|a|an)\s+)?$", sentence[:at], re.IGNORECASE)
    return (match.group(1).lower() if match else ""), bool(re.search(r"\bthe\s+$", sentence[:at], re.IGNORECASE))


def _determined(phrase: str) -> tuple[str, bool, str]:
    """A phrase without its article: the possessive, whether it is definite, and the rest."""
    first, _, rest = phrase.partition(" ")
    folded = fold(first)
    if rest and folded in ARTICLES | POSSESSIVES:
        return (folded if folded in POSSESSIVES else ""), folded not in {"a", "an"}, rest.strip()
    return "", False, phrase


def _own_phrase(phrase: str, kind: AnswerKind) -> tuple[str, str]:
    """A noun phrase, and what follows it with "of", "in" or "who"."""
    match = _TAIL.search(phrase)
    # "Gulf of Mexico" and "Isle of Man" are one name.
    named = re.match(r"^[A-Z][\w’']+ of (?:the )?[A-Z][\w’']+", phrase) if kind == "place" else None
    if named:
        match = _TAIL.search(phrase, named.end())
    if not match:
        return phrase, ""
    return phrase[: match.start()], phrase[match.start() :].strip()


def _named_kind(own: str, tail: str) -> str:
    """The name in "the city of Leeds", or an empty string."""
    last = fold(own.rpartition(" ")[2])
    told = tail.startswith("of ") and (last in PLACE_WORDS or kind_of_noun(last) == "place") and own[-1:].islower()
    if told and tail[3:4].isupper() and not own.rpartition(" ")[2][:1].isupper():
        return tail[3:]
    return ""


def _places_of(tail: str, sentence: str, text: str) -> list[Member]:
    """The places that a tail tells: "in Leeds", "of Leeds" after "the city"."""
    pieces = re.split(rf"\s*\b(of|{PLACE_PREPOSITIONS})\s+", f" {tail}")
    clause = re.compile(r"\s*(?:who|which|that|where|with|for)\b|\s*$")
    return [
        replace(read_member(piece.strip(), "place", sentence, text), preposition=preposition.lower())
        for preposition, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True)
        if not clause.match(piece)
    ]


def _noun_phrase(own: str, tail: str, kind: AnswerKind, sentence: str, text: str) -> Member:
    written = split_words(own)
    parts = [fold(part) for part in written]
    if not parts:
        return Member(own)
    proper = [is_name_at(word, sentence, text) for word in written]
    for at in range(1, len(proper)):
        proper[at] |= proper[at - 1] and written[at][0].isdigit()  # "Apollo 11"
    of_name = tail.startswith("of ") and tail[3:4].isupper()
    common = not proper[-1] or (role_word(written[-1]) and (len(parts) == 1 or of_name) and kind != "place")
    if common:
        marks = frozenset(parts[:-1]) - ARTICLES
        return Member(own, head=parts[-1], marks=marks | _tail_marks(tail, kind))
    begin = 0
    if kind not in {"place", "organisation"} and not is_body(own):
        begin = _after_titles(written)
    name = _initials_apart(written[begin:]) if kind == "person" else parts
    if of_name and (kind != "person" or len(name) == 1) and kind != "place":
        name += [fold(part) for part in split_words(tail[3:]) if fold(part) not in ARTICLES]
    roles = (" ".join(written[:begin]),) if begin else ()
    marks = frozenset[str]()
    if kind == "place":
        # "the frozen Lake Hurva", "southern France"
        first = next(at for at, is_proper in enumerate(proper) if is_proper)
        first += is_side(name[first]) and is_listed(" ".join(name[first + 1 :]))
        marks, name = frozenset(name[:first]), name[first:]
    return Member(own, name=tuple(name), roles=roles, marks=marks)


def _initials_apart(written: list[str]) -> list[str]:
    """The folded parts of a person's name: "J.K." and "JK" before another part are two, and "Jr" is none."""
    parts = [fold(word) for word in written]
    apart: list[str] = []
    for at, (word, part) in enumerate(zip(written, parts, strict=True)):
        initials = re.fullmatch(r"(?:\w\.)+\w?|[A-Z]{2}", word) and at + 1 < len(written)
        apart.extend(re.findall(r"\w", part) if initials else [part])
    return [part for part in apart if part not in SUFFIXES] or parts


def _tail_marks(tail: str, kind: AnswerKind) -> frozenset[str]:
    """The content words of "of …" after a description, which belong to what it describes."""
    if kind == "place" or not tail.startswith(("of ", "for ")):
        return frozenset()
    own = _TAIL.split(tail.partition(" ")[2])[0]
    return frozenset(fold(word) for word in split_words(own)) - ARTICLES - POSSESSIVES - STOP_WORDS - {"s"}


def _after_titles(written: list[str]) -> int:
    """Where a person's name begins behind its titles ("Interior Minister", "the lawyer", "Foro Penal director")."""
    begin = 0
    for at, word in enumerate(written[:-1]):
        leading = all(role_word(before) or not before[:1].isupper() for before in written[:at])
        clear = leading or word[:1].islower() or len(written) - at > 2
        if role_word(word) and clear and fold(written[at + 1]) not in SUFFIXES | PARTICLES:
            begin = at + 1
    return begin
