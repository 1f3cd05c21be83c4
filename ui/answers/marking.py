"""The value within its quote: found as it is written, or not marked at all, since a wrong mark is worse than none."""

from __future__ import annotations

import re
from html import escape

__all__ = ["marked_html", "value_span"]

# A stance is told as "Yes: “is closed”": the words between the marks are those of the quote.
_STANCE = re.compile(r"[^“”]{1,40}: “(.+)”", re.DOTALL)


def value_span(quote: str, value: str) -> tuple[int, int] | None:
    """Where a value stands within a quote.

    Args:
        quote: A sentence of a document.
        value: A position's value: words of a quote as written, white space evened out; a stance with its words between
            quotation marks.

    Returns:
        Offsets, half open. None where the words do not stand there, or stand there more than once, so that nobody can
        tell which are meant. Part of a word or of a number ("80" in "1,800", "3" in "3.5") is no place.
    """
    stance = _STANCE.fullmatch(value)
    words = (stance[1] if stance else value).split()
    if not words:
        return None
    sought = r"\s+".join(map(re.escape, words))
    places = list(re.finditer(rf"(?<![\w])(?<!\d[.,:/])(?<!\d[–-])(?:{sought})(?!\w)(?![.,:/–-]\d)", quote))
    return places[0].span() if len(places) == 1 else None


def marked_html(quote: str, value: str) -> str:
    """A quote, escaped, with the value in ``<mark>`` where it is found exactly; white space is kept as it is."""
    span = value_span(quote, value)
    if span is None:
        return escape(quote)
    start, end = span
    return f"{escape(quote[:start])}<mark>{escape(quote[start:end])}</mark>{escape(quote[end:])}"
