"""What ``whosays eval`` does: from a file of questions and an index to figures, misses and a report."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.engine import Engine
from rag.errors import SettingsError
from rag.evaluation.baseline import Comparison, compare
from rag.evaluation.console import below, comparison_lines, figure_lines, miss_lines, parse_floors
from rag.evaluation.report import page
from rag.evaluation.results import Evaluation, read_evaluation
from rag.evaluation.run import evaluate
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

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
    baseline: Path | None = None,
    floors: Sequence[str] = (),
    report: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Measured:
    """Ask the questions of a file over the index of the settings.

    What can be wrong with the arguments is found before anything is asked.

    Args:
        questions: See :func:`rag.evaluation.questions.read_questions`.
        settings: Of the engine.
        split: Only the questions of this split.
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
    with closing(Engine.open(settings=settings)) as engine:
        evaluation = evaluate(engine, questions, split=split, progress=progress)
    comparison = compare(evaluation, earlier, str(baseline)) if earlier else None
    if report:
        report.write_text(page(evaluation, comparison), encoding="utf-8")
    return Measured(evaluation, comparison, below(evaluation, wanted))
