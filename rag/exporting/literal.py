"""Text that Markdown shows character by character: what a quote needs to be a quote wherever it is taken."""

from __future__ import annotations

import re

__all__ = ["literal", "literal_line", "without_bare_links"]

# CommonMark 0.31, section 2.4: a backslash makes ASCII punctuation literal. These can act within a line.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~$&^]")
# What begins a block where it stands first in a line: list items, underlines of headings, definitions.
_LEADING = re.compile(r"^(?:(\d{1,9})([.)])|([-+=:%]))")
# What some dialects link without being asked: a scheme, "www." and addresses of e-mail.
_BARE_LINK = re.compile(r"(?<!\\)(?::(?=//)|(?<=www)\.|@)", re.IGNORECASE)
# Marks that change the direction of what follows, and letters that nobody sees: as references, whoever reads the
# Markdown itself sees that they are there.
_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\U000e0000-\U000e007f\f]")
# A parser takes white space off both ends of a line, in some programs any that Unicode knows.
_EDGES = re.compile(r"^\s+|\s+$")


def literal(text: str, *, indent: str = "") -> str:
    """Write text so that a CommonMark parser gives back exactly its characters, each line break as a soft break.

    Args:
        text: Of any kind; it holds no ``\\r`` and no NUL, as no stored text does.
        indent: What begins every line but the first, such as the four spaces of a footnote that goes on.

    Returns:
        Markdown that fits into one paragraph.
    """
    lines = [_line(line) for line in text.split("\n")]
    written = lines[0]
    for line in lines[1:]:
        # An empty line would end the paragraph: its break is written as a reference.
        broken = "&#10;" if not line or not written or written.endswith("&#10;") else f"\n{indent}"
        written += broken + line
    return written


def literal_line(text: str) -> str:
    """As :func:`literal`, on one line: runs of white space become one space."""
    return literal(" ".join(text.split()))


def without_bare_links(markdown: str) -> str:
    """Keep addresses that stand in Markdown from becoming links."""
    return _BARE_LINK.sub(r"\\\g<0>", markdown)


def _line(line: str) -> str:
    escaped = _ACTIVE.sub(r"\\\g<0>", line)
    escaped = _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
    escaped = without_bare_links(escaped)
    return _EDGES.sub(lambda m: _references(m[0]), _UNSEEN.sub(lambda m: _references(m[0]), escaped))


def _references(characters: str) -> str:
    """As numeric references; controls that CommonMark's readers refuse as such stay as they are."""
    return "".join(c if ord(c) in _REFUSED else f"&#{ord(c)};" for c in characters)


_REFUSED = frozenset((*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)))
