"""What the page says in a line of its own: plain text as HTML."""

from __future__ import annotations

from html import escape

__all__ = ["problem_html", "said_html"]


def problem_html(message: str) -> str:
    """Say what went wrong."""
    return f'<p class="ws-problem" role="alert">{escape(message)}</p>'


def said_html(message: str) -> str:
    """Say something that is no problem."""
    return f'<p class="ws-quiet" role="status">{escape(message)}</p>'
