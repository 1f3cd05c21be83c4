"""What files are added with: the place to drop them, and a path of the machine that serves the page."""

from __future__ import annotations

from html import escape
from pathlib import Path

from rag.documents.reader import SUPPORTED_SUFFIXES
from rag.errors import QuestionError
from ui.documents.uploads import MOST_AT_ONCE, PART_BYTES

__all__ = ["adding_html", "path_of"]


def adding_html(most_bytes: int) -> str:
    """Draw where files are dropped or chosen.

    Args:
        most_bytes: Larger files are turned away.
    """
    suffixes = sorted(SUPPORTED_SUFFIXES)
    kinds = ", ".join(suffix.removeprefix(".") for suffix in suffixes)
    return (
        f'<div class="ws-add" data-most="{most_bytes}" data-files="{MOST_AT_ONCE}" data-part="{PART_BYTES}">'
        '<h2>Add files</h2><p class="ws-add-here"><label class="ws-choose">Choose files'
        f'<input type="file" multiple accept="{escape(",".join(suffixes))}" aria-describedby="ws-add-limits"></label>'
        '<span class="ws-quiet ws-drop">or drop them here</span></p>'
        f'<p class="ws-quiet" id="ws-add-limits">Up to {MOST_AT_ONCE} at once, each up to {_mib(most_bytes)} MB: '
        f"{kinds}.</p>"
        '<p class="ws-add-told ws-problem" role="alert"></p>'
        '<ul class="ws-uploads" aria-label="Files on their way"></ul>'
        "</div>"
    )


def path_of(text: str) -> Path:
    """Read a path that somebody typed.

    Raises:
        QuestionError: There is none such.
    """
    typed = text.strip().strip("\"'")
    if not typed:
        raise QuestionError("no path is given; write that of a folder or file on this machine")
    try:
        path = Path(typed).expanduser()
        if path.exists():
            return path.resolve()
    except (OSError, RuntimeError, ValueError):
        pass  # too long, a home that nobody has, or a NUL in it
    raise QuestionError(f"there is no file or folder {typed}; check the spelling")


def _mib(size: int) -> str:
    return f"{size / 1024**2:.1f}".removesuffix(".0")
