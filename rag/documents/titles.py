"""Which line of a plain text is its title, and which metadata titles are worth having."""

from __future__ import annotations

import re

from rag.documents.dates import is_date_line

__all__ = ["meaningful_title", "title_of_text"]

_MAX_CHARACTERS = 150
_MAX_WORDS = 22
_PARAGRAPH = 150  # characters: a line this long is a paragraph, not one of a title's lines
_SENTENCE_END = re.compile(r"[.;:,…][\"'”’)]*$")
_INITIALISM_END = re.compile(r"(?:\b[A-Z]\.)+$")  # "Pressure from the U.S." may well be a title
_MAIL_FIELD = re.compile(r"(?:from|to|cc|bcc|sent|subject|date|reply-to)\s*:", re.IGNORECASE)
_MARK = re.compile(r"[-*•‣▪>|#=~_+`{<\[]|\d+[.)]\s|dear\s", re.IGNORECASE)

# Titles that programs write when nobody gave one, and file names in place of titles.
_NO_TITLE = re.compile(
    r"(?:\(?(?:untitled|anonymous|unspecified|unknown|no title|none|title)\)?\s*\d*"
    r"|(?:document|presentation|workbook|slide|book|sheet)\s*\d*|powerpoint presentation|word document"
    r"|microsoft (?:word|powerpoint|excel)\b.*"
    r"|\S+\.(?:docx?|pptx?|xlsx?|pdf|odt|rtf|tex|dvi|indd|qxd|html?|txt|md))",
    re.IGNORECASE | re.DOTALL,
)


def meaningful_title(value: str | None) -> str | None:
    """Clean a title from a file's metadata.

    Args:
        value: As the file has it.

    Returns:
        The title on one line; None where it is empty, a program's default ("untitled") or a file's name.
    """
    title = " ".join((value or "").replace("\0", "").split())
    return None if not title or _NO_TITLE.fullmatch(title) else title


def title_of_text(text: str) -> str | None:
    """Find the title at the top of a plain text: its first line, dates aside.

    Args:
        text: A whole document, or its beginning.

    Returns:
        The line, if it is short, does not end like a sentence, and a blank line or a paragraph follows it.
    """
    lines = text[:20_000].split("\n")
    for number, raw in enumerate(lines):
        line = raw.strip()
        if not line or is_date_line(line):
            continue
        following = lines[number + 1].strip() if number + 1 < len(lines) else None
        return line if _is_title(line, following) else None
    return None


def _is_title(line: str, following: str | None) -> bool:
    if len(line) > _MAX_CHARACTERS or len(line.split()) > _MAX_WORDS or not any(c.isalpha() for c in line):
        return False
    if line[0].islower() or _MARK.match(line) or _MAIL_FIELD.match(line):
        return False
    if _SENTENCE_END.search(line) and not _INITIALISM_END.search(line):
        return False
    if following is None:  # nothing follows: the line is all there is
        return False
    # Without a blank line between, only a whole paragraph on one line tells a title from hard-wrapped prose.
    return not following or is_date_line(following) or len(following) >= max(_PARAGRAPH, 2 * len(line))
