"""What ``whosays eval`` and ``whosays questions`` do: from questions to figures, and from documents to questions."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.building import build_index
from rag.engine import Engine
from rag.errors import QuestionError, SettingsError
from rag.evaluation.asking import Crew
from rag.evaluation.baseline import Comparison, compare
from rag.evaluation.collections import is_collection, read_collection
from rag.evaluation.console import below, comparison_lines, figure_lines, miss_lines, parse_floors
from rag.evaluation.drafting.draft import draft_from, json_lines
from rag.evaluation.questions import read_questions
from rag.evaluation.report import page
from rag.evaluation.results import Evaluation, read_evaluation
from rag.evaluation.run import evaluate
from rag.indexing import binding_of
from rag.store.index import Index
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.documents.document import Document
    from rag.evaluation.drafting.draft import Draft
    from rag.evaluation.questions import Question
    from rag.settings import Settings

__all__ = ["Measured", "draft", "measure"]


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
    documents: Sequence[Path] | None = None,
    split: str | None = None,
    sample: int | None = None,
    drafts: bool = False,
    baseline: Path | None = None,
    floors: Sequence[str] = (),
    report: Path | None = None,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> Measured:
    """Ask the questions of a file over the index of the settings, or those of a collection over its documents.

    What can be wrong with the arguments is found before anything is asked.

    Args:
        questions: A file (see :func:`rag.evaluation.questions.read_questions`), or a collection that brings its
            documents (see :func:`rag.evaluation.collections.read_collection`).
        settings: Of the engine.
        documents: Files and folders with which the index is brought up to date first; a collection has its own.
        split: Only the questions of this split.
        sample: Only so many of them, drawn at random.
        drafts: Ask the drafts among them too.
        baseline: What ``--json`` printed earlier, to compare with.
        floors: ``METRIC=VALUE`` each.
        report: Where to write an HTML page.
        jobs: How many questions are asked at a time, each in a process of its own with models of its own. How long an
            answer takes is then measured while others are on their way. A collection is asked one by one.
        progress: Told how far it is, if given.

    Raises:
        RagError: Questions, baseline, a floor or the index is not as it should be.
        OSError: The report cannot be written.
    """
    wanted = parse_floors(floors)
    if report and not report.absolute().parent.is_dir():
        raise SettingsError(f"{report}: there is no folder {report.parent}; make it")
    if jobs < 1:
        raise SettingsError(f"--jobs {jobs}: no question would be asked; give 1 or more")
    earlier = read_evaluation(baseline) if baseline else None
    asked: list[Question]
    opened: Engine | Crew
    retrieve_only = None
    if is_collection(questions):
        if documents is not None:
            raise SettingsError(f"--documents: {questions} brings its documents; leave the flag away")
        if jobs > 1:
            raise SettingsError(f"--jobs: {questions} is indexed in this process only; leave the flag away")
        collection = read_collection(questions, split)
        asked, retrieve_only = collection.questions, collection.retrieve_only
        split = split or collection.split
        opened = Engine.from_documents(collection.documents, settings)
    else:
        # First the cheap check: nobody should wait for a model to hear that a line is broken.
        asked = read_questions(questions)
        if documents is not None:
            build_index(documents, settings, progress)
        opened = Engine.open(settings=settings) if jobs == 1 else Crew(settings, jobs)
    with closing(opened) as engine:
        evaluation = evaluate(
            engine,
            asked,
            split=split,
            sample=sample,
            drafts=drafts,
            retrieve_only=retrieve_only,
            name=str(questions),
            progress=progress,
        )
    if jobs > 1:
        evaluation = evaluation.model_copy(update={"settings": {**evaluation.settings, "jobs": str(jobs)}})
    comparison = compare(evaluation, earlier, str(baseline)) if earlier else None
    if report:
        report.write_text(page(evaluation, comparison), encoding="utf-8")
    return Measured(evaluation, comparison, below(evaluation, wanted))


def draft(
    settings: Settings,
    *,
    count: int,
    seed: int,
    out: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Draft]:
    """Draft questions from the index of the settings. No model but the parser is loaded.

    Args:
        settings: Name the index.
        count: How many questions at most.
        seed: Of what is drawn at random.
        out: Where to write them as a file of questions, if given.
        progress: Told how far it is, if given.

    Raises:
        SettingsError: ``out`` is there already, or its folder is not; nothing is written over.
        QuestionError: ``count`` is not positive, or no sentence gives a question.
        RagError: The index is not as it should be.
    """
    if out and out.exists():
        raise SettingsError(f"{out} is there already, and may hold questions that you kept; choose another name")
    if out and not out.absolute().parent.is_dir():
        raise SettingsError(f"{out}: there is no folder {out.parent}; make it")
    index = Index.open(settings.index, binding_of(settings))
    with closing(index):
        sources = [document.source for document in index.catalogue.documents()]

        def read(source: str) -> Document:
            document = index.catalogue.document(source)
            if document is None:
                raise QuestionError(f"{source} was taken out of the index meanwhile; try again")
            return document

        drafts = draft_from(sources, read, count=count, seed=seed, progress=progress)
    if not drafts:
        raise QuestionError("no sentence of the index gives a question that stands alone; write questions by hand")
    if out:
        out.write_text(json_lines(drafts), encoding="utf-8")
    return drafts
