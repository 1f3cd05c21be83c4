"""The file of test questions that somebody has chosen: sent by the browser, or found beside the documents."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from rag import ReadError, parse_questions, read_questions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.evaluation.questions import Question

__all__ = ["MOST_BYTES", "Chosen", "file_beside", "read_beside", "read_sent"]

# Some twenty thousand questions; the file is sent as part of one request and held in memory.
MOST_BYTES = 10 * 1024 * 1024
_MOST_NAME = 120


@dataclass(frozen=True, eq=False, slots=True)
class Chosen:
    """Questions that were read without a mistake.

    Attributes:
        name: Of their file, as messages and results call it.
        questions: At least one.
    """

    name: str
    questions: tuple[Question, ...]

    @property
    def splits(self) -> dict[str, int]:
        """How many questions each split has, in the order of the file; those without a split are left out."""
        return dict(Counter(question.split for question in self.questions if question.split))

    @property
    def drafts(self) -> int:
        """How many were drafted and not kept by anybody yet."""
        return sum(question.draft for question in self.questions)


def read_sent(sent: Mapping[str, object]) -> Chosen:
    """Read what the browser sent.

    Args:
        sent: ``name`` of the file and its ``content`` in base 64; None where it is too large to be sent.

    Raises:
        ReadError: It is too large or broken; the message names line and field.
    """
    # Some browsers send a whole path: the last part is its name on any system.
    name = PureWindowsPath(PurePosixPath(str(sent.get("name") or "")).name).name[:_MOST_NAME] or "questions.jsonl"
    coded = sent.get("content")
    if not isinstance(coded, str) or len(coded) > (MOST_BYTES + 2) // 3 * 4:
        mend = "cut it in parts, or measure it with whosays eval"
        raise ReadError(name, f"it is larger than {MOST_BYTES // 1024**2} MiB", mend)
    try:
        content = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReadError(name, "it did not arrive whole", "choose it again") from error
    return Chosen(name, tuple(parse_questions(content, name)))


def file_beside(documents: Path) -> Path:
    """Where a file of questions is looked for: ``questions.jsonl`` in the documents' folder."""
    return (documents if documents.is_dir() else documents.parent) / "questions.jsonl"


def read_beside(file: Path | None) -> Chosen | None:
    """Read the questions beside the documents; None where there are none.

    Raises:
        ReadError: The file is there and cannot be read, or is broken.
    """
    if file is None or not file.is_file():
        return None
    return Chosen(str(file), tuple(read_questions(file)))
