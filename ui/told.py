"""What the page says in a line of its own: plain text as HTML."""

from __future__ import annotations

from html import escape

__all__ = ["DEFECT", "problem_html", "said_html"]

#: What is said of an error that nobody foresaw.
DEFECT = "The program failed in a way it was not prepared for; where it was started, it says more."


def problem_html(message: str) -> str:
    """Say what went wrong."""
    return f'<p class="ws-problem" role="alert">{escape(message)}</p>'


def said_html(message: str) -> str:
    """Say something that is no problem."""
    return f'<p class="ws-quiet" role="status">{escape(message)}</p>'
