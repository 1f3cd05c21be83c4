"""Sentences with what they answer: which to quote, and which value to put first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.reader import read
from rag.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.sentences import Candidate
    from rag.reading.reader import Reading

__all__ = ["Statement", "Value", "by_source", "choose_quotes", "choose_value", "read_statements"]

# What having the kind of value that was asked for adds to a sentence's score, at a reading's full score.
_READING_WEIGHT = 0.15
# Only this many of the best sentences are read: parsing is the dearest step of an answer.
_READ = 16
# A quote must score at least this part of the best one; a second quote of the same source this part.
_WORTH_QUOTING, _WORTH_A_SECOND = 0.6, 0.85
_PER_SOURCE = 3
# What each further source that gives the same value adds to it.
_SUPPORT = 0.1
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, the value asked for if it holds one, and a score that counts both."""

    candidate: Candidate
    reading: Reading | None
    score: float


@dataclass(frozen=True, slots=True)
class Value:
    """The value asked for, as first written, and the statements that give it, best first."""

    text: str
    score: float
    statements: tuple[Statement, ...]


def read_statements(question: str, candidates: Sequence[Candidate]) -> list[Statement]:
    """Read the best candidates; best statement first, ties by source, then offset."""
    readings = read(question, [candidate.text for candidate in candidates[:_READ]])
    readings += [None] * (len(candidates) - len(readings))
    statements = [
        Statement(candidate, reading, candidate.score + (_READING_WEIGHT * reading.score if reading else 0.0))
        for candidate, reading in zip(candidates, readings, strict=True)
    ]
    return sorted(
        statements, key=lambda statement: (-statement.score, statement.candidate.source, statement.candidate.start)
    )


def choose_quotes(statements: Sequence[Statement], limit: int) -> list[Statement]:
    """What to quote: the best of each source that comes near the best of all, then their seconds.

    Args:
        statements: Best first.
        limit: Most quotes.

    Returns:
        Best first.
    """
    if not statements:
        return []
    best = statements[0].score
    taken: Counter[str] = Counter()
    chosen: list[Statement] = []
    for worth, most in ((_WORTH_QUOTING, 1), (_WORTH_A_SECOND, _PER_SOURCE)):
        for statement in statements:
            if len(chosen) == limit:
                break
            source = statement.candidate.source
            if statement not in chosen and statement.score >= best * worth and taken[source] < most:
                chosen.append(statement)
                taken[source] += 1
    return sorted(chosen, key=statements.index)


def by_source(quoted: Sequence[Statement], value: Value | None) -> list[Statement]:
    """The same quotes, grouped by source: sources that give the value first, then by their best quote."""
    giving = {statement.candidate.source for statement in value.statements} if value else set()
    order = {source: rank for rank, source in enumerate(dict.fromkeys(s.candidate.source for s in quoted))}

    def place(statement: Statement) -> tuple[bool, int, bool]:
        source = statement.candidate.source
        return source not in giving, order[source], value is None or statement not in value.statements

    return sorted(quoted, key=place)


def choose_value(statements: Sequence[Statement], threshold: float) -> Value | None:
    """The value that is put first: the best read one, sources that give the same one speaking for it together.

    Args:
        statements: What is quoted.
        threshold: Values that score less are not given.
    """
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.reading:
            groups[_folded(statement.reading.text)].append(statement)
    values = []
    for group in groups.values():
        first = max(group, key=_value_score)
        sources = {statement.candidate.source for statement in group}
        score = _value_score(first) * (1 + _SUPPORT * (len(sources) - 1))
        assert first.reading is not None  # noqa: S101  (for the type checker: groups hold statements with readings)
        values.append(Value(first.reading.text, score, tuple(group)))
    best = max(values, key=lambda value: value.score, default=None)
    return best if best and best.score >= threshold else None


def _value_score(statement: Statement) -> float:
    return statement.score * statement.reading.score if statement.reading else 0.0


def _folded(value: str) -> str:
    return " ".join(word for word in words(value) if word not in _ARTICLES)
