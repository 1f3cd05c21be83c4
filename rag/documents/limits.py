"""How large a file may be before it is turned away."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]

_UNPACKED_RATIO = 4  # honest Office files and books unpack to two or three times their text and pictures


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on one file.

    Attributes:
        max_file_bytes: Largest size on disk, in bytes.
        max_characters: Longest text, in characters, after the file has been read.
    """

    max_file_bytes: int = 50 * 1024 * 1024
    max_characters: int = 20_000_000

    @property
    def max_unpacked_bytes(self) -> int:
        """Largest size, in bytes, of all that a zip-based file (docx, pptx, xlsx, epub) unpacks to."""
        return _UNPACKED_RATIO * self.max_file_bytes
