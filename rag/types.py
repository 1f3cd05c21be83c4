"""What comes back from a question: frozen models, the same object for page, Python, JSON and export.

All character offsets count Unicode code points into the stored text of the named source, half open:
``text[start:end] == quote``.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Agreement",
    "Answer",
    "Audit",
    "Citation",
    "Disagreement",
    "DisagreementKind",
    "FileState",
    "History",
    "Hit",
    "Position",
    "SetAside",
]

Agreement: TypeAlias = Literal["disagree", "none_found", "not_checked"]
DisagreementKind: TypeAlias = Literal["number", "date", "name", "place", "status", "negation", "cause", "statement"]
#: How a file on disk compares with what was indexed; unknown for texts in memory and files that may not be read.
FileState: TypeAlias = Literal["unchanged", "changed", "gone", "unknown"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Frozen):
    """One quote: a byte-exact slice of the stored text of its source."""

    number: int = Field(ge=1, description="the marker in the answer's text: 1 for [1]")
    source: str = Field(description="path as indexed")
    quote: str
    start: int = Field(ge=0)
    end: int
    line: int = Field(ge=1, description="1-based line of the stored text on which the quote starts")
    page: int | None = Field(default=None, description="1-based page on which the quote starts, if the file has pages")
    heading: str | None = Field(default=None, description="the nearest heading above the quote, if any")


class Hit(_Frozen):
    """One retrieved passage, and why it was found."""

    source: str
    start: int = Field(ge=0)
    end: int
    text: str
    score: float = Field(description="fused relevance; higher is better, comparable within one search only")
    dense_rank: int | None = Field(default=None, description="1-based rank by meaning, if found so")
    lexical_rank: int | None = Field(default=None, description="1-based rank by words, if found so")
    matched_terms: tuple[str, ...] = Field(default=(), description="words of the query found here, as written here")


class Position(_Frozen):
    """One of the values or accounts that sources give for the same thing."""

    value: str = Field(description="as written")
    normalized: str
    sources: tuple[str, ...]
    attributed_to: str | None = None
    as_of: str | None = Field(default=None, description="ISO 8601 date for which the value holds, if the text tells")
    citations: tuple[int, ...]


class Disagreement(_Frozen):
    """Two or more positions on the same thing that cannot all hold."""

    topic: str
    kind: DisagreementKind
    explanation: str
    positions: tuple[Position, ...] = Field(min_length=2)
    question: str | None = Field(
        default=None, description="of one found by an audit: what asks for it, where that could be put as a question"
    )


class SetAside(_Frozen):
    """Two quotes that were compared, and why they are no disagreement."""

    first: Citation
    second: Citation
    reason: str


class Answer(_Frozen):
    """The answer to one question."""

    question: str = Field(description="as asked")
    searched_for: str = Field(description="as searched, after a follow-up was completed")
    text: str = Field(description="Markdown with markers [1]")
    short: str | None = Field(default=None, description="the value asked for, where there is one")
    refused: bool
    citations: tuple[Citation, ...] = ()
    agreement: Agreement = "not_checked"
    disagreements: tuple[Disagreement, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    hits: tuple[Hit, ...] = ()
    generator: str = "extractive"
    warnings: tuple[str, ...] = ()
    timings: dict[str, float] = Field(default_factory=dict, description="milliseconds by stage")

    def __hash__(self) -> int:
        # The timings, a dictionary, have no hash of their own; answers that are equal agree in the rest anyway.
        return hash((self.question, self.searched_for, self.text, self.citations, self.generator, self.warnings))


class Audit(_Frozen):
    """Every disagreement between the files of an index, with no question asked."""

    conflicts: tuple[Disagreement, ...] = Field(default=(), description="the surest and most central first")
    citations: tuple[Citation, ...] = Field(default=(), description="what the positions cite by number")
    files: int = Field(ge=0, description="files that were read")
    statements: int = Field(ge=0, description="values and standings read out of them")
    compared: int = Field(ge=0, description="pairs of statements about one thing that were set against each other")
    timings: dict[str, float] = Field(default_factory=dict, description="milliseconds by stage")


History: TypeAlias = list[tuple[str, Answer]]
