"""Writing an answer out of quotes: the value asked for, then who says what, then where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rag.answering.markdown import RULE, block_quote, escape, footnotes, markers, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.citing import Citer
    from rag.answering.statements import Statement, Value
    from rag.types import Citation, Position

__all__ = ["NO_ANSWER", "Draft", "cite", "write_answer", "write_refusal"]

NO_ANSWER = "The files do not answer this question."
_NEAREST = "The passages nearest to it, none of which answers it:"
_NOTHING_NEAR = "No passage comes near it."
# A refusal names this many passages.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """The written part of an answer."""

    text: str
    short: str | None
    citations: tuple[Citation, ...]


def write_answer(
    cited: Sequence[tuple[Statement, Citation]],
    value: Value | None,
    told: str = "",
    positions: Sequence[Position] = (),
) -> Draft:
    """Put an answer together.

    Args:
        cited: What is quoted, grouped by source, from :func:`cite`.
        value: The value asked for, if there is one. It is given only where a quote gives it.
        told: Markdown on how the sources stand to each other, if there is anything to tell; it follows the value.
        positions: What the sources disagree on: their values stand side by side in the value's place, in the order
            given, since none is preferred. One alone is told as disputed.

    Returns:
        Markdown: the value with its markers, what is told, each source's quotes, and after a rule one footnote a
        citation.
    """
    parts = []
    giving = [citation.number for statement, citation in cited if value and statement in value.statements]
    if positions:
        doubt = " (disputed)" if len(positions) == 1 else ""
        short: str | None = " or ".join(position.value for position in positions) + doubt
        parts.append(" or ".join(f"**{escape(p.value)}** {markers(p.citations)}" for p in positions) + doubt)
    else:
        short = value.text if value and giving else None
        if short:
            parts.append(f"**{escape(_capitalised(short))}** {markers(giving)}")
    if told:
        parts.append(told)
    for source, group in groupby(cited, key=lambda pair: pair[1].source):
        quotes = [block_quote(citation.quote, citation.number) for _, citation in group]
        parts.append("\n\n".join([f"**{escape(source)}**", "\n>\n".join(quotes)]))
    citations = tuple(citation for _, citation in cited)
    return Draft("\n\n".join(parts) + RULE + footnotes(citations), short, citations)


def write_refusal(nearest: Sequence[Statement], citer: Citer) -> Draft:
    """Say that the files do not answer, and name what comes nearest. Nothing is cited: nothing rests on it."""
    cited = [citation for _, citation in cite(nearest, citer)][:_SHOWN]
    if not cited:
        return Draft(f"{NO_ANSWER} {_NOTHING_NEAR}", None, ())
    shown = [f"- {place(item.source, item.line, item.page, item.heading)}: “{escape(item.quote)}”" for item in cited]
    return Draft("\n\n".join([NO_ANSWER, _NEAREST, "\n".join(shown)]), None, ())


def cite(statements: Sequence[Statement], citer: Citer) -> list[tuple[Statement, Citation]]:
    """Cite statements.

    Args:
        statements: In the order of their numbers. What has left the index since is passed over.
        citer: Makes the citations.

    Returns:
        Those that can still be cited, numbered from 1 without gaps.
    """
    cited: list[tuple[Statement, Citation]] = []
    for statement in statements:
        candidate = statement.candidate
        citation = citer.cite(len(cited) + 1, candidate.source, candidate.start, candidate.end)
        if citation is not None:
            cited.append((statement, citation))
    return cited


def _capitalised(value: str) -> str:
    """With a capital first, unless its first word is spelt with capitals of its own: "pH 7", "iPhone"."""
    first = value.split(maxsplit=1)[0]
    return value[:1].upper() + value[1:] if first.islower() else value
