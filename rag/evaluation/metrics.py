"""The metrics: what each counts, over which questions, and how questions are put together.

A metric gives a question a :class:`Score`, or None where the question does not bear on it. The figure of a metric is
the mean of its scores, weighted where a docstring says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from rag.evaluation import ranking
from rag.evaluation.matching import file_ranks, quote_ranks
from rag.evaluation.values import agrees, exact, token_f1

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.evaluation.outcome import Outcome

    Level: TypeAlias = Literal["file", "quote"]

__all__ = ["MAIN_METRICS", "METRICS", "Metric", "Score", "list_metrics"]


class Score(NamedTuple):
    """What one question adds to a metric: a value, and its weight among the questions."""

    value: float
    weight: float = 1


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric.

    Attributes:
        name: What ``--min`` and JSON call it, such as ``quote.recall@10``.
        meaning: In plain words, for the reader of a report.
        score: Of one question.
        summary: How the scores become one figure.
        unit: ``share`` (0 to 1, higher is better) or ``ms`` (milliseconds, lower is better).
    """

    name: str
    meaning: str
    score: Callable[[Outcome], Score | None]
    summary: Literal["mean", "median", "p95"] = "mean"
    unit: Literal["share", "ms"] = "share"

    @property
    def group(self) -> str:
        """What it measures: the first word of its name."""
        return self.name.split(".")[0]

    def is_better(self, value: float, than: float) -> bool:
        """Whether one value is better than another."""
        return value > than if self.unit == "share" else value < than


def _ranked(outcome: Outcome, level: Level, measure: Callable[[list[int | None], int], float], k: int) -> Score | None:
    """A measure of :mod:`rag.evaluation.ranking` over questions whose relevant passages are known.

    By quote, an item is a relevant quote and a rank is that of the first passage sharing a character with it. By file,
    an item is a file that holds a relevant quote and a rank is its place among the distinct files of the passages.
    Where whole files are relevant, there is no quote to find.
    """
    if not outcome.targets or (level == "quote" and not all(target.quote for target in outcome.targets)):
        return None
    ranks = (quote_ranks if level == "quote" else file_ranks)(outcome.targets, outcome.places)
    return Score(measure(ranks, k))


def _citation_precision(outcome: Outcome) -> Score | None:
    """``|citations on a relevant quote| / |citations|``, pooled over the answered questions with relevant passages.

    The citation precision of Liu, Zhang and Liang (2023), with labelled passages in the place of a judge.
    """
    if outcome.answered is None or not outcome.targets or not outcome.answered.citations:
        return None
    right = [outcome.is_relevant(citation) for citation in outcome.answered.citations]
    return Score(sum(right) / len(right), len(right))


def _citation_any(outcome: Outcome) -> Score | None:
    """1 where at least one citation falls on a relevant quote; over the same questions."""
    if outcome.answered is None or not outcome.targets:
        return None
    return Score(float(any(outcome.is_relevant(citation) for citation in outcome.answered.citations)))


def _citation_sources(outcome: Outcome) -> Score | None:
    """``|relevant files cited on a relevant quote| / |relevant files|``, pooled over the same questions.

    The recall to :func:`_citation_precision`, by file, since one quote of a file is enough to hear its voice.
    """
    if outcome.answered is None or not outcome.targets:
        return None
    wanted = {target.source for target in outcome.targets}
    cited = {citation.source for citation in outcome.answered.citations if outcome.is_relevant(citation)}
    return Score(len(cited) / len(wanted), len(wanted))


def _citation_exact(outcome: Outcome) -> Score | None:
    """``|citations with text[start:end] == quote| / |citations|``, pooled over every citation, of refusals too."""
    return Score(sum(outcome.exact) / len(outcome.exact), len(outcome.exact)) if outcome.exact else None


def _value(outcome: Outcome, measure: Callable[[str, tuple[str, ...]], float]) -> Score | None:
    """A measure of :mod:`rag.evaluation.values` over questions with an expected value; 0 where no value is given."""
    if outcome.answer is None or not outcome.question.expected:
        return None
    short = outcome.answer.short
    return Score(0.0 if short is None else float(measure(short, outcome.question.expected)))


def _value_precision(outcome: Outcome) -> Score | None:
    """``|values that agree with an expected one| / |values given|``, over questions that tell what is expected.

    They agree where the words of the one stand within the other, so that "at least 80" agrees with "80". A value
    given where ``expected`` says that there is none is wrong; where nothing is said, it does not count.
    """
    if outcome.answer is None or outcome.answer.short is None or not outcome.question.tells_value:
        return None
    return Score(float(agrees(outcome.answer.short, outcome.question.expected)))


def _refusal(outcome: Outcome, *, answerable: bool) -> Score | None:
    """``|answered| / |answerable|`` and ``|refused| / |unanswerable|``: sensitivity and specificity (Altman 1994)."""
    if outcome.answer is None or outcome.question.answerable is not answerable:
        return None
    return Score(float(outcome.answer.refused is not answerable))


