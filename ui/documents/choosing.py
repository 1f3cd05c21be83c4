"""Which files are asked after the index has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["chosen_after"]


def chosen_after(now: Sequence[str], known: Collection[str], chosen: Collection[str]) -> list[str]:
    """Those that are there now: what was chosen stays so, what was left out too, and what is new is chosen.

    Args:
        now: All files that are indexed now.
        known: All files that there were when the person chose.
        chosen: Those that the person chose.
    """
    return [source for source in now if source in chosen or source not in known]
