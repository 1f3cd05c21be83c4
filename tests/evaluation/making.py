"""Outcomes for tests of what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag import Answer
from rag.evaluation.matching import Target
from rag.evaluation.outcome import Outcome
from rag.evaluation.questions import parse_question
from rag.text.spans import Span
from rag.types import Citation, Disagreement, Hit, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["answer_of", "citation", "disagreement", "hit", "outcome"]


def hit(source: str, start: int, end: int) -> Hit:
    return Hit(source=source, start=start, end=end, text="x" * (end - start), score=1.0)


def citation(source: str, start: int, end: int, number: int = 1) -> Citation:
    return Citation(number=number, source=source, quote="x" * (end - start), start=start, end=end, line=1)


def disagreement(*values: str) -> Disagreement:
    positions = tuple(Position(value=value, normalized=value, sources=("a",), citations=(1,)) for value in values)
    return Disagreement(topic="t", kind="number", explanation="They differ.", positions=positions)


def answer_of(**fields: Any) -> Answer:
    return Answer(**{"question": "Q?", "searched_for": "Q?", "text": "T", "refused": False, **fields})


def outcome(
    row: dict[str, Any] | None = None,
    *,
    relevant: Sequence[tuple[str, int, int]] = (),
    hits: Sequence[Hit] = (),
    answer: Answer | None = None,
    exact: tuple[bool, ...] | None = None,
    milliseconds: float = 10.0,
) -> Outcome:
    """An outcome whose relevant quotes stand at the given places; every citation is exact unless told otherwise."""
    question = parse_question({"question": "Q?", "answerable": True, **(row or {})}, "row", "q1")
    targets = tuple(Target(source, f"{source} {start}", (Span(start, end),)) for source, start, end in relevant)
    count = len(answer.citations) if answer else 0
    return Outcome(question, targets, tuple(hits), answer, exact or (True,) * count, milliseconds)
