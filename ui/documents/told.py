"""What the documents page tells while files are indexed, and what came of it, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.sources.panel import plural
from ui.sources.plain import plain_html

if TYPE_CHECKING:
    from rag.indexing import FileReport, IndexReport
    from ui.documents.work import Progress

__all__ = ["progress_html", "report_html"]

_MOST_LINES = 200
_MOST_UNFOLDED = 8
_VERBS = {"added": "added", "changed": "read again", "renamed": "renamed", "removed": "taken out"}


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
    wrong = _list([file for file in report.files if file.status == "problem"])
    done = [file for file in report.files if file.status not in {"problem", "unchanged"}]
    each = _list(done)
    if len(done) > _MOST_UNFOLDED:
        each = f'<details class="ws-places"><summary>What became of each file</summary>{each}</details>'
    summary = ", ".join(counts) or "there are no files"
    told = f'<p role="status"><span class="ws-strong">Done:</span> {summary}.</p>'
    return f'<div class="ws-report">{told}{wrong}{each}</div>'


def _count(report: IndexReport, status: str) -> int:
    return sum(file.status == status for file in report.files)


def _list(files: list[FileReport]) -> str:
    if not files:
        return ""
    more = f"<li>and {len(files) - _MOST_LINES} more</li>" if len(files) > _MOST_LINES else ""
    return f'<ul class="ws-report-files">{"".join(map(_line, files[:_MOST_LINES]))}{more}</ul>'


def _line(file: FileReport) -> str:
    name = f'<bdi class="ws-file">{plain_html(file.source)}</bdi>'
    if file.status == "problem":
        return f'<li class="ws-problem">{name}: {plain_html(file.reason)}. To mend it: {plain_html(file.mend)}.</li>'
    was = f", before <bdi>{plain_html(file.was)}</bdi>" if file.was else ""
    passages = f", {plural(file.chunks, 'passage')}" if file.chunks else ""
    return f"<li>{name}: {_VERBS[file.status]}{was}{passages}</li>"
