"""The controls of a verdict, as HTML: a form to give one, or what was given and a button to take it back.

Everything that comes from a document or a person is escaped here.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rag.verdicts import MOST_REASON, disagreement_key
from ui.answers.banner import verdict_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Citation, Disagreement
    from rag.verdicts import Verdict

__all__ = ["form_html", "verdict_banner"]

_SHORT = 60


def form_html(disagreement: Disagreement, citations: Sequence[Citation], place: str) -> str:
    """Draw a folded form for a verdict.

    Args:
        disagreement: What is judged.
        citations: Those of its answer or audit.
        place: Where on the page the form stands, a word: names of controls may not meet those of another place.

    Returns:
        HTML. The form's ``data-judge`` is the disagreement's key; its field ``choice`` is "none" or the place of the
        position to prefer, its field ``reason`` the reason.
    """
    key = disagreement_key(disagreement, citations)
    name = f"{place}-{key}"
    choices = [("none", "Not a disagreement")]
    choices += [(str(i), f"Resolved: prefer “{_short(p.value)}”") for i, p in enumerate(disagreement.positions)]
    radios = "".join(
        f'<label class="ws-choice"><input type="radio" name="{name}" value="{value}" required> '
        f'<span dir="auto">{escape(words)}</span></label>'
        for value, words in choices
    )
    return (
        f'<details class="ws-judge"><summary>Judge this<span class="ws-hidden">: {_flat(disagreement.topic)}</span>'
        f'</summary><form data-judge="{key}"><fieldset><legend>What do you make of it?</legend>{radios}</fieldset>'
        f'<label class="ws-why-so">Reason, if you like<input type="text" name="reason" maxlength="{MOST_REASON}" '
        'autocomplete="off"></label><button type="submit" class="ws-button">Keep this verdict</button></form></details>'
    )


def verdict_banner(verdict: Verdict, *, may_judge: bool) -> str:
    """Draw a verdict, with a button to take it back where that may be done: its ``data-undo`` is the verdict's key."""
    undo = (
        f'<button type="button" class="ws-button" data-undo="{verdict.key}">Undo'
        f'<span class="ws-hidden"> the verdict on {_flat(verdict.topic)}</span></button>'
    )
    return f'<div class="ws-judged" tabindex="-1">{verdict_html(verdict)}{undo if may_judge else ""}</div>'


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 1].rstrip()}…"


def _flat(text: str) -> str:
    """Escaped, on one line."""
    return escape(" ".join(text.split()))
