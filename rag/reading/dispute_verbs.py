"""Verbs of dispute: "denies that", "disputes the figure", "a figure that the committee rejects", "is contested by"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.contested import ATTRIBUTES, CLAIMS, DENIED, DENYING, DISPUTING, PROPOSALS, REFERRING
from rag.reading.dispute_stretch import Dispute, Stretch
from rag.reading.speakers import agent_of, has_subject, is_asserted, is_passive, subject_of
from rag.reading.statements import end_of, without_quotes
from rag.reading.values import find_values
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from rag.reading.statements import Statement

__all__ = ["disputed_in_aside", "disputing_verbs"]

# "the toll, which the army disputes,": the parser takes such a verb for a plural noun.
_ASIDE = re.compile(
    r"(?P<what>[^,;]+), which (?P<who>[^,;.]{1,60}?) "
    r"(?P<verb>disputes|contests|rejects|challenges|questions|denies|disputed|contested|rejected|challenged|denied)"
    r"(?=[,.;]|$)"
)


def disputing_verbs(stretch: Stretch) -> Iterator[Dispute]:
    """ "denies that", "disputes the figure", "a figure that the committee rejects", "is contested by"."""
    for verb in stretch.here.doc:
        if lemma(verb) not in DISPUTING | DENYING or verb.dep_ in {"amod", "compound"} or not is_asserted(verb):
            continue
        if is_passive(verb):
            yield from _passive(stretch, verb)
            continue
        subject = subject_of(verb)
        if subject is None or subject.lower_ in {"you", "one"} or subject.ent_type_ in {"DATE", "TIME"}:
            continue
        known, rejected = _object(stretch, verb)
        if known:
            end = end_of(verb)
            cue = stretch.shifted(verb.idx, end)
            yield Dispute(cue, stretch.speaker(subject), rejected, stretch.instead(cue.end, rejected))


def _object(stretch: Stretch, verb: Token) -> tuple[bool, Span | None]:
    """Whether what the verb takes is something said, and its characters."""
    name = lemma(verb)
    children = [c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "ccomp", "xcomp", "pobj", "nmod"}]
    if verb.dep_ == "relcl" and not any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
        return _relative(stretch, verb)
    for child in children:
        if child.dep_ in {"ccomp", "xcomp"}:
            if name in DENYING | {"question"} and not (child.dep_ == "xcomp" and child.tag_ == "VB"):
                return True, stretch.clause(child, verb.i)
            continue
        if child.lower_ in REFERRING:
            return _referred(stretch, verb, child)
        if any(c.dep_ == "dative" for c in verb.children):
            return False, None
        if _is_said(child, verb):
            return True, _resolved(stretch, verb, child)
    return False, None


def _referred(stretch: Stretch, verb: Token, pronoun: Token) -> tuple[bool, Span | None]:
    """What "it" or "this" stands for, and whether that is something said: an offer, too, is rejected."""
    before = stretch.told_before(verb)
    points = pronoun.lower_ in {"this", "that"} and lemma(verb) in {"challenge", "contest", "question"}
    return lemma(verb) in DENYING or (before is not None and (points or stretch.is_said_before())), before


def _resolved(stretch: Stretch, verb: Token, noun: Token) -> Span:
    """The noun's phrase, or, for a bare "the count" after another party's words, those words."""
    own = any(c.dep_ in {"prep", "poss", "nummod", "acl", "relcl", "ccomp"} for c in noun.children)
    return (None if own or not stretch.k else stretch.told_before(verb)) or stretch.phrase(noun)


def _relative(stretch: Stretch, verb: Token) -> tuple[bool, Span | None]:
    """ "600, a figure that the committee rejects", "the claim which she denies", "…, which the union denies"."""
    noun = verb.head
    owns = [c for c in verb.children if c.i < verb.i and c.lower_ in {"that", "which"}]
    if not owns and not has_subject(verb):
        return False, None
    if any(c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"} for c in verb.children):
        return False, None
    comma = noun.left_edge.idx
    if lemma(noun) in CLAIMS | ATTRIBUTES and stretch.here.text[:comma].rstrip().endswith((",", "–", "—")):
        value = _last_value(stretch.here, comma)
        return True, value or stretch.shifted(*without_quotes(stretch.here.text, 0, comma))
    if _is_said(noun, verb):
        return True, stretch.phrase(noun)
    if lemma(verb) in DENYING and owns and owns[0].lower_ == "which":
        return True, stretch.shifted(*without_quotes(stretch.here.text, 0, owns[0].idx))
    return False, None


def _last_value(statement: Statement, before: int) -> Span | None:
    values = [v for v in find_values(statement.doc) if v.end <= before and v.kind != "ordinal"]
    if not values:
        return None
    last = max(values, key=lambda v: (v.end, -v.start))
    return statement.within(last.start, last.end)


def _is_said(noun: Token, verb: Token) -> bool:
    """Whether a noun stands for something said, so that it can be true or false."""
    name, act = lemma(noun), lemma(verb)
    if act == "deny":
        return name in CLAIMS | DENIED or any(c.lower_ == "any" and c.dep_ == "det" for c in noun.children)
    if name in PROPOSALS and act not in {"dispute", "contest", "contradict", "refute", "rebut"}:
        return any(c.lower_ == "that" for t in noun.rights for c in (t, t.left_edge))
    if name in CLAIMS:
        # A claim to something is a right.
        after = noun.doc[noun.i + 1].lower_ if noun.i + 1 < len(noun.doc) else ""
        return not (name == "claim" and after in {"to", "on", "against", "for"})
    if name in ATTRIBUTES:
        return act in {"dispute", "contest", "question", "challenge", "contradict", "doubt"}
    numbered = noun.like_num or any(c.like_num or c.tag_ == "CD" for c in noun.children if c.i < noun.i)
    against = act == "contradict" and noun.ent_type_ == "PERSON"
    return against or (act in {"dispute", "contest", "contradict"} and numbered)


def _passive(stretch: Stretch, verb: Token) -> Iterator[Dispute]:
    """ "the figure is contested by the union", "it is disputed whether …"."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubjpass", "csubjpass", "nsubj"}), None)
    cue_start = min([verb.idx, *(c.idx for c in verb.children if c.dep_ == "auxpass" and c.i >= verb.i - 2)])
    cue = stretch.shifted(cue_start, end_of(verb))
    if verb.dep_ == "acl":
        subject = verb.head
        cue = stretch.shifted(verb.idx, end_of(verb))
    if subject is None:
        return
    if subject.lower_ in {"which", "that"} and verb.dep_ == "relcl":
        subject = verb.head
    name = lemma(subject)
    rejected: Span | None
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    numbered = any(t.like_num for t in subject.subtree if t.i < verb.i)
    if subject.lower_ in REFERRING:
        if lemma(verb) not in {"dispute", "deny", "contest", "contradict", "refute"}:
            return
        rejected = stretch.clause(clause, verb.i) if clause is not None else stretch.told_before(verb)
    elif (
        name in CLAIMS
        or (name in ATTRIBUTES and lemma(verb) not in {"reject", "deny", "dismiss"})
        or (numbered and lemma(verb) in {"dispute", "contest", "contradict"} and subject.pos_ != "PROPN")
    ):
        rejected = stretch.phrase(subject)
    else:
        return
    yield Dispute(cue, stretch.speaker(agent_of(verb)), rejected, stretch.instead(cue.end, rejected))


def disputed_in_aside(stretch: Stretch) -> Iterator[Dispute]:
    """ "The toll of 300, which the army disputes, …": found by its words, where the noun before stands for a claim."""
    here = stretch.here
    for match in _ASIDE.finditer(here.text):
        what, who = Span(*match.span("what")), Span(*match.span("who"))
        nouns = (t for t in here.doc if what.start <= t.idx < what.end)
        hedged = re.search(r"\b(?:not|never|no|nobody|may|might|could|can)\b", match.group("who"), re.IGNORECASE)
        if not hedged and any(lemma(t) in CLAIMS | ATTRIBUTES for t in nouns):
            cue = stretch.shifted(*match.span("verb"))
            rejected = stretch.shifted(*without_quotes(here.text, *what))
            yield Dispute(cue, stretch.shifted(*who), rejected, stretch.instead(cue.end, rejected))
