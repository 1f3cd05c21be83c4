"""From sentences that were read for an answer to typed claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.disagreement.claim import Claim
from rag.disagreement.compare import read_value
from rag.disagreement.moment import Moment
from rag.disagreement.moments import read_moment
from rag.disagreement.names import read_naming
from rag.disagreement.typed_spans import shared, typed_span
from rag.reading.attribution import who_says
from rag.reading.holding import held_at, tense_of
from rag.reading.judged_stances import judged_stances
from rag.reading.modality import modality_of
from rag.reading.names import is_headline
from rag.reading.office import office_stance
from rag.reading.parser import parse_ahead, parse_written
from rag.reading.poles import relate_words
from rag.reading.rival_accounts import rival_accounts
from rag.reading.scope import scope_of
from rag.reading.stances import read_stances
from rag.reading.values import find_values
from rag.text.spans import Span, overlap
from rag.text.words import stems

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from rag.disagreement.claim import Read
    from rag.reading.judged_stances import PairJudge
    from rag.reading.lexicon import AnswerKind
    from rag.reading.question import Question
    from rag.reading.stances import Stance

__all__ = ["claim_at", "read_claims"]

# Cosine of question and sentence from which on the judge is asked: what is of something else says nothing of it.
_ABOUT = 0.3
_FIGURES: frozenset[AnswerKind] = frozenset({"count", "share"})
_NAMED: frozenset[AnswerKind] = frozenset({"person", "organisation", "place", "thing", "role", "list"})
# "Support was given until March" tells when it ended, "closed from 3 May" when it closed.
_ENDING = frozenset("end expire finish close stop lapse cease conclude last".split())
_OPENINGS = frozenset({"since", "from", "until", "till", "through"})


def read_claims(question: Question, reads: Sequence[Read], judge: PairJudge | None = None) -> list[Claim]:
    """What sentences claim.

    Args:
        question: What was asked.
        reads: The sentences, with the words that were read out of them.
        judge: Sees stances that the rules do not, if given.

    Returns:
        One claim a sentence, and one more for each other party that it quotes, in the order given. A sentence out of
        which nothing was read makes none, but for questions that are answered by yes or no: there the sentence's
        stance is the claim.
    """
    parse_ahead(read.sentence for read in reads if question.kind == "yes_no" or read.span is not None)
    if question.kind == "yes_no":
        return [
            claim_at(read, stance.words, "yes_no", stance)
            for read, stance in zip(reads, _stances(question, reads, judge), strict=True)
            if stance is not None
        ]
    claims = [
        claim_at(read, *typed_span(question, parse_written(read.sentence), read.sentence, read.span))
        for read in reads
        # A headline says in short, without its verbs' forms, what the text below it says better.
        if read.span is not None and not is_headline(parse_written(read.sentence)) and not _asked(question, read)
    ]
    claims = [_as_asked(question, claim) for claim in claims if not _of_the_opposite(question, claim)]
    return [every for claim in claims for every in (_rival_voices(question, claim) or _voices(question, claim))]


def _stances(question: Question, reads: Sequence[Read], judge: PairJudge | None) -> list[Stance | None]:
    """By rules, by standings told in passing, and for files of which these see no stance, by the judge."""
    sentences = [read.sentence for read in reads]
    found = [
        stance or office_stance(question, parse_written(sentence))
        for stance, sentence in zip(read_stances(question.text, sentences), sentences, strict=True)
    ]
    if judge is None:
        return found
    told = {read.source for read, stance in zip(reads, found, strict=True) if stance is not None}
    open_ = [place for place, read in enumerate(reads) if read.source not in told and read.likeness >= _ABOUT]
    shown = [reads[place].shown() for place in open_]
    judged = judged_stances(question.text, [sentences[place] for place in open_], shown, judge)
    for place, stance in zip(open_, judged, strict=True):
        found[place] = stance
    return found


def _rival_voices(question: Question, claim: Claim) -> list[Claim]:
    """The accounts of a sentence that sets one party's value against another's, the claim's own first; else none."""
    if claim.value is None:
        return []
    accounts = rival_accounts(parse_written(claim.read.sentence), claim.kind, frozenset(question.terms))
    own = next((a for a in accounts if overlap(a.span, claim.span)), None)
    if own is None:
        return []
    made = [
        replace(_as_asked(question, claim_at(claim.read, account.span, claim.kind)), said_by=account.said_by)
        for account in accounts
        if account is not own
    ]
    return [replace(claim, said_by=own.said_by), *(other for other in made if other.value is not None)]


