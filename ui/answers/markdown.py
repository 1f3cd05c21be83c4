"""An answer as the chat's Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.verdicts import preferred_position
from ui.answers.banner import STANDING, banner_html, verdict_html
from ui.answers.positions import LISTED, positions_html
from ui.answers.strip import OVER_TIME, course_of, strip_html
from ui.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.types import Answer, Citation, Disagreement
    from rag.verdicts import Verdicts

__all__ = ["answer_message", "error_message", "escape_markdown", "location"]

# CommonMark lets a backslash escape any ASCII punctuation character (section 2.4). These are the ones that can start
# a block, an element, an entity or a link, those links included that are recognised without brackets (":", "@", ".").
_ANYWHERE = re.compile(r"([!#$&()*+\-.:<=>@\[\\\]_`{|}~])")

# In an answer's text every bracket that comes from a document is escaped: a bare [1] is a marker.
_MARKER = re.compile(r"(?<!\\)\[(\d+)\](?!\()")

# What some Markdown dialects turn into a link without being asked: addresses that begin with a scheme or with
# "www.", and those of e-mail. A document's text is no invitation to go anywhere.
_BARE_LINK = re.compile(r"(?<!\\)(?::(?=//)|(?<=www)\.|@)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Return Markdown that shows exactly the characters of ``text``; runs of white space may be drawn as one."""
    return _ANYWHERE.sub(r"\\\1", text)


def location(citation: Citation) -> str:
    """Say where in its file a quote stands: the line, then the page and the heading where there are any."""
    parts = [f"line {citation.line}"]
    if citation.page is not None:
        parts.append(f"page {citation.page}")
    if citation.heading:
        parts.append(citation.heading)
    return ", ".join(parts)


def answer_message(answer: Answer, verdicts: Verdicts | None = None) -> str:
    """Write an answer for the chat.

    Args:
        answer: What to write.
        verdicts: What people made of disagreements; those on one of this answer are told with it.

    Returns:
        Markdown: warnings and the answer's own text with each marker linked to the place of its quote, each
        disagreement as a table with its quotes, what changed over time as a strip, and what the absence of a
        disagreement rests on as a banner.
    """
    links = {c.number: Place.of(c.source, c.start, c.end, c.quote).link for c in answer.citations}

    def linked(match: re.Match[str]) -> str:
        number = int(match[1])
        return rf"[\[{number}\]]({links[number]})" if number in links else match[0]

    def written(text: str) -> str:
        return _MARKER.sub(linked, _BARE_LINK.sub(r"\\\g<0>", text))

    parts = [f"*Note:* {escape_markdown(warning)}" for warning in answer.warnings]
    parts.extend(part if drawn else written(part) for part, drawn in _drawn(answer, verdicts))
    return "\n\n".join(parts)


def error_message(message: str) -> str:
    """Write what went wrong, for the chat."""
    return f"**That could not be answered.** {escape_markdown(message)}"


def _drawn(answer: Answer, verdicts: Verdicts | None) -> Iterator[tuple[str, bool]]:
    """The answer's text in parts, each with whether it is HTML."""
    for part, drawn in _with_tables(answer, verdicts):
        if drawn:
            yield part, True
        else:
            yield from _with_lines(part, answer)


def _with_lines(text: str, answer: Answer) -> Iterator[tuple[str, bool]]:
    """A text in parts: a course over time and what was compared are lines of their own, and drawn as such."""
    at = 0
    cited = {citation.number: citation for citation in answer.citations}
    for line in re.finditer(f"{OVER_TIME.pattern}|{STANDING.pattern}", text, re.MULTILINE):
        course = course_of(line[0])
        if course:
            drawn = strip_html("Over time", course, cited)
        elif STANDING.fullmatch(line[0]) and answer.agreement != "disagree":
            drawn = banner_html(answer.agreement, line[0])
        else:
            continue
        if before := text[at : line.start()].strip("\n"):
            yield before, False
        yield drawn, True
        at = line.end()
    if rest := text[at:].strip("\n"):
        yield rest, False


def _with_tables(answer: Answer, verdicts: Verdicts | None) -> list[tuple[str, bool]]:
    """The answer's text in parts, each with whether it is HTML: tables stand where the text lists the positions.

    A text that lists none has them after the value asked for, where it begins with one; a text that lists others
    keeps its own words.
    """
    tables = [_table(disagreement, answer.citations, verdicts) for disagreement in answer.disagreements]
    texts = LISTED.split(answer.text)
    if len(texts) == 1 and tables:
        lead, _, rest = answer.text.partition("\n\n") if answer.short else ("", "", answer.text)
        texts, tables = [lead, rest], ["".join(tables)]
    elif len(texts) != len(tables) + 1:
        return [(answer.text, False)]
    parts = [(texts[0], False)]
    for table, text in zip(tables, texts[1:], strict=True):
        parts += [(table, True), (text, False)]
    return [(part.strip("\n"), drawn) for part, drawn in parts if part.strip()]


def _table(found: Disagreement, citations: Sequence[Citation], verdicts: Verdicts | None) -> str:
    verdict = verdicts.of(found, citations) if verdicts is not None else None
    if verdict is None:
        return positions_html(found, citations)
    preferred = preferred_position(verdict, found, citations)
    return positions_html(found, citations, preferred=preferred, note=verdict_html(verdict))
