"""A question out of a conflict that was found with no question asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.types import Disagreement

__all__ = ["files_of", "question_of"]

# The topics of an audit: "how many boats lie at Skarvik", "the number of boats (Skarvik, day)", "the date (mill,
# opened)", "how Ada Finch stands".
_STANDING = re.compile(r"how (?!(?:many|much|long) )(?P<who>.+) stands")
_QUOTED = re.compile(r"“(?P<question>.+\?)”")
_ASKED = {
    "number": "How many",
    "date": "When",
    "length of time": "How long",
    "measure": "How much",
    "amount of money": "How much money",
    "share": "What share",
}
_ABOUT = re.compile(rf"the (?P<asked>{'|'.join(_ASKED)})(?: of (?P<counted>[^()]+?))?(?: \((?P<subject>.+)\))?")
_WH = ("who ", "what ", "when ", "where ", "which ", "why ", "how ")


def question_of(conflict: Disagreement) -> str:
    """Ask for what a conflict is about.

    Args:
        conflict: Of an audit; one of an answer will do too.

    Returns:
        A question that names what both sides speak of. It need not be a sentence: words are what it is searched by.
    """
    if conflict.question:
        return conflict.question
    topic = " ".join(conflict.topic.split()).rstrip(".")
    if match := _QUOTED.fullmatch(topic):
        return match["question"]
    if match := _STANDING.fullmatch(topic):
        return f"Who is {match['who']}?"
    if topic.lower().startswith(_WH):
        return f"{topic[:1].upper()}{topic[1:].rstrip('?')}?"
    match = _ABOUT.fullmatch(topic)
    if match is None:
        return f"What is said about {topic}?"
    words = " ".join((match["subject"] or "").replace(",", " ").split())
    about = " ".join(filter(None, [_ASKED[match["asked"]], match["counted"], words]))
    return f"{about}?"


def files_of(conflict: Disagreement) -> tuple[str, ...]:
    """The files that are at odds, each once: what they say of it is asked, and crowded out by no other file."""
    return tuple(dict.fromkeys(source for position in conflict.positions for source in position.sources))
