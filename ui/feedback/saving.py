"""The file of test questions that people made of answers: one JSON object a line, as ``whosays eval`` reads it."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from rag import ReadError, parse_questions
from ui.evaluation.file import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SavedQuestions", "SavingError", "Twice"]

_WAIT = 5  # seconds for others who are writing


class SavingError(Exception):
    """A question could not be saved; the message says why, and what to do."""


class Twice(SavingError):
    """The question is there already, and was not to be replaced."""


class SavedQuestions:
    """Test questions in a file; safe to share between threads and with other processes.

    Lines that others wrote into the file stay as they are.

    Args:
        file: Made, with its folder, when the first question comes.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def file(self) -> Path:
        """Where they are."""
        return self._file

    def holds(self, question: str) -> bool:
        """Whether a question is there already; case, white space and a question mark at its end make no difference.

        Raises:
            SavingError: The file cannot be read, or is broken.
        """
        return _where(self._rows(self._lines()), question) is not None

    def save(self, row: Mapping[str, Any], *, replace: bool = False) -> int:
        """Add a question, or put it in the place of the one that asks the same.

        Args:
            row: Its fields, without ``id``; see ``docs/evaluation.md``.
            replace: Whether one that asks the same is replaced.

        Returns:
            How many questions the file holds now.

        Raises:
            Twice: It is there already, and ``replace`` is false.
            SavingError: The row is wrong, or the file cannot be written or is broken; it is as it was before.
        """
        with self._alone():
            lines = self._lines()
            rows = self._rows(lines)
            question = str(row.get("question", ""))
            known = _where(rows, question)
            if known is not None and not replace:
                raise Twice("This question is saved already. Saving it again replaces what was saved before.")
            identifier = rows[known].get("id") if known is not None else _identifier(question, rows)
            written = json.dumps({**({"id": identifier} if identifier else {}), **row}, ensure_ascii=False)
            try:
                parse_questions(written.encode(), "the question")
                if known is None:
                    lines = [*lines, written]
                else:
                    lines = [written if number == known else line for number, line in enumerate(lines)]
                content = "".join(f"{line}\n" for line in lines).encode()
                count = len(parse_questions(content, str(self._file)))
            except UnicodeEncodeError as error:
                raise SavingError("the question holds half a character (a lone surrogate): type it anew") from error
            except ReadError as error:
                raise SavingError(str(error)) from error
            if len(content) > MOST_BYTES:
                raise SavingError(f"{self._file} is full: move it away, and a new one is begun")
            self._write(content)
        return count

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._file.with_suffix(".lock"), timeout=_WAIT):
                yield
        except Timeout as error:
            raise SavingError(f"{self._file} is in use: try again") from error
        except OSError as error:
            raise SavingError(f"{self._file} cannot be written ({error.strerror or error})") from error

    def _lines(self) -> list[str]:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise SavingError(f"{self._file} cannot be read ({error.strerror or error})") from error
        try:
            if content.strip():
                parse_questions(content, str(self._file))
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except (ReadError, UnicodeDecodeError) as error:
            raise SavingError(str(error)) from error
        return text.removesuffix("\n").split("\n") if text else []

    def _rows(self, lines: list[str]) -> list[dict[str, Any]]:
        """The lines as objects, in their places; blank ones are empty."""
        return [json.loads(line) if line.strip() else {} for line in lines]

    def _write(self, content: bytes) -> None:
        """Put the file in its place whole, or leave the one that is there."""
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".questions-")
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _where(rows: list[dict[str, Any]], question: str) -> int | None:
    """The number of the line that asks the same; one that follows other questions asks something else."""
    asked = _asked(question)
    for number, row in enumerate(rows):
        if row and not row.get("history") and _asked(str(row["question"])) == asked:
            return number
    return None


def _asked(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("? ")


def _identifier(question: str, rows: list[dict[str, Any]]) -> str:
    """A name of its own that tells nothing about where in the file it stands."""
    taken = {row.get("id") for row in rows}
    digest = hashlib.sha256(_asked(question).encode(errors="replace")).hexdigest()
    return next(f"s{digest[:length]}" for length in range(9, 65) if f"s{digest[:length]}" not in taken)
