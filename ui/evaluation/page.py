"""The evaluation page: choose test questions, run them, see how good the answers are and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  (Gradio looks up the types of what handles an event)
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.errors import RagError, ReadError
from ui.evaluation.file import MOST_BYTES, Chosen, read_beside, read_sent
from ui.evaluation.results import results_html
from ui.evaluation.run import Progress, Run
from ui.evaluation.told import chosen_html, progress_html
from ui.theme import asset
from ui.told import DEFECT, problem_html, said_html

if TYPE_CHECKING:
    from pathlib import Path

    from ui.evaluation.run import Evaluate
    from ui.port import AnsweringEngine

__all__ = ["EvaluationPage", "Measuring"]

_CHOOSER = (
    '<div class="ws-chooser"><h2>Test questions</h2><p class="ws-quiet">Write down questions about these files with '
    "the words that answer them, one JSON object a line (docs/evaluation.md describes the fields), and see how often "
    'they are found, cited and read.</p><label class="ws-choose">Choose a questions file'
    f'<input type="file" accept=".jsonl,.ndjson,.json,.txt" data-most="{MOST_BYTES}"></label>'
    '<span class="ws-quiet ws-drop">or drop it here</span></div>'
)
_NO_FILE = "No questions are chosen: choose a file of questions first."
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Measuring:
    """What the evaluation page needs beside an engine.

    Attributes:
        evaluate: :func:`rag.evaluate` with the engine as its first argument.
        beside: Where a file of questions may lie beside the documents.
        saved: Where questions are kept that people made of answers in the chat.
    """

    evaluate: Evaluate
    beside: Path | None = None
    saved: Path | None = None


class EvaluationPage:
    """Components and what handles their events; made within the context where they are to stand.

    Args:
        engine: Hands out the texts that the quotes stand in.
        measuring: What measures it.

    Attributes:
        results: Raises ``asked`` with the ``number`` of a miss that is to be seen in the chat.
        missed: A state: for each miss its questions, those of its history first.
        chosen: A state: the questions that would be asked, or None.
        choosing: The outputs of :meth:`load` and :meth:`visit`.
    """

    def __init__(self, engine: AnsweringEngine, measuring: Measuring) -> None:
        self._engine = engine
        self._measuring = measuring
        self._turn = Lock()
        self.chosen, run, self.missed = gr.State(None), gr.State(None), gr.State(())
        chosen = self.chosen
        with gr.Column(elem_id="ws-measure"):
            chooser = gr.HTML(_CHOOSER, js_on_load=asset("chooser.js"), apply_default_css=False, elem_id="ws-chooser")
            told = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="ws-chosen")
            with gr.Row(elem_id="ws-offered"):
                back = gr.Button("", size="sm", visible=False, elem_id="ws-beside")
                own = gr.Button("", size="sm", visible=False, elem_id="ws-saved")
            with gr.Row(elem_id="ws-order"):
                split = gr.Radio([], label="Split", visible=False, scale=2, min_width=240, elem_id="ws-split")
                sample = gr.Textbox(
                    label="Sample size",
                    placeholder="all",
                    lines=1,
                    max_lines=1,
                    min_width=140,
                    elem_id="ws-sample",
                    html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
                )
                drafts = gr.Checkbox(label="Ask drafts too", visible=False, min_width=140, elem_id="ws-drafts")
            with gr.Row(elem_id="ws-start"):
                begin = gr.Button("Run", variant="primary", scale=0, min_width=96, elem_id="ws-run")
                end = gr.Button("Stop", interactive=False, scale=0, min_width=96, elem_id="ws-stop")
            progress = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="ws-progress")
        self.results = gr.HTML("", js_on_load=asset("misses.js"), apply_default_css=False, elem_id="ws-results")

        self.choosing = [chosen, told, back, own, split, drafts]
        chooser.chosen(self._choose, chosen, self.choosing, **_QUIET)
        for button, file in ((back, measuring.beside), (own, measuring.saved)):
            button.click(partial(self._choose_file, file), chosen, self.choosing, **_QUIET)
        shown = [progress, self.results, self.missed, run, begin, end]
        # Runs wait for each other by themselves, and say so; the chat's questions have a queue of their own.
        begun = begin.click(
            self._ask, [chosen, split, sample, drafts], shown, concurrency_limit=None, trigger_mode="once", **_QUIET
        )
        begun.failure(lambda: _over(problem_html(DEFECT)), None, shown, **_QUIET)
        end.click(_stop, run, end, queue=False, **_QUIET)

    def load(self) -> tuple[Any, ...]:
        """What a visit begins with: the questions beside the documents, else those that people saved, if any."""
        beside = self._measuring.beside
        there = beside is not None and beside.is_file()
        return self._choose_file(beside if there else self._measuring.saved, None)

    def visit(self, before: Chosen | None) -> tuple[Any, ...]:
        """What is there when somebody turns to this page: questions may have been saved in the meantime."""
        if before is None:
            return self.load()
        if before.name == str(self._measuring.saved):
            try:
                now = read_beside(self._measuring.saved)
            except ReadError as error:
                return self._refused(before, error)
            if now is not None and now.questions != before.questions:
                return self._chosen(now)
        return (gr.skip(), gr.skip(), *self._offers(before), gr.skip(), gr.skip())

    def _choose(self, before: Chosen | None, event: gr.EventData) -> tuple[Any, ...]:
        try:
            return self._chosen(read_sent({"name": event.name, "content": event.content}))
        except ReadError as error:
            return self._refused(before, error)

    def _choose_file(self, file: Path | None, before: Chosen | None) -> tuple[Any, ...]:
        try:
            found = read_beside(file)
        except ReadError as error:
            return self._refused(before, error)
        return self._chosen(found or before)

    def _chosen(self, chosen: Chosen | None) -> tuple[Any, ...]:
        """Values for ``choosing``. The split that was picked may not be one of the new file: all are."""
        splits = chosen.splits if chosen else {}
        choices = [("all", ""), *((f"{name} ({count})", name) for name, count in splits.items())]
        return (
            chosen,
            chosen_html(chosen),
            *self._offers(chosen),
            gr.Radio(choices, value="", visible=bool(splits)),
            gr.Checkbox(value=False, visible=bool(chosen and chosen.drafts)),
        )

    def _offers(self, chosen: Chosen | None) -> tuple[gr.Button, gr.Button]:
        """The buttons for the files that are there and not chosen."""

        def elsewhere(file: Path | None) -> bool:
            return file is not None and file.is_file() and (chosen is None or chosen.name != str(file))

        beside, saved = self._measuring.beside, self._measuring.saved
        return (
            gr.Button(f"Use {beside}", visible=elsewhere(beside)),
            gr.Button("Use the test questions saved in the chat", visible=elsewhere(saved)),
        )

    def _refused(self, before: Chosen | None, error: ReadError) -> tuple[Any, ...]:
        """Values for ``choosing`` where a file is broken: what was chosen before stays as it was."""
        said = problem_html(str(error)) + chosen_html(before, kept=True)
        return (gr.skip(), said, *self._offers(before), gr.skip(), gr.skip())

    def _ask(self, chosen: Chosen | None, split: str | None, sample: str, drafts: bool) -> Iterator[Any]:
        """Values for progress, results, misses, run, and the buttons to begin and end it."""
        if chosen is None:
            yield _over(problem_html(_NO_FILE))
            return
        wanted = sample.strip()
        if wanted and not (wanted.isascii() and wanted.isdigit()):
            yield _over(problem_html(f"{wanted!r} is no sample size: write a whole number, or nothing to ask all."))
            return
        asked = partial(
            self._measuring.evaluate,
            chosen.questions,
            split=split or None,
            sample=int(wanted) if wanted else None,
            drafts=drafts,
            name=chosen.name,
        )
        run = Run(lambda tell: asked(progress=tell), self._turn)
        last = Progress("preparing")
        for last in run.follow():
            yield (
                progress_html(last),
                gr.skip(),
                gr.skip(),
                run,
                gr.Button(interactive=False),
                gr.Button(interactive=last.stage != "stopping"),
            )
        try:
            evaluation = run.result()
        except RagError as error:
            yield _over(problem_html(str(error)))
            return
        if evaluation is None:
            yield _over(said_html(f"Stopped after {last.done} of {last.of or 'its'} questions; none of them counts."))
            return
        missed = tuple((*question.history, question.question) for question in evaluation.missed)
        over = _over(said_html("Done."))
        yield (over[0], results_html(evaluation, self._text_of), missed, *over[3:])

    def _text_of(self, source: str) -> str | None:
        try:
            return self._engine.document(source).text
        except RagError:
            return None


def _over(said: str) -> tuple[Any, ...]:
    """Values for the end of a run that measured nothing: what stands there stays there."""
    return (said, gr.skip(), gr.skip(), None, gr.Button(interactive=True), gr.Button(interactive=False))


def _stop(run: Run | None) -> gr.Button:
    if run is not None:
        run.stop()
    return gr.Button(interactive=False)
