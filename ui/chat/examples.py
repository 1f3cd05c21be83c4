"""Questions to offer before the first one is asked."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["examples_for"]

_SEEDS = frozenset(
    {
        "000_21ae618e34b8f463.txt",
        "001_1e4ae7573a80e7a0.txt",
        "002_3cfbaf10b6856f55.txt",
        "003_08799dc045b518ad.txt",
        "004_b35c27fa469a94e9.txt",
    }
)
_SEED_QUESTIONS = (
    "How many political prisoners have been released?",
    "When were the releases announced?",
    "Which Spanish citizens were released?",
    "How many people are still imprisoned for political reasons?",
)


def examples_for(sources: Iterable[str]) -> tuple[str, ...]:
    """Return example questions that fit these files: some about the seeds if all of them are there, else none."""
    names = {PurePosixPath(source).name for source in sources}
    return _SEED_QUESTIONS if names >= _SEEDS else ()
