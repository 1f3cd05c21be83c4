"""A sentence cut into the stretches that one party's words can fill, each parsed on its own.

The parser loses its way where a semicolon or a contrast joins two parties' statements ("…at 600; the union disputes
this and counts 450"), and finds both where it is given one at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.parser import parse
from rag.text.spans import Span, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["CONTRASTING", "Statement", "contrast_start", "end_of", "quotations", "statements", "without_quotes"]

# What opens a clause that may speak for others.
CONTRASTING = frozenset({"while", "whereas", "although", "though", "whilst"})

_QUOTED = re.compile(r'"[^"]+(?:"|$)|“[^“”]+(?:”|$)|«[^«»]+(?:»|$)')
# Verbs with a party for a subject: only where the rest holds one does a contrast begin another party's statement.
_PARTY = (
    r"(?:says?|said|tells?|told|claim(?:s|ed)?|count(?:s|ed)?|put(?:s)?|estimate(?:s|d)?|report(?:s|ed)?|"
    r"argue(?:s|d)?|insist(?:s|ed)?|maintain(?:s|ed)?|allege(?:s|d)?|state(?:s|d)?|accord(?:ing|s)|"
    r"den(?:y|ies|ied)|dispute(?:s|d)?|contest(?:s|ed)?|challenge(?:s|d)?|reject(?:s|ed)?|question(?:s|ed)?|"
    r"contradict(?:s|ed)?|refute(?:s|d)?|call(?:s|ed)?|dismiss(?:es|ed)?|show(?:s|ed)?|give(?:s)?|gave|h[eo]lds?)"
)
_CUT = re.compile(
    r";\s+"
    r'|(?<!\d):\s+(?=[^\s"“«])'
    rf"|,?\s+(?:but|while|whereas|yet|although|though)\s+(?!that\b)(?=[^;]*\b{_PARTY}\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a sentence.

    Attributes:
        doc: Its parse.
        start: Where it begins in the sentence, in characters.
        cut: The characters that part it from the stretch before: ";", ":", ", but" …; empty for the first.
    """

    doc: Doc
    start: int
    cut: str

    @property
    def text(self) -> str:
        """Its characters; a curly apostrophe is a straight one, at the same place."""
        return str(self.doc.text)

    def span(self, first: Token, last: Token) -> Span:
        """From one token to another, both included, as characters of the sentence."""
        return Span(self.start + first.idx, self.start + last.idx + len(last))

    def within(self, start: int, end: int) -> Span:
        """Characters of the stretch as characters of the sentence, without white space at the ends."""
        found = trim(self.text, start, end)
        return Span(self.start + found.start, self.start + found.end)


def statements(doc: Doc) -> list[Statement]:
    """Cut a sentence at semicolons, at colons that open no quotation, and at contrasts between parties.

    Args:
        doc: The parsed sentence.

    Returns:
        The stretches in order, without what parts them; the sentence itself where nothing does. Nothing is cut
        within quotation marks.
    """
    # The parser knows the possessive only by its straight apostrophe; offsets stay what they were.
    text = doc.text.replace("’", "'")
    quoted = quotations(text)
    cuts = [m for m in _CUT.finditer(text) if not any(q.start < m.start() < q.end for q in quoted)]
    if not cuts:
        return [Statement(doc if text == doc.text else parse(text), 0, "")]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(text)]
    marks = ["", *(m.group().strip() for m in cuts)]
    found = []
    for start, end, cut in zip(starts, ends, marks, strict=True):
        span = trim(text, start, end)
        if span.start < span.end:
            found.append(Statement(parse(text[span.start : span.end]), span.start, cut))
    return found


def quotations(text: str) -> list[Span]:
    """The stretches between double quotation marks, marks included; one left open runs to the end."""
    return [Span(*m.span()) for m in _QUOTED.finditer(text)]


def end_of(token: Token) -> int:
    """The character after a token."""
    return int(token.idx + len(token))


def contrast_start(head: Token, end: int) -> int:
    """Where a clause under ``head`` begins that speaks for others ("… while the union counts 450"), or ``end``."""
    for token in head.subtree:
        if token.i > head.i and token.lower_ in CONTRASTING and token.dep_ == "mark":
            end = min(end, token.idx)
    return end


def without_quotes(text: str, start: int, end: int) -> Span:
    """Characters ``start`` to ``end`` without quotation marks, commas and white space around them."""
    while start < end and (text[start].isspace() or text[start] in '"“”«»,:'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”«»,;:' or _is_stop(text, end)):
        end -= 1
    return Span(start, end)


def _is_stop(text: str, end: int) -> bool:
    return text[end - 1] == "." and not text[end : end + 1].isalnum()
