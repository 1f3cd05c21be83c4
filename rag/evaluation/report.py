"""A run as one HTML page that asks for nothing else: figures, plots, every miss."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from statistics import mean
from typing import TYPE_CHECKING

from rag.evaluation.console import fate, shown
from rag.evaluation.metrics import MAIN_METRICS, METRICS
from rag.evaluation.plots import Row, curves, forest, histogram
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.evaluation.baseline import Comparison
    from rag.evaluation.results import Evaluation, QuestionResult

__all__ = ["page"]

_BY_KIND = ("quote.recall@10", "citation.any", "value.recall", "refusal.answered", "refusal.refused")
# Nothing is fetched and nothing is run, whatever a document's words are.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """Write the page.

    Args:
        evaluation: The run.
        comparison: With an earlier run, if there is one.

    Returns:
        HTML with its style sheet and plots in it. Every word of a document or a question is escaped.
    """
    parts = [_head(evaluation), _plots(evaluation, comparison)]
    if comparison:
        parts.append(_compared(comparison))
    parts += [_by_kind(evaluation), _misses(evaluation), _figures(evaluation), _settings(evaluation)]
    style = files("rag.evaluation").joinpath("report.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Evaluation: {escape(evaluation.questions_from)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{chr(10).join(parts)}\n</body>\n</html>\n"
    )


def _head(evaluation: Evaluation) -> str:
    split = f", split {evaluation.split}" if evaluation.split else ""
    wrong = len(evaluation.missed)
    return (
        f"<h1>How good the answers are</h1>\n<p class='quiet'>{plural(len(evaluation.questions), 'question')} from "
        f"<code>{escape(evaluation.questions_from + split)}</code>; with {wrong} something went wrong.</p>"
    )


def _plots(evaluation: Evaluation, comparison: Comparison | None) -> str:
    figures = evaluation.figures
    earlier = {name: change.before for name, change in comparison.changes.items()} if comparison else {}
    rows = [
        Row(name, figures[name].value, figures[name].low, figures[name].high, earlier.get(name))
        for name in MAIN_METRICS
        if name in figures
    ]
    note = (
        " A hollow dot is the earlier run, over the questions in both."
        if any(row.before is not None for row in rows)
        else ""
    )
    drawn = (
        [
            _figure(
                f'<div class="wide">{forest(rows, "The main metrics")}</div>',
                f"Share, with its bootstrap interval at 95 %.{note}",
            )
        ]
        if rows
        else []
    )
    small = []
    for level in ("file", "quote"):
        lines = [
            [
                (int(name.split("@")[1]), figure.value)
                for name, figure in figures.items()
                if name.startswith(f"{level}.{of}@")
            ]
            for of in ("recall", "hit")
        ]
        if lines[0]:
            caption = f"By {level}: share found among the first k (line), any found (dashed)."
            small.append(_figure(curves(lines[0], lines[1], f"Recall and hits by {level}"), caption))
    waits = [question.milliseconds for question in evaluation.questions]
    small.append(_figure(histogram(waits, "ms", "Waiting times"), "Questions by how long their answer took."))
    return "\n".join([*drawn, f'<div class="plots">{"".join(small)}</div>'])


def _figure(drawing: str, caption: str) -> str:
    return f"<figure>{drawing}<figcaption>{escape(caption)}</figcaption></figure>"


def _compared(comparison: Comparison) -> str:
    rows = []
    for name, change in comparison.changes.items():
        if change.difference or change.better or change.worse:
            better = f"<span class='better'>{escape(', '.join(change.better))}</span>"
            worse = f"<span class='worse'>{escape(', '.join(change.worse))}</span>"
            numbers = (shown(name, change.before), shown(name, change.after), f"{change.p:.3f}")
            rows.append([f"<code>{name}</code>", *numbers, better, worse])
    if not comparison.questions:
        return f"<h2>Against <code>{escape(comparison.baseline)}</code></h2>\n<p>No question is in both runs.</p>"
    left_out = len(comparison.only_here) + len(comparison.only_there)
    note = f" {plural(left_out, 'question')} in one run only are left out." if left_out else ""
    return (
        f"<h2>Against <code>{escape(comparison.baseline)}</code></h2>\n<p>Means over the {comparison.questions} "
        f"questions in both; p of a paired randomisation test.{note}</p>\n"
        + _table(["metric", "#before", "#after", "#p", "better", "worse"], rows)
    )


def _by_kind(evaluation: Evaluation) -> str:
    kinds = list(dict.fromkeys(question.kind for question in evaluation.questions))
    if len(kinds) < 2:
        return ""
    rows = []
    for kind in kinds:
        of_kind = [question for question in evaluation.questions if question.kind == kind]
        cells = [_mean(name, of_kind) for name in _BY_KIND]
        rows.append([escape(kind or "–"), str(len(of_kind)), *cells])
    return "<h2>By kind of question</h2>\n" + _table(["kind", "#questions", *(f"#{name}" for name in _BY_KIND)], rows)


def _mean(name: str, questions: Iterable[QuestionResult]) -> str:
    scores = [question.scores[name] for question in questions if name in question.scores]
    return f"{mean(scores):.3f}" if scores else "–"


def _misses(evaluation: Evaluation) -> str:
    missed = evaluation.missed
    if not missed:
        return "<h2>Misses</h2>\n<p>None.</p>"
    return f"<h2>Misses ({len(missed)})</h2>\n" + "\n".join(_miss(question) for question in missed)


def _miss(question: QuestionResult) -> str:
    kind = f" · {escape(question.kind)}" if question.kind else ""
    asked = " / ".join([*question.history, question.question])
    parts = [f"<h3>{escape(asked)}</h3><p class='quiet'>{escape(question.id)}{kind}</p>"]
    if question.searched_for != question.question:
        parts.append(f"<p>Searched for: {escape(question.searched_for)}</p>")
    parts.append(_list(f"<span class='wrong'>{escape(miss)}</span>" for miss in question.misses))
    if question.relevant:
        wanted = (
            f"<code>{escape(one.source)}</code> ({fate(question, one)}): <q>{escape(one.quote or 'the whole file')}</q>"
            for one in question.relevant
        )
        parts.append(f"<p>Wanted</p>{_list(wanted)}")
    if question.citations:
        parts.append(
            "<p>Cited instead or besides</p>"
            + _list(_found(c.source, c.quote, relevant=c.relevant) for c in question.citations)
        )
    if question.hits:
        hits = _list(_found(hit.source, hit.text, relevant=hit.relevant) for hit in question.hits)
        parts.append(f"<details><summary>Retrieved: the first {len(question.hits)}</summary>{hits}</details>")
    return f'<section class="miss">{"".join(parts)}</section>'


def _found(source: str, words: str, *, relevant: bool) -> str:
    body = f"<code>{escape(source)}</code>: <q>{escape(words)}</q>"
    return f"<span class='right'>{body} (right)</span>" if relevant else body


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _figures(evaluation: Evaluation) -> str:
    rows = [
        [
            f"<code>{name}</code>",
            shown(name, figure.value),
            f"{shown(name, figure.low)} to {shown(name, figure.high)}",
            str(figure.questions),
            escape(METRICS[name].meaning),
        ]
        for name, figure in evaluation.figures.items()
    ]
    return "<h2>Every metric</h2>\n" + _table(["metric", "#value", "#interval", "#questions", "meaning"], rows)


def _settings(evaluation: Evaluation) -> str:
    rows = [[f"<code>{escape(name)}</code>", escape(value)] for name, value in evaluation.settings.items()]
    return "<h2>Settings</h2>\n" + _table(["setting", "value"], rows)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    """A table of ready HTML cells; a head that begins with # stands over numbers."""
    kinds = [' class="number"' if head.startswith("#") else "" for head in heads]
    head = "".join(f"<th{kind}>{escape(name.removeprefix('#'))}</th>" for kind, name in zip(kinds, heads, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
