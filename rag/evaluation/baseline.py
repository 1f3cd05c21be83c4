"""Two runs compared question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from rag.evaluation.metrics import METRICS
from rag.evaluation.statistics import bootstrap, sign_flip_test

if TYPE_CHECKING:
    from rag.evaluation.results import Evaluation, QuestionResult

__all__ = ["Change", "Comparison", "compare"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Frozen):
    """A metric in two runs, over the questions that bear on it in both, each counting once."""

    before: float
    after: float
    difference: float = Field(description="mean of the questions' differences, after less before")
    low: float = Field(description="bound of the bootstrap interval of the difference at 95 %")
    high: float
    p: float = Field(description="of the paired randomisation test that neither run is better; two-sided")
    better: tuple[str, ...] = Field(description="ids; none for milliseconds, which differ with every run")
    worse: tuple[str, ...]


class Comparison(_Frozen):
    """A run against an earlier one."""

    baseline: str
    questions: int = Field(description="in both runs, with the same id, history and words")
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    changes: dict[str, Change]


def compare(evaluation: Evaluation, baseline: Evaluation, name: str) -> Comparison:
    """Compare a run with an earlier one.

    Questions are the same where id, history and words are. The means are plain ones over questions, also of metrics
    whose figures are pooled, and also of milliseconds: pairs are what is tested. The test is
    :func:`rag.evaluation.statistics.sign_flip_test`.

    Args:
        evaluation: The later run.
        baseline: The earlier one.
        name: Of the earlier one, for the report.
    """
    here = {_key(question): question for question in evaluation.questions}
    there = {_key(question): question for question in baseline.questions}
    pairs = [(there[key], question) for key, question in here.items() if key in there]
    changes = {metric: change for metric in METRICS if (change := _change(metric, pairs)) is not None}
    return Comparison(
        baseline=name,
        questions=len(pairs),
        only_here=tuple(question.id for key, question in here.items() if key not in there),
        only_there=tuple(question.id for key, question in there.items() if key not in here),
        changes=changes,
    )


def _key(question: QuestionResult) -> tuple[str, ...]:
    return (question.id, *question.history, question.question)


def _change(name: str, pairs: list[tuple[QuestionResult, QuestionResult]]) -> Change | None:
    metric = METRICS[name]
    scored = [(old, new) for old, new in pairs if name in old.scores and name in new.scores]
    both = [(new.id, old.scores[name], new.scores[name]) for old, new in scored]
    groups = [new.group or new.id for _, new in scored]
    # The two metrics of waiting have the same scores: comparing one says all.
    if not both or metric.summary == "p95":
        return None
    before = np.array([old for _, old, _ in both])
    after = np.array([new for _, _, new in both])
    differences = after - before
    interval = bootstrap(lambda rows: rows[..., 0].mean(axis=-1), differences[:, np.newaxis], groups=groups)
    listed = both if metric.unit == "share" else []
    return Change(
        before=float(before.mean()),
        after=float(after.mean()),
        difference=float(differences.mean()),
        low=interval.low,
        high=interval.high,
        p=sign_flip_test(differences),
        better=tuple(of for of, old, new in listed if metric.is_better(new, old)),
        worse=tuple(of for of, old, new in listed if metric.is_better(old, new)),
    )
