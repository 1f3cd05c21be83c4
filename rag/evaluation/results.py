"""What a run found, as frozen models: printed with ``--json``, read again with ``--baseline``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Evaluation", "Figure", "FoundCitation", "FoundHit", "QuestionResult", "WantedQuote", "read_evaluation"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Frozen):
    """A metric over all questions that bear on it, with a bootstrap interval at 95 %."""

    value: float
    low: float
    high: float
    questions: int = Field(ge=1, description="how many bear on it")


class WantedQuote(_Frozen):
    """A relevant quote, and what became of it."""

    source: str
    quote: str
    rank: int | None = Field(description="1-based rank of the first passage that overlaps it")
    cited: bool


class FoundCitation(_Frozen):
    """A citation, judged."""

    source: str
    line: int
    quote: str
    relevant: bool
    exact: bool


class FoundHit(_Frozen):
    """A retrieved passage, judged; ``text`` is its beginning."""

    source: str
    start: int
    end: int
    text: str
    relevant: bool


class QuestionResult(_Frozen):
    """One question: what was wanted, what came, its scores, and what went wrong."""

    id: str
    question: str
    history: tuple[str, ...]
    kind: str
    split: str
    group: str = ""
    answerable: bool
    disagrees: bool | None
    expected: tuple[str, ...]
    searched_for: str
    refused: bool | None = Field(description="null where only retrieval was asked for")
    short: str | None
    agreement: str | None
    positions: tuple[str, ...] = Field(description="the values of the positions given")
    relevant: tuple[WantedQuote, ...]
    citations: tuple[FoundCitation, ...]
    hits: tuple[FoundHit, ...] = Field(description="the first ten")
    milliseconds: float
    scores: dict[str, float] = Field(description="by metric; those that the question does not bear on are left out")
    misses: tuple[str, ...] = Field(description="what went wrong, in words")


class Evaluation(_Frozen):
    """A whole run."""

    form: Literal[1] = Field(default=1, description="version of this form")
    questions_from: str
    split: str | None
    settings: dict[str, str] = Field(description="those in force")
    figures: dict[str, Figure] = Field(description="by metric; those that no question bears on are left out")
    questions: tuple[QuestionResult, ...]
    drafts_left_out: int = Field(default=0, description="questions that were not asked, since nobody has kept them yet")

    @property
    def missed(self) -> tuple[QuestionResult, ...]:
        """The questions with which something went wrong."""
        return tuple(question for question in self.questions if question.misses)


def read_evaluation(file: Path) -> Evaluation:
    """Read what an earlier run printed with ``--json``; a comparison that it holds is left aside.

    Raises:
        ReadError: The file cannot be read or is no such output.
    """
    mend = "name a file that whosays eval --json printed"
    try:
        return Printed.model_validate_json(file.read_bytes())
    except OSError as error:
        raise ReadError(str(file), f"it cannot be read ({error.strerror})", mend) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise ReadError(f"{file}, field {field}", first["msg"][:1].lower() + first["msg"][1:], mend) from error


class Printed(Evaluation):
    """An evaluation as printed, with whatever stands beside it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
