"""Follow-up questions, completed so that they can be searched on their own.

Rules over a parse, with no model and no network: a fragment is completed from the earlier question
(:mod:`rag.answering.ellipsis`), and words that refer back get what they refer to
(:mod:`rag.answering.references`). A question that stands on its own is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answering.counting import fill_count
from rag.answering.ellipsis import complete_fragment, is_fragment, strip_lead
from rag.answering.references import resolve
from rag.answering.substitution import replace_in
from rag.answering.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Answer

__all__ = ["complete"]

_REFUSING = r"(?:no|nope|sorry|actually|oh|wait|not that)"
# "No, in 2019" is a correction; "No longer …" is not.
_CORRECTION = re.compile(
    rf"\s*(?:(?:{_REFUSING}\b[,.;!]?\s+)*(?:i (?:actually |really )?(?:meant|mean)|make (?:that|it))\b[,:]?\s+|"
    rf"(?:{_REFUSING}[,.;!]\s+)+)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"(?P<new>.+?),? (?:not|instead of|rather than) (?P<old>.+)", re.IGNORECASE)
_NOT_FIRST = re.compile(r"not (?P<old>.+?),? (?:but|,) ?(?P<new>.+)", re.IGNORECASE)
_END = re.compile(r"[\s?.!]+$")


def complete(question: str, history: Sequence[tuple[str, Answer]]) -> str:
    """Complete a follow-up question.

    Args:
        question: The question as asked.
        history: Earlier questions and their answers, oldest first. What an earlier question meant is taken from its
            answer's ``searched_for``. Refused answers are used for their questions only.

    Returns:
        The question as it should be searched; ``question`` itself, byte for byte, where it stands on its own or
        nothing in ``history`` completes it.
    """
    turns = [_turn(asked, answer) for asked, answer in history]
    if not turns or not question.strip():
        return question
    corrected = _correction(question, turns)
    if corrected is not None:
        return corrected
    if is_fragment(question):
        return complete_fragment(question, turns)
    filled = fill_count(question, turns[-1])
    resolved = resolve(filled, turns)
    if resolved == question:
        return question
    words, _ = strip_lead(resolved)
    return words if words == resolved or question[:1].islower() else words[:1].upper() + words[1:]


def _turn(asked: str, answer: Answer) -> Turn:
    searched = answer.searched_for or asked
    if answer.refused:
        return Turn(searched, None, ())
    return Turn(searched, answer.short, tuple(citation.quote for citation in answer.citations))


def _correction(question: str, turns: Sequence[Turn]) -> str | None:
    """Complete "No, I meant Spain"; None where the question is no correction."""
    match = _CORRECTION.match(question)
    if match is None:
        return None
    words = _END.sub("", question[match.end() :])
    if not words:
        return None
    previous = turns[-1].question
    swap = _INSTEAD.fullmatch(words) or _NOT_FIRST.fullmatch(words)
    if swap is not None and swap["old"] in previous:
        return previous.replace(swap["old"], swap["new"], 1)
    rest = question[match.end() :]
    if is_fragment(f"and {rest}"):
        return replace_in(previous, words, turns) or complete_fragment(f"and {rest}", turns)
    return _complete_whole(rest, turns)


def _complete_whole(question: str, turns: Sequence[Turn]) -> str:
    """Resolve what a corrected whole question refers to, and write its first letter as a capital."""
    resolved = resolve(question, turns)
    return resolved[:1].upper() + resolved[1:]
