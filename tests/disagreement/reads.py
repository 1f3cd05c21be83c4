"""Small texts as the comparing of sources takes them: read by hand, so that no trained reader is needed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rag.disagreement.claim import Read
from rag.disagreement.claims import read_claims
from rag.disagreement.finding import Finding, compare_claims
from rag.reading.question import analyse
from rag.text.sentences import sentences
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.disagreement.claim import Claim
    from rag.reading.judged_stances import PairJudge

__all__ = ["claim_of", "compared", "read"]


def read(  # one argument a field of what is made
    source: str,
    marked: str,
    day: str | None = None,
    *,
    axis: int = 0,
    holds: float = 0.9,
    likeness: float = 0.8,
    coverage: float = 1.0,
) -> Read:
    """A sentence of a small text, read by hand.

    Args:
        source: The name of the file.
        marked: Its text, with the words that were read in square brackets. The sentence that holds them is the one
            that was read; without brackets it is the first, of which nothing was read.
        day: The ISO date that the file bears, if any.
        axis: Along which the vector lies: those of one axis have cosine 1, of two axes 0.
        holds: How likely the sentence is to hold the answer.
        likeness: Its cosine with the question.
        coverage: The part of the question's words that it holds.

    Raises:
        ValueError: A bracket is missing, or the marked words do not lie within one sentence.
    """
    text, span = marked, None
    if "[" in marked:
        start, end = marked.index("["), marked.index("]") - 1
        text, span = marked.replace("[", "").replace("]", ""), Span(start, end)
    found = [Span(s.start, s.end) for s in sentences(text)]
    place = 0 if span is None else next(i for i, s in enumerate(found) if s.start <= span.start < s.end)
    told = found[place]
    if span is not None and span.end > told.end:
        raise ValueError(f"the words in brackets run over the end of a sentence: {marked}")
    around = ["", *(text[s.start : s.end] for s in found), ""]
    vector = np.zeros(4, dtype=np.float32)
    vector[axis] = 1
    return Read(
        source=source,
        text=text,
        date=date.fromisoformat(day) if day else None,
        start=told.start,
        sentence=text[told.start : told.end],
        before=around[place],
        after=around[place + 2],
        span=None if span is None else Span(span.start - told.start, span.end - told.start),
        holds=holds,
        likeness=likeness,
        coverage=coverage,
        vector=vector,
    )


def claim_of(question: str, made: Read | str) -> Claim:
    """The claim that the words read out of a read, or of a marked text, make in answer to a question.

    Raises:
        IndexError: They make none.
    """
    return read_claims(analyse(question), [read("a.txt", made) if isinstance(made, str) else made])[0]


def compared(
    question: str,
    reads: Sequence[Read],
    *,
    threshold: float = 0.5,
    similar: Callable[[str, str], float] | None = None,
    judge: PairJudge | None = None,
) -> Finding:
    """What comparing the claims of reads comes to."""
    asked = analyse(question)
    return compare_claims(asked, read_claims(asked, reads), threshold=threshold, similar=similar, judge=judge)
