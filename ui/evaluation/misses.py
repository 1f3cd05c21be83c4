"""The questions with which something went wrong, as HTML: what was expected, and what was found instead."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.sources.panel import plural
from ui.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag import Evaluation
    from rag.evaluation.results import FoundCitation, FoundHit, QuestionResult, WantedQuote

__all__ = ["misses_html"]

# A page that holds thousands is slow to draw, and nobody reads so far.
_SHOWN = 100
_PASSAGES = 3


def misses_html(evaluation: Evaluation, text_of: Callable[[str], str | None]) -> str:
    """List the misses.

    Args:
        evaluation: The run.
        text_of: The stored text of a source, or None where it is not indexed any more. A quote that stands there gets
            a button that opens its file, as :mod:`ui.sources.places` names places.

    Returns:
        A section. Each miss has a button whose ``data-ask`` is its number among ``evaluation.missed``, from 0 on.
        Every word of a document, a question or a file name is escaped.
    """
    missed = evaluation.missed
    if not missed:
        return '<section aria-label="Misses"><h2>No misses</h2></section>'
    texts: dict[str, str | None] = {}

    def cached(source: str) -> str | None:
        if source not in texts:
            texts[source] = text_of(source)
        return texts[source]

    items = "".join(_miss(number, question, cached) for number, question in enumerate(missed[:_SHOWN]))
    more = (
        f'<p class="ws-quiet">The first {_SHOWN} are shown; whosays eval --report FILE.html writes all.</p>'
        if len(missed) > _SHOWN
        else ""
    )
    count = f"{len(missed)} misses" if len(missed) != 1 else "1 miss"
    return f'<section aria-label="Misses"><h2>{count}</h2>{more}<ol class="ws-misses">{items}</ol></section>'


def _miss(number: int, question: QuestionResult, text_of: Callable[[str], str | None]) -> str:
    asked_before = "".join(f'<p class="ws-before">{_flat(earlier)}</p>' for earlier in question.history)
    about = " · ".join(_flat(part) for part in (question.id, question.kind, question.split) if part)
    searched = (
        f'<p class="ws-quiet">Searched for: {_flat(question.searched_for)}</p>'
        if question.searched_for != question.question
        else ""
    )
    wrong = "".join(f"<li>{_flat(miss[:1].upper() + miss[1:])}</li>" for miss in question.misses)
    return (
        f'<li class="ws-miss"><div class="ws-miss-head"><div>{asked_before}'
        f'<h3 dir="auto">{_flat(question.question)}</h3><p class="ws-quiet">{about}</p></div>'
        f'<button type="button" class="ws-ask-again" data-ask="{number}" '
        f'aria-label="Ask in the chat: {_flat(question.question)}">Ask in the chat</button></div>'
        f'{searched}<ul class="ws-wrong">{wrong}</ul>'
        f'<div class="ws-sides"><div><h4>Expected</h4>{_expected(question, text_of)}</div>'
        f"<div><h4>Found</h4>{_found(question, text_of)}</div></div></li>"
    )


def _expected(question: QuestionResult, text_of: Callable[[str], str | None]) -> str:
    said = []
    if not question.answerable:
        said.append("A refusal: no file answers.")
    if question.expected:
        said.append(" or ".join(f"“{_flat(value)}”" for value in question.expected))
    if question.disagrees is not None:
        said.append("A disagreement." if question.disagrees else "No disagreement.")
    quotes = [_wanted(one, question, text_of) for one in question.relevant]
    return _said(said) + _list(quotes)


def _wanted(one: WantedQuote, question: QuestionResult, text_of: Callable[[str], str | None]) -> str:
    fate = f"found as passage {one.rank}" if one.rank else "not found"
    if question.refused is False and one.rank:
        fate += ", cited" if one.cited else ", not cited"
    return _quote(one.source, fate, one.quote or "The whole file answers.", _place(one.source, one.quote, text_of))


def _found(question: QuestionResult, text_of: Callable[[str], str | None]) -> str:
    said = []
    if question.refused:
        said.append("A refusal.")
    elif question.refused is False:
        said.append(f"“{_flat(question.short)}”" if question.short else "Quotes without a value before them.")
    match question.agreement:
        case "disagree":
            said.append(f"A disagreement: {' against '.join(f'“{_flat(value)}”' for value in question.positions)}.")
        case "none_found" if question.disagrees is not None:
            said.append("No disagreement.")
        case "not_checked" if question.disagrees is not None:
            said.append("Not checked for disagreement.")
    if question.citations and not question.refused:
        return _said(said) + _list([_cited(one, text_of) for one in question.citations])
    nearest = [_hit(hit) for hit in question.hits[:_PASSAGES]]
    said.append(f"The nearest {plural(len(nearest), 'passage')}:" if nearest else "No passage.")
    return _said(said) + _list(nearest)


def _cited(one: FoundCitation, text_of: Callable[[str], str | None]) -> str:
    verdict = f"line {one.line}, {'relevant' if one.relevant else 'not relevant'}"
    place = _place(one.source, one.quote, text_of, line=one.line)
    return _quote(one.source, verdict, one.quote, place, right=one.relevant)


def _hit(hit: FoundHit) -> str:
    place = Place.of(hit.source, hit.start, hit.start + len(hit.text), hit.text)
    return _quote(hit.source, "relevant" if hit.relevant else "not relevant", hit.text, place, right=hit.relevant)


def _place(source: str, quote: str, text_of: Callable[[str], str | None], *, line: int | None = None) -> Place | None:
    """Where a quote stands in its file: the first place, or the first on a line; None where it stands nowhere."""
    text = text_of(source) if quote else None
    if text is None:
        return None
    start = text.find(quote)
    while line is not None and start >= 0 and text.count("\n", 0, start) + 1 != line:
        start = text.find(quote, start + 1)
    return Place.of(source, start, start + len(quote), quote) if start >= 0 else None


def _quote(source: str, note: str, words: str, place: Place | None, *, right: bool = False) -> str:
    named = f'<span class="ws-file">{_flat(source)}</span> <span class="ws-where">{escape(note)}</span>'
    head = (
        f'<button type="button" class="ws-open" data-place="{place.link}">{named}'
        '<span class="ws-hidden"> Show in the file</span></button>'
        if place
        else f'<p class="ws-open">{named}</p>'
    )
    kind = " ws-right" if right else ""
    return f'<li class="ws-found{kind}">{head}<blockquote class="ws-quote" dir="auto">{escape(words)}</blockquote></li>'


def _said(sentences: Sequence[str]) -> str:
    return f'<p class="ws-said" dir="auto">{"<br>".join(sentences)}</p>' if sentences else ""


def _list(items: Sequence[str]) -> str:
    return f'<ul class="ws-evidence">{"".join(items)}</ul>' if items else ""


def _flat(text: str) -> str:
    """Escaped, on one line."""
    return escape(" ".join(text.split()))
