"""What goes into the gate and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import datetime

    from rag.text.spans import Span

__all__ = ["Cited", "Drafted", "Dropped", "Evidence", "Kept", "Lack", "Missing", "Passage", "Problem", "Verification"]

Lack: TypeAlias = Literal["number", "date", "name", "negation", "words"]
Problem: TypeAlias = Literal["no citation", "unknown passage", "no such quote", "quote too long", "not carried"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that may be cited: its number (from 1), where it stands, and its text.

    Attributes:
        number: By which a sentence cites it.
        source: The path as indexed.
        start: Character of the source's text at which the passage begins.
        text: Its characters.
        date: The day that its file bears, which tells what "on Thursday" means there.
    """

    number: int
    source: str
    start: int
    text: str
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as drafted: the number of a passage, and the words quoted from it.

    Without a quote, the gate looks for the sentence of the passage that carries what is said.
    """

    passage: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence as drafted, with all that it cites."""

    text: str
    cites: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that was found: whole sentences, characters ``span`` of the source's text, which are ``text``."""

    passage: Passage
    span: Span
    text: str

    @property
    def source(self) -> str:
        """Where it stands."""
        return self.passage.source


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of a sentence that no quote carries, and what they are."""

    kind: Lack
    words: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How far quotes carry a sentence; each score between 0 and 1, and 1 where there is nothing of the kind.

    Attributes:
        numbers: The part of the sentence's numbers that a quote gives, in whatever words and unit.
        dates: The part of its dates and periods.
        names: The part of its names.
        negations: The part of what it denies, or asserts where a quote denies, that agrees with the quotes.
        words: The part of its other content words.
        missing: What is not carried, in the order of the scores.
    """

    numbers: float
    dates: float
    names: float
    negations: float
    words: float
    missing: tuple[Missing, ...] = ()

    @property
    def carried(self) -> bool:
        """Whether the quotes carry the sentence."""
        return not self.missing

    @property
    def score(self) -> float:
        """The least of the scores."""
        return min(self.numbers, self.dates, self.names, self.negations, self.words)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence that passes, with its evidence; ``reports`` are citations of it that were left out, and why."""

    text: str
    evidence: tuple[Evidence, ...]
    verification: Verification
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that does not pass.

    Attributes:
        text: As drafted.
        problem: What was wrong first.
        reason: The same for people: a clause without a full stop.
        verification: Of a sentence whose citations were found.
        reports: Citations of it that were left out, and why.
    """

    text: str
    problem: Problem
    reason: str
    verification: Verification | None = None
    reports: tuple[str, ...] = ()
