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
    from rag.types import Citation

__all__ = ["NO_ANSWER", "Draft", "write_answer", "write_refusal"]

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


def write_answer(quoted: Sequence[Statement], value: Value | None, citer: Citer) -> Draft:
    """Put an answer together.

    Args:
        quoted: What is quoted, grouped by source.
        value: The value asked for, if there is one.
        citer: Makes the citations.

    Returns:
        Markdown: the value with its markers, each source's quotes, and after a rule one footnote a citation.
    """
    cited = [
        (statement, citation)
        for number, statement in enumerate(quoted, 1)
        if (citation := _cite(statement, number, citer)) is not None
    ]
    parts = []
    if value is not None:
        giving = [citation.number for statement, citation in cited if statement in value.statements]
        parts.append(f"**{escape(value.text[:1].upper() + value.text[1:])}** {markers(giving)}")
    for source, group in groupby(cited, key=lambda pair: pair[1].source):
        quotes = [block_quote(citation.quote, citation.number) for _, citation in group]
        parts.append("\n\n".join([f"**{escape(source)}**", "\n>\n".join(quotes)]))
    citations = tuple(citation for _, citation in cited)
    return Draft("\n\n".join(parts) + RULE + footnotes(citations), value.text if value else None, citations)


def write_refusal(nearest: Sequence[Statement], citer: Citer) -> Draft:
    """Say that the files do not answer, and name what comes nearest. Nothing is cited: nothing rests on it."""
    cited = [
        citation
        for number, statement in enumerate(nearest[:_SHOWN], 1)
        if (citation := _cite(statement, number, citer)) is not None
    ]
    if not cited:
        return Draft(f"{NO_ANSWER} {_NOTHING_NEAR}", None, ())
    shown = [f"- {place(item.source, item.line, item.page, item.heading)}: “{escape(item.quote)}”" for item in cited]
    return Draft("\n\n".join([NO_ANSWER, _NEAREST, "\n".join(shown)]), None, ())


def _cite(statement: Statement, number: int, citer: Citer) -> Citation | None:
    candidate = statement.candidate
    return citer.cite(number, candidate.source, candidate.start, candidate.end)
