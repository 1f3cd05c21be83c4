"""The typed statements of a text, read with no question asked: its numbers, times and standings, and what they are of.

What is noted here is only what statements are found and gathered by. Who says one, as of when and in what mood is read
by :func:`rag.disagreement.claims.claim_at`, once there is another statement to set against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rag.disagreement.compare import read_value
from rag.disagreement.moment import Moment
from rag.reading.attribution import attributions
from rag.reading.candidates import lemma, tokens_at
from rag.reading.lexicon import LIGHT_NOUNS, SPEECH_VERBS, TITLES
from rag.reading.names import is_headline
from rag.reading.scope import scope_of
from rag.reading.scope_clause import Clause, is_unit
from rag.reading.standings import standings
from rag.reading.values import find_values
from rag.text.spans import Span
from rag.text.words import STOP_WORDS, fold, stem, words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from rag.disagreement.compare import Value
    from rag.reading.attribution import Attribution
    from rag.reading.lexicon import AnswerKind
    from rag.reading.scope import Scope
    from rag.reading.standings import Standing

__all__ = ["Sentence", "Statement", "Text", "statements_of"]

# Where the finder is less sure, the number may be no value ("one", the figure of a measure read as a count).
_SURE = 0.75
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_TIMES = frozenset({"DATE", "TIME"})
# Verbs that stand for no event of their own.
_LIGHT = (
    frozenset("be have do become get make take give go come put stand remain include accord".split()) | SPEECH_VERBS
)
_YEAR = re.compile(r"(?<![\d.,])(?:1[0-9]|20)\d\d(?![\d,]\d|\d)")
# Words without which :mod:`rag.reading.disputes` finds no party that holds against another's figure.
_DISPUTE = re.compile(
    r"\b(?:disput|contest|challeng|reject|question|contradict|refut|rebut|doubt|debunk|dismiss|den(?:y|ie)|inflat"
    r"|exaggerat|(?:over|under)(?:stat|estimat)|false|untrue|wrong|incorrect|inaccura|invent|fabricat|mislead|lie|lying"
    r"|myth|nonsense|fiction|error|mistak|insist|disagree|differ|evidence|proof|contrary|issue with|at odds)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Text:
    """A file as statements are read from it.

    Attributes:
        source: The path as indexed.
        text: The whole text.
        date: The day that the file bears, if it bears one.
        title: Its title, empty if it has none.
    """

    source: str
    text: str
    date: datetime.date | None
    title: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of all words of text, title and path."""
        return frozenset(stem(word) for word in words(f"{self.source} {self.title} {self.text}".replace("_", " ")))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it names, that of its date among them."""
        named = frozenset(_YEAR.findall(f"{self.source} {self.title} {self.text}"))
        return named | {str(self.date.year)} if self.date else named


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: characters ``start`` to ``start + len(sentence)``, with its neighbours."""

    text: Text
    start: int
    sentence: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A value or a standing that a sentence gives. Words are stems of folded lemmas unless said otherwise.

    Attributes:
        place: The sentence.
        span: The words that carry it, in characters of the sentence.
        kind: What kind of value it is; "yes_no" for a standing.
        value: What the words state; None for a standing.
        standing: Of somebody or something; None for a value.
        several: How many values of its kind the sentence gives, itself among them.
        actor: The head of the subject of its clause, if that is a noun or a name.
        counted: The noun counted or measured.
        counted_word: The same as its lemma.
        events: Lemmas of the verb of the clause, and of the attribute that is told.
        near: Content words of the value's clause, the value left out.
        around: Content words of the rest of the sentence; who says it is left out of both.
        names: Words of proper names in the sentence, of places and speakers none, folded.
        years: Years that the sentence names outside the value.
        modified: What stands before the nouns of the sentence, as (word, noun): ("standard", "batteri").
        scope: What it is a value of.
        figures: What else the sentence gives that is no time.
        told: The words of ``near``, ``around`` and ``names`` in order, each with its form in the sentence.
        rest: The sentence as written, without the value and the names of those who say so.
        contested: Whether its sentence, or the one after it, has words of dispute.
    """

    place: Sentence
    span: Span
    kind: AnswerKind
    value: Value | None
    standing: Standing | None
    several: int
    actor: str | None
    counted: str | None
    counted_word: str | None
    events: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    years: frozenset[str]
    modified: frozenset[tuple[str, str]]
    scope: Scope
    figures: tuple[Value, ...]
    told: tuple[tuple[str, str], ...]
    rest: str
    contested: bool

    @property
    def source(self) -> str:
        """The file that it stands in."""
        return self.place.text.source

    @property
    def subject(self) -> frozenset[str]:
        """All content words of its sentence."""
        return self.near | self.around


def statements_of(place: Sentence, doc: Doc) -> list[Statement]:
    """The typed statements of a sentence.

    Args:
        place: The sentence.
        doc: It, parsed.

    Returns:
        One for each number, amount, measure, date and length of time that can be read safely, and one for each
        standing of somebody or something that has a name. A headline makes none: its sentence says it better.
    """
    if is_headline(doc):
        return []
    found = sorted((*_values(place, doc), *_standings(doc)), key=lambda one: (one.span, one.kind))
    said = attributions(doc) if found else []
    return [_statement(place, doc, said, one, [other for other in found if other is not one]) for one in found]


class _Found(NamedTuple):
    """What makes a statement: its words, and the value or standing that they tell."""

    span: Span
    kind: AnswerKind
    value: Value | None
    standing: Standing | None


def _values(place: Sentence, doc: Doc) -> Iterator[_Found]:
    for found in find_values(doc):
        if found.quality < _SURE or found.kind == "ordinal":
            continue
        span = Span(found.start, found.end)
        value = read_value(place.sentence, span, found.kind, anchor=place.text.date)
        if value is None or (isinstance(value, Moment) and not value.possible and value.month is None):
            continue
        yield _Found(span, found.kind, value, None)


def _standings(doc: Doc) -> Iterator[_Found]:
    for standing in standings(doc):
        if standing.subject[:1].isupper() and standing.subject.split()[-1][:1].isupper():
            yield _Found(standing.words, "yes_no", None, standing)


def _statement(
    place: Sentence, doc: Doc, said: Sequence[Attribution], found: _Found, besides: Sequence[_Found]
) -> Statement:
    span = found.span
    tokens = tokens_at(doc, span.start, span.end)
    clause = Clause.of(doc, tokens)
    scope = scope_of(doc, span)
    speaking = {i for one in said for i in range(one.speaker.start, one.speaker.end)}
    others = [t for t in doc if t not in tokens and t.idx not in speaking]
    near = {t.i for t in clause.tokens}
    content = [(t, stem(fold(lemma(t)))) for t in others if _is_content(t)]
    names = [(t, stem(fold(t.text))) for t in others if _is_name(t)]
    return Statement(
        place=place,
        span=span,
        kind=found.kind,
        value=found.value,
        standing=found.standing,
        several=1 + sum(one.kind == found.kind for one in besides),
        actor=_actor(clause),
        counted=stem(fold(scope.counted)) if scope.counted else None,
        counted_word=scope.counted,
        events=(scope.events | {lemma(clause.verb)}) - _LIGHT,
        near=frozenset(word for token, word in content if token.i in near),
        around=frozenset(word for token, word in content if token.i not in near),
        names=frozenset(word for _, word in names),
        years=frozenset(_YEAR.findall(f"{place.sentence[: span.start]} {place.sentence[span.end :]}")),
        modified=frozenset(_modified(others)),
        scope=scope,
        figures=tuple(one.value for one in besides if one.value is not None and one.kind != "date"),
        told=tuple((word, t.text) for t, word in sorted((*content, *names), key=lambda pair: pair[0].i)),
        rest="".join(" " if i in speaking or span.start <= i < span.end else c for i, c in enumerate(place.sentence)),
        contested=_DISPUTE.search(f"{place.sentence} {place.after}") is not None,
    )


def _actor(clause: Clause) -> str | None:
    subjects = (c for c in clause.verb.children if c.dep_ in {"nsubj", "nsubjpass"})
    head = next((c for c in subjects if c.pos_ in {"NOUN", "PROPN"} and c not in clause.value), None)
    return stem(fold(lemma(head))) if head is not None else None


def _is_content(token: Token) -> bool:
    if token.pos_ not in _CONTENT or token.ent_type_ in _TIMES or token.like_num or is_unit(token):
        return False
    word = fold(lemma(token))
    return word not in STOP_WORDS and not token.is_stop and word not in _LIGHT | LIGHT_NOUNS and len(word) > 1


def _modified(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.dep_ in {"amod", "compound", "nummod"} and token.head.pos_ == "NOUN" and token.ent_type_ not in _TIMES:
            yield fold(lemma(token)), stem(fold(lemma(token.head)))


def _is_name(token: Token) -> bool:
    if token.pos_ != "PROPN" or token.ent_type_ in _TIMES or not token.text[:1].isupper():
        return False
    return token.lower_.rstrip(".") not in TITLES
