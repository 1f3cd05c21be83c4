"""What the page's script is told of a conversation, as HTML: where each answer stands, what a screen reader says."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.chat.conversation import Conversation, Exchange

__all__ = ["said", "told_html"]

_SAID = {
    "disagree": "Sources disagree.",
    "none_found": "No disagreement found.",
    "not_checked": "Not checked for disagreement.",
}


def told_html(conversation: Conversation, shown: int | None) -> str:
    """Draw what belongs to the whole conversation, above the question's box.

    Args:
        conversation: As it is now.
        shown: The number of the exchange whose sources stand beside the chat.

    Returns:
        An element whose ``data-`` attributes the script reads: for each exchange its state and whether another question
        was searched for, whether an answer is waited for, which one is shown, what is to be said to screen readers;
        and, where the next question replaces an earlier one, a line that says so, with a button to keep it.
    """
    exchanges = [
        {"state": one.state, "answered": one.answer is not None, "searched": one.searched_for is not None}
        for one in conversation.exchanges
    ]
    waiting = " data-waiting" if conversation.pending is not None else ""
    here = "" if shown is None else f' data-shown="{shown}"'
    spoken = said(conversation.exchanges[-1]) if conversation.exchanges else ""
    return (
        f'<div class="ws-told" data-exchanges="{escape(json.dumps(exchanges))}" data-said="{escape(spoken)}"'
        f"{waiting}{here}>{_revising(conversation)}</div>"
    )


def said(exchange: Exchange) -> str:
    """What a screen reader says when an exchange has come this far: nothing for each new word of an answer."""
    answer = exchange.answer
    if exchange.state == "waiting":
        return exchange.told
    if exchange.state == "failed":
        return f"That could not be answered. {exchange.told}"
    if answer is None:
        return "Stopped." if exchange.state == "stopped" else "This answer can no longer be read."
    begun = "Stopped. " if exchange.state == "stopped" else ""
    if answer.refused:
        return f"{begun}The files do not answer this."
    value = f"{answer.short}. " if answer.short else ""
    quotes, files = len(answer.citations), len({citation.source for citation in answer.citations})
    count = f"{quotes} quote{'' if quotes == 1 else 's'} from {files} file{'' if files == 1 else 's'}"
    return f"{begun}Answered: {value}{count}. {_SAID[answer.agreement]}"


def _revising(conversation: Conversation) -> str:
    number = conversation.revising
    if number is None:
        return ""
    after = len(conversation.exchanges) - number - 1
    what = "the last question" if not after else f"question {number + 1} and the {_questions(after)} after it"
    return (
        f'<p class="ws-revising">The next question replaces {what}. '
        '<button type="button" data-do="unrevised">Keep what is there</button></p>'
    )


def _questions(count: int) -> str:
    return "one" if count == 1 else f"{count}"
