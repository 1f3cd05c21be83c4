"""Markdown tables of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.stats import binomtest

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ratio", "share", "table"]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def ratio(theirs: float | None, ours: float | None) -> str:
    """How many times as much ``theirs`` is as ``ours``."""
    return f"{theirs / ours:.2f}" if theirs is not None and ours else "–"


def share(part: float, whole: float) -> str:
    """Counts, their ratio, and Wilson's interval of 95 % (Wilson 1927)."""
    if not whole:
        return "–"
    low, high = binomtest(int(part), int(whole)).proportion_ci(method="wilson")
    return f"{part:.0f} of {whole:.0f}, {part / whole:.3f} [{low:.3f}, {high:.3f}]"
