"""The documents page: see what is indexed, add files, take some out, bring the index up to date."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  (Gradio looks up the types of what handles an event)
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.errors import QuestionError, RagError
from ui.chat.page import QUIET
from ui.documents.adding import adding_html, path_of
from ui.documents.choosing import chosen_after
from ui.documents.listing import MOST_SHOWN, Listing
from ui.documents.receiving import receivers
from ui.documents.told import progress_html, report_html
from ui.documents.uploads import Uploads
from ui.documents.work import Work
from ui.theme import asset
from ui.told import DEFECT, problem_html, said_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag import Inventory
    from rag.indexing import IndexReport, Progress
    from ui.documents.library import Library
    from ui.documents.work import Task
    from ui.port import AnsweringEngine
    from ui.services import Services

__all__ = ["DocumentsPage"]

_STOPPED = "Stopped. What was taken in until then may be kept; “Index again” brings the rest."
# What was clicked may be gone from the list: leave the keyboard at its head rather than at the page's.
_FOCUS = "() => { if (document.activeElement === document.body) document.querySelector('.ws-stock')?.focus(); }"
# Indexing waits for its turn by itself, and the chat's questions have a queue of their own.
_WORKING: dict[str, Any] = {**QUIET, "concurrency_limit": None}


class DocumentsPage:
    """Components and what handles their events; made within the tab where they are to stand.

    Args:
        engine: Names the files that can be asked.
        library: Lists and indexes them.
        services: What visitors may do.
        asked: The chat's chooser of files and the page's header, brought up to date after each change.
        header: Draws the header.
    """

    def __init__(
        self,
        engine: AnsweringEngine,
        library: Library,
        services: Services,
        asked: tuple[gr.CheckboxGroup, gr.HTML],
        header: Callable[[], str],
    ) -> None:
        self._engine = engine
        self._library = library
        self._header = header
        self._trusted = services.may_add_paths
        self._work = Work()
        limit = int(min(services.max_upload_mb, library.max_file_mb) * 1024 * 1024)
        self._uploads = Uploads(library.folder, limit, self._sources)
        self._known, self._stock, self._task = gr.State(()), gr.State(None), gr.State(None)
        with gr.Column(elem_id="ws-library"):
            adding = None
            if limit > 0:
                adding = gr.HTML(
                    adding_html(limit),
                    js_on_load=asset("documents.js"),
                    server_functions=receivers(self._uploads),
                    apply_default_css=False,
                    elem_id="ws-adding",
                )
            if self._trusted:
                with gr.Row(elem_id="ws-path", equal_height=True):
                    path = gr.Textbox(
                        label="Folder or file on the machine that serves this page",
                        placeholder="/home/me/papers",
                        lines=1,
                        max_lines=1,
                        scale=1,
                        elem_id="ws-path-text",
                        html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
                    )
                    add = gr.Button("Add", scale=0, min_width=96, elem_id="ws-path-add")
            with gr.Row(elem_id="ws-index"):
                begin = gr.Button("Index again", scale=0, min_width=120, elem_id="ws-index-again")
                end = gr.Button("Stop", visible=False, scale=0, min_width=96, elem_id="ws-index-stop")
            self._progress = _plain_html(elem_id="ws-indexing")
        with gr.Column(elem_id="ws-listed"):
            self._summary = _plain_html(elem_id="ws-stock")
            self._wanted = gr.Textbox(
                value="",
                label="Search by name",
                show_label=False,
                container=False,
                placeholder="Search by name…",
                lines=1,
                max_lines=1,
                elem_id="ws-wanted",
                html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
            )
            script = asset("documents-list.js")
            self._files = gr.HTML("", js_on_load=script, apply_default_css=False, elem_id="ws-files-listed")
            self._more = gr.Button("Show more", size="sm", visible=False, elem_id="ws-more")
            self._rest = gr.HTML("", js_on_load=script, apply_default_css=False, elem_id="ws-rest")
        self._begin, self._end = begin, end
        self._chosen, self._top = asked
        self._shown = gr.State(MOST_SHOWN)
        self._working = [self._progress, begin, end, self._task]
        self.listed = [
            self._stock, self._summary, self._files, self._more, self._rest, self._shown,
            self._chosen, self._top, self._known,
        ]  # fmt: skip

        self._works(begin.click, self._index_again, trigger_mode="once")
        self._works(self._files.acted, self._act, trigger_mode="multiple")
        self._works(self._rest.acted, self._act, trigger_mode="multiple")
        if adding is not None:
            self._works(adding.uploaded, self._take_uploads, trigger_mode="multiple")
        if self._trusted:
            for listener in (add.click, path.submit):
                self._works(listener, self._add_path, path, trigger_mode="once")
        end.click(_stop, self._task, end, queue=False, **QUIET)
        found = [self._files, self._more, self._shown]
        searched = [self._stock, self._wanted]
        self._wanted.change(
            lambda stock, wanted: self._find(stock, wanted, MOST_SHOWN),
            searched,
            found,
            trigger_mode="always_last",
            **_WORKING,
        )
        self._more.click(
            lambda stock, wanted, shown: self._find(stock, wanted, shown + MOST_SHOWN),
            [*searched, self._shown],
            found,
            **_WORKING,
        )

    def visited(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Draw the list when somebody comes to the whole page or to this one, and go on telling what is indexed."""
        page.load(lambda: tuple(self._sources()), None, self._known, **QUIET)
        self._works(page.load, self._go_on)
        tab.select(self._list, [self._wanted, self._chosen, self._known], self.listed, **_WORKING)

    def _works(self, listener: Callable[..., Any], do: Any, inputs: Any = None, **how: Any) -> None:
        worked = listener(do, inputs, self._working, **how, **_WORKING)
        worked.failure(lambda: self._over(problem_html(DEFECT)), None, self._working, **QUIET)
        drawn = worked.then(self._list, [self._wanted, self._chosen, self._known], self.listed, **_WORKING)
        drawn.then(js=_FOCUS)

    # --- what visitors do; each yields values for ``self._working``

    def _index_again(self) -> Iterator[tuple[Any, ...]]:
        yield from self._build()

    def _take_uploads(self) -> Iterator[tuple[Any, ...]]:
        yield from self._build()

    def _add_path(self, text: str) -> Iterator[tuple[Any, ...]]:
        try:
            path = path_of(text)
        except QuestionError as error:
            yield self._over(problem_html(str(error)))
            return
        yield from self._build([path])

    def _act(self, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        what, act = str(event.what), str(event.act)
        try:
            inventory = self._library.inventory()
            match act:
                case "remove":
                    path = next((file.path for file in inventory.files if file.source == what), None)
                    delete = path if self._uploads.holds(path) else None
                    paths, forget = [], [path] if path and not delete else []
                    known = path is not None
                case "back":
                    paths, forget, delete = [Path(what)], [], None
                    known = paths[0] in inventory.left_out
                case _:
                    paths, forget, delete = [], [Path(what)], None
                    known = act == "root" and self._trusted and forget[0] in inventory.roots
        except RagError as error:
            yield self._over(problem_html(str(error)))
            return
        if not known:
            yield self._over(problem_html("That file is not in the list any more."))
            return
        yield from self._build(paths, forget, delete)

    def _build(
        self, paths: Sequence[Path] = (), forget: Sequence[Path] = (), delete: Path | None = None
    ) -> Iterator[tuple[Any, ...]]:
        def build(tell: Progress) -> IndexReport:
            if delete is not None:
                self._uploads.delete(delete)
            roots = self._library.inventory().roots
            folder = self._uploads.folder
            added = [*paths, *([folder] if folder.is_dir() and folder not in roots else [])]
            if not roots and not added:
                raise QuestionError("nothing is indexed; add a file first")
            return self._library.build(added, progress=tell, forget=forget)

        yield from self._follow(self._work.begin(build))

    def _go_on(self) -> Iterator[tuple[Any, ...]]:
        task = self._work.latest
        if task is None:
            yield self._over("")
        else:
            yield from self._follow(task)

    def _follow(self, task: Task) -> Iterator[tuple[Any, ...]]:
        for now in task.follow():
            stopping = now.stage == "stopping"
            yield (
                progress_html(now),
                gr.Button(interactive=False),
                gr.Button(visible=True, interactive=not stopping),
                task,
            )
        try:
            report = task.result()
        except (RagError, OSError) as error:
            yield self._over(problem_html(str(error)))
            return
        yield self._over(said_html(_STOPPED) if report is None else report_html(report))

    @staticmethod
    def _over(told: str) -> tuple[Any, ...]:
        return (told, gr.Button(interactive=True), gr.Button(visible=False), None)

    # --- what they see

    def _list(self, wanted: str | None, chosen: Sequence[str], known: Sequence[str]) -> tuple[Any, ...]:
        """Values for ``listed``."""
        now = self._sources()
        # What was chosen while this was under way stays where there is nothing new to choose from.
        asked = (
            gr.skip() if now == list(known) else gr.CheckboxGroup(choices=now, value=chosen_after(now, known, chosen))
        )
        try:
            stock = self._library.inventory()
        except RagError as error:
            skipped = [gr.skip()] * 4
            return (gr.skip(), problem_html(str(error)), *skipped, asked, self._header(), tuple(now))
        listing = self._listing(stock)
        files, more, shown = self._find(stock, wanted, MOST_SHOWN)
        return (
            stock, listing.summary_html(), files, more, listing.rest_html(), shown,
            asked, self._header(), tuple(now),
        )  # fmt: skip

    def _find(self, stock: Inventory | None, wanted: str | None, most: int) -> tuple[Any, ...]:
        """Values for the files, the button that shows more of them, and how many are shown."""
        if stock is None:
            return gr.skip(), gr.skip(), gr.skip()
        listing, wanted = self._listing(stock), wanted or ""  # a box that nobody has touched holds nothing at all
        left = len(listing.matching(wanted)) - most
        return (
            listing.files_html(wanted, most),
            gr.Button(f"Show {min(left, MOST_SHOWN)} more of {left}" if left > 0 else "", visible=left > 0),
            most,
        )

    def _listing(self, stock: Inventory) -> Listing:
        return Listing(stock, self._uploads.holds, self._uploads.folder, self._trusted)

    def _sources(self) -> list[str]:
        return [document.source for document in self._engine.documents()]


_plain_html = partial(gr.HTML, "", js_on_load=None, apply_default_css=False)


def _stop(task: Task | None) -> gr.Button:
    if task is not None:
        task.stop()
    return gr.Button(interactive=False)
