"""Who is signed in, and the way out."""

from __future__ import annotations

from html import escape

__all__ = ["person_html"]


def person_html(name: str | None) -> str:
    """Draw the person's name and a button that signs out; nothing where nobody has to sign in."""
    if not name:
        return ""
    return (
        f'<form class="ws-person" method="post" action="logout"><span>Signed in as <bdi>{escape(name)}</bdi></span>'
        "<button>Sign out</button></form>"
    )
