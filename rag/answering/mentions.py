"""What earlier turns mention: people, bodies, places, dates and things that a follow-up may refer to."""

from __future__ import annotations

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

__all__ = ["Kind", "Mention", "Role", "lower_article", "mentions_in", "noun_kind"]

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
# Prepositional phrases that belong to the noun before them more often than to the verb.
_NOUN_PREPOSITIONS = frozenset({"of", "in", "at", "between"})
# "Calder Town" is a place or its football club.
_AMBIGUOUS_LAST = frozenset({"city", "county", "town"})


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


def _whole_name(span: Span) -> Span:
    """Take in the rest of a name or date that the parser cut ("Storm" of "Storm Odile", "August" of "August 2025")."""
    doc, end = span.doc, span.end
    for entity in doc.ents:
        if entity.label_ == "DATE" and entity.start < end < entity.end and is_date(entity.text):
            return doc[min(span.start, entity.start) : entity.end]
    while span.start > 0 and doc[end - 1].text[0].isupper() and end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    return doc[span.start : end]


def _mention(span: Span) -> Mention | None:
    span = _whole_name(span)
    trimmed = without_verb(span)
    misread = trimmed is not span
    span, head = trimmed, trimmed[-1] if misread or trimmed[-1].pos_ == "PROPN" else trimmed.root
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
        (head.tag_ in {"NNS", "NNPS"} and not proper)
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
        text=lower_article(text),
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


def lower_article(text: str) -> str:
    """Write "The" at the beginning of a phrase as it stands within a sentence."""
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
