"""Test questions: what is asked, where the answer stands, and what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from rag.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Question", "Relevant", "parse_question", "parse_questions", "read_questions"]

_HELP = "docs/evaluation.md describes every field"


def _several(value: object) -> object:
    """One text with values parted by semicolons, a list of values or nothing, as a tuple."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


# At least one character that is seen.
_Text = Annotated[str, Field(pattern=r"\S")]
_Values = Annotated[tuple[_Text, ...], BeforeValidator(_several)]


class Relevant(BaseModel):
    """A passage that answers: ``quote`` is a slice of the text of ``source``; without one, all of it answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: _Text
    quote: _Text | None = None


class Question(BaseModel):
    """One test question. Only ``question`` and something that tells whether it can be answered are needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: _Text
    question: _Text
    kind: str = Field(default="", description="any word; results are shown by it")
    history: tuple[_Text, ...] = Field(default=(), description="the questions asked before it, oldest first")
    relevant: tuple[Relevant, ...] = Field(default=(), description="every passage that answers")
    expected: _Values = Field(default=(), description="the values that are right, each by itself")
    answerable: StrictBool = Field(description="whether the files answer; left out, whether anything above says so")
    disagrees: StrictBool | None = Field(default=None, description="whether they disagree; null where nobody looked")
    positions: _Values = Field(default=(), description="a value for each position, where they disagree")
    split: str = ""
    group: str = Field(default="", description="what it shares with others that are like it, such as a paragraph")
    draft: StrictBool = Field(default=False, description="whether nobody has looked at it yet")
    _where: str = PrivateAttr(default="")

    @model_validator(mode="before")
    @classmethod
    def _answerable_by_default(cls, row: Any) -> Any:
        if isinstance(row, dict) and "answerable" not in row and (row.get("relevant") or row.get("expected")):
            return {**row, "answerable": True}
        return row

    @field_validator("answerable")
    @classmethod
    def _consistent(cls, answerable: bool, info: ValidationInfo) -> bool:
        if not answerable and (info.data.get("relevant") or info.data.get("expected")):
            raise ValueError("is false, though relevant or expected holds an answer")
        return answerable

    @field_validator("disagrees")
    @classmethod
    def _disagreeing(cls, disagrees: bool | None, info: ValidationInfo) -> bool | None:
        if disagrees and info.data.get("answerable") is False:
            raise ValueError("is true, though answerable is false")
        return disagrees

    @property
    def where(self) -> str:
        """Where the question stands, for messages: ``questions.jsonl, line 7``."""
        return self._where or f"question {self.id}"

    @property
    def tells_value(self) -> bool:
        """Whether it can be answered and ``expected`` was filled in; null says that there is no value."""
        return self.answerable and "expected" in self.model_fields_set

    @property
    def all_positions(self) -> tuple[str, ...]:
        """The positions that a disagreement has: those given, else the expected values where there are several."""
        if self.positions or not self.disagrees:
            return self.positions
        return self.expected if len(self.expected) > 1 else ()


def parse_question(row: Mapping[str, Any], where: str, default_id: str) -> Question:
    """Check one row.

    Args:
        row: Its fields.
        where: What messages call it, such as ``questions.jsonl, line 7``.
        default_id: Its id, if it brings none.

    Raises:
        ReadError: A field is missing, unknown or of the wrong form. The message names the field.
    """
    try:
        question = Question.model_validate({"id": default_id, **row})
    except ValidationError as error:
        field, reason, mend = _explain(error.errors(include_url=False)[0])
        raise ReadError(f"{where}, field {field}", reason, mend) from error
    question._where = where
    return question


def read_questions(file: Path) -> list[Question]:
    """Read a file of questions: UTF-8, one JSON object a line; blank lines are passed over.

    Raises:
        ReadError: The file cannot be read, holds no question, or a line is broken. The message names line and field.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ReadError(str(file), f"it cannot be read ({error.strerror})", "check the name") from error
    return parse_questions(content, str(file))


def parse_questions(content: bytes, file: str) -> list[Question]:
    """Read what a file of questions holds.

    Args:
        content: The file's bytes; see :func:`read_questions`.
        file: What messages call it.

    Raises:
        ReadError: It holds no question, or a line is broken. The message names line and field.
    """
    try:
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise ReadError(file, f"byte {error.start} is not UTF-8", "save it as UTF-8") from error
    questions: list[Question] = []
    lines_of: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        question = parse_question(_object(line, where), where, default_id=f"q{number}")
        if question.id in lines_of:
            reason = f"{question.id!r} is taken by line {lines_of[question.id]}"
            raise ReadError(f"{where}, field id", reason, "give every question an id of its own")
        lines_of[question.id] = number
        questions.append(question)
    if not questions:
        raise ReadError(file, "it holds no question", f"write one JSON object a line; {_HELP}")
    return questions


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line, object_pairs_hook=lambda pairs: _once(pairs, where))
    except json.JSONDecodeError as error:
        mend = "write one JSON object a line, in double quotes"
        raise ReadError(where, f"it is not JSON ({error.msg}, column {error.colno})", mend) from error
    if not isinstance(row, dict):
        raise ReadError(where, "it is JSON, but no object", 'write an object: {"question": "…", …}')
    return row


def _once(pairs: list[tuple[str, Any]], where: str) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ReadError(f"{where}, field {twice}", "stands twice", "keep one of them")
    return row


def _explain(error: Mapping[str, Any]) -> tuple[str, str, str]:
    """Field, what is wrong with it, and what to do, from pydantic's first complaint."""
    path = error["loc"] or ("question",)
    field = ".".join(str(part) for part in path)
    match error["type"]:
        case "missing":
            untold = field == "answerable"
            reason = "is missing, and no relevant or expected tells" if untold else "is missing"
            return field, reason, "add it: true or false" if untold else f"add it; {_HELP}"
        case "extra_forbidden":
            known = Relevant.model_fields if path[0] == "relevant" else Question.model_fields
            return field, "is unknown", f"fields are: {', '.join(known)}"
        case "string_pattern_mismatch":
            return field, "is empty", "write it out or leave the field away"
        case "string_unicode":
            return field, "holds half a character (a lone surrogate)", "type it anew"
        case "value_error":
            return field, str(error["ctx"]["error"]), "make the two agree"
        case _:
            reason = f"is {json.dumps(error['input'], ensure_ascii=False, default=str)[:60]}"
            wanted = error["msg"].removeprefix("Input should be ")
            return field, reason, f"make it {wanted}; {_HELP}"
