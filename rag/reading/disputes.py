"""What a sentence says is not so: "the union denies it", "calls the figure inflated", "not 600 but 80".

Verbs of dispute count only with something said for an object ("contests the figure", not "contests the election"),
and only where they are asserted: "could not be disputed" disputes nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.contested import ATTRIBUTES, CLAIMS, FALSELY
from rag.reading.contrasts import contrasts
from rag.reading.dispute_stretch import Dispute, Stretch
from rag.reading.dispute_verbs import disputed_in_aside, disputing_verbs
from rag.reading.judgements import judgements
from rag.reading.reporting import REPORTING_VERBS
from rag.reading.speakers import is_asserted, subject_of
from rag.reading.statements import end_of, statements, without_quotes
from rag.text.spans import Span, overlap, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

__all__ = ["Dispute", "disputes", "is_rejected", "mentions_dispute"]

_DIFFERING = frozenset("disagree differ diverge clash".split())
_PARTIES = frozenset("account estimate version source report historian scholar expert figure date record claim".split())
_EVIDENCE = re.compile(
    r"\bno (?:\w+ ){0,2}?(?:evidence|proof|truth|basis|support)\b(?: (?P<link>that|of|for|to|in)\b)?", re.IGNORECASE
)
_DISPUTES_FIGURE = re.compile(
    r"(?P<who>\b[A-Z][\w'’-]*(?: (?:of|for|the|and|[A-Z][\w'’-]*)){0,5}"
    r"|(?:^The|(?<=but )the|(?<=; )the) (?:[\w'’-]+ ){0,3}?[\w'’-]+) "
    r"(?P<verb>(?:contest|dispute|reject|challenge)s) "
    r"(?P<what>(?:this|that|the) (?:figure|number|claim|count|tally|estimate|toll|account|version|date|sum|total|amount"
    r"|price|share|rate|statement|assertion))\b"
)
_IN_DISPUTE = re.compile(
    r"\b(?:(?:is|are|was|were|remains?|remained|still) (?:(?:still|much|hotly|heavily) )?"
    r"(?:(?:in|subject to) dispute|open to (?:question|doubt|dispute)|in (?:doubt|question)"
    r"|a matter of (?:dispute|debate|controversy))|remain(?:s|ed)? (?:\w+ly )?(?:disputed|contested)"
    r"|casts? doubts? (?:on|upon|over)|takes? issue with|at odds (?:over|about|on))\b",
    re.IGNORECASE,
)
_SETTING_DOWN = REPORTING_VERBS | frozenset({"give", "put", "list", "print", "quote", "attribute"})


def disputes(doc: Doc) -> list[Dispute]:
    """Every dispute, correction and contrast of a sentence.

    Args:
        doc: The parsed sentence.

    Returns:
        In the order of their cues; offsets are characters of the sentence. Questions, conditions and what is denied
        or merely possible ("does not dispute", "could be disputed") give none.
    """
    parts = statements(doc)
    found: list[Dispute] = []
    for k, statement in enumerate(parts):
        if statement.text.rstrip().endswith("?"):
            continue
        stretch = Stretch(parts, k)
        here = [d for finder in _FINDERS for d in finder(stretch)]
        found.extend(d for i, d in enumerate(here) if not any(_same(d, e) for e in here[:i]))
    return sorted(found, key=lambda d: d.cue)


def _same(one: Dispute, other: Dispute) -> bool:
    """Whether two finders have found one dispute: "dismissed the claim as nonsense"."""
    return overlap(one.cue, other.cue) or (one.disputer, one.rejected) == (other.disputer, other.rejected)


def is_rejected(doc: Doc, value: Span) -> Dispute | None:
    """The dispute whose rejected words hold a value.

    Args:
        doc: The parsed sentence.
        value: Characters of the sentence.

    Returns:
        Of several, that with the fewest rejected words; None where the value stands.
    """
    holding = [
        (d.rejected.end - d.rejected.start, d)
        for d in disputes(doc)
        if d.rejected is not None and d.rejected.start <= value.start and value.end <= d.rejected.end
    ]
    return min(holding, key=lambda pair: pair[0])[1] if holding else None


def mentions_dispute(doc: Doc) -> Dispute | None:
    """Whether a sentence says that a figure, date or claim is contested, be it one told only in the sentence before.

    Args:
        doc: The parsed sentence.

    Returns:
        The first dispute between parties; None where there is none. Corrections and contrasts are none.
    """
    return next((d for d in disputes(doc) if d.contested), None)


def _nouns(stretch: Stretch) -> Iterator[Dispute]:
    """ "the disputed figure of 600", "in dispute", "there is no evidence that", "historians disagree about"."""
    here = stretch.here
    for token in here.doc:
        if token.lower_ in {"disputed", "contested"} and token.dep_ == "amod":
            noun = token.head
            if lemma(noun) in CLAIMS | ATTRIBUTES and token.i < noun.i:
                yield Dispute(stretch.shifted(token.idx, end_of(token)), None, stretch.phrase(noun), None)
        elif lemma(token) in _DIFFERING and token.pos_ == "VERB" and is_asserted(token):
            subject = subject_of(token)
            following = {t.lower_ for t in token.doc[token.i + 1 : token.i + 2]}
            topics = {"about", "on", "over", "as"}
            about = following != {"with"} and any(c.dep_ == "ccomp" or c.lower_ in topics for c in token.rights)
            if subject is not None and (lemma(subject) in _PARTIES and (about or lemma(token) != "clash")):
                yield Dispute(stretch.shifted(token.idx, end_of(token)), None, None, None)
    for match in _IN_DISPUTE.finditer(here.text):
        subject = next((t for t in here.doc if t.idx < match.start() and t.dep_.startswith("nsubj")), None)
        known = subject is not None and lemma(subject) in CLAIMS | ATTRIBUTES
        after = [t for t in here.doc if t.idx >= match.end() and lemma(t) in CLAIMS | ATTRIBUTES]
        active = match.group().lower().startswith(("cast", "take", "at"))
        if active and after and subject is not None:
            yield Dispute(stretch.shifted(*match.span()), stretch.speaker(subject), stretch.phrase(after[0]), None)
        elif not active and known and subject is not None:
            yield Dispute(stretch.shifted(*match.span()), None, stretch.phrase(subject), None)


def _worded(stretch: Stretch) -> Iterator[Dispute]:
    """ "The union contests that figure": told by the words, for the parser takes such verbs for nouns at times."""
    for match in _DISPUTES_FIGURE.finditer(stretch.here.text):
        who = trim(stretch.here.text, match.start("who"), match.end("who"))
        cue, rejected = match.span("verb"), match.span("what")
        disputer = stretch.shifted(*who) if who.end > who.start else None
        yield Dispute(stretch.shifted(*cue), disputer, stretch.shifted(*rejected), None)


def _no_evidence(stretch: Stretch) -> Iterator[Dispute]:
    text = stretch.here.text
    for match in _EVIDENCE.finditer(text):
        head = next(t for t in stretch.here.doc if t.idx + len(t) > match.start())
        told = next((t for t in (head, *head.ancestors) if lemma(t) in {"be", "see", "find", "have"}), None)
        link = match.group("link")
        if told is None or link is None or (link != "that" and not _names_claim(stretch, match.end())):
            continue
        rejected = stretch.shifted(*without_quotes(text, match.end(), len(text)))
        saying = next((t for t in told.ancestors if lemma(t) in REPORTING_VERBS), None)
        who = subject_of(saying) if saying is not None else None
        if who is None and lemma(told) != "be":
            who = subject_of(told)
        yield Dispute(stretch.shifted(*trim(text, *match.span())), stretch.speaker(who), rejected, None)


def _names_claim(stretch: Stretch, start: int) -> bool:
    return any(lemma(t) in CLAIMS for t in stretch.here.doc if start <= t.idx < start + 24)


def _wrongly(stretch: Stretch) -> Iterator[Dispute]:
    """ "wrongly said that", "is falsely given as": the author sets right what somebody said."""
    for token in stretch.here.doc:
        verb = token.head
        if token.lower_ not in FALSELY or lemma(verb) not in _SETTING_DOWN:
            continue
        clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None)
        if clause is not None:
            rejected = stretch.clause(clause, verb.i)
        else:
            last = verb.right_edge
            rejected = stretch.shifted(*without_quotes(stretch.here.text, end_of(verb), last.idx + len(last)))
        if rejected.start < rejected.end:
            cue = stretch.shifted(min(token.idx, verb.idx), max(end_of(token), end_of(verb)))
            said = lemma(verb) not in {"think", "believe", "assume", "suppose", "expect"}
            yield Dispute(cue, None, rejected, stretch.instead(rejected.end, rejected), contested=said)


def _contrasts(stretch: Stretch) -> Iterator[Dispute]:
    for found in contrasts(stretch.here.doc):
        cue, rejected = stretch.shifted(*found.cue), stretch.shifted(*found.rejected)
        instead = None if found.instead is None else stretch.shifted(*found.instead)
        yield Dispute(cue, None, rejected, instead, contested=found.contested)


_FINDERS = (judgements, disputing_verbs, disputed_in_aside, _nouns, _no_evidence, _wrongly, _contrasts, _worded)
