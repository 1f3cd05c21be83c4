"""What ``whosays eval`` does: from questions and documents to figures, misses and a report."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.engine import Engine
from rag.errors import SettingsError
from rag.evaluation.baseline import Comparison, compare
from rag.evaluation.collections import is_collection, read_collection
from rag.evaluation.console import below, comparison_lines, figure_lines, miss_lines, parse_floors
from rag.evaluation.report import page
from rag.evaluation.results import Evaluation, read_evaluation
from rag.evaluation.run import evaluate
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.evaluation.questions import Question
    from rag.settings import Settings

__all__ = ["Measured", "measure"]


class Compared(Evaluation):
    """A run with what an earlier one makes of it, as ``--json --baseline`` prints it."""

    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, how it compares with an earlier one if that was asked for, and a line for each floor missed."""

    evaluation: Evaluation
    comparison: Comparison | None
    below: list[str]

    def json(self) -> str:
        """One JSON document; without its ``comparison``, an :class:`~rag.evaluation.results.Evaluation`."""
        if self.comparison is None:
            return self.evaluation.model_dump_json(indent=2)
        whole = Compared(**dict(self.evaluation), comparison=self.comparison)
        return whole.model_dump_json(indent=2)

    def lines(self) -> list[str]:
        """For a terminal: every miss, then the figures, then the comparison."""
        missed = self.evaluation.missed
        lines = [f"{plural(len(missed), 'question')} went wrong", ""] if missed else []
        for question in missed:
            lines += [*miss_lines(question), ""]
        lines += figure_lines(self.evaluation)
        return lines if self.comparison is None else [*lines, "", *comparison_lines(self.comparison)]


def measure(
    questions: Path,
    settings: Settings,
    *,
    split: str | None = None,
    sample: int | None = None,
    baseline: Path | None = None,
    floors: Sequence[str] = (),
    report: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Measured:
    """Ask the questions of a file over the index of the settings, or those of a collection over its documents.

    What can be wrong with the arguments is found before anything is asked.

    Args:
        questions: A file (see :func:`rag.evaluation.questions.read_questions`), or a collection that brings its
            documents (see :func:`rag.evaluation.collections.read_collection`).
        settings: Of the engine.
        split: Only the questions of this split.
        sample: Only so many of them, drawn at random.
        baseline: What ``--json`` printed earlier, to compare with.
        floors: ``METRIC=VALUE`` each.
        report: Where to write an HTML page.
        progress: Told how far it is, if given.

    Raises:
        RagError: Questions, baseline, a floor or the index is not as it should be.
        OSError: The report cannot be written.
    """
    wanted = parse_floors(floors)
    if report and not report.absolute().parent.is_dir():
        raise SettingsError(f"{report}: there is no folder {report.parent}; make it")
    earlier = read_evaluation(baseline) if baseline else None
    asked: Path | list[Question] = questions
    retrieve_only = None
    if is_collection(questions):
        collection = read_collection(questions, split)
        asked, retrieve_only = collection.questions, collection.retrieve_only
        split = split or collection.split
        opened = Engine.from_documents(collection.documents, settings)
    else:
        opened = Engine.open(settings=settings)
    with closing(opened) as engine:
        evaluation = evaluate(
            engine,
            asked,
            split=split,
            sample=sample,
            retrieve_only=retrieve_only,
            name=str(questions),
            progress=progress,
        )
    comparison = compare(evaluation, earlier, str(baseline)) if earlier else None
    if report:
        report.write_text(page(evaluation, comparison), encoding="utf-8")
    return Measured(evaluation, comparison, below(evaluation, wanted))
