"""Labelled sets of short sources: where they disagree, and where they only seem to.

One file of JSON lines for each domain in ``tests/data/disagreement``; its README says how the cases are labelled.
The split is by domain and was made before anything was measured: ``dev`` is for choosing, ``test`` for reporting.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rag.text.spans import Span

__all__ = [
    "DATA",
    "DIFFERING",
    "DOMAINS",
    "REASONS",
    "Case",
    "Expected",
    "Held",
    "Kind",
    "Position",
    "SetAside",
    "Source",
    "Split",
    "load",
    "pairs",
]

DATA = Path(__file__).parents[1] / "data" / "disagreement"

Split: TypeAlias = Literal["dev", "test"]
Kind: TypeAlias = Literal[
    "count",
    "money",
    "share",
    "measure",
    "date",
    "period",
    "person",
    "organisation",
    "place",
    "status",
    "yes_no",
    "cause",
    "statement",
]
Differing: TypeAlias = Literal["value", "role", "denial", "status", "cause", "disputed"]
Reason: TypeAlias = Literal[
    "update",
    "list",
    "refinement",
    "scope",
    "homonym",
    "modality",
    "restated",
    "copy",
    "attribution",
]

DOMAINS: dict[str, Split] = {
    "news": "dev",
    "company": "dev",
    "manuals": "dev",
    "history": "dev",
    "local": "dev",
    "transport": "dev",
    "culture": "dev",
    "technology": "dev",
    "housing": "dev",
    "tourism": "dev",
    "politics": "dev",
    "finance": "dev",
    "charity": "dev",
    "medicine": "test",
    "law": "test",
    "science": "test",
    "sport": "test",
    "disasters": "test",
}
DIFFERING: frozenset[str] = frozenset(get_args(Differing))
REASONS: frozenset[str] = frozenset(get_args(Reason))

_Words = Annotated[str, Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Model):
    """One file: its name, the ISO date that it bears (None where it bears none) and its text."""

    name: _Words
    date: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$")
    text: _Words


class Held(_Model):
    """Where a source holds a value: ``quote`` occurs once in its text, ``value`` once in the quote as whole words.

    ``attributed_to`` is who says it and ``as_of`` the ISO date (or year, or month) that it holds for, each only where
    the text tells.
    """

    source: _Words
    quote: _Words
    value: _Words
    attributed_to: str | None = Field(default=None, min_length=1)
    as_of: str | None = Field(default=None, pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")


class Position(_Model):
    """One value in a normal form (``14``, ``EUR 412000000``, ``2024-03-07``, ``yes``), and who holds it."""

    value: _Words
    held_by: tuple[Held, ...] = Field(min_length=1)


class SetAside(_Model):
    """Why readings that look different, or look like two voices, are no disagreement."""

    reason: Reason
    sources: tuple[str, ...] = Field(min_length=2)
    compared: tuple[Position, ...] = Field(min_length=1)


class Expected(_Model):
    """The verdict. ``positions`` has two or more where sources disagree, else at most the one they agree on."""

    state: Literal["disagree", "none_found"]
    kind: Kind
    positions: tuple[Position, ...] = ()
    set_aside: SetAside | None = None

    @model_validator(mode="after")
    def _whole(self) -> Expected:
        for positions in (self.positions, self.set_aside.compared if self.set_aside else ()):
            values = [position.value for position in positions]
            if len(values) != len(set(values)):
                raise ValueError("two positions have the same value")
        if self.state == "disagree" and len(self.positions) < 2:
            raise ValueError("a disagreement has two positions or more")
        if self.state == "none_found" and len(self.positions) > 1:
            raise ValueError("sources that agree have one position at most")
        if self.state == "disagree" and self.set_aside is not None:
            raise ValueError("a case is either a disagreement or set aside")
        return self


class Case(_Model):
    """Two to five sources, a question, and the verdict.

    ``shape`` says in which way the sources disagree or why they only seem to; it is ``plain`` where nothing comes near
    a disagreement. Two cases whose ids differ in a last ``a`` and ``b`` are near-misses of each other.
    """

    id: str = Field(pattern=r"^[a-z]+-\d{3}[ab]?$")
    split: Split
    shape: Differing | Reason | Literal["plain"]
    question: _Words
    sources: tuple[Source, ...] = Field(min_length=2, max_length=5)
    expected: Expected

    @property
    def held(self) -> tuple[Held, ...]:
        """Every reading of the verdict, whether it stands in a position or was set aside."""
        aside = self.expected.set_aside.compared if self.expected.set_aside else ()
        return tuple(held for position in (*self.expected.positions, *aside) for held in position.held_by)

    def source(self, name: str) -> Source:
        """The source of that name; raises StopIteration where there is none."""
        return next(source for source in self.sources if source.name == name)

    def quote_span(self, held: Held) -> Span:
        """Where the quote stands in the text of its source, in code points."""
        start = self.source(held.source).text.index(held.quote)
        return Span(start, start + len(held.quote))

    def value_span(self, held: Held) -> Span:
        """Where the value stands in the text of its source, in code points."""
        start = self.quote_span(held).start + _whole_words(held.value, held.quote)[0]
        return Span(start, start + len(held.value))

    @model_validator(mode="after")
    def _consistent(self) -> Case:
        names = [source.name for source in self.sources]
        if len(names) != len(set(names)):
            raise ValueError("two sources have the same name")
        if (self.shape in DIFFERING) != (self.expected.state == "disagree"):
            raise ValueError(f"the shape {self.shape} does not go with {self.expected.state}")
        aside = self.expected.set_aside
        if (aside.reason if aside else None) != (self.shape if self.shape in REASONS else None):
            raise ValueError("the reason for setting aside is not the shape")
        for held in self.held:
            if held.source not in names:
                raise ValueError(f"there is no source {held.source}")
            if self.source(held.source).text.count(held.quote) != 1:
                raise ValueError(f"not exactly once in {held.source}: {held.quote!r}")
            if len(_whole_words(held.value, held.quote)) != 1:
                raise ValueError(f"not exactly once in its quote: {held.value!r}")
        if aside and set(aside.sources) != {held.source for held in self.held}:
            raise ValueError("the sources set aside are not those compared")
        return self


def _whole_words(words: str, text: str) -> list[int]:
    """Where the words begin in the text, not within longer words or numbers."""
    found = []
    start = text.find(words)
    while start >= 0:
        before, after = text[:start][-1:], text[start + len(words) :][:1]
        if not (words[0].isalnum() and before.isalnum()) and not (words[-1].isalnum() and after.isalnum()):
            found.append(start)
        start = text.find(words, start + 1)
    return found


def load(folder: Path = DATA) -> list[Case]:
    """The cases of every domain, in the order of :data:`DOMAINS` and of the files.

    Args:
        folder: Holds ``DOMAIN.jsonl`` for each domain, a case a line.

    Raises:
        ValueError: A line is no whole case, a case is not of its domain's split, or an id comes twice; the message
            names file and line.
        OSError: A domain has no file.
    """
    cases: list[Case] = []
    for domain, split in DOMAINS.items():
        file = folder / f"{domain}.jsonl"
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                case = Case.model_validate_json(line)
            except ValidationError as error:
                raise ValueError(f"{file.name}, line {number}: {error}") from error
            if case.split != split:
                raise ValueError(f"{file.name}, line {number}: {case.id} is not of the split {split}")
            cases.append(case)
    twice = [name for name, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise ValueError(f"ids come twice: {', '.join(twice)}")
    return cases


def pairs(cases: list[Case]) -> list[tuple[Case, Case]]:
    """The near-misses: cases whose ids differ in the last letter only, ``a`` and ``b``, in the order of the first."""
    by_id = {case.id: case for case in cases}
    return [
        (case, by_id[f"{case.id[:-1]}b"]) for case in cases if case.id.endswith("a") and f"{case.id[:-1]}b" in by_id
    ]
