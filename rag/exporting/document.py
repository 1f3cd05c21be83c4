"""A conversation as one document: what all exports are made of, and their form in JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from rag.errors import ReadError
from rag.types import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Export", "ExportedTurn", "export", "program_name", "program_version", "read_export", "to_json"]

_UNKNOWN = "unknown"


class ExportedTurn(BaseModel):
    """One question with its answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = Field(description="as asked")
    answer: Answer


class Export(BaseModel):
    """A conversation, or a single answer, that was taken out of the program."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = Field(default=1, description="of this form; it grows when a field changes its meaning")
    program: str = Field(description="the program's name, and its version where it is installed")
    exported: AwareDatetime = Field(description="when the export was made, ISO 8601 with its offset from UTC")
    title: str = Field(description="the conversation's name; the question, where there is only one")
    turns: tuple[ExportedTurn, ...] = Field(min_length=1, description="oldest first")


def export(
    answers: Answer | Sequence[tuple[str, Answer]], *, title: str | None = None, when: datetime | None = None
) -> Export:
    """Put together what is to be taken along.

    Args:
        answers: One answer, or a conversation: (question, answer) turns, oldest first; at least one.
        title: The conversation's name; the first question if None or blank.
        when: The date of the export, with its time zone; now if None.

    Raises:
        ValueError: There is no turn, or ``when`` has no time zone.
    """
    turns = [(answers.question, answers)] if isinstance(answers, Answer) else list(answers)
    if not turns:
        raise ValueError("there is nothing to export: give at least one answer")
    return Export(
        program=program_name(),
        exported=when or datetime.now(UTC).replace(microsecond=0),
        title=" ".join((title or turns[0][0]).split()) or "Conversation",
        turns=tuple(ExportedTurn(question=question, answer=answer) for question, answer in turns),
    )


def to_json(
    answers: Answer | Sequence[tuple[str, Answer]], *, title: str | None = None, when: datetime | None = None
) -> str:
    """Write answers as one JSON document, an :class:`Export`.

    Args and errors are those of :func:`export`.

    Returns:
        Indented JSON. Nothing is lost: :func:`read_export` gives equal answers, all passages included.
    """
    return export(answers, title=title, when=when).model_dump_json(indent=2) + "\n"


def read_export(content: str | bytes, name: str = "the export") -> Export:
    """Read what :func:`to_json` wrote.

    Args:
        content: The document.
        name: What messages call it.

    Raises:
        ReadError: It is not JSON, or of another form; the message names the first field that is wrong.
    """
    try:
        return Export.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        where = f"{name}, field {field}" if field else name
        raise ReadError(where, first["msg"], "give a file that was exported as JSON, unchanged") from error


def program_version() -> str:
    """The version of the installed program; "unknown" where it runs without having been installed."""
    try:
        return version("whosays")
    except PackageNotFoundError:
        return _UNKNOWN


def program_name() -> str:
    """The program's name and version; the name alone where no version is known."""
    known = program_version()
    return "Whosays" if known == _UNKNOWN else f"Whosays {known}"
