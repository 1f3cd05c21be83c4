"""Lines that are added to a file one by one, and are on the disk when that is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["append_line"]


def append_line(file: BinaryIO, line: bytes) -> None:
    """Add a line to the end of a file; it is on the disk when this returns.

    What was cut off in the middle of a line, by a full disk or a crash, spoils no other line.

    Args:
        file: Open for reading and appending; nobody else writes to it meanwhile.
        line: With its line feed.

    Raises:
        OSError: It cannot be written.
    """
    if file.seek(0, os.SEEK_END):
        file.seek(-1, os.SEEK_END)
        line = line if file.read(1) == b"\n" else b"\n" + line
    file.write(line)
    file.flush()
    os.fsync(file.fileno())
