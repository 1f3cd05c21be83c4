"""The noun that a value counts or measures, what restricts it, and which event or attribute the clause tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import TIME_UNITS, kind_of_noun, names_person
from rag.reading.scope_clause import is_figure, is_under, is_unit
from rag.reading.scope_words import DEMOGRAPHIC, DESCRIPTIVE, EVENTS, IDIOMS, MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from rag.reading.scope_clause import Clause

__all__ = ["Counted", "attributes", "counted_noun", "joined_nouns", "modifiers_of", "part_words"]

_NUMERAL_ARCS = frozenset({"compound", "quantmod", "nummod", "conj", "advmod", "amod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_COPULAS = frozenset({"be", "remain", "become"})
_ATTRIBUTES = frozenset({"money", "measure", "share", "duration", "count"})
_SUBSETS = frozenset("suspect accuse charge convict injure wound kill confirm register vaccinate insure".split())
_LEFT_OUT = frozenset({"without", "excluding", "minus", "exclude", "except", "besides"})
_TAKEN_IN = frozenset({"including", "include", "plus"})
_PRONOUNS = frozenset({"them", "these", "those", "us", "whom", "which"})
_PART = re.compile(
    r"\b(?:including|among (?:them|these|those|the)|amongst|another|the (?:remaining|other|rest)|a further|"
    r"an additional|of whom|of which|half of|most of|the first batch of|part of)(?= |$)[^.;:]*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^ (?:more|others?|further|additional|remaining)\b(?! than)", re.IGNORECASE)
_OF_THEM = re.compile(r"^ of (?:them|these|those|the (?:\d[\d,]*|\w+teen|\w+ty|two|three|four|five|six|ten))\b")
_BEFORE_OR_AFTER = re.compile(
    r"\b(before|after|including|excluding|plus|without) (tax|taxes|vat|interest|fees)\b", re.IGNORECASE
)
_REPEATED = re.compile(
    r"\b(?:second|third|repeat(?:ed)?|subsequent|further) (?:offen[cs]es?|offenders?|violations?|infringements?|"
    r"breach(?:es)?|convictions?|attempts?|uses?|visits?|applications?)\b",
    re.IGNORECASE,
)
_PAYERS = frozenset("company firm business corporation individual resident employer employee passenger patient".split())
_EACH = re.compile(r"\b(?:after the first|every (?:later|other|subsequent)|thereafter|from then on)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that a value counts or measures: its token, and its lemma."""

    token: Token
    word: str


def counted_noun(clause: Clause) -> Counted | None:
    """The noun counted ("80 of those were foreign nationals": nationals) or measured ("revenue came to": revenue)."""
    number = clause.number
    if number is None:
        return None
    top = number
    while top.dep_ in _NUMERAL_ARCS and (top.head.like_num or top.head.pos_ in {"NUM", "SYM"}):
        top = top.head
    unit: Token | None = None
    if top.dep_ in _NUMERAL_ARCS and top.head.pos_ in _NOUNS | {"ADJ"} and top.head.i > number.i:
        noun = top.head.head if top.head.dep_ == "compound" and top.head.head.pos_ == "NOUN" else top.head
        if not is_unit(noun):
            return Counted(noun, lemma(noun))
        unit = top.head
    inside = next((t for t in clause.value if t.pos_ == "NOUN" and t.i > number.i and not is_unit(t)), None)
    if inside is not None and unit is None:
        return Counted(inside, lemma(inside))
    token = _partitive(unit or top, clause) or _said_of(unit or top, clause, measured=unit is not None)
    return Counted(token, lemma(token)) if token is not None else None


def _partitive(top: Token, clause: Clause) -> Token | None:
    """The noun in "80 of the women", "2 litres of water"; with a pronoun, the noun that is said of them."""
    of = next((c for c in top.rights if c.lower_ == "of"), None)
    noun = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if noun is None or noun.lower_ in _PRONOUNS:
        return None if top.dep_ not in _SUBJECTS else _predicate(clause)
    return noun if noun.pos_ in _NOUNS else None


