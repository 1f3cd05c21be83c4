"""Ask the test questions and score what comes back."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import QuestionError, ReadError
from rag.evaluation.asking import Crew, ask_each
from rag.evaluation.matching import Place, locate, quote_ranks
from rag.evaluation.metrics import METRICS
from rag.evaluation.misses import misses
from rag.evaluation.outcome import Outcome
from rag.evaluation.questions import Question, parse_question, read_questions
from rag.evaluation.results import Evaluation, Figure, FoundCitation, FoundHit, QuestionResult, WantedQuote
from rag.evaluation.statistics import bootstrap, weighted_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from rag.engine import Engine
    from rag.evaluation.asking import Reply
    from rag.evaluation.matching import Target
    from rag.evaluation.metrics import Metric, Score

__all__ = ["evaluate", "score"]

_SHOWN_HITS = 10
_SHOWN_CHARACTERS = 300


def evaluate(
    engine: Engine | Crew,
    questions: str | Path | Iterable[Question | Mapping[str, Any]],
    *,
    split: str | None = None,
    sample: int | None = None,
    drafts: bool = False,
    retrieve_only: int | None = None,
    name: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Ask test questions and measure the answers.

    Args:
        engine: What is measured; a crew is several processes with an engine each.
        questions: A file (one JSON object a line), or the questions; docs/evaluation.md describes their fields.
        split: Only the questions of this split.
        sample: Only so many of them, drawn at random, the same ones each time; all where there are no more.
        drafts: Ask the drafts among them too, which are left out otherwise.
        retrieve_only: Judge the first so many passages of a search, and leave the answers away.
        name: What a report calls the questions; the file's if None.
        progress: Told the stage, how many questions are done, and of how many.

    Returns:
        Each metric with its interval, and each question with its scores and misses.

    Raises:
        ReadError: A question is broken, a source is not indexed or a quote does not stand in it; nothing was asked.
        QuestionError: No question is of the split, all are drafts, or the sample is not positive.
        ModelError: The reader's files are missing or damaged.
    """
    name = name or (str(questions) if isinstance(questions, (str, Path)) else "questions")
    of_split = _of_split(_read(questions), split)
    kept = of_split if drafts else _without_drafts(of_split)
    rows = _sampled(kept, sample)
    text_of = lru_cache(maxsize=None)(lambda source: engine.document(source).text)
    targets = [locate(row, text_of) for row in rows]
    if isinstance(engine, Crew):
        replies = engine.ask_each(rows, retrieve_only)
    else:
        replies = ask_each(engine, rows, retrieve_only)
    outcomes: list[Outcome] = []
    for row, wanted in zip(rows, targets, strict=True):
        if progress:
            progress("asking", len(outcomes), len(rows))
        try:
            outcomes.append(_outcome(row, wanted, next(replies), text_of))
        except QuestionError as error:
            raise ReadError(f"{row.where}, field question", str(error), "mend it or take it out") from error
    if progress:
        progress("asking", len(rows), len(rows))
    settings = {setting: str(value) for setting, value in engine.settings.model_dump(mode="json").items()}
    evaluation = score(outcomes, questions_from=name, split=split, settings=settings)
    return evaluation.model_copy(update={"drafts_left_out": len(of_split) - len(kept)})


def _read(questions: str | Path | Iterable[Question | Mapping[str, Any]]) -> list[Question]:
    if isinstance(questions, (str, Path)):
        return read_questions(Path(questions))
    return [
        row if isinstance(row, Question) else parse_question(row, f"question {number}", f"q{number}")
        for number, row in enumerate(questions, 1)
    ]


def _of_split(rows: list[Question], split: str | None) -> list[Question]:
    chosen = [row for row in rows if split is None or row.split == split]
    if not chosen:
        known = sorted({row.split for row in rows if row.split})
        raise QuestionError(f"no question is of the split {split!r}; splits are: {', '.join(known) or 'none'}")
    return chosen


def _without_drafts(rows: list[Question]) -> list[Question]:
    kept = [row for row in rows if not row.draft]
    if not kept:
        raise QuestionError(
            'every question is a draft; take "draft" out of those that you keep, or ask them as they are with --drafts'
        )
    return kept


