"""Clauses that give a cause: what follows "because", "due to", "in response to" and their like, marker included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, tokens_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["find_causes"]

# Markers with how surely they name a cause; "after" and "to" often tell only a time or an aim.
_MARKERS: tuple[tuple[str, float], ...] = (
    (r"because(?: of)?", 1.0),
    (r"due (?:primarily |largely |mainly |in part )?to", 1.0),
    (r"(?:attributed|owing|thanks) to", 1.0),
    (r"as a (?:result|consequence) of|on account of|on the grounds (?:of|that)", 1.0),
    (r"(?:caused|triggered|prompted|sparked|provoked) by|stem(?:s|med|ming) from|result(?:s|ed|ing) from", 0.95),
    (r"in response to|in (?:protest|retaliation) (?:at|against|for|over|to)", 0.95),
    (r"in order to|so that|so as to", 0.85),
    (r"since|for fear of|out of", 0.7),
    (r"following|after", 0.55),
)
_MARKER = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), quality) for pattern, quality in _MARKERS)


def find_causes(doc: Doc) -> list[Candidate]:
    """Every stretch of the sentence that names a cause, from its marker to the end of the clause.

    Args:
        doc: The parsed sentence.

    Returns:
        Candidates of kind cause, with a quality that says how surely the marker names a cause.
    """
    found: list[Candidate] = []
    for pattern, quality in _MARKER:
        for match in pattern.finditer(doc.text):
            marker = tokens_at(doc, match.start(), match.end())
            if marker[0].lower_ == "since" and marker[0].dep_ != "mark":
                continue  # "since the vote" tells a time, "since it rained" may tell a cause
            last = _clause_end(doc, marker[0], marker[-1])
            if last > marker[-1].i:
                end = doc[last].idx + len(doc[last])
                found.append(Candidate(match.start(), end, "cause", _anchor(marker[0]).i, None, quality))
    return found


def _anchor(marker: Token) -> Token:
    """The token that ties the cause to what it explains: the clause's verb for "because", else the marker."""
    return marker.head if marker.dep_ == "mark" else marker


def _clause_end(doc: Doc, first: Token, last: Token) -> int:
    """Index of the last token of the clause that the marker opens."""
    top = first.head if first.dep_ == "mark" else first
    edge = max(top.right_edge.i, last.right_edge.i)
    if edge <= last.i:
        edge = max((t.i for t in last.head.subtree), default=last.i) if last.head.i > last.i else last.i
    while edge > last.i and (doc[edge].is_punct and doc[edge].text not in {")", '"', "”"}):
        edge -= 1
    return edge
