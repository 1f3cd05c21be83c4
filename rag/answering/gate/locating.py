"""Finding a quote in a text: exactly, or after white space and typography are folded."""

from __future__ import annotations

import re
import unicodedata

from rag.text.sentences import sentences
from rag.text.spans import Span, overlap, trim

__all__ = ["folded", "locate", "whole_sentences"]

# Signs that writers, fonts and programs exchange for one another without changing a word.
_SIGNS = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    "‹": "<",
    "›": ">",
    "…": "...",
    "⁄": "/",
}
_LEADING = re.compile(r"^(?:[\s\"'“”„«»‘’]|\.{3}|…|\[\s*(?:\.{3}|…)\s*\])+")
_TRAILING = re.compile(r"(?:[\s\"'“”„«»‘’]|\.{3}|…|\[\s*(?:\.{3}|…)\s*\])+$")
_GROUPED = re.compile(r"\d[.,]$")


def locate(quote: str, text: str) -> Span | None:
    """Where a quote stands in a text, as whole words.

    Args:
        quote: As somebody wrote it down. Quotation marks and ellipses around it are not part of it.
        text: What it should stand in.

    Returns:
        The characters of ``text``, the first place of several; None where it does not stand there. What stands
        between the words is folded: runs of white space, quotation marks, dashes, ligatures, invisible characters.
        Letters keep their case and accents.
    """
    bare = _TRAILING.sub("", _LEADING.sub("", quote))
    if not bare:
        return None
    start = -1
    while (start := text.find(bare, start + 1)) >= 0:
        if _whole(text, start, start + len(bare)):
            return Span(start, start + len(bare))
    wanted, _ = _fold(bare)
    wanted = wanted.strip()
    if not wanted:
        return None
    plain, places = _fold(text)
    start = -1
    while (start := plain.find(wanted, start + 1)) >= 0:
        first, last = places[start], places[start + len(wanted) - 1] + 1
        if _whole(plain, start, start + len(wanted)):
            return trim(text, first, last)
    return None


def whole_sentences(text: str, span: Span) -> Span:
    """A span widened to the whole sentences that it touches, so that no quote is cut out of what it says.

    Args:
        text: A passage.
        span: Characters of it.
    """
    touched = [sentence for sentence in sentences(text) if overlap(sentence, span)]
    return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end)) if touched else span


def folded(text: str) -> str:
    """A text with its white space and typography folded, as :func:`locate` compares it; accents are composed."""
    return unicodedata.normalize("NFC", _fold(text)[0].strip())


def _fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index of the character that it comes from."""
    out: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        if character.isspace():
            # A zero-width character among white space leaves one space all the same.
            if out and out[-1] != " ":
                out.append(" ")
                places.append(index)
            continue
        category = unicodedata.category(character)
        if category in {"Cf", "Cc", "Co", "Cn", "Cs"} or "\ufe00" <= character <= "\ufe0f":
            continue
        for part in _SIGNS.get(character) or unicodedata.normalize("NFKD", character):
            if part == " " and out and out[-1] == " ":
                continue
            out.append(part)
            places.append(index)
    return "".join(out), places


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a span neither begins nor ends within a word or a number."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalnum() and text[start].isalnum():
        return False
    if text[end - 1].isalnum() and after and (after[0].isalnum() or unicodedata.combining(after[0])):
        return False
    if text[start].isdigit() and _GROUPED.search(before):
        return False
    return not (text[end - 1].isdigit() and len(after) == 2 and after[0] in ".," and after[1].isdigit())
