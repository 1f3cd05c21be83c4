"""The conflicts of an audit and the verdicts on them, as HTML, a page at a time.

Everything that comes from a document, a question or a person is escaped here.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rag.verdicts import preferred_position
from ui.answers.positions import heading, positions_html
from ui.conflicts.choosing import page_of
from ui.sources.panel import plural
from ui.verdicts.controls import form_html, verdict_banner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Citation
    from rag.verdicts import JudgedPosition, Verdict, Verdicts
    from ui.conflicts.choosing import Choice, Entry

__all__ = ["filters_html", "list_html", "verdicts_html"]

_KINDS = {
    "number": "numbers",
    "date": "dates",
    "name": "names",
    "place": "places",
    "status": "standings",
    "negation": "yes or no",
    "cause": "causes",
    "statement": "statements",
}


def filters_html(entries: Sequence[Entry], choice: Choice) -> str:
    """Draw the controls that narrow the list; empty without conflicts.

    Returns:
        HTML. The controls are named ``file``, ``kind`` and ``hide``.
    """
    if not entries:
        return ""
    files = sorted({file for entry in entries for file in entry.files})
    kinds = [kind for kind in _KINDS if any(entry.conflict.kind == kind for entry in entries)]
    file = choice.file if not choice.other else None
    return (
        '<form class="ws-narrow" aria-label="Narrow the list">'
        f'<label>File<select name="file">{_options("all files", [(one, one) for one in files], file)}</select></label>'
        f'<label>Kind<select name="kind">{_options("all kinds", [(k, _KINDS[k]) for k in kinds], choice.kind)}</select>'
        f'</label><label class="ws-check"><input type="checkbox" name="hide"{" checked" * choice.hide_judged}> '
        "Hide those judged</label></form>"
    )


def list_html(
    entries: Sequence[Entry],
    citations: Sequence[Citation],
    choice: Choice,
    *,
    may_judge: bool,
    problem: str = "",
) -> str:
    """Draw the conflicts that are wanted.

    Args:
        entries: All conflicts.
        citations: The audit's.
        choice: Which are wanted, and the page.
        may_judge: Whether verdicts may be given and taken back here.
        problem: What went wrong with the last one, if anything did.

    Returns:
        HTML. Each conflict is an article with ``data-dispute``, its key, and a button with ``data-ask``, the same.
    """
    if not entries:
        return ""
    wanted = [entry for entry in entries if entry.fits(choice)]
    some, page, pages = page_of(wanted, choice.page)
    count = plural(len(wanted), "conflict")
    shown = count if len(wanted) == len(entries) else f"{len(wanted)} of {plural(len(entries), 'conflict')}"
    between = ""
    if choice.file and choice.other:
        files = escape(f"{choice.file} and {choice.other}" if choice.file != choice.other else choice.file)
        between = (
            f'<p class="ws-quiet">{"Between" if choice.file != choice.other else "Within"} <span class="ws-file">'
            f'{files}</span> <button type="button" class="ws-button" data-all="1">Show all</button></p>'
        )
    said = f'<p class="ws-problem" role="alert">{escape(problem)}</p>' if problem else ""
    items = "".join(_item(entry, citations, may_judge=may_judge) for entry in some)
    return (
        f'<section aria-label="Conflicts"><h2 tabindex="-1" role="status">{shown}</h2>{between}{said}'
        f'<ol class="ws-conflicts" start="{page + 1}">{items}</ol>{_pager(page, pages, "page", "conflicts")}</section>'
    )


def verdicts_html(verdicts: Verdicts, page: int, *, may_judge: bool) -> str:
    """Draw all verdicts in one place, the latest first, with a button to take each back and one to export them.

    Args:
        verdicts: Those in force, and the lines that could not be read.
        page: The page, from 0 on.
        may_judge: Whether verdicts may be taken back here.
    """
    broken = "".join(f'<p class="ws-problem">{escape(line)}</p>' for line in verdicts.broken)
    if not verdicts.all:
        none = (
            '<p class="ws-quiet">None yet. A verdict says that a disagreement is none, or which position to prefer; '
            "it holds wherever the same quotes meet again.</p>"
        )
        return f'<section aria-label="Verdicts"><h2>Verdicts</h2>{broken}{none}</section>'
    some, page, pages = page_of(list(reversed(verdicts.all)), page)
    items = "".join(_verdict(verdict, may_judge=may_judge) for verdict in some)
    return (
        f'<section aria-label="Verdicts"><div class="ws-verdicts-head"><h2 tabindex="-1">'
        f"{plural(len(verdicts.all), 'verdict')}</h2>"
        '<button type="button" class="ws-button" data-export="verdicts.json">Export verdicts</button></div>'
        f'{broken}<ul class="ws-verdicts">{items}</ul>{_pager(page, pages, "judged_page", "verdicts")}</section>'
    )


def _item(entry: Entry, citations: Sequence[Citation], *, may_judge: bool) -> str:
    found, verdict = entry.conflict, entry.verdict
    if verdict is not None:
        judged = verdict_banner(verdict, may_judge=may_judge)
        preferred = preferred_position(verdict, found, citations)
        form = ""
    else:
        judged, preferred = "", None
        form = form_html(found, citations, "list") if may_judge else ""
    table = positions_html(found, citations, numbered=False, preferred=preferred)
    name = escape(heading(found))
    dismissed = " ws-set-apart" if verdict is not None and verdict.preferred is None else ""
    return (
        f'<li><article class="ws-conflict{dismissed}" data-dispute="{entry.key}" data-quotes="1" aria-label="{name}">'
        f'<p class="ws-quiet ws-kind">{entry.number} · {_KINDS[found.kind]}</p>{judged}{table}'
        f'<div class="ws-conflict-acts">{form}<button type="button" class="ws-button" data-ask="{entry.key}" '
        f'aria-label="Ask about it: {name}">Ask about it</button></div></article></li>'
    )


def _verdict(verdict: Verdict, *, may_judge: bool) -> str:
    positions = "".join(_position(position, liked=position == verdict.preferred) for position in verdict.positions)
    topic = escape(" ".join(verdict.topic.split()).rstrip(".?"))
    return (
        f'<li data-dispute="{verdict.key}"><p class="ws-topic" dir="auto">{topic}</p>'
        f"{verdict_banner(verdict, may_judge=may_judge)}<details><summary>What was judged</summary>"
        f'<ul class="ws-sides-judged">{positions}</ul></details></li>'
    )


def _position(position: JudgedPosition, *, liked: bool) -> str:
    quotes = "".join(
        f'<blockquote class="ws-quote" dir="auto">{escape(quote.quote)}</blockquote>'
        f'<p class="ws-quiet ws-file">{escape(quote.source)}</p>'
        for quote in position.quotes
    )
    tag = ' <span class="ws-preferred">preferred</span>' if liked else ""
    return f'<li><p class="ws-strong" dir="auto">{escape(" ".join(position.value.split()))}{tag}</p>{quotes}</li>'


def _pager(page: int, pages: int, name: str, what: str) -> str:
    if pages < 2:
        return ""

    def button(words: str, to: int) -> str:
        off = "" if 0 <= to < pages else " disabled"
        return f'<button type="button" class="ws-button" data-{name.replace("_", "-")}="{to}"{off}>{words}</button>'

    return (
        f'<nav class="ws-pager" aria-label="Pages of {what}">{button("Back", page - 1)}'
        f"<span>Page {page + 1} of {pages}</span>{button('Next', page + 1)}</nav>"
    )


def _options(every: str, options: Sequence[tuple[str, str]], selected: str | None) -> str:
    drawn = "".join(
        f'<option value="{escape(value)}"{" selected" * (value == selected)}>{escape(words)}</option>'
        for value, words in options
    )
    return f'<option value="">{every}</option>{drawn}'
