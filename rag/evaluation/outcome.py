"""What came of one question, before anything is scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.evaluation.matching import Place

if TYPE_CHECKING:
    from rag.evaluation.matching import Target
    from rag.evaluation.questions import Question
    from rag.types import Answer, Citation, Hit

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what the engine made of it.

    Attributes:
        question: As in the file.
        targets: Where its relevant quotes stand.
        hits: The passages that were retrieved, best first.
        answer: None where only retrieval was asked for.
        exact: For each citation, whether it is a byte-exact slice of its file.
        milliseconds: How long the answer (or the retrieval) took.
    """

    question: Question
    targets: tuple[Target, ...]
    hits: tuple[Hit, ...]
    answer: Answer | None
    exact: tuple[bool, ...]
    milliseconds: float

    @property
    def places(self) -> list[Place]:
        """Where the retrieved passages stand, best first."""
        return [Place(hit.source, hit.start, hit.end) for hit in self.hits]

    @property
    def answered(self) -> Answer | None:
        """The answer, unless it is a refusal."""
        return None if self.answer is None or self.answer.refused else self.answer

    def is_relevant(self, found: Citation | Hit) -> bool:
        """Whether a citation or a passage falls on a relevant quote."""
        place = Place(found.source, found.start, found.end)
        return any(target.overlaps(place) for target in self.targets)
