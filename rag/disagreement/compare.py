"""From the words of two values to whether both can be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rag.disagreement.moment import Moment
from rag.disagreement.moment_relations import relate_moments
from rag.disagreement.moments import read_moment
from rag.disagreement.quantities import read_quantity
from rag.disagreement.quantity import Quantity
from rag.disagreement.quantity_relations import relate_quantities
from rag.disagreement.relation import Relation, both

if TYPE_CHECKING:
    import datetime

    from rag.reading.lexicon import AnswerKind
    from rag.text.spans import Span

__all__ = ["Value", "compare", "read_value"]

Value: TypeAlias = Quantity | Moment
_NUMERIC = frozenset({"count", "duration", "measure", "money", "ordinal", "share"})


def read_value(sentence: str, span: Span, kind: AnswerKind, *, anchor: datetime.date | None = None) -> Value | None:
    """The value of a span of a sentence, as typed as the kind of answer allows.

    Args:
        sentence: The sentence as it stands in its source.
        span: The characters of the value.
        kind: The kind of answer that the span is.
        anchor: The day on which the sentence was written, if known.

    Returns:
        A moment for dates, and for durations that are told by their ends; a quantity for the kinds that are numbers;
        None for other kinds and for words that cannot be read safely.
    """
    if kind == "date":
        return read_moment(sentence, span, anchor=anchor)
    if kind not in _NUMERIC:
        return None
    moment = read_moment(sentence, span, anchor=anchor) if kind == "duration" else None
    return moment if moment and moment.ends else read_quantity(sentence, span, kind)


def compare(first: Value, second: Value) -> Relation:
    """Compare two values that are said of the same thing; whether they are is for the caller to know.

    Returns:
        The relation. Its verdict does not depend on the order, and is "excludes" only where nothing that the words of
        one can mean is left by those of the other.
    """
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        return relate_quantities(first, second)
    if isinstance(first, Moment) and isinstance(second, Moment):
        return relate_moments(first, second)
    return Relation("incomparable", f"of {both(first.words, second.words)} one is a time, the other a number")
