"""How the sources of an answer stand to each other, and what a person made of it: banners, in words and by an icon."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from ui.answers.strip import date_in_words

if TYPE_CHECKING:
    from rag.types import Agreement
    from rag.verdicts import Verdict

__all__ = ["STANDING", "banner_html", "verdict_html", "verdict_words"]

#: The line in which an answer's Markdown says what the absence of a disagreement rests on.
STANDING = re.compile(r"^(?:No disagreement found|Not checked for disagreement)\b[^\n]*$", re.MULTILINE)

_NAMES: dict[Agreement, str] = {"disagree": "ws-differ", "none_found": "ws-none", "not_checked": "ws-unchecked"}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def banner_html(agreement: Agreement, told: str) -> str:
    """Draw the state of an answer as one line of HTML; the style sheet puts its icon before the words.

    Args:
        agreement: The state.
        told: What the answer says of it, a line of Markdown without markers.
    """
    words = escape(_ESCAPED.sub(r"\1", told))
    return f'<p class="ws-banner {_NAMES[agreement]}">{words}</p>'


def verdict_words(verdict: Verdict) -> str:
    """Say what a person made of a disagreement: plain text."""
    who = verdict.who or "You"
    day = date_in_words(f"{verdict.when.astimezone():%Y-%m-%d}")
    if verdict.preferred is None:
        made = f"{who} marked this as not a disagreement on {day}."
    else:
        made = f"{who} resolved this on {day}: “{' '.join(verdict.preferred.value.split())}” is preferred."
    return f"{made} Reason: {verdict.reason}" if verdict.reason else made


def verdict_html(verdict: Verdict) -> str:
    """Draw what a person made of a disagreement as a banner on one line of HTML."""
    kind = "ws-dismissed" if verdict.preferred is None else "ws-resolved"
    return f'<p class="ws-verdict {kind}" dir="auto">{escape(" ".join(verdict_words(verdict).split()))}</p>'