def _voices(question: Question, claim: Claim) -> list[Claim]:
    """A claim, and those of others who are quoted beside it."""
    return [claim, *_other_voices(question, claim)]


def _other_voices(question: Question, claim: Claim) -> list[Claim]:
    """What others are quoted with in the same sentence: "the ministry says 600, the union counts 450"."""
    if claim.value is None or claim.said_by is None:
        return []
    doc = parse_written(claim.read.sentence)
    found: list[Claim] = []
    for candidate in find_values(doc):
        span = Span(candidate.start, candidate.end)
        said_by = who_says(doc, span)
        if candidate.kind != claim.kind or shared(candidate, claim.span) or said_by is None:
            continue
        if said_by.name != claim.said_by.name:
            found.append(_as_asked(question, claim_at(claim.read, span, claim.kind)))
    return found


def _asked(question: Question, read: Read) -> bool:
    """Whether the words read are those of the question: they answer nothing."""
    words = set(stems(read.sentence[read.span.start : read.span.end])) if read.span else set()
    return bool(words) and words <= set(stems(question.text))


def _of_the_opposite(question: Question, claim: Claim) -> bool:
    """Whether a figure is of those of whom the opposite is told: of the freed, where the held were asked for."""
    if claim.kind not in _FIGURES or not question.verb:
        return False
    signs = {relate_words(question.verb, event, stative=True) for event in claim.scope.events}
    return -1 in signs and 1 not in signs


def _as_asked(question: Question, claim: Claim) -> Claim:
    """A time without "since" or "until" where it is the beginning or the end that is asked for."""
    moment = claim.value
    if question.kind != "date" or not isinstance(moment, Moment) or moment.ends:
        return claim
    asked = _ENDING & {question.verb, *question.terms}
    if not (moment.role == "since" and not asked) and not (moment.role == "until" and asked):
        return claim
    # Read once more as if nothing stood before it.
    alone = " " * moment.span.start + claim.read.sentence[moment.span.start :]
    words = alone.split(maxsplit=1)
    start = moment.span.start + (len(words[0]) + 1 if words and words[0].lower() in _OPENINGS else 0)
    blank = " " * start + claim.read.sentence[start:]
    return replace(claim, value=read_moment(blank, Span(start, moment.span.end), anchor=claim.read.date) or moment)


def claim_at(read: Read, span: Span, kind: AnswerKind, stance: Stance | None = None) -> Claim:
    """The claim that a part of a sentence makes.

    Args:
        read: The sentence.
        span: The words that carry the claim, in characters of the sentence.
        kind: The kind of value that they are.
        stance: Of an answer to a question that is answered by yes or no, which it is.
    """
    doc = parse_written(read.sentence)
    time = _when(doc, read, span, kind)
    return Claim(
        read=read,
        span=span,
        kind=kind,
        value=read_value(read.sentence, span, kind, anchor=read.date),
        naming=read_naming(read.sentence[span.start : span.end], kind, read.sentence, read.text)
        if kind in _NAMED
        else None,
        stance=stance,
        said_by=who_says(doc, span),
        modality=modality_of(doc, span),
        holds_at=time.moment,
        present=time.present,
        now=time.now,
        scope=scope_of(doc, span),
    )


class _Time(NamedTuple):
    """When a claim holds, whether that is the time of writing, and whether it says so."""

    moment: Moment | None
    present: bool
    now: bool


def _when(doc: Doc, read: Read, span: Span, kind: AnswerKind) -> _Time:
    present = tense_of(doc, span) == "present"
    # A date that is the value itself holds forever.
    holding = held_at(doc, span) if kind != "date" else None
    if holding is None:
        return _Time(None, present, now=False)
    moment = _moment(read.sentence, holding.words, read.date)
    return _Time(moment, holding.now or present, holding.now)


def _moment(sentence: str, words: Span, anchor: datetime.date | None) -> Moment | None:
    # "Last year" at the beginning of a sentence is "last year".
    start = words.start
    lowered = sentence[:start] + sentence[start : start + 1].lower() + sentence[start + 1 :]
    return read_moment(sentence, words, anchor=anchor) or read_moment(lowered, words, anchor=anchor)
