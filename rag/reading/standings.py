"""The standing of persons, bodies and things, also where it is told in passing: "former President Ruiz, captured"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.factuality import assertion_of
from rag.reading.lexicon import names_person
from rag.reading.poles import other_state, pole
from rag.reading.proposition import phrase_poles
from rag.reading.said_of import parts_of
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from rag.reading.poles import Pole

__all__ = ["Standing", "standings"]

_FORMER = frozenset("former ex deposed ousted erstwhile onetime then outgoing late disgraced".split())
_NOT_YET = frozenset("next future designate prospective elect incoming aspiring vice deputy assistant acting".split())
# Nouns for offices that one is in or out of; of other nouns for persons, such as "farmer", a standing says little.
_OFFICES = frozenset(
    "president premier chancellor king queen emperor empress monarch pope sultan emir governor mayor minister senator "
    "councillor councilor ambassador chairman chairwoman chairperson chair director ceo chief head leader secretary "
    "treasurer commissioner judge captain coach manager speaker dictator prince princess bishop archbishop dean rector "
    "principal spokesman spokeswoman".split()
)
# What only persons are: a museum that is free is at nobody's mercy.
_PERSONAL = frozenset({"custody", "guilt", "marriage", "employment", "life"})
# Axes on which a verb without an object tells of its subject, and the verbs of which even so another is meant.
_UNDERGONE = frozenset({"life", "opening", "office", "running", "solvency", "validity", "change"})
_DONE_TO_OTHERS = frozenset("kill murder execute assassinate slay depose oust overthrow topple".split())
# Of what is sold, found or risen, another may be kept, missing or fallen on the same day: no lasting state.
_AXES = frozenset(
    "office custody life opening validity approval guilt solvency supply signature ban marriage standing".split()
)
_AMOUNTS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sentence says, or takes for granted, of how somebody or something stands.

    Attributes:
        subject: The name, or the noun with its name, as written.
        words: Characters of the sentence that tell it.
        state: In a normal form: "in office: president", "out of office: president", "in custody", "dead", "open" …
        axis: What it is a state of: "office", "custody", "life", "opening", "validity", "approval" …
    """

    subject: str
    words: Span
    state: str
    axis: str


def standings(doc: Doc) -> list[Standing]:
    """Every standing that a parsed sentence tells, in the order of their words.

    What is planned, supposed, conditional or asked is left out, and so is a state that is said to be over, unless it
    is an office: "former president" says that somebody is out of it.
    """
    found = {(s.axis, s.words): s for s in (*_offices(doc), *_states(doc))}
    return sorted(found.values(), key=lambda s: s.words)


def _offices(doc: Doc) -> Iterator[Standing]:
    for noun in doc:
        office = lemma(noun)
        if office not in _OFFICES or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        holder = parts_of(noun).theme
        if holder is None or holder == noun or not _is_named(holder) or noun.dep_ == "pobj":
            holder = _apposed(noun)
        assertion = assertion_of(noun)
        before = _modifiers(noun)
        if holder is None or not assertion.settled or assertion.modal or {t.lower_ for t in before} & _NOT_YET:
            continue
        former = [t for t in before if t.lower_ in _FORMER]
        out = bool(former) or assertion.past or not assertion.positive or _until(noun)
        first = min((*former, *assertion.carriers, noun), key=lambda t: t.i)
        state = f"{'out of' if out else 'in'} office: {office}"
        yield Standing(_subject(holder), Span(first.idx, noun.idx + len(noun)), state, "office")


def _states(doc: Doc) -> Iterator[Standing]:
    seen: set[tuple[int, str]] = set()
    for token, one in (*phrase_poles(doc), *((t, p) for t in doc for p in _poles_of(t))):
        if (token.i, one.axis) in seen or one.axis not in _AXES:
            continue
        parts = parts_of(token)
        # "gave up her seat", "lost his life": the expression holds its object, and is said of who does it.
        who = parts.agent if parts.agent is not None and _holds_object(token, one) else parts.theme
        assertion = assertion_of(token)
        if who is None or who == token or who.pos_ not in {"PROPN", "NOUN"} or who.ent_type_ in _AMOUNTS:
            continue
        if not assertion.settled or assertion.modal or assertion.past or assertion.earlier:
            continue
        if parts.agent is None and token.pos_ == "VERB" and not _undergone(token, one):
            continue
        if one.axis in _PERSONAL | {"office"} and who.pos_ == "NOUN" and not names_person(lemma(who)):
            continue
        state = one.state if assertion.positive else other_state(one)
        # That it did not happen says nothing of the state, which may be older: "was not arrested".
        if state is None or (not assertion.positive and one.event):
            continue
        seen.add((token.i, one.axis))
        around = [token, *(c for c in assertion.carriers if abs(c.i - token.i) < 6)]
        around += [c for c in token.children if c.dep_ == "prt"]
        first, last = min(around, key=lambda t: t.i), max(around, key=lambda t: t.i)
        yield Standing(_subject(who), Span(first.idx, last.idx + len(last)), state, one.axis)


def _holds_object(token: Token, one: Pole) -> bool:
    return lemma(token) in {"die", "live"} or any(
        one == told and token == verb for verb, told in phrase_poles(token.doc)
    )


def _poles_of(token: Token) -> tuple[Pole, ...]:
    """The sides that a word stands for, as far as its part of speech lets it."""
    if token.pos_ == "VERB":
        return tuple(p for p in pole(lemma(token)) if p.event or lemma(token) in {"die", "live"})
    if token.pos_ == "ADJ":
        return tuple(p for p in pole(token.lower_) if not p.event)
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and token.head.lower_ in {"in", "under"}:
        return tuple(p for p in pole(lemma(token)) if not p.event and p.axis in {"custody", "solvency", "validity"})
    return ()


def _undergone(verb: Token, one: Pole) -> bool:
    """Whether the subject of a verb without an object is brought into the state: "was arrested", "died", "reopened"."""
    if verb.tag_ == "VBN":
        return True
    return one.axis in _UNDERGONE and lemma(verb) not in _DONE_TO_OTHERS


def _is_named(noun: Token) -> bool:
    return noun.pos_ == "PROPN"


def _apposed(noun: Token) -> Token | None:
    """The name beside an office: "President Ruiz", "the president, Ruiz"."""
    if noun.dep_ in {"compound", "nmod", "appos"} and noun.head.pos_ == "PROPN":
        return noun.head
    named = (c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN")
    return next(named, None)


def _modifiers(noun: Token) -> list[Token]:
    """What stands before an office within its phrase, also where the parse hangs it on the name."""
    found = [c for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod", "advmod"}]
    if noun.dep_ in {"compound", "nmod", "amod"}:
        found += [c for c in noun.head.lefts if c.i < noun.i]
    before = noun.doc[max(0, noun.i - 2) : noun.i]
    found += [t for t in before if t.lower_ in {"ex", "former"} and t not in found]
    return found


def _until(noun: Token) -> bool:
    start = noun.left_edge.i
    return any(t.lower_ == "until" for t in noun.doc[max(0, start - 4) : start])


def _subject(head: Token) -> str:
    """The name or noun with what names it, without its article and without the office before it."""
    names = [c for c in head.lefts if c.dep_ in {"compound", "nmod", "nummod", "amod"}]
    if head.pos_ == "PROPN":
        names = [c for c in names if c.pos_ == "PROPN" and not names_person(c.lower_)]
    apposed = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if head.pos_ == "NOUN" and apposed is not None and apposed.i > head.i:
        return _subject(apposed)
    first = min((*names, head), key=lambda t: t.i)
    return head.doc[first.i : head.i + 1].text
