"""Thumbs up and down, one line of JSON each, in a file that is only ever added to. Nothing is sent anywhere."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from filelock import FileLock, Timeout

from rag.appending import append_line
from rag.exporting.document import program_name

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Answer

__all__ = ["MOST_REASON", "VERDICTS", "Verdict", "VoteError", "Votes", "answer_key", "vote_row"]

#: "none" takes back what was said before.
Verdict: TypeAlias = Literal["up", "down", "none"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

MOST_REASON = 500  # characters
_MOST_BYTES = 50 * 1024 * 1024  # some ten thousand rows; whoever fills a disk by clicking is stopped here
_WAIT = 5  # seconds for others who are writing


class VoteError(Exception):
    """A verdict could not be kept; the message says why, and what to do."""


def answer_key(answer: Answer) -> str:
    """Tell answers apart by what they hold: 16 hexadecimal digits of a SHA-256, the timings left aside."""
    content = answer.model_dump_json(exclude={"timings"})
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def vote_row(
    answer: Answer, verdict: Verdict, *, reason: str = "", by: str = "", when: datetime | None = None
) -> dict[str, Any]:
    """Write down what somebody says of an answer.

    Args:
        answer: What was shown.
        verdict: On it.
        reason: In words of their own, if any; cut off after :data:`MOST_REASON` characters.
        by: Who says it: a name where people sign in, else a random mark of their browser.
        when: Now if None.

    Returns:
        A row that tells on its own what it is about. Of the rows with the same ``answer`` and ``by``, the last counts.
    """
    return {
        "version": 1,
        "time": (when or datetime.now(UTC)).isoformat(timespec="seconds"),
        "answer": answer_key(answer),
        "by": by,
        "verdict": verdict,
        "reason": " ".join(reason.split())[:MOST_REASON],
        "question": answer.question,
        "searched_for": answer.searched_for,
        "short": answer.short,
        "refused": answer.refused,
        "agreement": answer.agreement,
        "generator": answer.generator,
        "sources": list(dict.fromkeys(citation.source for citation in answer.citations)),
        "citations": [citation.model_dump() for citation in answer.citations],
        "program": program_name(),
    }


class Votes:
    """The file of verdicts; safe to share between threads and with other processes.

    Args:
        file: Made, with its folder, when the first verdict comes.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, row: dict[str, Any]) -> None:
        """Add a row. It is on the disk when this returns.

        Raises:
            VoteError: The file cannot be written, or is full.
        """
        line = json.dumps(row, ensure_ascii=False).encode(errors="replace") + b"\n"
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with (
                FileLock(self._file.with_suffix(".lock"), timeout=_WAIT),
                os.fdopen(os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as opened,
            ):
                if opened.seek(0, os.SEEK_END) + len(line) > _MOST_BYTES:
                    raise VoteError(f"{self._file} is full: move it away, and a new one is begun")
                append_line(opened, line)
        except Timeout as error:
            raise VoteError(f"{self._file} is in use: try again") from error
        except OSError as error:
            raise VoteError(f"{self._file} cannot be written ({error.strerror or error})") from error
