"""Thumbs, the reason, and the way to a test question, as HTML; and what the program says back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.feedback.votes import MOST_REASON, answer_key

if TYPE_CHECKING:
    from rag import Answer
    from ui.feedback.votes import Verdict

__all__ = ["heard_html", "strip_html"]

_THUMB = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false"><path d="M7 21H4a1 1 0 0 1-1-'
    "1v-8a1 1 0 0 1 1-1h3m0 10V11m0 10h9.6a2 2 0 0 0 2-1.6l1.3-6.5A1.6 1.6 0 0 0 18.3 11H14V6.5A2.5 2.5 0 0 0 11.5 4L7 "
    '11" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def strip_html(answer: Answer | None) -> str:
    """Draw the strip for an answer; nothing where there is none.

    Returns:
        A group with ``data-answer``, the key under which a browser remembers what its person said. Which thumb is
        pressed is for the browser to show: nobody else's verdict is ever sent to it.
    """
    if answer is None:
        return ""
    return (
        f'<div class="ws-tools" role="group" aria-label="Say what you think of this answer" '
        f'data-answer="{answer_key(answer)}">'
        '<button type="button" class="ws-tool ws-thumb" data-verdict="up" aria-pressed="false" '
        f'aria-label="Good answer" title="Good answer">{_THUMB}</button>'
        f'<button type="button" class="ws-tool ws-thumb ws-thumb-down" data-verdict="down" aria-pressed="false" '
        f'aria-label="Bad answer" title="Bad answer">{_THUMB}</button>'
        '<button type="button" class="ws-tool" data-test="" title="Keep this question to measure answers by">'
        "Save as test question</button>"
        '<p class="ws-reply" role="status"></p>'
        '<form class="ws-reason-form" hidden><label for="ws-reason">Why? <span class="ws-quiet">(if you like)</span>'
        f'</label><input id="ws-reason" type="text" maxlength="{MOST_REASON}" autocomplete="off">'
        '<button type="submit" class="ws-tool">Add</button></form></div>'
    )


def heard_html(number: int, words: str, *, verdict: Verdict | None = None) -> str:
    """Answer a verdict.

    Args:
        number: Of the request, as the browser counts them; -1 means all of them.
        words: To be read out.
        verdict: What was kept; None where nothing was.
    """
    kept = f' data-verdict="{verdict}"' if verdict is not None else ""
    return f'<div hidden data-for="heard" data-number="{number}"{kept}>{escape(words)}</div>'
