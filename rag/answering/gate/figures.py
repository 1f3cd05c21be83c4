"""Whether quotes give the numbers of a sentence: the same figures, or equal ones in other words and units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.gate.times import time_spans
from rag.disagreement.numerals import read_numeral, read_ordinal, read_vague
from rag.disagreement.quantities import read_quantity
from rag.disagreement.quantity_relations import relate_quantities
from rag.reading.values import find_values
from rag.text.spans import Span, overlap
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from spacy.tokens import Doc

    from rag.disagreement.quantity import Quantity
    from rag.reading.lexicon import AnswerKind

__all__ = ["figures_of", "is_given"]

# Where a number may begin: at a word or a figure, not within one.
_STARTS = re.compile(r"(?<![\w.,])(?<!\d[-–/:])(?=[\w.½¼¾⅓⅔⅕⅛])|(?<=[$€£¥₹~≈<>≥≤(\"“‘-])(?=\d)")
# A run of characters with a figure in it: "A320", "10:30", "2-1".
_CODE = re.compile(r"[\w.,:/–-]*\d[\w.,:/–-]*")
# "One of them", "no one", "several of them" tell no number.
_ONE = re.compile(r"one\b", re.IGNORECASE)
_FEW = re.compile(
    r"(?:one|several|an?|a few|few|a handful|a couple)\b(?! (?:hundred|thousand|million|billion|dozen))", re.IGNORECASE
)
# What "first" may stand for.
_FIRST = re.compile(r"\b(?:initial|original|at first|earliest|begin|began|start|premier|debut)", re.IGNORECASE)
_KINDS: frozenset[AnswerKind] = frozenset({"count", "duration", "measure", "money", "share"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written.

    Attributes:
        words: As written, with its unit where one was read.
        span: Its characters.
        number: What it says, where it is one figure; None for a vague word or a code.
        quantity: The same with its unit and bounds, where they can be read safely.
        ordinal: Whether it is a place in an order.
    """

    words: str
    span: Span
    number: Fraction | None
    quantity: Quantity | None = None
    ordinal: bool = False


def figures_of(doc: Doc) -> list[Figure]:
    """All numbers of a sentence that are no dates, in order: counts, amounts, measures, ordinals, codes.

    Args:
        doc: The sentence, parsed.
    """
    text = doc.text
    taken = time_spans(doc)
    found: list[Figure] = []
    for figure in (*_typed(doc), *_bare(text), *_codes(text)):
        if not any(overlap(figure.span, span) for span in taken):
            found.append(figure)
            taken.append(figure.span)
    return sorted(found, key=lambda figure: figure.span)


def is_given(figure: Figure, quotes: Sequence[str], given: Sequence[Figure]) -> bool:
    """Whether quotes give a number.

    Args:
        figure: Of a sentence.
        quotes: The quotes.
        given: The numbers of the quotes.

    Returns:
        Whether one of them equals it, or says it more exactly than the sentence does ("83" for "about 80", "more than
        80"). "At least 80" does not give a plain 80.
    """
    if any(_gives(other, figure) for other in given):
        return True
    if figure.ordinal:
        return figure.number == 1 and any(_FIRST.search(quote) for quote in quotes)
    # A code, or a number that nothing could read: the same characters, as a word of their own.
    words = re.escape(fold(figure.words))
    return (figure.number is None or figure.quantity is None) and any(
        re.search(rf"(?<![\w.,]){words}(?![\w]|[.,]\d)", fold(quote)) for quote in quotes
    )


def _gives(given: Figure, asked: Figure) -> bool:
    if given.ordinal != asked.ordinal:
        return False
    if given.quantity is None or asked.quantity is None or asked.ordinal:
        return given.number is not None and given.number == asked.number and _one_unit(given, asked)
    relation = relate_quantities(given.quantity, asked.quantity)
    if relation.verdict == "same":
        return True
    same_figure = given.number is not None and given.number == asked.number
    if relation.verdict == "refines":
        # What the quote says must lie in what the sentence says, and "about 80" may be told as 80. Of bounds and
        # ranges the figures must be the same: every number lies within wide ones.
        if given.quantity.hedge == "about" and same_figure:
            return True
        bounded = not asked.quantity.plain and asked.quantity.hedge != "about" and asked.number is not None
        ranged = bounded and asked.quantity.hedge == "none"
        return relation.narrower == "first" and (not bounded or (same_figure and not ranged))
    roles = {given.quantity.role, asked.quantity.role} - {None}
    return same_figure and _one_unit(given, asked) and given.quantity.hedge == asked.quantity.hedge and len(roles) < 2


def _one_unit(given: Figure, asked: Figure) -> bool:
    """Whether nothing tells that two equal numbers are of two units."""
    one, other = given.quantity, asked.quantity
    if one is None or other is None:
        return True
    if one.kind != other.kind or one.unit is None or other.unit is None:
        return one.kind == other.kind and one.unit is other.unit
    return one.unit.dimension == other.unit.dimension


def _typed(doc: Doc) -> Iterator[Figure]:
    """Numbers with their units, as the readers of values find them."""
    candidates = sorted(
        (one for one in find_values(doc) if one.kind in _KINDS), key=lambda one: (one.kind == "count", one.start)
    )
    for found in candidates:
        span = Span(found.start, found.end)
        if found.kind == "count" and _FEW.match(doc.text, span.start):
            continue
        quantity = read_quantity(doc.text, span, found.kind)
        if quantity is not None and quantity.kind == found.kind:
            both = Span(min(span.start, quantity.span.start), max(span.end, quantity.span.end))
            vague = read_vague(doc.text, both.start) is not None
            yield Figure(quantity.words, both, None if vague else quantity.figure, quantity)


def _bare(text: str) -> Iterator[Figure]:
    """Numbers wherever they stand, in figures and in words, without their units."""
    position = 0
    while match := _STARTS.search(text, position):
        start = match.start()
        end = start + 1
        if (ordinal := read_ordinal(text, start)) is not None:
            number, end = ordinal
            yield Figure(text[start:end], Span(start, end), _fraction(number), ordinal=True)
        elif (numeral := read_numeral(text, start, len(text))) is not None and _ends(text, numeral.end):
            end = numeral.end
            if not _ONE.fullmatch(text[start:end]) and not text[start:end].lower().startswith(("a ", "an ")):
                yield Figure(text[start:end], Span(start, end), numeral.value)
        elif (vague := read_vague(text, start)) is not None and not _FEW.match(text, start):
            end = vague.end
            yield Figure(text[start:end], Span(start, end), None)
        position = max(position + 1, end) if end > position else position + 1


def _ends(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum()


def _codes(text: str) -> Iterator[Figure]:
    for match in _CODE.finditer(text):
        words = match[0].rstrip(".,:-–/")
        yield Figure(words, Span(match.start(), match.start() + len(words)), None)


def _fraction(number: int) -> Fraction:
    from fractions import Fraction as Exact  # noqa: PLC0415

    return Exact(number)
