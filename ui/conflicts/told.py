"""What the page of conflicts tells of its audit, as HTML: how far it is, what it came to, whether it is out of date."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.answers.strip import date_in_words
from ui.sources.panel import plural

if TYPE_CHECKING:
    from ui.conflicts.audits import Kept, Progress

__all__ = ["progress_html", "standing_html"]


def progress_html(progress: Progress) -> str:
    """Draw how far an audit is: a bar, and words beside it."""
    match progress.stage:
        case "preparing":
            words = "Loading what reads the files…"
        case "stopping":
            words = "Stopping…"
        case "reading":
            words = f"Read {progress.done} of {plural(progress.of, 'sentence')}"
        case "comparing":
            words = f"Compared {progress.done} of {plural(progress.of, 'pair')}"
    share = f' value="{progress.done}" max="{progress.of}"' if progress.of else ""
    return f'<progress aria-label="Audit"{share}></progress><p class="ws-quiet">{words}</p>'


def standing_html(kept: Kept | None, told: str, *, out_of_date: bool) -> str:
    """Say what is known: the last result and when it was found, what became of the last run.

    Args:
        kept: The last result, if there is one.
        told: What became of the last run, where it gave none.
        out_of_date: Whether what is indexed has changed since.
    """
    parts = [f'<p class="ws-problem" role="alert">{escape(told)}</p>'] if told else []
    if kept is None:
        parts.append(
            '<p class="ws-quiet">All files are read sentence by sentence and set against each other. It takes a few '
            "seconds for a few files, minutes for hundreds.</p>"
        )
        return "".join(parts)
    audit = kept.audit
    found = plural(len(audit.conflicts), "conflict") if audit.conflicts else "No conflict found"
    parts.append(
        f'<p class="ws-quiet" role="status">{found}: {plural(audit.statements, "statement")} of '
        f"{plural(audit.files, 'file')} read, {plural(audit.compared, 'pair')} compared, "
        f"{kept.when.astimezone():%H:%M} on {date_in_words(f'{kept.when.astimezone():%Y-%m-%d}')}.</p>"
    )
    if out_of_date:
        parts.append(
            '<p class="ws-stale" role="status">Files were added, changed or removed since: find conflicts again.</p>'
        )
    return "".join(parts)
