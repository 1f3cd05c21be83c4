"""The page of conflicts: audit the corpus, narrow what was found, judge it, ask about it."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  (Gradio looks up the types of what handles an event)
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.errors import RagError
from ui.chat.page import EACH, QUIET
from ui.conflicts.asking import files_of, question_of
from ui.conflicts.audits import Audits
from ui.conflicts.choosing import Choice, Entry, entries_of, page_of, possible
from ui.conflicts.heatmap import heatmap_html
from ui.conflicts.listing import filters_html, list_html, verdicts_html
from ui.conflicts.told import progress_html, standing_html
from ui.theme import asset
from ui.verdicts.giving import give, sent, take_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.verdict_store import VerdictStore
    from ui.conflicts.audits import Auditing

__all__ = ["ConflictsPage"]

_HEAD = (
    '<div class="ws-conflicts-head"><h2>Conflicts</h2><p class="ws-quiet">What the files disagree on, '
    "with no question asked.</p></div>"
)


class ConflictsPage:
    """Components and what handles their events; made within the tab where they are to stand.

    Args:
        tab: That tab: whoever opens it sees what is known by then.
        auditing: What audits.
        store: Where verdicts are kept.
        may_judge: Whether they may be given and taken back here.

    Attributes:
        found: Raises ``asked`` with the ``key`` of a conflict that is to be asked about.
        questions: A state: for each conflict that is shown, by its key, a question and the files to ask it of.
    """

    def __init__(self, tab: gr.Tab, auditing: Auditing, store: VerdictStore, *, may_judge: bool) -> None:
        self._audits = Audits(auditing)
        self._store = store
        self._may_judge = may_judge
        choice, self.questions = gr.State(Choice()), gr.State({})
        with gr.Column(elem_id="ws-audit"):
            gr.HTML(_HEAD, js_on_load=None, apply_default_css=False)
            with gr.Row(elem_id="ws-audit-start"):
                begin = gr.Button("Find conflicts", variant="primary", scale=0, min_width=190, elem_id="ws-audit-run")
                end = gr.Button("Stop", interactive=False, scale=0, min_width=96, elem_id="ws-audit-stop")
            told = gr.HTML("", js_on_load=None, apply_default_css=False, elem_id="ws-audit-told")

        def export_verdicts(_: object = None) -> str:  # Gradio hands over what the script sends, if only nothing
            return store.read().json()

        script = asset("verdicts.js") + asset("conflicts.js")
        above = gr.HTML("", js_on_load=asset("conflicts.js"), apply_default_css=False, elem_id="ws-conflict-map")
        self.found = gr.HTML("", js_on_load=script, apply_default_css=False, elem_id="ws-conflict-list")
        kept = gr.HTML(
            "",
            js_on_load=script,
            apply_default_css=False,
            elem_id="ws-verdict-list",
            server_functions=[export_verdicts],
        )
        lists = [self.found, kept, choice, self.questions]
        shown = [told, begin, end, above, *lists]
        tab.select(self._open, choice, shown, concurrency_limit=None, **QUIET)
        begin.click(self._begin, choice, shown, concurrency_limit=None, trigger_mode="once", **QUIET)
        end.click(self._stop, None, end, concurrency_limit=None, **QUIET)
        # Each in its turn: whoever chooses quickly gets what was chosen last, and no verdict is lost to another.
        above.chosen(self._choose, choice, lists, **EACH)
        for part in (self.found, kept):
            part.turned(self._turn, choice, lists, **EACH)
            if may_judge:
                part.judged(self._judge, choice, lists, **EACH)
                part.undone(self._undo, choice, lists, **EACH)
        self.found.cleared(self._clear, choice, shown, **QUIET)

    def questions_for(
        self, known: dict[str, tuple[str, tuple[str, ...]]], event: gr.EventData
    ) -> tuple[Sequence[str], Sequence[str]]:
        """The question for a conflict of which :attr:`found` raises ``asked``, and the files that are at odds."""
        question, files = known[event.key]
        return [question], files

    def _begin(self, choice: Choice) -> Iterator[tuple[Any, ...]]:
        self._audits.begin()
        yield from self._follow(choice)

    def _open(self, choice: Choice) -> Iterator[tuple[Any, ...]]:
        yield self._everything(choice)
        if self._audits.running:
            yield from self._follow(choice)

    def _follow(self, choice: Choice) -> Iterator[tuple[Any, ...]]:
        for now in self._audits.follow():
            stopping = now.stage == "stopping"
            buttons = (gr.Button(interactive=False), gr.Button(interactive=not stopping))
            yield (progress_html(now), *buttons, *[gr.skip()] * 5)
        yield self._everything(choice)

    def _stop(self) -> gr.Button:
        self._audits.stop()
        return gr.Button(interactive=False)

    def _everything(self, choice: Choice) -> tuple[Any, ...]:
        """Values for all that is shown."""
        audits = self._audits
        running = audits.running
        entries = self._entries()
        choice = possible(choice, entries)
        return (
            standing_html(audits.kept, audits.told, out_of_date=audits.out_of_date),
            gr.Button("Find conflicts again" if audits.kept else "Find conflicts", interactive=not running),
            gr.Button(interactive=running),
            filters_html(entries, choice) + heatmap_html(entries, choice),
            *self._lists(choice, entries=entries),
        )

    def _lists(self, choice: Choice, problem: str = "", entries: Sequence[Entry] | None = None) -> tuple[Any, ...]:
        """Values for both lists, the choice and the questions."""
        entries = self._entries() if entries is None else entries
        kept, verdicts = self._audits.kept, self._store.read()
        citations = kept.audit.citations if kept else ()
        wanted = [entry for entry in entries if entry.fits(choice)]
        some, page, _ = page_of(wanted, choice.page)
        choice = replace(choice, page=page)
        return (
            list_html(entries, citations, choice, may_judge=self._may_judge, problem=problem),
            verdicts_html(verdicts, choice.judged_page, may_judge=self._may_judge),
            choice,
            {entry.key: (question_of(entry.conflict), files_of(entry.conflict)) for entry in some},
        )

    def _choose(self, choice: Choice, event: gr.EventData) -> tuple[Any, ...]:
        file, other, kind = (str(getattr(event, name, None) or "") or None for name in ("file", "other", "kind"))
        hide = bool(getattr(event, "hide", False))
        return self._lists(Choice(file, other, kind, hide, 0, choice.judged_page))

    def _clear(self, choice: Choice) -> tuple[Any, ...]:
        return self._everything(replace(choice, file=None, other=None, page=0))

    def _turn(self, choice: Choice, event: gr.EventData) -> tuple[Any, ...]:
        page, judged_page = (_whole(getattr(event, name, None)) for name in ("page", "judged_page"))
        return self._lists(
            replace(
                choice,
                page=choice.page if page is None else page,
                judged_page=choice.judged_page if judged_page is None else judged_page,
            )
        )

    def _judge(self, choice: Choice, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        kept = self._audits.kept
        audit = kept.audit if kept else None
        try:
            give(
                self._store,
                audit.conflicts if audit else (),
                audit.citations if audit else (),
                sent(event),
                request.username,
            )
        except RagError as error:
            return self._lists(choice, str(error))
        return self._lists(choice)

    def _undo(self, choice: Choice, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        try:
            take_back(self._store, sent(event), request.username)
        except RagError as error:
            return self._lists(choice, str(error))
        return self._lists(choice)

    def _entries(self) -> tuple[Entry, ...]:
        kept = self._audits.kept
        return entries_of(kept.audit, self._store.read()) if kept else ()


def _whole(number: object) -> int | None:
    return number if isinstance(number, int) and 0 <= number < 1_000_000 else None
