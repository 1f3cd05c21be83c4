"""From a character offset to a line number."""

from __future__ import annotations

from bisect import bisect_right

__all__ = ["LineMap"]


class LineMap:
    """The lines of one text.

    Args:
        text: Any text; lines end in ``\\n``.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def line_of(self, offset: int) -> int:
        """The 1-based number of the line that holds the character at ``offset``."""
        return bisect_right(self._starts, offset)

    def start_of(self, line: int) -> int:
        """The offset of the first character of the 1-based ``line``."""
        return self._starts[line - 1]
