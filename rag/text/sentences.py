"""Paragraphs and sentences as exact character spans.

A sentence is the unit of quotation, so its span must never depend on anything but the text, and must never
swallow a title or a list item that merely stands above it. Sentence boundaries within a paragraph come from
sentencex (https://github.com/wikimedia/sentencex), which knows the abbreviations of many languages.
"""

from __future__ import annotations

import re

import sentencex

from rag.text.spans import Span, trim

__all__ = ["paragraphs", "sentences"]

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LIST_ITEM = re.compile(r"\s*(?:[-*•‣–—#>|]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…。！？]['\"”’»)\]]*\s*$")
# Typical widths at which people and programs wrap plain text by hand.
_WRAP_MIN, _WRAP_MAX = 40, 110
# White space other than a space: sentencex 1.0.32 breaks down where some of it, such as U+3000, precedes a full stop.
_OTHER_SPACE = re.compile(r"[^\S ]")
# An abbreviation that always stands between two parts of one sentence.
_NEVER_LAST = re.compile(r"\b(?:vs?|cf|e\.g|i\.e|approx|No|Nos|Fig|Art|Sec|pp?)\.\s*$")


def paragraphs(text: str) -> list[Span]:
    """Cut a text into paragraphs.

    A blank line always ends a paragraph. A single line break ends one too, unless the lines around it are
    plainly the wrapped lines of one paragraph: then the break is only white space within it.

    Args:
        text: Any text; lines end in ``\\n``.

    Returns:
        Spans in order, without overlap, trimmed, none empty. What lies between them is white space.
    """
    found: list[Span] = []
    position = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found.extend(_split_block(text, position, end))
        position = gap.end() if gap else end
    return found


def _split_block(text: str, start: int, end: int) -> list[Span]:
    """Cut a run of lines without a blank line among them into paragraphs."""
    lines: list[Span] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = trim(text, start, stop)
        if line.start < line.end:
            lines.append(line)
        start = stop + 1
    if not lines:
        return []
    joined = [lines[0]]
    for line in lines[1:]:
        if _continues(text, joined[-1], line):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _continues(text: str, before: Span, line: Span) -> bool:
    """Whether ``line`` goes on with the paragraph ``before`` it, as wrapped text does."""
    last = text[max(before.start, text.rfind("\n", before.start, before.end) + 1) : before.end]
    if not _WRAP_MIN <= len(last) <= _WRAP_MAX or line.end - line.start > _WRAP_MAX:
        return False
    if _LIST_ITEM.match(text, line.start, line.end):
        return False
    if text[line.start].islower():
        return True
    # A full line that does not end a sentence goes on, whatever comes next; a short one (a title) does not.
    return len(last) >= _WRAP_MIN + 20 and not _SENTENCE_END.search(last)


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences.

    Args:
        text: Any text; lines end in ``\\n``.

    Returns:
        Spans in order, without overlap, trimmed, none empty; no sentence crosses the end of a paragraph.
        What lies between them is white space.
    """
    found: list[Span] = []
    for paragraph in paragraphs(text):
        found.extend(_sentences_within(text, paragraph))
    return found


def _sentences_within(text: str, paragraph: Span) -> list[Span]:
    block = text[paragraph.start : paragraph.end]
    cut: list[Span] = []
    for boundary in sentencex.get_sentence_boundaries("en", _OTHER_SPACE.sub(" ", block)):
        span = trim(block, boundary["start_index"], boundary["end_index"])
        if span.start == span.end:
            continue
        if cut and (_NEVER_LAST.search(block, cut[-1].start, cut[-1].end) or not _has_word(block, span)):
            cut[-1] = Span(cut[-1].start, span.end)
        else:
            cut.append(span)
    return [Span(paragraph.start + span.start, paragraph.start + span.end) for span in cut]


def _has_word(block: str, span: Span) -> bool:
    return any(character.isalnum() for character in block[span.start : span.end])
