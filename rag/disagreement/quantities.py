"""Quantities in a sentence: from the words of a value to what they state, in which unit, within which bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.disagreement.figures import Context, read_figures, with_rate
from rag.disagreement.hedges import Hedge, hedge_before, joined
from rag.disagreement.shares import RATIO, read_share, read_word
from rag.text.spans import Span

if TYPE_CHECKING:
    from rag.disagreement.quantity import Quantity
    from rag.reading.lexicon import AnswerKind

__all__ = ["read_quantity"]


class _Found(NamedTuple):
    """An expression up to ``end``; without a quantity where it is one that cannot be read safely."""

    end: int
    quantity: Quantity | None


_WINDOW = 120  # characters before the span in which an expression that reaches into it may begin
_OPENING = re.compile(r"(?:anywhere )?(?P<word>between|from) (?=\S)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|isn't|wasn't|weren't|aren't|never) $", re.IGNORECASE)
_ROLE = re.compile(r"\b(by|from|to) (?:\w+ly )?$", re.IGNORECASE)
# "Rose by 5" tells a change, "seen by 5" does not.
_CHANGE = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|f[ae]ll\w*|gr[eo]w\w*|growth|increas\w+|decreas\w+|reduc\w+|cuts?|cutting|rais\w+|"
    r"lower\w*|drop\w*|declin\w+|gain\w*|los[st]\w*|shr[aiu]nk\w*|expand\w*|exten\w+|up|down|climb\w*|jump\w*|"
    r"chang\w+|differ\w*|beat|beaten|win|won|w[io]n|miss\w*|exceed\w*|short\w*|delay\w*|slip\w*|soar\w*)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_MEAN = re.compile(r"\b(?:average|mean|median|averag(?:ed|ing)|on average)(?: of| is| was|,)? $", re.IGNORECASE)
_STARTS = re.compile(r"(?<![\w.,'’])(?<![A-Za-z]-)(?=[\w$€£¥₹~≈<>≥≤.½¼¾⅓⅔−-])")


def read_quantity(sentence: str, span: Span, kind: AnswerKind | None = None) -> Quantity | None:
    """The quantity that a span of a sentence states.

    Args:
        sentence: The sentence as it stands in its source.
        span: The characters of the value, with or without its hedge, bound and unit: what stands next to it in the
            sentence is read with it.
        kind: The kind of answer looked for. It settles only what words leave open: whether pounds are a weight, "5m"
            metres or millions, "1.200" a thousand or a little more than one.

    Returns:
        The quantity; None where the span holds none or several, or where the words have two readings, speak of a
        ratio ("twice as many") or an addition ("another 80"), or are denied ("not 80").
    """
    position = max(0, span.start - _WINDOW)
    found: list[_Found] = []
    while (match := _STARTS.search(sentence, position)) and match.start() < span.end:
        expression = _expression(sentence, match.start(), span.end, kind)
        position = max(match.start() + 1, expression.end if expression else 0)
        if expression and expression.end > span.start:
            found.append(expression)
    if len(found) > 1:
        found = [f for f in found if f.quantity is None or f.quantity.kind != "ordinal"] or found
    if len(found) > 1:
        found = [f for f in found if f.quantity and f.quantity.kind == kind]
    return found[0].quantity if len(found) == 1 else None


def _expression(text: str, start: int, stop: int, kind: AnswerKind | None) -> _Found | None:
    """The expression that begins exactly at a place."""
    opening = _OPENING.match(text, start)
    hedge, position = _hedges(text, opening.end() if opening else start)
    if opening is None and (opening := _OPENING.match(text, position)):
        position = _hedges(text, opening.end())[1]
    context = Context(text, start, stop, kind, opening["word"].lower() if opening else None, hedge or "none")
    body = read_share(text, position, context.hedge, kind) or read_word(text, position, context.hedge, kind)
    if body and body[1] and body[1].kind == "count":
        body = with_rate(text, body[0], body[1])
    body = body or read_figures(position, context)
    if body is None:
        return None
    end, quantity = body
    if hedge is None or quantity is None or _NOT.search(text, 0, start) or RATIO.match(text, end):
        return _Found(end, None)
    begin = position if text[start:position].lower().strip() in {"the", "all", "just", "only"} else start
    if context.opening == "from" and quantity.plain:
        begin = position
    role = _role(text, start, context.opening if quantity.plain else None)
    return _Found(
        end,
        replace(
            quantity,
            span=Span(begin, end),
            words=text[begin:end],
            hedge=hedge if quantity.hedge == "none" else quantity.hedge,
            role=role,
        ),
    )


def _hedges(text: str, start: int) -> tuple[Hedge | None, int]:
    """All hedges from a place on as one, None where they cannot be one; and where what they hedge begins."""
    hedge: Hedge | None = "none"
    position = start
    while before := hedge_before(text, position):
        additive = before[0] == "additive" or hedge is None
        hedge = None if additive or hedge is None else joined(hedge, before[0])
        position = before[1]
    return hedge, position


def _role(text: str, start: int, opening: str | None) -> str | None:
    if opening == "from":
        return "from"
    if (match := _ROLE.search(text, 0, start)) and (match[1].lower() != "by" or _CHANGE.search(text, 0, match.start())):
        return match[1].lower()
    return "average" if _MEAN.search(text, 0, start) else None
