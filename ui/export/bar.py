"""The buttons beside an answer, as HTML, and what the program hands to the browser when one of them is pressed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import rag

if TYPE_CHECKING:
    from rag import Answer
    from ui.export.files import Parcel

__all__ = ["MOST_LINK", "bar_html", "parcel_html", "refusal_html"]

#: Longer questions are neither put into links nor taken from them: an engine turns them away by default.
MOST_LINK = 2000

_FILES = (("markdown", "Markdown file"), ("json", "JSON file"), ("html", "Page to print"))


def bar_html(answer: Answer | None) -> str:
    """Draw the buttons for an answer; nothing where there is none.

    Returns:
        Buttons with ``data-take`` ("copy" or "file"), ``data-what`` ("answer" or "conversation") and ``data-form``;
        one with ``data-link``, the question that a link asks: as it was searched for, since nothing goes before it.
        The answer's Markdown lies in ``.ws-taken``, since a browser lets a page copy only at once.
    """
    if answer is None:
        return ""
    question = " ".join(answer.searched_for.split())
    link = (
        f'<button type="button" class="ws-tool" data-link="{escape(question)}" '
        f'title="Copy a link to this question">Copy link</button>'
        if len(question) <= MOST_LINK
        else ""
    )
    return (
        '<div class="ws-tools" role="group" aria-label="Take this answer along">'
        '<button type="button" class="ws-tool" data-take="copy" data-what="answer" data-form="markdown" '
        'title="Copy this answer with its quotes, as Markdown">Copy</button>'
        '<details class="ws-menu"><summary class="ws-tool">Export</summary><div class="ws-menu-list">'
        f'<p id="ws-menu-answer">This answer</p><div role="group" aria-labelledby="ws-menu-answer">{_files("answer")}'
        '</div><p id="ws-menu-all">The conversation</p><div role="group" aria-labelledby="ws-menu-all">'
        '<button type="button" data-take="copy" data-what="conversation" data-form="markdown">Copy as Markdown</button>'
        f"{_files('conversation')}</div></div></details>{link}"
        '<p class="ws-reply" role="status"></p></div>'
        f'<div class="ws-taken" hidden>{escape(rag.to_markdown(answer))}</div>'
    )


def parcel_html(number: int, parcel: Parcel) -> str:
    """Write a file for the browser to take out of the page again.

    Args:
        number: Of the request, as the browser counts them.
        parcel: The file. Its text is the element's.
    """
    return (
        f'<div hidden data-for="parcel" data-number="{number}" data-name="{escape(parcel.name)}" '
        f'data-kind="{parcel.kind}">{escape(parcel.text)}</div>'
    )


def refusal_html(number: int, problem: str) -> str:
    """Tell the browser why it gets no file."""
    return f'<div hidden data-for="parcel" data-number="{number}" data-problem="{escape(problem)}"></div>'


def _files(what: str) -> str:
    return "".join(
        f'<button type="button" data-take="file" data-what="{what}" data-form="{form}">{name}</button>'
        for form, name in _FILES
    )
