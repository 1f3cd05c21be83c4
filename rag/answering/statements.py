"""Sentences with what they answer: which to quote, and which value to put first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from rag.answering.logistic import HOLDS_ANSWER, VALUE_RIGHT
from rag.answering.readings import Readings, read_candidates
from rag.reading.question import analyse
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.readings import PassageReader
    from rag.answering.sentences import Candidate
    from rag.reading.lexicon import AnswerKind
    from rag.reading.reader import Reading
    from rag.retrieval.search import Found

__all__ = [
    "Proposal",
    "Statement",
    "Value",
    "by_source",
    "choose_quotes",
    "choose_value",
    "proposals",
    "read_statements",
]

# A sentence is quoted if it is this likely to hold the answer, compared with the likeliest: less is asked of the best
# one of a source, so that every source gets a hearing.
_WORTH_QUOTING, _WORTH_A_SECOND = 0.2, 0.3
_PER_SOURCE = 3
# Kinds whose values are told by their form, so that a reading of them is worth more.
_VALUES: frozenset[AnswerKind] = frozenset({"count", "date", "duration", "measure", "money", "ordinal", "share"})
# What each further source that gives the same value adds to it.
_SUPPORT = 0.1
_ARTICLES = frozenset({"a", "an", "the"})
# What values are compared by: their words, and the signs without which "$5", "€5", "5%" and "-5" were the same.
_TELLING = re.compile(r"\w+|[%‰$€£¥₹°+#]|(?<!\w)-(?=\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and the value asked for if it holds one.

    Attributes:
        candidate: The sentence.
        readings: What it was read to answer.
        features: What :data:`rag.answering.logistic.HOLDS_ANSWER` judges by.
        score: How likely the sentence holds the answer, 0..1.
    """

    candidate: Candidate
    readings: Readings
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words of a sentence that may be the value asked for.

    Attributes:
        reading: The words.
        features: What :data:`rag.answering.logistic.VALUE_RIGHT` judges by; see :func:`proposals`.
    """

    reading: Reading
    features: tuple[float, ...]

    @property
    def score(self) -> float:
        """How likely these words are the value asked for, 0..1."""
        return VALUE_RIGHT.probability(self.features)


@dataclass(frozen=True, slots=True)
class Value:
    """The value asked for, as first written, and the statements that give it, best first."""

    text: str
    score: float
    statements: tuple[Statement, ...]


def read_statements(
    question: str, candidates: Sequence[Candidate], found: Sequence[Found], reader: PassageReader
) -> list[Statement]:
    """Read all candidates, and judge them.

    Args:
        question: As searched.
        candidates: Most promising first.
        found: The passages that they stand in.
        reader: Reads the passages.

    Returns:
        Likeliest statement first; ties by source, then offset.

    Raises:
        ModelError: The reader cannot be loaded.
    """
    read = read_candidates(question, candidates, found, reader)
    is_value = analyse(question).kind in _VALUES
    statements = []
    for candidate, readings in zip(candidates, read, strict=True):
        learned = readings.learned.score if readings.learned else 0.0
        ruled = readings.ruled.score if readings.ruled else 0.0
        features = (
            *astuple(candidate.features),
            learned,
            readings.answered,
            *((ruled, 0.0) if is_value else (0.0, ruled)),
        )
        statements.append(Statement(candidate, readings, features, HOLDS_ANSWER.probability(features)))
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

    No cause is put first: each account of why something happened stays with the source that gives it. Nor is anything
    where yes or no is asked for: words that are read out of a sentence are neither.

    Args:
        question: As searched.
        statements: What is quoted.
        threshold: Values that score less are not given.

    Returns:
        The value, as its likeliest reading writes it, with all statements that give it, in the order given; None if
        there is none, or none likely enough.
    """
    kind = analyse(question).kind
    if kind in {"cause", "yes_no"}:
        return None
    groups: dict[str, list[tuple[Proposal, Statement]]] = defaultdict(list)
    for statement in statements:
        for proposal in proposals(statement, kind):
            groups[_folded(proposal.reading.text)].append((proposal, statement))
    best, highest = None, 0.0
    for group in groups.values():
        first = max((proposal for proposal, _ in group), key=lambda proposal: proposal.score)
        sources = {statement.candidate.source for _, statement in group}
        # Cut off at 1 only after the comparison, so that of two well supported values the better one is given.
        support = first.score * (1 + _SUPPORT * (len(sources) - 1))
        if support > highest:
            giving = tuple(statement for _, statement in group)
            best, highest = Value(first.reading.text, min(1.0, support), giving), support
    return best if best and best.score >= threshold else None


def proposals(statement: Statement, kind: AnswerKind) -> list[Proposal]:
    """The values that one sentence may give: the reader's, then the rules' where these are others.

    Args:
        statement: The sentence.
        kind: What the question asks for.

    Returns:
        None, one or two; none where a value told by its form is one figure to the reader and another to the rules.
        Their features, each 0..1: the reader's score, the rules' score for a value told by its
        form, the rules' score for anything else, the rules' score in support of the reader's words, whether the two
        share a character, whether they say the same, and how likely the sentence holds the answer. What speaks for
        other words that share no character with these counts nothing.
    """
    learned, ruled = statement.readings.learned, statement.readings.ruled
    overlap = float(bool(learned and ruled and learned.start < ruled.end and ruled.start < learned.end))
    same = float(bool(learned and ruled and _folded(learned.text) == _folded(ruled.text)))
    if kind in _VALUES and learned and ruled and not overlap and not same:
        # Two figures of one sentence: whichever is the wrong one would be put first with all the sentence's weight.
        return []
    is_value = float(kind in _VALUES)
    found = []
    if learned:
        by_rule = ruled.score * overlap if ruled else 0.0
        found.append(Proposal(learned, (learned.score, 0.0, 0.0, by_rule, overlap, same, statement.score)))
    if ruled and not same:
        by_kind = (ruled.score * is_value, ruled.score * (1 - is_value))
        by_reader = learned.score * overlap if learned else 0.0
        found.append(Proposal(ruled, (by_reader, *by_kind, 0.0, overlap, same, statement.score)))
    return found


def _folded(value: str) -> str:
    told = _TELLING.findall(fold(value).replace("−", "-"))
    return " ".join(part for part in told if part not in _ARTICLES) or value.casefold()
