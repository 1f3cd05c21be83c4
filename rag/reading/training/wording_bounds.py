"""Bounds on a number: which of them agree with it, and which exclude it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.training.exchange_numbers import in_words, value_of
from rag.reading.training.exchanges import pieces

if TYPE_CHECKING:
    from random import Random

    from spacy.tokens import Doc

    from rag.reading.training.exchanges import Piece
    from rag.reading.training.pairs import Label

__all__ = ["bounded_pair", "is_bounded"]

_PARTS = re.compile(
    r"(?P<before>(?:US|A|C)?[$£€]?)"
    r"(?P<figure>\d{2,4}|\d{1,3}(?:,\d{3})+|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?P<after>%| percent| per cent| million| billion)?"
)
_BEFORE = re.compile(
    r"\b(?:(?:more|less|fewer|greater|higher|lower|later|earlier|other|rather) than|at (?:least|most|around)|up to|over"
    r"|under|above|below|about|around|approximately|roughly|nearly|almost|some|only|just|between|from|to|or|and"
    r"|minimum of|maximum of|exceed\w*|circa|c\.|ca\.|by|until|since|before|after|beyond|every|per|another|additional"
    r"|average of|estimated|within) [$£€]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:or (?:more|less|fewer|so|over|under)|and (?:over|under)|to [$£€]?\d|and [$£€]?\d|[-–—]|plus\b|\+|times\b"
    r"|of (?:the|them|its|these|those)\b|or\b|more\b|other\b|additional\b)",
    re.IGNORECASE,
)


def is_bounded(text: str, piece: Piece) -> bool:
    """Whether words around a number or date make it a bound, an estimate, a part or one end of a range."""
    return bool(_BEFORE.search(text[: piece.start]) or _AFTER.match(text, piece.end))


def bounded_pair(doc: Doc, random: Random, label: Label | None = None) -> tuple[str, str, Label, str] | None:
    """A sentence against itself with a bound in place of a number that it gives exactly.

    Args:
        doc: One parsed sentence.
        random: Chooses number and bound.
        label: The label wanted; any by default.

    Returns:
        Premise, hypothesis, label and the name of the change; None where there is no plain number of ten or more.
    """
    text = doc.text
    plain = [p for p in pieces(doc) if p.kind == "number" and _plain(text, p)]
    if not plain:
        return None
    piece = random.choice(plain)
    match = _PARTS.fullmatch(text[piece.start : piece.end])
    if match is None:
        return None
    old = match["figure"]
    value = value_of(old) or 0.0
    less, more = _written(_round_below(value, random), old), _written(_round_above(value, random), old)

    def put(words: str, *numbers: str) -> str:
        whole = " and ".join(f"{match['before']}{n}{match['after'] or ''}" for n in numbers)
        return f"{text[: piece.start]}{words} {whole}{text[piece.end :]}"

    above = random.choice(["more than", "over", "more than", "at least"])
    below = random.choice(["less than", "under", "at most"] if match["after"] else ["fewer than", "under", "at most"])
    cases: list[tuple[str, str, Label, str]] = [
        (text, put(above, less), "entailment", "bound agrees"),
        (text, put(below, more), "entailment", "bound agrees"),
        (text, put("between", less, more), "entailment", "bound agrees"),
        (text, put(above, more), "contradiction", "bound excludes"),
        (text, put(below, less), "contradiction", "bound excludes"),
        (put(above, more), text, "contradiction", "bound excludes"),
        (put(below, less), text, "contradiction", "bound excludes"),
        (put(above, less), text, "neutral", "bound is open"),
        (put(below, more), text, "neutral", "bound is open"),
    ]
    return random.choice([c for c in cases if label in {None, c[2]}])


def _plain(text: str, piece: Piece) -> bool:
    match = _PARTS.fullmatch(text[piece.start : piece.end])
    value = None if match is None else value_of(match["figure"])
    share = match is not None and match["after"] in {"%", " percent", " per cent"}
    if match is None or value is None or value < 10 or (share and value >= 90):
        return False
    counted = match["after"] or match["before"] or re.match(r" [a-z]{3,}", text[piece.end :])
    fixed = re.search(r"(?:\b[A-Z]\w*|\b(?:a|an|the|this|that|those|these|first|last|No\.)) $", text[: piece.start])
    return bool(counted and not fixed and not is_bounded(text, piece))


def _round_below(value: float, random: Random) -> int:
    step = _step(value)
    return max(1, int(value // step) * step - step * random.choice([0, 1, 2]) - (step if value % step == 0 else 0))


def _round_above(value: float, random: Random) -> int:
    step = _step(value)
    return int(value // step) * step + step * random.choice([1, 2, 3])


def _step(value: float) -> int:
    """A round step of about a tenth of a number."""
    step = 1
    while step * 50 <= value:
        step *= 10
    return step if step * 20 > value else step * 5


def _written(number: int, like: str) -> str:
    if like[:1].isalpha():
        return in_words(number) or f"{number:,}"
    return f"{number:,}" if "," in like or number >= 10_000 else str(number)
