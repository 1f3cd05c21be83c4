"""What the documents page tells while files are indexed, and what came of it, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.sources.panel import plural

if TYPE_CHECKING:
    from rag.indexing import FileReport, IndexReport
    from ui.documents.work import Progress

__all__ = ["problem_html", "progress_html", "report_html", "said_html"]

_MOST_LINES = 50
_VERBS = {"added": "added", "changed": "read again", "renamed": "renamed", "removed": "taken out"}


def problem_html(message: str) -> str:
    """Say what went wrong."""
    return f'<p class="ws-problem" role="alert">{escape(message)}</p>'


def said_html(message: str) -> str:
    """Say something that is no problem."""
    return f'<p class="ws-quiet" role="status">{escape(message)}</p>'


def progress_html(progress: Progress) -> str:
    """Draw how far the indexing is: a bar, and words beside it."""
    match progress.stage:
        case "waiting":
            words = "Another indexing is going on; this one waits for its end."
        case "starting":
            words = "Looking for what has changed…"
        case "stopping":
            words = "Stopping…"
        case "reading":
            words = f"Reading: {progress.done} of {plural(progress.of, 'file')}"
        case "embedding":
            words = f"Taking in: {progress.done} of {plural(progress.of, 'passage')}"
    share = f' value="{progress.done}" max="{progress.of}"' if progress.of else ""
    return (
        f'<progress aria-label="Indexing"{share}></progress>'
        f'<p class="ws-quiet"><span role="status">{words}</span><br>'
        "Questions are answered from what is indexed already.</p>"
    )


def report_html(report: IndexReport) -> str:
    """Tell what became of each file: in a sentence, then those that something happened to, problems first."""
    counts = [f"{plural(count, 'file')} {verb}" for status, verb in _VERBS.items() if (count := _count(report, status))]
    problems = report.count("problem")
    if problems:
        counts.append(f"{plural(problems, 'file')} could not be read")
    if as_before := report.count("unchanged"):
        counts.append(f"{as_before} as before")
    told = sorted((file for file in report.files if file.status != "unchanged"), key=_rank)
    lines = "".join(_line(file) for file in told[:_MOST_LINES])
    more = len(told) - _MOST_LINES
    if more > 0:
        lines += f"<li>and {more} more</li>"
    summary = ", ".join(counts) or "there are no files"
    return (
        f'<div class="ws-report" role="status"><p><span class="ws-strong">Done:</span> {summary}.</p>'
        + (f'<ul class="ws-report-files">{lines}</ul>' if lines else "")
        + "</div>"
    )


def _count(report: IndexReport, status: str) -> int:
    return sum(file.status == status for file in report.files)


def _rank(file: FileReport) -> tuple[bool, str]:
    return (file.status != "problem", file.source)


def _line(file: FileReport) -> str:
    name = f'<bdi class="ws-file">{escape(file.source)}</bdi>'
    if file.status == "problem":
        return f'<li class="ws-problem">{name}: {escape(file.reason)}. To mend it: {escape(file.mend)}.</li>'
    was = f", before <bdi>{escape(file.was)}</bdi>" if file.was else ""
    passages = f", {plural(file.chunks, 'passage')}" if file.chunks else ""
    return f"<li>{name}: {_VERBS[file.status]}{was}{passages}</li>"
