"""What a file itself sets against a claim: a figure that somebody disputes, and what is put in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.disagreement.claims import claim_at
from rag.reading.attribution import Attribution
from rag.reading.disputes import disputes, is_rejected, mentions_dispute
from rag.reading.parser import parse_written
from rag.text.spans import Span, overlap
from rag.text.words import fold

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim, Read
    from rag.reading.disputes import Dispute

__all__ = ["Rival", "rival_of"]


@dataclass(frozen=True, slots=True)
class Rival:
    """What stands against a claim in its own file.

    Attributes:
        claim: The claim that is made instead, or the words that dispute the first one.
        contested: Whether parties differ. If not, the file corrects a figure, and holds only what it puts instead.
        reason: What the file says of the two, for people.
        pointed: Whether the words of the dispute hold the claim's value, or a word that stands for one.
    """

    claim: Claim
    contested: bool
    reason: str
    pointed: bool = True


# Accounts have no value that somebody could dispute: what a file says against them is about one thing or another.
_ACCOUNTS = frozenset({"cause", "description", "manner"})


def rival_of(claim: Claim) -> Rival | None:
    """What the file of a claim sets against it, in the same sentence or the next one; None if nothing."""
    read = claim.read
    if claim.kind in _ACCOUNTS:
        return None
    doc = parse_written(read.sentence)
    dispute = is_rejected(doc, claim.span)
    if dispute is not None:
        return _rival(claim, read, dispute)
    for other in disputes(doc):
        if not other.contested or other.rejected is None:
            continue
        # "600, which the union rejects: it counts 200", of which the 200 was read.
        if other.instead and overlap(other.instead, claim.span):
            made = claim_at(read, other.rejected, claim.kind)
            return Rival(made, contested=True, reason=f"one file sets “{claim.words}” against “{made.words}”")
        # "The ministry says 600, but the union disputes this figure."
        stands_for = read.sentence[other.rejected.start : other.rejected.end]
        if claim.value is not None and claim.span.end <= other.rejected.start and _is_anaphor(stands_for, claim):
            return _rival(claim, read, other)
    if not read.after or claim.value is None:
        return None
    told = mentions_dispute(parse_written(read.after))
    return _rival(claim, _after(read), told) if told is not None and _speaks_of(claim, told) else None


def _speaks_of(claim: Claim, dispute: Dispute) -> bool:
    """Whether what the next sentence rejects is the claim: its value, or nothing that has a name of its own."""
    if dispute.rejected is None:
        return claim.kind != "date"
    words = claim.read.after[dispute.rejected.start : dispute.rejected.end]
    figures = set(_FIGURE.findall(claim.words))
    return bool(figures & set(_FIGURE.findall(words))) or fold(claim.words) in fold(words) or _is_anaphor(words, claim)


def _is_anaphor(words: str, claim: Claim) -> bool:
    """Whether words stand for what a claim gives: "the figure", "that number", "the ministry's claim"."""
    told = words.split()
    if len(told) > _SHORT or "of" in told or any(character.isdigit() for character in words):
        return False
    nouns = _DATES if claim.kind == "date" else _NUMBERS
    return len(told) == 1 or nouns.search(words) is not None


_NUMBERS = re.compile(
    r"\b(?:figures?|numbers?|counts?|claims?|estimates?|tally|tallies|sum|total|toll|amount|price|share|rate|range|"
    r"statement|assertion|account|report|that|this|it)\b",
    re.IGNORECASE,
)
_DATES = re.compile(r"\b(?:date|day|year|timing|dating|time|chronology|claim|account)s?\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")
_LONGEST = 60  # characters
# Longer words tell of something else.
_SHORT = 4


def _rival(claim: Claim, read: Read, dispute: Dispute) -> Rival | None:
    span = dispute.instead or dispute.cue
    if dispute.instead is None and dispute.rejected and dispute.rejected.start >= span.end:
        # "Has contested this figure" says more than "contested".
        span = Span(span.start, dispute.rejected.end) if dispute.rejected.end - span.start <= _LONGEST else span
    made = claim_at(read, span, claim.kind)
    if dispute.instead is None:
        made = replace(made, value=None)  # a figure in words that deny it is not what they say
    words = read.sentence[span.start : span.end]
    if dispute.disputer is not None:
        name = read.sentence[dispute.disputer.start : dispute.disputer.end]
        made = replace(made, said_by=_said(made, name, dispute.disputer, span))
        reason = f"“{claim.words}” is disputed by {name} in the same file"
    else:
        reason = f"“{claim.words}” is disputed in the same file: “{words}”"
    return Rival(made, dispute.contested, reason, pointed=dispute.rejected is not None)


def _said(made: Claim, name: str, speaker: Span, said: Span) -> Attribution:
    known = made.said_by
    return known if known is not None and known.name == name else Attribution(speaker, name, said, hedged=False)


def _after(read: Read) -> Read:
    """The next sentence as it would have been read."""
    start = read.text.index(read.after, read.start + len(read.sentence))
    return replace(read, start=start, sentence=read.after, before=read.sentence, after="", span=None)
