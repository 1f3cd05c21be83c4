"""Answers as Markdown with footnotes: each names file and place and carries the exact quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answering.disagreeing import write_disagreements
from rag.answering.markdown import RULE, place
from rag.exporting.document import export
from rag.exporting.literal import literal, literal_line, without_bare_links
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rag.types import Agreement, Answer, Citation

__all__ = ["answer_body", "answer_facts", "date_in_words", "to_markdown"]

# In an answer's text every bracket that comes from a document is escaped: a bare [1] is a marker.
_MARKER = re.compile(r"(?<!\\)\[(\d+)\](?!\()")
_STATES: dict[Agreement, str] = {
    "disagree": "sources disagree",
    "none_found": "no disagreement found",
    "not_checked": "not checked for disagreement",
}
_MONTHS = "January February March April May June July August September October November December".split()


def to_markdown(
    answers: Answer | Sequence[tuple[str, Answer]], *, title: str | None = None, when: datetime | None = None
) -> str:
    """Write answers to take elsewhere.

    Args and errors are those of :func:`rag.exporting.document.export`.

    Returns:
        Markdown with footnotes (``[^1]``; in a conversation ``[^2-1]``, the first of the second answer), as GitHub,
        Pandoc and many editors read them. Each footnote ends in its quote between “ and ”: a CommonMark parser makes
        of it exactly the characters of the stored text, soft breaks being line breaks. Positions that differ, what was
        searched for, warnings, who wrote the answer, version and date are told. It ends in a line break.
    """
    exported = export(answers, title=title, when=when)
    several = len(exported.turns) > 1 or title is not None
    parts = [f"# {literal_line(exported.title)}"]
    for number, turn in enumerate(exported.turns, 1):
        if several:
            parts.append(f"## {literal_line(turn.question)}")
        parts += _turn(turn.answer, f"{number}-" if len(exported.turns) > 1 else "")
    parts.append(f"---\n\n*{literal_line(exported.program)}, exported {date_in_words(exported.exported)}.*")
    return "\n\n".join(parts) + "\n"


def answer_body(answer: Answer) -> str:
    """An answer's Markdown without its list of places, with every disagreement in it; ``[1]`` is a marker."""
    body, rule, _ = answer.text.rpartition(RULE)
    text = body if rule else answer.text
    untold = [one for one in answer.disagreements if write_disagreements([one], answer.citations) not in text]
    return "\n\n".join(filter(None, [text, write_disagreements(untold, answer.citations)]))


def answer_facts(answer: Answer) -> str:
    """What an answer rests on, in a line: how many quotes, whether sources disagree, what was set aside, who wrote."""
    files = len({citation.source for citation in answer.citations})
    facts = [f"{plural(len(answer.citations), 'quote')} from {plural(files, 'file')}"] if files else []
    if answer.refused:
        facts.append("not answered: the files do not tell")
    else:
        facts.append(_STATES[answer.agreement])
    if answer.set_aside:
        facts.append(f"{plural(len(answer.set_aside), 'pair')} of quotes compared and set aside")
    quoted = answer.generator == "extractive"
    facts.append("made of quotes" if quoted else f"written by {answer.generator}, checked against the quotes")
    line = "; ".join(facts)
    return f"{line[0].upper()}{line[1:]}."


def date_in_words(when: datetime) -> str:
    """A moment in words: "22 November 2026, 12:30 UTC"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M %Z}"


def _turn(answer: Answer, prefix: str) -> list[str]:
    parts = []
    if answer.searched_for.strip() != answer.question.strip():
        parts.append(f"*Searched for:* {literal_line(answer.searched_for)}")
    parts += [f"*Note:* {literal_line(warning)}" for warning in answer.warnings]
    numbers = {citation.number for citation in answer.citations}
    text = without_bare_links(answer_body(answer))
    parts.append(_MARKER.sub(lambda m: f"[^{prefix}{m[1]}]" if int(m[1]) in numbers else m[0], text))
    parts.append(f"*{literal_line(answer_facts(answer))}*")
    return parts + [_footnote(citation, prefix) for citation in answer.citations]


def _footnote(citation: Citation, prefix: str) -> str:
    where = without_bare_links(place(citation.source, citation.line, citation.page, citation.heading))
    return f"[^{prefix}{citation.number}]: {where}: “{literal(citation.quote, indent='    ')}”"
