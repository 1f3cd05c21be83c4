"""What people say of the answer that is shown: thumbs with a reason, and answers that become test questions."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag import Answer  # noqa: TC001  (Gradio looks up the types of what handles an event)
from ui.chat.page import EACH, QUIET
from ui.feedback.form import FORM_DIALOG, form_html, outcome_html, wanted_of
from ui.feedback.saving import SavedQuestions, SavingError, Twice
from ui.feedback.strip import heard_html, strip_html
from ui.feedback.votes import VERDICTS, VoteError, Votes, answer_key, vote_row
from ui.sources.panel import plural
from ui.theme import asset

if TYPE_CHECKING:
    from pathlib import Path

    from ui.chat.page import ChatPage

__all__ = ["FeedbackBar", "saved_questions"]

_DEFECT = "That could not be kept; where the program was started, it says more."
_GONE = "The answer has changed meanwhile: look at it again."
_THANKS = {"up": "Thank you.", "down": "Thank you.", "none": "Taken back."}


def saved_questions(kept: Path) -> Path:
    """Where answers that became test questions are kept."""
    return kept / "questions.jsonl"


class FeedbackBar:
    """Components and what handles their events; made in the column beside the chat.

    Args:
        chat: The chat whose answers are judged.
        kept: The folder where verdicts and test questions are kept.
        runs: What else is to be said once a question is saved, such as where it is run.
    """

    def __init__(self, chat: ChatPage, kept: Path, runs: str = "") -> None:
        self._runs = runs
        self._votes = Votes(kept / "feedback.jsonl")
        self._questions = SavedQuestions(saved_questions(kept))
        strip = gr.HTML("", js_on_load=asset("feedback.js"), apply_default_css=False, elem_id="ws-feedback")
        heard = gr.HTML("", js_on_load=asset("relay.js"), apply_default_css=False, elem_classes="ws-relay")
        dialog = gr.HTML(FORM_DIALOG, js_on_load=asset("saving.js"), apply_default_css=False, elem_id="ws-saving")
        outcome = gr.HTML("", js_on_load=asset("relay.js"), apply_default_css=False, elem_classes="ws-relay")
        chat.answer.change(strip_html, chat.answer, strip, trigger_mode="always_last", **QUIET)
        judged = strip.judged(self._judge, chat.answer, heard, concurrency_limit=4, **EACH)
        judged.failure(lambda: heard_html(-1, _DEFECT), None, heard, **QUIET)
        opened = dialog.opened(self._open, chat.answer, outcome, concurrency_limit=4, **EACH)
        saving = dialog.saving(self._save, chat.answer, outcome, concurrency_limit=4, **EACH)
        for event in (opened, saving):
            event.failure(lambda: outcome_html(-1, "problem", _DEFECT), None, outcome, **QUIET)

    def _judge(self, answer: Answer | None, event: gr.EventData, request: gr.Request) -> str:
        said = _fields(event, "number", "key", "verdict", "reason", "browser")
        number = _number(said)
        if answer is None or said["key"] != answer_key(answer) or said["verdict"] not in VERDICTS:
            return heard_html(number, _GONE)
        row = vote_row(answer, said["verdict"], reason=str(said["reason"] or ""), by=_who(request, said["browser"]))
        try:
            self._votes.add(row)
        except VoteError as error:
            return heard_html(number, str(error))
        return heard_html(number, _THANKS[said["verdict"]], verdict=said["verdict"])

    def _open(self, answer: Answer | None, event: gr.EventData) -> str:
        number = _number(_fields(event, "number"))
        if answer is None:
            return outcome_html(number, "problem", _GONE)
        try:
            return form_html(number, answer, self._questions.holds)
        except SavingError as error:
            return outcome_html(number, "problem", str(error))

    def _save(self, answer: Answer | None, event: gr.EventData) -> str:
        said = _fields(event, "number", "key", "filled", "replace")
        number = _number(said)
        if answer is None or said["key"] != answer_key(answer) or not isinstance(said["filled"], dict):
            return outcome_html(number, "problem", _GONE)
        try:
            count = self._questions.save(wanted_of(answer, said["filled"]), replace=said["replace"] is True)
        except Twice as twice:
            return outcome_html(number, "twice", str(twice))
        except SavingError as error:
            return outcome_html(number, "problem", str(error))
        saved = f"Saved: {plural(count, 'test question')} in {self._questions.file}."
        return outcome_html(number, "saved", " ".join(filter(None, [saved, self._runs])))


def _fields(event: gr.EventData, *names: str) -> dict[str, Any]:
    return {name: getattr(event, name, None) for name in names}


def _number(said: dict[str, Any]) -> int:
    return said["number"] if isinstance(said["number"], int) else -1


def _who(request: gr.Request, browser: object) -> str:
    """The name of who signed in, else a digest of the random mark that the browser keeps: the mark itself is theirs."""
    name = getattr(request, "username", None)
    if name:
        return str(name)
    mark = str(browser or "")[:64]
    return hashlib.sha256(mark.encode()).hexdigest()[:16] if mark else ""
