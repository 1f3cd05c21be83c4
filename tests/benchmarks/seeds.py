"""The documents and test questions of seeds/, for benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rag.documents import Limits, read
from rag.evaluation.questions import read_questions

if TYPE_CHECKING:
    from rag.documents.document import Document
    from rag.evaluation.questions import Question

__all__ = ["SEEDS", "documents", "questions"]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def documents() -> list[Document]:
    """The files, each named as an index of the folder names it."""
    return [read(path, source=path.name, limits=Limits()) for path in sorted(SEEDS.glob("*.txt"))]


def questions(split: str | None = None) -> list[Question]:
    """The questions of a split, or all."""
    return [one for one in read_questions(SEEDS / "questions.jsonl") if split in {None, one.split}]