def _predicate(clause: Clause) -> Token | None:
    if lemma(clause.verb) not in _COPULAS:
        return None
    return next((c for c in clause.verb.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)


def _said_of(top: Token, clause: Clause, *, measured: bool) -> Token | None:
    """The attribute noun that a value is of ("debt of €3bn", "the cost was put at €3m"), or "the dead numbered 80"."""
    here = top
    while here.dep_ in {"pobj", "prep", "quantmod", "npadvmod"} and here.head in clause.tokens:
        here = here.head
        if here.pos_ == "NOUN":
            return here
    if top.dep_ in _SUBJECTS and not measured:
        return _predicate(clause)
    for child in clause.verb.children:
        apart = child.dep_ in _SUBJECTS or (child.dep_ == "dobj" and child.i < top.i)
        if apart and child.pos_ == "NOUN" and not is_under(top, child):
            of = next((g for c in child.rights if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
            number = lemma(child) in {"number", "total", "toll", "count", "amount"}
            return of if number and of is not None else child
    root = clause.verb
    return root if root.pos_ == "NOUN" and root != top else None


def modifiers_of(clause: Clause, counted: Counted | None) -> frozenset[str]:
    """What restricts the noun counted, and the contrary-bearing modifiers of the clause's other nouns."""
    found: set[str] = set()
    if counted is not None:
        found.update(_restrictions(counted.token, clause))
        if counted.word in DEMOGRAPHIC:
            found.add(counted.word)
    for token in clause.others:
        word = lemma(token) if token.pos_ == "NOUN" else token.lower_
        if token.dep_ in {"amod", "compound", "poss"} and word in MODIFIERS and token.head.pos_ == "NOUN":
            found.add(f"{word} {lemma(token.head)}")
        if token.tag_ == "NNS" and _concerns(token, clause):
            found.add(f"for {word}")
        if token.lower_ in _LEFT_OUT | _TAKEN_IN | {"with"}:
            way = "without" if token.lower_ in _LEFT_OUT else "with"
            found.update(f"{way} {lemma(t)}" for t in _objects(token))
    text = clause.doc.text
    found.update(
        f"{'without' if m[1].lower() in {'before', 'excluding', 'without'} else 'with'} {m[2].lower()}"
        for m in _BEFORE_OR_AFTER.finditer(text)
    )
    if counted is not None and clause.number is not None and counted.token.i > clause.number.i:
        found.update(f"of {lemma(t)}" for c in counted.token.rights if c.lower_ == "of" for t in _objects(c))
    if _EACH.search(text) or _REPEATED.search(text):
        found.add("later time")
    return frozenset(found)


def _restrictions(noun: Token, clause: Clause) -> Iterator[str]:
    for child in noun.children:
        word = lemma(child)
        if child in clause.value and is_figure(child):
            continue
        if child.dep_ in {"amod", "nmod"} or (child.dep_ == "compound" and child.pos_ != "PROPN"):
            describes = word in DESCRIPTIVE or child.tag_ in {"JJR", "JJS"} or is_figure(child)
            describes = describes or (is_unit(child) and word not in TIME_UNITS)  # "day tickets", but "per cent"
            if child.is_alpha and not describes:
                named = child.is_title and child.i
                yield child.text if named else child.lower_ if child.tag_ == "VBN" else word
        elif (child.dep_ == "poss" and child.pos_ == "NOUN") or (
            child.dep_ in {"acl", "relcl"} and word in _SUBSETS and child.tag_ == "VBN"
        ):
            yield word


def _concerns(noun: Token, clause: Clause) -> bool:
    """Whether a figure is told of the people that a noun names: "adults take 20 mg", "the dose for children"."""
    word = lemma(noun)
    if clause.number is None or any(is_figure(t) for t in noun.subtree):
        return False
    if noun.dep_ in _SUBJECTS and noun.head == clause.verb:
        return word in DEMOGRAPHIC | _PAYERS
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"for", "among", "amongst"}
        and (names_person(word) or word in _PAYERS)
    )


def _objects(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ in {"pobj", "dobj"} and child.pos_ == "NOUN":
            yield child
            yield from (c for c in child.conjuncts if c.pos_ == "NOUN")


def attributes(clause: Clause, counted: Counted | None) -> frozenset[str]:
    """The verb of the clause, idioms told in it, and the nouns and adjectives that name an event or attribute."""
    found: set[str] = set()
    if clause.verb.pos_ in {"VERB", "AUX"}:
        found.add(lemma(clause.verb))
        found.update(lemma(t) for t in clause.tokens if t.dep_ == "xcomp" and t.pos_ == "VERB")
        found.update(lemma(c) for c in clause.verb.children if c.dep_ in {"acomp", "oprd", "attr"} and c.pos_ == "ADJ")
    for token in clause.tokens:
        plain = token.dep_ not in {"compound", "poss", "amod"} or token.head.pos_ not in _NOUNS
        if lemma(token) in EVENTS and token.pos_ in {"NOUN", "ADJ"} and plain:
            found.add(lemma(token))
    subjects = [c for c in clause.verb.children if c.dep_ in _SUBJECTS]
    # What a body looked into tells which event it is about: "the commission that looked into the flooding".
    below = (t for s in subjects for t in s.subtree if t.pos_ == "NOUN" and t.dep_ == "pobj" and lemma(t) in EVENTS)
    found.update(lemma(t) for t in below)
    if counted is not None and counted.token.pos_ == "NOUN":
        found.update(lemma(c) for c in counted.token.children if c.dep_ in {"acl", "amod"} and lemma(c) in EVENTS)
        if kind_of_noun(counted.word) in _ATTRIBUTES:
            found.add(counted.word)
    text = " ".join(t.text for t in clause.tokens)
    found.update(verb for verb, pattern in IDIOMS if pattern.search(text))
    return frozenset(found)


def part_words(clause: Clause) -> str | None:
    """The words next to a figure that make it one of a part: before it "including", after it "others", "of them"."""
    if clause.number is None:
        return None
    text, end = clause.doc.text, clause.value.end_char
    before = text[max(0, clause.value.start_char - 40) : clause.number.idx]
    words = _PART.search(before)
    # The cue governs the number only where no other number stands between them.
    if words and not any(is_figure(t) for t in clause.doc[: clause.number.i] if t.idx >= end - len(words.group())):
        return " ".join(words.group().split()[:3]).lower()
    after = _MORE.match(text[end:]) or _OF_THEM.match(text[end:])
    return after.group().strip().lower() if after else None


def joined_nouns(clause: Clause) -> frozenset[str]:
    """Pairs of nouns that one value is told of: "the pool and the hall" cost it."""
    if clause.number is None:
        return frozenset()
    found = set()
    for token in clause.others:
        if token.dep_ == "conj" and token.pos_ == "NOUN" and token.head.pos_ == "NOUN":
            figures = any(is_figure(t) for noun in (token, token.head) for t in noun.subtree)
            joined = any(c.lower_ in {"and", "&"} for c in token.head.children if c.dep_ == "cc")
            if joined and not figures:
                found.add(f"{lemma(token.head)} and {lemma(token)}")
    return frozenset(found)
