"""What the evaluation page tells while questions are chosen and asked, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.sources.panel import plural

if TYPE_CHECKING:
    from ui.evaluation.file import Chosen
    from ui.evaluation.run import Progress

__all__ = ["chosen_html", "progress_html"]


def chosen_html(chosen: Chosen | None, *, kept: bool = False) -> str:
    """Name the questions that would be asked.

    Args:
        chosen: The file; None where there is none.
        kept: Whether it stays chosen because another one was refused.
    """
    if chosen is None:
        return "" if kept else '<p class="ws-quiet">No questions are chosen yet.</p>'
    still = "Still chosen: " if kept else ""
    drafts = f", {plural(chosen.drafts, 'draft')} among them" if chosen.drafts else ""
    return (
        f'<p role="status">{still}<span class="ws-file ws-strong">{escape(chosen.name)}</span>: '
        f"{plural(len(chosen.questions), 'question')}{drafts}</p>"
    )


def progress_html(progress: Progress) -> str:
    """Draw how far a run is: a bar, and words beside it."""
    match progress.stage:
        case "waiting":
            words = "Another run is going on; this one waits for its end."
        case "preparing":
            words = "Reading the files and loading the models…"
        case "stopping":
            words = "Stopping after the question that is being answered…"
        case "asking":
            words = f"{progress.done} of {plural(progress.of, 'question')}{_left(progress.seconds_left)}"
    share = f' value="{progress.done}" max="{progress.of}"' if progress.of else ""
    return f'<progress aria-label="Questions answered"{share}></progress><p class="ws-quiet">{words}</p>'


def _left(seconds: float | None) -> str:
    if seconds is None or seconds < 1:
        return ""
    return f", about {seconds:.0f} s left" if seconds < 90 else f", about {seconds / 60:.0f} min left"
