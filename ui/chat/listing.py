"""The list of a person's conversations, as HTML; names are made of questions and are escaped here."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.chat.store import Kept

__all__ = ["listing_html"]


def listing_html(kept: Sequence[Kept], opened: str | None, deleted: Kept | None = None) -> str:
    """Draw the list, folded.

    Args:
        kept: The conversations, in their order.
        opened: The key of the one that is shown.
        deleted: The one that was deleted just now, to be restored.

    Returns:
        A ``<details>`` with an item for each: a button to open it, one to rename it and one to delete it. Each button
        says by ``data-do`` what it does. Empty where there is nothing to list.
    """
    undo = ""
    if deleted is not None:
        undo = (
            f'<p class="ws-undo">Deleted “{_name(deleted)}”. <button type="button" data-do="restored" '
            f'data-key="{escape(deleted.key)}">Undo</button></p>'
        )
    if not kept:
        return undo
    items = "".join(_item(one, current=one.key == opened) for one in kept)
    return (
        f'{undo}<details class="ws-kept"><summary>Conversations <span class="ws-count">{len(kept)}</span></summary>'
        f'<ol class="ws-kept-list">{items}</ol></details>'
    )


def _item(kept: Kept, *, current: bool) -> str:
    name, key = _name(kept), escape(kept.key)
    when = datetime.fromtimestamp(kept.changed, UTC).isoformat(timespec="seconds")
    here = ' aria-current="true"' if current else ""
    return (
        f'<li data-key="{key}"><button type="button" class="ws-kept-open" data-do="opened"{here}>'
        f'<span class="ws-kept-name" dir="auto">{name}</span> <time datetime="{when}"></time></button>'
        f'<button type="button" data-do="rename" aria-label="Rename “{name}”">Rename</button>'
        f'<button type="button" data-do="deleted" aria-label="Delete “{name}”">Delete</button></li>'
    )


def _name(kept: Kept) -> str:
    return escape(kept.name) or "Without a question"