def _flag(outcome: Outcome, measure: Literal["precision", "recall", "accuracy", "checked"]) -> Score | None:
    """The flag "disagree" against the label, over questions for which ``disagrees`` is told.

    Precision: ``|flagged and labelled| / |flagged|``; recall: ``|flagged and labelled| / |labelled|`` (van Rijsbergen
    1979, chapter 7); accuracy: the share where flag and label are the same; checked: the share where sources were
    compared at all.
    """
    if outcome.answer is None or outcome.question.disagrees is None:
        return None
    flag, label = outcome.answer.agreement == "disagree", outcome.question.disagrees
    match measure:
        case "precision":
            return Score(float(label)) if flag else None
        case "recall":
            return Score(float(flag)) if label else None
        case "accuracy":
            return Score(float(flag is label))
        case "checked":
            return Score(float(outcome.answer.agreement != "not_checked"))


def _positions(outcome: Outcome) -> Score | None:
    """1 where every labelled position agrees with one given, over flagged questions whose positions are told.

    Agreement of values is that of :func:`_value_precision`.
    """
    wanted = outcome.question.all_positions
    if outcome.answer is None or outcome.answer.agreement != "disagree" or not wanted:
        return None
    given = [position.value for found in outcome.answer.disagreements for position in found.positions]
    return Score(float(all(agrees(value, given) for value in wanted)))


def _latency(outcome: Outcome) -> Score | None:
    """Milliseconds from question to answer by a monotonic clock, models loaded and a follow-up's history asked."""
    return Score(outcome.milliseconds)


def _rankings() -> list[Metric]:
    measures: list[tuple[str, str, Callable[[list[int | None], int], float], tuple[int, ...]]] = [
        ("hit", "any relevant {} among the first {}", ranking.hit, (1, 3, 5, 10)),
        ("recall", "share of the relevant {}s among the first {}", ranking.recall, (1, 3, 5, 10)),
        ("mrr", "one through the rank of the first relevant {}, to rank {}", ranking.reciprocal_rank, (10,)),
        ("ndcg", "how near the ranking of {}s is to the best one, to rank {}", ranking.ndcg, (5, 10)),
    ]
    levels: tuple[Level, ...] = ("file", "quote")
    return [
        Metric(f"{level}.{name}@{k}", meaning.format(level, k), partial(_ranked, level=level, measure=measure, k=k))
        for level in levels
        for name, meaning, measure, ks in measures
        for k in ks
    ]


_ALL = [
    *_rankings(),
    Metric("citation.precision", "citations that fall on a relevant quote", _citation_precision),
    Metric("citation.any", "answered questions with a citation on a relevant quote", _citation_any),
    Metric("citation.sources", "relevant files that are cited on a relevant quote", _citation_sources),
    Metric("citation.exact", "citations that are byte-exact slices of their files", _citation_exact),
    Metric("value.exact", "the value is an expected one, word for word", partial(_value, measure=exact)),
    Metric("value.f1", "overlap of words between the value and an expected one", partial(_value, measure=token_f1)),
    Metric("value.recall", "an expected value is given", partial(_value, measure=agrees)),
    Metric("value.precision", "values given that are expected ones", _value_precision),
    Metric("refusal.answered", "answerable questions that are answered", partial(_refusal, answerable=True)),
    Metric("refusal.refused", "unanswerable questions that are refused", partial(_refusal, answerable=False)),
    Metric("disagreement.precision", "flags that are right", partial(_flag, measure="precision")),
    Metric("disagreement.recall", "disagreements that are flagged", partial(_flag, measure="recall")),
    Metric("disagreement.accuracy", "questions flagged rightly or rightly not", partial(_flag, measure="accuracy")),
    Metric("disagreement.positions", "flagged disagreements with every position", _positions),
    Metric("disagreement.checked", "questions whose sources were compared", partial(_flag, measure="checked")),
    Metric("latency.median", "milliseconds to an answer, median", _latency, "median", "ms"),
    Metric("latency.p95", "milliseconds to an answer, 95th percentile", _latency, "p95", "ms"),
]

METRICS = {metric.name: metric for metric in _ALL}

# What is shown first.
MAIN_METRICS = (
    "file.recall@10",
    "quote.recall@10",
    "quote.ndcg@10",
    "citation.precision",
    "citation.any",
    "citation.sources",
    "value.f1",
    "value.precision",
    "refusal.answered",
    "refusal.refused",
    "disagreement.precision",
    "disagreement.recall",
)


def list_metrics(*, main: bool = False) -> list[Metric]:
    """Every metric in the order of reports, or those that a report shows first."""
    return [METRICS[name] for name in MAIN_METRICS] if main else list(METRICS.values())
