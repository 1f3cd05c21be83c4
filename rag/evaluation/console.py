"""A run as lines for a terminal, and the floors it has to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import SettingsError
from rag.evaluation.metrics import METRICS
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rag.evaluation.baseline import Change, Comparison
    from rag.evaluation.results import Evaluation, QuestionResult, WantedQuote

__all__ = ["below", "comparison_lines", "fate", "figure_lines", "miss_lines", "parse_floors", "shown"]

_TITLES = {
    "file": "Retrieval, by file",
    "quote": "Retrieval, by quote",
    "citation": "Citations",
    "value": "The value put first",
    "refusal": "Refusal",
    "disagreement": "Disagreement",
    "latency": "Waiting",
}


def parse_floors(arguments: Iterable[str]) -> dict[str, float]:
    """What ``--min METRIC=VALUE`` asks for; of a metric in milliseconds the value is the most allowed.

    Raises:
        SettingsError: A metric is unknown or a value is no number.
    """
    floors = {}
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name not in METRICS:
            raise SettingsError(f"--min {argument}: there is no metric {name!r}; metrics are: {', '.join(METRICS)}")
        try:
            floors[name] = float(value)
        except ValueError as error:
            raise SettingsError(f"--min {argument}: {value!r} is no number; write {name}=0.9, say") from error
    return floors


def below(evaluation: Evaluation, floors: Mapping[str, float]) -> list[str]:
    """A line for each floor that is missed; a metric on which no question bears has missed it."""
    lines = []
    for name, floor in floors.items():
        figure = evaluation.figures.get(name)
        limit = "at least" if METRICS[name].unit == "share" else "at most"
        if figure is None:
            lines.append(f"{name} has to be {limit} {floor:g}, and no question measures it")
        # A NaN reaches no floor.
        elif figure.value != floor and not METRICS[name].is_better(figure.value, floor):
            lines.append(f"{name} is {shown(name, figure.value)} and has to be {limit} {floor:g}")
    return lines


def shown(name: str, value: float) -> str:
    """A value of a metric with its digits: three of a share, none of milliseconds."""
    return f"{value:.3f}" if METRICS[name].unit == "share" else f"{value:.0f} ms"


def figure_lines(evaluation: Evaluation) -> list[str]:
    """The figures in groups, with their intervals and on how many questions they stand."""
    split = f" of the split {evaluation.split}" if evaluation.split else ""
    lines = [f"{plural(len(evaluation.questions), 'question')} from {evaluation.questions_from}{split}"]
    if evaluation.drafts_left_out:
        lines.append(f"left out: {plural(evaluation.drafts_left_out, 'draft')}")
    group = ""
    for name, figure in evaluation.figures.items():
        metric = METRICS[name]
        if metric.group != group:
            group = metric.group
            lines += ["", _TITLES[group]]
        interval = f"[{shown(name, figure.low)}, {shown(name, figure.high)}]"
        lines.append(f"  {name:24}{shown(name, figure.value):>8}  {interval:20} {figure.questions:5}  {metric.meaning}")
    return [*lines, "", "In brackets: the bootstrap interval at 95 %. Then: how many questions count."]


def miss_lines(question: QuestionResult) -> list[str]:
    """A question that went wrong, with what was found in the place of what was wanted."""
    kind = f" [{question.kind}]" if question.kind else ""
    lines = [f"{question.id}{kind} {' / '.join([*question.history, question.question])}"]
    if question.searched_for != question.question:
        lines.append(f"  searched for: {question.searched_for}")
    lines += [f"  ! {miss}" for miss in question.misses]
    for wanted in question.relevant:
        lines.append(f"  wanted {wanted.source} ({fate(question, wanted)}): {_line(wanted.quote or 'the whole file')}")
    for citation in question.citations:
        mark = "right" if citation.relevant else "cited"
        lines.append(f"  {mark}  {citation.source}, line {citation.line}: {_line(citation.quote)}")
    if not question.citations:
        lines += [f"  found  {hit.source}: {_line(hit.text)}" for hit in question.hits[:3]]
    return lines


def fate(question: QuestionResult, wanted: WantedQuote) -> str:
    """What became of a relevant quote: at which rank it was retrieved, and whether it was cited."""
    rank = f"passage {wanted.rank}" if wanted.rank else "not retrieved"
    if question.refused is None:
        return rank
    return f"{rank}, {'cited' if wanted.cited else 'not cited'}"


def comparison_lines(comparison: Comparison) -> list[str]:
    """What got better or worse than in an earlier run, and question by question where."""
    lines = [f"Against {comparison.baseline}: {plural(comparison.questions, 'question')} in both"]
    for name, change in comparison.changes.items():
        if change.better or change.worse:
            lines.append(f"  {name:24}{_change(name, change)}")
            lines += [f"    better: {', '.join(change.better)}"] if change.better else []
            lines += [f"    worse:  {', '.join(change.worse)}"] if change.worse else []
    if len(lines) == 1 and comparison.questions:
        lines.append("  no question is better or worse")
    if comparison.only_here or comparison.only_there:
        here, there = plural(len(comparison.only_here), "question"), len(comparison.only_there)
        lines.append(f"  left out: {here} only in this run, {there} only in the earlier one")
    return lines


def _change(name: str, change: Change) -> str:
    step = f"{change.difference:+.3f}" if METRICS[name].unit == "share" else f"{change.difference:+.0f} ms"
    return (
        f"{shown(name, change.before)} → {shown(name, change.after)} ({step}, p = {change.p:.3f}, "
        f"{len(change.better)} better, {len(change.worse)} worse)"
    )


def _line(text: str, most: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
