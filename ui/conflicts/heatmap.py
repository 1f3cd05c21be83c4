"""Which files disagree with which, as a table whose cells are coloured by count and filter the list."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from ui.sources.panel import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.conflicts.choosing import Choice, Entry

__all__ = ["MOST_FILES", "heatmap_html"]

#: Files in the table; of more, those with the most conflicts.
MOST_FILES = 20
# Shades of a cell; the style sheet has a colour for each.
_SHADES = 5


def heatmap_html(entries: Iterable[Entry], choice: Choice) -> str:
    """Draw the table: the lower half, for who disagrees with whom is the same both ways.

    Args:
        entries: All conflicts.
        choice: Says which cell is pressed.

    Returns:
        HTML. A cell with conflicts is a button with ``data-file`` and ``data-other``; all of it is escaped. Empty
        without conflicts.
    """
    counts = Counter(pair for entry in entries for pair in entry.pairs)
    if not counts:
        return ""
    of_file = Counter[str]()
    for pair, count in counts.items():
        for file in set(pair):
            of_file[file] += count
    ranked = sorted(of_file, key=lambda file: (-of_file[file], file))
    files = sorted(ranked[:MOST_FILES])
    most = max(counts.values())
    pressed = tuple(sorted((choice.file, choice.other))) if choice.file and choice.other else None
    # The last one has no column of its own where it does not contradict itself; the rows name all.
    columns = files if counts[files[-1], files[-1]] else files[:-1]
    heads = "".join(f'<th scope="col"><abbr title="{escape(one)}">{i}</abbr></th>' for i, one in enumerate(columns, 1))
    rows = []
    for i, file in enumerate(files):
        cells = []
        for j, other in enumerate(columns):
            first, second = sorted((file, other))
            count = counts[first, second] if j <= i else 0
            cells.append(_cell(first, second, count, most, pressed=pressed == (first, second)))
        head = f'<th scope="row"><span class="ws-index">{i + 1}</span> <span class="ws-file">{escape(file)}</span></th>'
        rows.append(f"<tr>{head}{''.join(cells)}</tr>")
    left_out = f" The {MOST_FILES} of {len(ranked)} files with the most conflicts." if len(ranked) > MOST_FILES else ""
    caption = f"Which files disagree with which; a cell shows the conflicts of its two files.{left_out}"
    return (
        '<div class="ws-heat" tabindex="0" role="region" aria-label="Which files disagree with which">'
        f"<table><caption>{caption}</caption><thead><tr><td></td>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(first: str, second: str, count: int, most: int, *, pressed: bool) -> str:
    if not count:
        return "<td></td>"
    shade = max(1, -(-_SHADES * count // most))
    which = f"{first} and {second}" if first != second else f"within {first}"
    named = escape(f"{plural(count, 'conflict')}, {which}")
    return (
        f'<td><button type="button" class="ws-shade-{shade}" data-file="{escape(first)}" data-other="{escape(second)}" '
        f'aria-label="{named}" title="{named}" aria-pressed="{"true" if pressed else "false"}">{count}</button></td>'
    )
