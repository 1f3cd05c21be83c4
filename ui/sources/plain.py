"""Text from documents, names and questions as HTML that shows exactly its characters and can do nothing else."""

from __future__ import annotations

import re
from html import escape

__all__ = ["plain_html"]

# Characters that would turn the order of what follows them on the page (UAX #9: embeddings, overrides, isolates), and
# those that are not drawn at all: control characters but for the tab and the line end.
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]")

_NAMES = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


def plain_html(text: str) -> str:
    """Escape a text.

    Returns:
        HTML whose ``textContent`` is ``text``. A character that turns the order of the text, or is not drawn, stands
        alone in a ``<bdi>``, which ends what it would do to its neighbours, and bears its name for the style sheet
        to show.
    """
    return _CONTROL.sub(_shown, escape(text))


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    name = _NAMES.get(character) or f"U+{ord(character):04X}"
    return f'<bdi class="ws-control" data-name="{name}">{character}</bdi>'
