"""A case of a follow-up question: earlier turns, the follow-up, and how it should be searched."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Answer, Citation

__all__ = ["Case", "Turn", "after", "alone", "case_id"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn; ``searched`` is the completed form where the question was itself a follow-up."""

    question: str
    short: str | None = None
    quotes: tuple[str, ...] = ()
    searched: str = ""
    refused: bool = False

    def answer(self) -> Answer:
        """Build the answer that this turn got."""
        citations = tuple(
            Citation(number=number, source="notes.txt", quote=quote, start=0, end=len(quote), line=1)
            for number, quote in enumerate(self.quotes, 1)
        )
        return Answer(
            question=self.question,
            searched_for=self.searched or self.question,
            text=self.short or "",
            short=self.short,
            refused=self.refused,
            citations=citations,
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A follow-up after earlier turns (oldest first), and the question to search."""

    turns: tuple[Turn, ...]
    question: str
    expected: str


def case_id(case: Case) -> str:
    """Name a case in pytest's output by its follow-up."""
    return case.question


def after(question: str, short: str | None, follow_up: str, expected: str, *quotes: str) -> Case:
    """Write a follow-up after one turn."""
    return Case((Turn(question, short, quotes),), follow_up, expected)


def alone(question: str, short: str | None, follow_up: str) -> Case:
    """Write a question that stands on its own after one turn."""
    return Case((Turn(question, short),), follow_up, follow_up)