def _sampled(rows: list[Question], sample: int | None) -> list[Question]:
    if sample is None or sample >= len(rows):
        return rows
    if sample < 1:
        raise QuestionError(f"a sample of {sample} questions is none; ask for at least 1")
    return random.Random(0).sample(rows, sample)  # noqa: S311  (no secret hangs on it)


def _outcome(question: Question, targets: tuple[Target, ...], reply: Reply, text_of: Callable[[str], str]) -> Outcome:
    citations = reply.answer.citations if reply.answer else ()
    exact = tuple(
        _bytes(text_of(citation.source)[citation.start : citation.end]) == _bytes(citation.quote)
        for citation in citations
    )
    return Outcome(question, targets, reply.hits, reply.answer, exact, reply.milliseconds)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def score(
    outcomes: Sequence[Outcome], *, questions_from: str, split: str | None = None, settings: Mapping[str, str]
) -> Evaluation:
    """Score what came of the questions: the part of :func:`evaluate` that asks nothing.

    Args:
        outcomes: At least one.
        questions_from: What the report calls the questions.
        split: Of the questions, if one was chosen.
        settings: In force when they were asked.
    """
    scores = [{name: one for name, metric in METRICS.items() if (one := metric.score(o)) is not None} for o in outcomes]
    groups = [o.question.group or o.question.id for o in outcomes]
    figures = {
        name: _figure(metric, [of_one[name] for _, of_one in bearing], [group for group, _ in bearing])
        for name, metric in METRICS.items()
        if (bearing := [(group, of_one) for group, of_one in zip(groups, scores, strict=True) if name in of_one])
    }
    results = tuple(_result(o, of_one) for o, of_one in zip(outcomes, scores, strict=True))
    return Evaluation(
        questions_from=questions_from, split=split, settings=dict(settings), figures=figures, questions=results
    )


def _figure(metric: Metric, scores: list[Score], groups: list[str]) -> Figure:
    rows = np.array(scores, dtype=np.float64)
    match metric.summary:
        case "mean":
            of = weighted_mean
        case "median":
            of = _median
        case "p95":
            of = _p95
    interval = bootstrap(of, rows, groups=groups)
    return Figure(value=float(of(rows)), low=interval.low, high=interval.high, questions=len(rows))


def _median(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.median(rows[..., 0], axis=-1))


def _p95(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.percentile(rows[..., 0], 95, axis=-1))


def _result(outcome: Outcome, scores: Mapping[str, Score]) -> QuestionResult:
    question, answer = outcome.question, outcome.answer
    citations = answer.citations if answer else ()
    ranks = quote_ranks(outcome.targets, outcome.places)
    return QuestionResult(
        id=question.id,
        question=question.question,
        history=question.history,
        kind=question.kind,
        split=question.split,
        group=question.group,
        answerable=question.answerable,
        disagrees=question.disagrees,
        expected=question.expected,
        searched_for=answer.searched_for if answer else question.question,
        refused=answer.refused if answer else None,
        short=answer.short if answer else None,
        agreement=answer.agreement if answer else None,
        positions=tuple(p.value for one in answer.disagreements for p in one.positions) if answer else (),
        relevant=tuple(
            WantedQuote(
                source=target.source,
                quote=target.quote[:_SHOWN_CHARACTERS],
                rank=rank,
                cited=any(target.overlaps(Place(c.source, c.start, c.end)) for c in citations),
            )
            for target, rank in zip(outcome.targets, ranks, strict=True)
        ),
        citations=tuple(
            FoundCitation(source=c.source, line=c.line, quote=c.quote, relevant=outcome.is_relevant(c), exact=exact)
            for c, exact in zip(citations, outcome.exact, strict=True)
        ),
        hits=tuple(
            FoundHit(
                source=hit.source,
                start=hit.start,
                end=hit.end,
                text=hit.text[:_SHOWN_CHARACTERS],
                relevant=outcome.is_relevant(hit),
            )
            for hit in outcome.hits[:_SHOWN_HITS]
        ),
        milliseconds=round(outcome.milliseconds, 3),
        scores={name: one.value for name, one in scores.items()},
        misses=misses(outcome),
    )
