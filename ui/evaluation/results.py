"""What a run measured, as HTML: how many questions went right, and each metric with its interval, drawn and told."""

from __future__ import annotations

from html import escape
from statistics import median
from typing import TYPE_CHECKING

from lxml import etree

from rag import list_metrics
from ui.evaluation.misses import misses_html
from ui.sources.panel import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag import Evaluation
    from rag.evaluation.metrics import Metric
    from rag.evaluation.results import Figure

__all__ = ["results_html", "span_svg"]

_MIDDLE = "11"
_SCALE = (
    '<span class="ws-hidden">Drawn from 0 to 1</span>'
    '<span class="ws-scale" aria-hidden="true"><span>0</span><span>0.5</span><span>1</span></span>'
)
_EXPLAINED = (
    "A dot is the figure, the line its bootstrap interval at 95 %: how far it moves when the questions are drawn anew. "
    "All are shares, and further right is better."
)


def results_html(evaluation: Evaluation, text_of: Callable[[str], str | None]) -> str:
    """Draw a run.

    Args:
        evaluation: The run.
        text_of: The stored text of a source, or None where it is not indexed any more.

    Returns:
        Head, the main metrics as a table with a drawing in it, the misses, and a table of every metric, folded.
    """
    main, every = list_metrics(main=True), list_metrics()
    return (
        f'<section class="ws-results" aria-label="Results">{_head(evaluation)}'
        f'{_table("Main metrics", main, evaluation)}<p class="ws-quiet ws-explained">{_EXPLAINED}</p>'
        f'<details class="ws-every"><summary>Every metric ({len(evaluation.figures)})</summary>'
        f"{_table('Every metric', every, evaluation, names=True)}</details>"
        f"{misses_html(evaluation, text_of)}</section>"
    )


def _head(evaluation: Evaluation) -> str:
    asked, wrong = len(evaluation.questions), len(evaluation.missed)
    split = f", split {escape(evaluation.split)}" if evaluation.split else ""
    left_out = f" {plural(evaluation.drafts_left_out, 'draft')} left out." if evaluation.drafts_left_out else ""
    waited = median(question.milliseconds for question in evaluation.questions)
    return (
        f"<h2>{asked - wrong} of {plural(asked, 'question')} as labelled</h2>"
        f'<p class="ws-quiet">From <span class="ws-file">{escape(evaluation.questions_from)}</span>{split}.{left_out} '
        f"Half of the answers took less than {waited:,.0f} ms.</p>"
    )


def _table(title: str, metrics: Sequence[Metric], evaluation: Evaluation, *, names: bool = False) -> str:
    # The roles stand for what a phone's style sheet takes from the elements when it stacks the cells.
    rows = "".join(
        _row(metric, evaluation.figures[metric.name], names=names)
        for metric in metrics
        if metric.name in evaluation.figures
    )
    if not rows:
        return '<p class="ws-quiet">No question bears on these metrics.</p>'
    heads = "".join(
        f'<th role="columnheader" scope="col" class="{kind}">{head}</th>'
        for kind, head in (
            ("ws-metric", "Metric"),
            ("ws-drawn", _SCALE),
            ("ws-amount", "Value"),
            ("ws-amount", "Interval at 95 %"),
            ("ws-amount", "Questions"),
        )
    )
    return (
        f'<table class="ws-metrics" role="table"><caption class="ws-hidden">{title}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(metric: Metric, figure: Figure, *, names: bool) -> str:
    name = f' <code class="ws-code">{escape(metric.name)}</code>' if names else ""
    drawn = span_svg(figure.value, figure.low, figure.high) if metric.unit == "share" else ""
    value, low, high = (_shown(metric, number) for number in (figure.value, figure.low, figure.high))
    cells = "".join(
        f'<td role="cell" class="{kind}">{cell}</td>'
        for kind, cell in (
            ("ws-drawn", drawn),
            ("ws-amount ws-strong", value),
            ("ws-amount ws-interval", f"{low} to {high}"),
            ("ws-amount ws-bearing", str(figure.questions)),
        )
    )
    meaning = f'<span class="ws-group">{escape(metric.group.capitalize())}:</span> {escape(metric.meaning)}'
    return f'<tr role="row"><th role="rowheader" scope="row" class="ws-metric">{meaning}{name}</th>{cells}</tr>'


def _shown(metric: Metric, value: float) -> str:
    """Three digits of a share, none of milliseconds."""
    return f"{value:.3f}" if metric.unit == "share" else f"{value:,.0f} ms"


def span_svg(value: float, low: float, high: float) -> str:
    """A share as a dot on its interval, as wide as its cell; hidden from screen readers, which read the figures."""

    def at(share: float) -> str:
        return f"{100 * min(max(share, 0.0), 1.0):.1f}%"

    drawing = etree.Element(
        "svg", {"class": "ws-drawing", "width": "100%", "height": "22", "aria-hidden": "true", "focusable": "false"}
    )
    for kind, begin, end in (("ws-axis", "0%", "100%"), ("ws-span", at(low), at(high))):
        etree.SubElement(drawing, "line", {"class": kind, "x1": begin, "x2": end, "y1": _MIDDLE, "y2": _MIDDLE})
    etree.SubElement(drawing, "circle", {"class": "ws-dot", "cx": at(value), "cy": _MIDDLE, "r": "5"})
    return etree.tostring(drawing, encoding="unicode")
