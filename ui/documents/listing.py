"""The list of files, and what was taken out of the index, as HTML."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ui.sources.panel import plural
from ui.sources.plain import plain_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rag import Inventory, ListedFile

__all__ = ["MOST_SHOWN", "Listing"]

#: Files that are drawn at first; a button brings as many again.
MOST_SHOWN = 100

_RANKS = {"problem": 0, "gone": 1, "changed": 1, "new": 1, "indexed": 2}
_STATES = {
    "indexed": "indexed",
    "changed": "changed on disk since it was indexed",
    "gone": "not there any more",
    "new": "not indexed yet",
    "problem": "could not be read",
}
_HEAD = (
    '<caption class="ws-hidden">Files</caption><thead><tr><th scope="col">File</th><th scope="col">Date</th>'
    '<th scope="col" class="ws-amount">Passages</th><th scope="col" class="ws-amount">Size</th>'
    '<th scope="col"><span class="ws-hidden">Remove</span></th></tr></thead>'
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Draws an inventory.

    Attributes:
        inventory: What there is.
        uploaded: Whether a path is that of an uploaded file.
        folder: Where uploaded files are; not told to anybody.
        shows_paths: Whether whole paths are shown, and folders can be taken out: for people who may add them again.
    """

    inventory: Inventory
    uploaded: Callable[[Path | None], bool]
    folder: Path
    shows_paths: bool = False

    def summary_html(self) -> str:
        """Count the files by what is to be said of them."""
        files = self.inventory.files
        indexed = [file for file in files if file.state in {"indexed", "changed", "gone"}]
        passages = sum(file.passages for file in indexed)
        told = f"{plural(len(indexed), 'file')} indexed, {plural(passages, 'passage')}."
        behind = [
            f"{count} {words}"
            for state, words in (("changed", "changed on disk"), ("gone", "gone from disk"), ("new", "not indexed yet"))
            if (count := sum(file.state == state for file in files))
        ]
        if behind:
            told += f" {', '.join(behind)}: “Index again” brings this up to date."
        problems = sum(file.state == "problem" for file in files)
        if problems:
            told += f" {plural(problems, 'file')} could not be read."
        return f'<p class="ws-quiet ws-stock" tabindex="-1">{escape(told)}</p>'

    def files_html(self, wanted: str = "", most: int = MOST_SHOWN) -> str:
        """Draw the files whose name or title holds all the words that are wanted; those with problems first.

        Args:
            wanted: What stands in the search box.
            most: How many are drawn; the rest are counted.
        """
        files = self.matching(wanted)
        if not files:
            nothing = "No file is called so." if wanted.strip() else "No files are indexed yet: add some above."
            return f'<p class="ws-quiet" role="status">{nothing}</p>'
        shown = "".join(map(self._row, files[:most]))
        told = f"{len(files)} of {plural(len(self.inventory.files), 'file')}" if wanted.strip() else ""
        found = f'<p class="ws-hidden" role="status">{told}</p>' if told else ""
        return f'{found}<table class="ws-documents">{_HEAD}<tbody>{shown}</tbody></table>'

    def matching(self, wanted: str) -> list[ListedFile]:
        """The files to draw, in their order."""
        words = _folded(wanted).split()
        files = [file for file in self.inventory.files if _holds(file, words)]
        return sorted(files, key=lambda file: (_RANKS[file.state], _folded(file.source)))

    def rest_html(self) -> str:
        """Draw what the index is made from, for those who may change it, and what was taken out of it."""
        roots = [root for root in self.inventory.roots if root != self.folder] if self.shows_paths else []
        return _section(
            "Folders and files that were added",
            (self._place(root, str(root), "root", "Take out", "Take it all out?") for root in roots),
        ) + _section(
            "Taken out of the index",
            (self._place(path, self._told(path), "back", "Put back") for path in self.inventory.left_out),
        )

    def _row(self, file: ListedFile) -> str:
        uploaded = self.uploaded(file.path)
        title = f'<span class="ws-title" dir="auto">{plain_html(file.title)}</span>' if file.title else ""
        marks = '<span class="ws-tag">uploaded</span>' if uploaded else ""
        if file.state != "indexed":
            marks += f'<span class="ws-tag ws-tag-{file.state}">{_STATES[file.state]}</span>'
        why = (
            f'<span class="ws-problem">{plain_html(file.reason)}: {plain_html(file.mend)}</span>' if file.reason else ""
        )
        day = f'<time datetime="{file.date.isoformat()}">{_day(file)}</time>' if file.date else ""
        unit = plural(file.passages, "passage").removeprefix(str(file.passages))
        counted = f'{file.passages}<span class="ws-unit">{unit}</span>'
        passages = "" if file.state in {"new", "problem"} else counted
        return (
            f'<tr><th scope="row"><bdi class="ws-file">{plain_html(file.source)}</bdi>{marks}{title}{why}</th>'
            f'<td class="ws-day">{day}</td><td class="ws-amount ws-passages">{passages}</td>'
            f'<td class="ws-amount">{_size(file.size)}</td><td class="ws-act">{self._button(file, uploaded)}</td></tr>'
        )

    @staticmethod
    def _button(file: ListedFile, uploaded: bool) -> str:
        if uploaded:
            return _button("remove", file.source, file.source, "Delete", "Delete it for good?")
        # A text in memory has no file to leave out; one that is gone goes with the next indexing.
        if file.path is None or file.state == "gone":
            return ""
        return _button("remove", file.source, file.source, "Take out", "Take it out?")

    def _place(self, path: Path, told: str, act: str, label: str, sure: str = "") -> str:
        return f'<li><bdi class="ws-file">{plain_html(told)}</bdi>{_button(act, str(path), told, label, sure)}</li>'

    def _told(self, path: Path) -> str:
        """A path as far as it is below what was added."""
        if self.shows_paths:
            return str(path)
        return next((str(path.relative_to(root)) for root in self.inventory.roots if root in path.parents), path.name)


def _section(title: str, rows: Iterable[str]) -> str:
    drawn = "".join(rows)
    if not drawn:
        return ""
    return f'<details class="ws-places"><summary>{title}</summary><ul>{drawn}</ul></details>'


def _button(act: str, what: str, named: str, label: str, sure: str = "") -> str:
    return (
        f'<button type="button" class="ws-act-button" data-act="{act}" data-what="{_attribute(what)}"'
        f' data-sure="{sure}" aria-label="{label}: {_attribute(named)}">{label}</button>'
    )


def _attribute(text: str) -> str:
    return escape(text, quote=True).replace("\n", "&#10;").replace("\r", "&#13;")


def _holds(file: ListedFile, words: list[str]) -> bool:
    text = _folded(f"{file.source} {file.title or ''}")
    return all(word in text for word in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _day(file: ListedFile) -> str:
    return f"{file.date.day} {file.date:%b} {file.date.year}" if file.date else ""


def _size(size: int) -> str:
    if size <= 0:
        return ""
    if size < 1024:
        return plural(size, "byte")
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} kB"
    return f"{size / 1024**2:.1f} MB"
