"""What kind of value the words read out of a sentence are, and which of them are the value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.compare import read_value
from rag.reading.names import find_names
from rag.reading.values import find_values, is_rate
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from rag.reading.candidates import Candidate
    from rag.reading.lexicon import AnswerKind
    from rag.reading.question import Question

__all__ = ["shared", "typed_span"]

# "Every 20 minutes" is no length of time.
_EVERY = re.compile(r"\b(?:every|each)(?: about)? $", re.IGNORECASE)
# What is asked for as one of these may be told without a unit that is known.
_MEASURED: frozenset[AnswerKind] = frozenset({"measure", "money", "share", "duration"})
# Kinds that the words themselves tell, whatever was asked for.
_TYPED: frozenset[AnswerKind] = frozenset({"count", "date", "duration", "measure", "money", "ordinal", "share"})
# Asked for one of these, a number in a name is no answer.
_NAMED: frozenset[AnswerKind] = frozenset({"person", "organisation", "place", "role", "list"})
# A value of another kind than asked for is taken where it makes up at least this share of the words read.
_MOST = 0.5


def typed_span(question: Question, doc: Doc, sentence: str, span: Span) -> tuple[Span, AnswerKind]:
    """The words, cut to the value within them, and the kind that they are.

    A number or time is one whatever the question seems to ask for: "the maximum load" is no measure to the rules that
    read questions, "25 kg" is.

    Args:
        question: What was asked.
        doc: The sentence, parsed; its offsets are those of the sentence.
        sentence: As it is written.
        span: The words that were read, in characters of the sentence.
    """
    kind = question.kind
    if kind == "cause":
        # What follows a semicolon is another statement, which may deny another cause.
        stop = sentence.find(";", span.start, span.end)
        return (Span(span.start, stop) if stop > span.start else span), kind
    if kind == "duration" and (is_rate(doc, span.start, kind) or _EVERY.search(sentence[: span.start])):
        return span, "description"
    values = [c for c in find_values(doc) if shared(c, span)]
    if wanted := _as_asked(sentence, values, span, kind):
        return wanted, kind
    large = [c for c in values if shared(c, span) >= _MOST * (span.end - span.start) or _leads(sentence, c, span)]
    if large and kind not in _NAMED:
        best = max(large, key=lambda c: (c.quality * shared(c, span), -c.start))
        return Span(best.start, best.end), best.kind
    if kind == "thing":
        names = [c for c in find_names(doc) if shared(c, span) >= _MOST * (span.end - span.start)]
        if names:
            return span, max(names, key=lambda c: (c.quality, -c.start)).kind
    return span, kind


def shared(candidate: Candidate, span: Span) -> int:
    """How many characters a candidate and a span share."""
    return max(0, min(candidate.end, span.end) - max(candidate.start, span.start))


def _as_asked(sentence: str, values: Sequence[Candidate], span: Span, kind: AnswerKind) -> Span | None:
    """The value of the kind that was asked for, if there is one."""
    wanted = [c for c in values if c.kind == kind]
    if kind in _TYPED and wanted:
        return _best(wanted, span)
    # "84.31 m", asked for as a length, are metres.
    counts = [c for c in values if c.kind == "count"] if kind in _MEASURED else []
    if counts and read_value(sentence, best := _best(counts, span), kind) is not None:
        return best
    return None


def _best(candidates: Sequence[Candidate], span: Span) -> Span:
    best = max(candidates, key=lambda c: (shared(c, span), -c.start))
    return Span(best.start, best.end)


def _leads(sentence: str, candidate: Candidate, span: Span) -> bool:
    """Whether a number with its noun is all that was read: "9 crowns"."""
    return candidate.start == span.start and len(sentence[candidate.end : span.end].split()) == 1
