"""How a sentence gives a cause: as the only one, as one of several, as the one; and which causes it rejects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import tokens_at
from rag.reading.cause_denials import denied_before, denied_causes
from rag.reading.cause_words import (
    DEFINITE_AFTER,
    DEFINITE_BEFORE,
    NOT_SOLE,
    OPENS,
    PARTIAL,
    SOLE_AFTER,
    SOLE_BEFORE,
    SOLE_BESIDE,
)
from rag.reading.parser import parse
from rag.text.spans import Span, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["CauseClaim", "read_cause"]

_MOST_MORE = 9  # tokens by which a cause that was read too short is made whole


@dataclass(frozen=True, slots=True)
class CauseClaim:
    """What a sentence gives as a cause, and how.

    Attributes:
        words: The cause without its marker ("because", "due to"), as written, whole to the end of its phrase.
        sole: Whether it is told as the only cause: "solely", "for one reason", "and nothing else".
        partial: Whether it is told as one of several: "partly", "also", "one of the reasons", "contributed".
        denies: Causes that are rejected. Of a subject that is said to be in good order ("bread was cheap") the
            contrary is given ("expensive bread"). Its own words stand first where they are themselves rejected.
        definite: Whether it is told as the cause, in words that leave room for no second account of the same
            ("the cause was", "it was … that"), though others may have contributed.
    """

    words: str
    sole: bool
    partial: bool
    denies: tuple[str, ...]
    definite: bool = False


def read_cause(sentence: str, span: Span, before: str = "", after: str = "") -> CauseClaim:
    """Read how a cause is given.

    Args:
        sentence: The sentence.
        span: The words that give the cause, in characters of the sentence, with or without their marker.
        before: The sentence before it, empty for none.
        after: The sentence after it, empty for none.

    Raises:
        ValueError: The span touches no token of the sentence.
    """
    text = sentence.replace("’", "'")
    cause = _whole(text, _without_marker(text, span))
    words = sentence[cause.start : cause.end]
    ahead, behind = text[: cause.start], text[cause.end :]
    rejected = denied_before(text, cause)
    denies = denied_causes(text, cause, before.replace("’", "'"), after.replace("’", "'"))
    sole = _sole(text, cause, before, after)
    outside = f"{ahead}…{behind}"
    partial = not sole and bool(PARTIAL.search(outside) or NOT_SOLE.search(text))
    definite = not partial and bool(DEFINITE_BEFORE.search(ahead) or DEFINITE_AFTER.search(behind))
    return CauseClaim(words, sole, partial, (words, *denies) if rejected else denies, definite)


def _without_marker(text: str, span: Span) -> Span:
    tokens_at(parse(text), *span)  # raises for a span outside the sentence
    span = trim(text, *span)
    opening = OPENS.match(text, span.start, span.end)
    return Span(opening.end(), span.end) if opening else span


def _whole(text: str, span: Span) -> Span:
    """The span with what its last words carry, up to a comma or a relative clause: "a pipe" with "in the cellar"."""
    doc = parse(text)
    inside = tokens_at(doc, span.start, span.end)
    end = span.end
    for token in doc[inside.end : inside.end + _MOST_MORE]:
        closed = token.is_punct and token.text not in {"-", "'"}
        if closed or token.tag_ in {"WDT", "WP"} or token.lower_ in {"that", "but", "not", "alone"}:
            break
        if token.dep_ == "cc" and token.head.i < inside.start:
            break
        if not _under(token, inside.start, inside.end):
            break
        end = token.idx + len(token)
    return Span(span.start, end)


def _under(token: Token, start: int, end: int) -> bool:
    return any(start <= above.i < end for above in token.ancestors)


def _sole(text: str, cause: Span, before: str, after: str) -> bool:
    ahead, behind = text[: cause.start], text[cause.end :]
    if NOT_SOLE.search(text):
        return False
    if SOLE_BEFORE.search(ahead) or SOLE_AFTER.search(behind):
        return True
    if SOLE_BESIDE.match(after.strip()) or SOLE_BESIDE.match(before.strip()):
        return True
    return _alone(text[cause.start : cause.end], behind)


def _alone(words: str, behind: str) -> bool:
    """Whether "alone" follows the noun that is the cause, rather than saying that somebody is by himself."""
    doc = parse(words)
    if any(token.tag_ in {"VBD", "VBZ", "VBP"} for token in doc):
        return False
    if doc[-1].lower_ == "alone":
        return len(doc) > 1 and doc[-2].pos_ in {"NOUN", "PROPN"}
    return behind.lstrip(" ,").lower().startswith("alone")
