"""Sentences with what they answer: which to quote, and which value to put first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from rag.answering.logistic import HOLDS_ANSWER
from rag.reading.question import analyse
from rag.reading.reader import read
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.sentences import Candidate
    from rag.reading.lexicon import AnswerKind
    from rag.reading.reader import Reading

__all__ = ["Statement", "Value", "by_source", "choose_quotes", "choose_value", "read_statements"]

# Only this many of the most promising sentences are read: parsing is the dearest step of an answer.
_READ = 24
# A sentence is quoted if it is this likely to hold the answer, compared with the likeliest: less is asked of the best
# one of a source, so that every source gets a hearing.
_WORTH_QUOTING, _WORTH_A_SECOND = 0.2, 0.3
_PER_SOURCE = 3
# Kinds whose values are told by their form, so that a reading of them is worth more.
_VALUES: frozenset[AnswerKind] = frozenset({"count", "date", "duration", "measure", "money", "ordinal", "share"})
# What each further source that gives the same value adds to it.
_SUPPORT = 0.1
# Readings of values are right in about eight of ten, those of names in six (SQuAD 2.0, odd-numbered articles).
_TRUST_IN_VALUES = 2.0
_ARTICLES = frozenset({"a", "an", "the"})
# What values are compared by: their words, and the signs without which "$5", "€5", "5%" and "-5" were the same.
_TELLING = re.compile(r"\w+|[%‰$€£¥₹°+#]|(?<!\w)-(?=\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and the value asked for if it holds one.

    Attributes:
        candidate: The sentence.
        reading: The value, if there is one.
        features: What :data:`rag.answering.logistic.HOLDS_ANSWER` judges by.
        score: How likely the sentence holds the answer, 0..1.
    """

    candidate: Candidate
    reading: Reading | None
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Value:
    """The value asked for, as first written, and the statements that give it, best first."""

    text: str
    score: float
    statements: tuple[Statement, ...]


def read_statements(question: str, candidates: Sequence[Candidate]) -> list[Statement]:
    """Judge all candidates, and read the most promising ones.

    Args:
        question: As searched.
        candidates: Most promising first.

    Returns:
        Likeliest statement first; ties by source, then offset.
    """
    readings = read(question, [candidate.text for candidate in candidates[:_READ]])
    readings += [None] * (len(candidates) - len(readings))
    is_value = analyse(question).kind in _VALUES
    statements = []
    for candidate, reading in zip(candidates, readings, strict=True):
        read_score = reading.score if reading else 0.0
        features = (*astuple(candidate.features), *((read_score, 0.0) if is_value else (0.0, read_score)))
        statements.append(Statement(candidate, reading, features, HOLDS_ANSWER.probability(features)))
    return sorted(
        statements, key=lambda statement: (-statement.score, statement.candidate.source, statement.candidate.start)
    )


def choose_quotes(statements: Sequence[Statement], limit: int) -> list[Statement]:
    """What to quote: the best of each source, then their seconds, as long as they are likely enough.

    Args:
        statements: Likeliest first.
        limit: Most quotes.

    Returns:
        Likeliest first.
    """
    best = statements[0].score if statements else 0.0
    taken: Counter[str] = Counter()
    chosen: list[int] = []
    for worth, most in ((_WORTH_QUOTING, 1), (_WORTH_A_SECOND, _PER_SOURCE)):
        for position, statement in enumerate(statements):
            source = statement.candidate.source
            if statement.score < best * worth or len(chosen) == limit:
                break
            if position not in chosen and taken[source] < most:
                chosen.append(position)
                taken[source] += 1
    return [statements[position] for position in sorted(chosen)]


def by_source(quoted: Sequence[Statement], value: Value | None) -> list[Statement]:
    """The same quotes, grouped by source: sources that give the value first, then by their best quote."""
    giving = {statement.candidate.source for statement in value.statements} if value else set()
    order = {source: rank for rank, source in enumerate(dict.fromkeys(s.candidate.source for s in quoted))}

    def place(statement: Statement) -> tuple[bool, int, bool]:
        source = statement.candidate.source
        return source not in giving, order[source], value is None or statement not in value.statements

    return sorted(quoted, key=place)


def choose_value(question: str, statements: Sequence[Statement], threshold: float) -> Value | None:
    """The value that is put first: the best read one, sources that give the same one speaking for it together.

    No cause is put first: each account of why something happened stays with the source that gives it.

    Args:
        question: As searched.
        statements: What is quoted.
        threshold: Values that score less are not given.
    """
    kind = analyse(question).kind
    if kind == "cause":
        return None
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.reading:
            groups[_folded(statement.reading.text)].append(statement)
    values = []
    trust = _trust(kind)
    for group in groups.values():
        first = max(group, key=_value_score)
        sources = {statement.candidate.source for statement in group}
        score = _value_score(first) * trust * (1 + _SUPPORT * (len(sources) - 1))
        assert first.reading is not None  # noqa: S101  (for the type checker: groups hold statements with readings)
        values.append(Value(first.reading.text, score, tuple(group)))
    best = max(values, key=lambda value: value.score, default=None)
    return best if best and best.score >= threshold else None


def _value_score(statement: Statement) -> float:
    return statement.score * statement.reading.score if statement.reading else 0.0


def _trust(kind: AnswerKind) -> float:
    return _TRUST_IN_VALUES if kind in _VALUES else 1.0


def _folded(value: str) -> str:
    told = _TELLING.findall(fold(value).replace("−", "-"))
    return " ".join(part for part in told if part not in _ARTICLES) or value.casefold()
