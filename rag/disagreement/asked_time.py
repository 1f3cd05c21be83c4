"""Whether a claim is of the year that a question asks about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.calendar import year

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim
    from rag.reading.question import Question

__all__ = ["of_another_year"]

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def of_another_year(question: Question, claim: Claim) -> bool:
    """Whether a question names one year, and the claim is told of another: "how many in 2025", and a count of 2026.

    Args:
        question: What was asked.
        claim: A claim; one that is a date itself is never of another year.

    Returns:
        Also true of what is told of the time of writing in a file of another year. False where no time is told.
    """
    years = _YEAR.findall(question.text)
    if len(years) != 1 or claim.kind == "date":
        return False
    asked = year(int(years[0])).interval
    if claim.holds_at is not None:
        return bool(claim.holds_at.possible) and not any(part.overlaps(asked) for part in claim.holds_at.possible)
    return claim.present and claim.read.date is not None and claim.read.date.year != int(years[0])
