"""What earlier turns mention: people, bodies, places, dates and things that a follow-up may refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.answering.clauses import base_verb, without_verb
from rag.answering.datephrases import is_date
from rag.answering.reference_words import (
    FEMALE_TITLES,
    MALE_TITLES,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    THING_NOUNS,
)
from rag.reading.parser import parse

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = [
    "Kind",
    "Mention",
    "Role",
    "Turn",
    "mentions_in",
    "noun_kind",
    "value_mention",
]

Kind: TypeAlias = Literal["person", "organisation", "place", "date", "number", "thing", "name"]
"""``name`` is a proper name of which nothing tells what it names."""
Role: TypeAlias = Literal["subject", "object", "other"]
_LABELS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "organisation",
    "GPE": "place",
    "LOC": "place",
    "DATE": "date",
    "TIME": "date",
    "CARDINAL": "number",
    "MONEY": "number",
    "PERCENT": "number",
    "QUANTITY": "number",
    "FAC": "thing",
    "EVENT": "thing",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
}
_ROLES: dict[str, Role] = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "attr": "subject",
    "dobj": "object",
    "dative": "object",
}
_PREPOSITION = re.compile(
    r"(?:in|at|on|near|off|outside|inside|by|since|until|before|after|during|from|around|about) (?=\S)", re.IGNORECASE
)
# Prepositional phrases that belong to the noun before them more often than to the verb.
_NOUN_PREPOSITIONS = frozenset({"of", "in", "at", "between"})
# "Calder Town" is a place or its football club.
_AMBIGUOUS_LAST = frozenset({"city", "county", "town"})
_NOT_A_NAME = re.compile(r"yes|no|true|false|unknown|not .*|to .*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn: the question in its completed form, and what its answer gives to refer to.

    A refused answer gives nothing: its ``short`` is None and its ``quotes`` are empty.
    """

    question: str
    short: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase of a text.

    Attributes:
        text: The phrase as it can stand in for a pronoun ("How many miners" gives "the miners").
        start: Offset of the phrase, without a preposition, in the text it was found in.
        end: Offset of its end, without the prepositional phrases that follow its head noun.
        full_end: Offset of its end with those.
        head: Lemma of the head noun, in lower case.
        proper: Whether it is a name.
        plural: Whether it names several.
        role: Its part in the sentence.
        preposition: The preposition before it, as written, or an empty string.
        preposition_start: Offset of that preposition; ``start`` where there is none.
        asked: Whether the phrase holds the question word ("which company").
        attribute: Whether it is a property of what follows it ("the population" of Denmark).
        bare: The phrase without article, question word or number ("miners").
    """

    text: str
    start: int
    end: int
    full_end: int
    head: str
    kind: Kind
    proper: bool
    plural: bool
    role: Role
    preposition: str = ""
    preposition_start: int = 0
    asked: bool = False
    attribute: bool = False
    bare: str = ""


def noun_kind(lemma: str) -> Kind | None:
    """Say what kind of thing a common noun (or the last word of a name) names, where the word lists tell."""
    lists: tuple[tuple[frozenset[str], Kind], ...] = (
        (PERSON_NOUNS, "person"),
        (ORGANISATION_NOUNS, "organisation"),
        (PLACE_NOUNS, "place"),
        (THING_NOUNS, "thing"),
    )
    return next((kind for words, kind in lists if lemma in words), None)


def _kind(span: Span, head: Token, *, proper: bool) -> Kind:
    text = " ".join(token.text for token in span if token.pos_ != "DET")
    if is_date(text):
        return "date"
    known = noun_kind(head.lower_) or noun_kind(head.lemma_.lower())
    if proper and head.lower_ in _AMBIGUOUS_LAST:
        return "organisation" if head.ent_type_ == "ORG" else "name"
    # "Storm Odile", "President Ruiz": the first word of a name tells too.
    first = noun_kind(span[0].lower_) if proper and len(span) > 1 else None
    label = _LABELS.get(head.ent_type_)
    if proper:
        # "Mr Hale", "Judge Orr": the title tells a person whatever the entity label.
        return known or first or (("person" if _title(span) else label) or "name")
    if label in {"date", "number"} and known is None:
        return label
    return known or "thing"


def _title(span: Span) -> bool:
    return span[0].lower_ in MALE_TITLES | FEMALE_TITLES


def _full_end(head: Token, end: int, *, proper: bool) -> int:
    if proper:
        return end
    for child in head.rights:
        if child.dep_ != "prep" or child.lower_ not in _NOUN_PREPOSITIONS or child.idx != end + 1:
            continue
        last = child.right_edge
        verb = base_verb(head.doc)
        if verb is not None and child.i < verb.i <= last.i:
            last = verb.nbor(-1)
        if child.lower_ != "of" and any(is_date(token.text) for token in child.subtree):
            break
        end = last.idx + len(last.text)
    return end


def _mention(span: Span) -> Mention | None:
    trimmed = without_verb(span)
    misread = trimmed is not span
    span, head = trimmed, trimmed[-1] if misread else span.root
    if head.pos_ in {"PRON", "VERB", "ADV"}:
        return None
    proper = head.pos_ == "PROPN" or head.ent_type_ in {"PERSON", "ORG", "GPE", "LOC", "FAC"}
    if len(span) == 2 and span[0].lower_ in {"the", "a", "an"} and noun_kind(head.lower_) == "person":
        proper = False  # "the CEO"
    if head.text.islower() and not span.doc.text.islower():
        proper = False
    lead = 0
    while lead < len(span) - 1 and (
        span[lead].tag_ in {"WRB", "WDT", "WP", "WP$", "DT", "PDT", "CD"}
        or span[lead].lower_ in {"many", "much", "how"}
    ):
        lead += 1
    asked = any(token.tag_ in {"WRB", "WDT", "WP", "WP$"} for token in span)
    plural = (
        (head.tag_ in {"NNS", "NNPS"}
        and not proper)
        or any(t.dep_ == "conj" for t in head.children)
        or head.lower_ == "people"
    )
    end = span.end_char
    kind = _kind(span, head, proper=proper)
    if kind in {"date", "number"} and not asked:
        lead = 0
    bare = span[lead:].text
    full_end = _full_end(head, end, proper=proper)
    tail = span.doc.text[end:full_end]
    first = span[0]
    definite = (
        first.lower_ in {"the", "this", "that", "these", "those"} or first.dep_ == "poss" or first.pos_ == "PROPN"
    )
    if proper or kind in {"date", "number"}:
        text = span.text if first.lower_ not in {"which", "what"} else bare
    elif definite:
        text = f"the {bare}{tail}" if first.lower_ in {"this", "that", "these", "those"} else span.text + tail
    elif asked or plural or first.tag_ in {"DT", "CD"}:
        text = f"the {bare}{tail}"
    else:
        text = span.text + tail
    governor = head.head
    is_object = head.dep_ == "pobj" and governor.idx < span.start_char
    return Mention(
        text=_lower_article(text),
        start=span.start_char,
        end=end,
        full_end=full_end,
        head=head.lemma_.lower(),
        kind=kind,
        proper=proper,
        plural=plural,
        role="subject" if misread else _ROLES.get(head.dep_, "other"),
        preposition=governor.text if is_object else "",
        preposition_start=governor.idx if is_object else span.start_char,
        asked=asked,
        bare=bare,
        attribute=not proper and noun_kind(head.lemma_.lower()) is None and tail.startswith(" of "),
    )


def _lower_article(text: str) -> str:
    return "the " + text[4:] if text.startswith("The ") else text


@lru_cache(maxsize=256)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """List the noun phrases of a question or quote, in order; pronouns are left out."""
    doc = parse(text)
    found = [mention for span in doc.noun_chunks if (mention := _mention(span)) is not None]
    covered = [(mention.start, mention.end) for mention in found]
    for entity in doc.ents:
        if not any(start < entity.end_char and entity.start_char < end for start, end in covered):
            mention = _mention(entity)
            if mention is not None:
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _asked_kind(question: str) -> tuple[str, Kind | None]:
    """Return the question word of a question and the kind of thing that it asks for, where known."""
    doc = parse(question)
    word = next((token for token in doc if token.tag_ in {"WRB", "WDT", "WP", "WP$"}), None)
    if word is None:
        return "", None
    lowered = word.lower_
    if lowered == "how":
        following = doc[word.i + 1].lower_ if word.i + 1 < len(doc) else ""
        return f"how {following}", "number" if following in {"many", "much", "old", "long", "far", "tall"} else None
    by_word: dict[str, Kind] = {"who": "person", "whom": "person", "where": "place", "when": "date"}
    if lowered in by_word:
        return lowered, by_word[lowered]
    if lowered in {"which", "what"}:
        noun = word.head if word.dep_ == "det" else next((t for t in doc if t.dep_ == "nsubj" and t.i > word.i), None)
        return lowered, noun_kind(noun.lemma_.lower()) if noun is not None else None
    return lowered, None


def value_mention(turn: Turn) -> tuple[str, Mention | None]:
    """Read the value that a turn's answer gave as something to refer to.

    Returns:
        The question word that asked for the value ("who", "how many"; empty for a yes-or-no question), and the
        mention; None where there is no value, or the value is no noun phrase ("yes", "to dismiss the claim").
    """
    word, kind = _asked_kind(turn.question)
    value = (turn.short or "").strip().rstrip(".")
    if not value or _NOT_A_NAME.fullmatch(value):
        return word, None
    preposition = match.group().strip() if (match := _PREPOSITION.match(value)) else ""
    bare = value[match.end() :] if match else value
    inner = mentions_in(bare)
    first = inner[0] if inner else None
    plural = bool(first and (first.plural or _coordinated(bare)))
    if is_date(bare):
        found: Kind = "date"
    elif kind == "person" and first is not None and first.kind in {"organisation", "thing"}:
        # "who" is asked of bodies as well as of persons; an unknown name is a person's.
        by_noun = noun_kind(bare.split()[-1].lower())
        found = by_noun or (first.kind if _labelled_organisation(bare) else "person")
    elif kind is not None:
        found = kind
    else:
        found = first.kind if first is not None else "thing"
    proper = first.proper if first is not None else bare[:1].isupper()
    head = first.head if first is not None else bare.split()[-1].lower()
    text = bare if len(inner) != 1 or first is None or first.proper or bare != first.bare or not plural else first.text
    return word, Mention(
        text=_lower_article(text),
        start=0,
        end=len(bare),
        full_end=len(bare),
        head=head,
        kind=found,
        proper=proper,
        plural=plural,
        role="other",
        preposition=preposition,
        bare=bare,
    )


def _coordinated(text: str) -> bool:
    return re.search(r"\w (?:and|as well as) \w|, ", text) is not None and not any(
        entity.text == text
        for entity in parse(text).ents
        if entity.label_ in {"ORG", "WORK_OF_ART"}
        and len(parse(text).ents) == 1
        and noun_kind(text.rsplit(maxsplit=1)[-1].lower()) is None
    )


def _labelled_organisation(text: str) -> bool:
    entities = parse(text).ents
    return bool(entities) and entities[0].label_ == "ORG" and len(entities[0].text) == len(text) and "&" in text
