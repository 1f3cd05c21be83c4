"""Whether a file says a value near what it claims: then it speaks of two things, and the claim is the other."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from rag.disagreement.compare import compare, read_value
from rag.disagreement.moment import Moment
from rag.reading.parser import parse_written
from rag.reading.values import find_values
from rag.text.spans import Span, overlap

if TYPE_CHECKING:
    from rag.disagreement.claim import Claim
    from rag.disagreement.quantity import Quantity

__all__ = ["says_too"]


def _endless(value: Quantity | Moment) -> bool:
    """Whether a time is all that comes before or after another: it holds many that it says nothing of."""
    return isinstance(value, Moment) and any(isinf(end) for period in value.stated for end in (period.low, period.high))


def says_too(claim: Claim, other: Claim) -> bool:
    """Whether the surroundings of one claim also give the value of another.

    "The price was 1,183 million, of which 300 million was paid in shares" is not at odds with a price of 1.2 billion,
    whichever of its figures was read.

    Args:
        claim: Its sentence, the one before and the one after are looked through; not if it is somebody's word, which
            the file may well set beside another's.
        other: A claim of another file with a value that differs; one without a typed value is never found.
    """
    if other.value is None or claim.source == other.source or claim.said_by is not None:
        return False
    read = claim.read
    for sentence in (read.sentence, read.before, read.after):
        for found in find_values(parse_written(sentence)) if sentence else ():
            span = Span(found.start, found.end)
            if found.kind != other.kind or (sentence == read.sentence and overlap(span, claim.span)):
                continue
            value = read_value(sentence, span, other.kind, anchor=read.date)
            if value is None or _endless(value):
                continue
            if compare(value, other.value).verdict in {"same", "refines"}:
                return True
    return False
