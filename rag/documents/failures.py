"""What can be wrong with a file, in words for people who have never seen its insides.

Each function builds the error; the caller raises it. A mend is something that can be done with ordinary
programs.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import ReadError, UnsupportedFormat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "binary",
    "damaged",
    "damaged_on_error",
    "empty",
    "encrypted",
    "file_too_large",
    "image_only",
    "not_regular",
    "old_office",
    "supported_list",
    "text_too_long",
    "too_deep",
    "unpacks_too_large",
    "unreadable",
    "unsupported",
]

_MIB = 1024 * 1024


def binary(source: str) -> ReadError:
    """The suffix promises text, the content is something else, or is text in no known encoding."""
    return ReadError(
        source,
        "the file is binary, or text in an unknown encoding",
        "open it in the program that made it and save it as UTF-8 text, or leave it out",
    )


def damaged(source: str, kind: str) -> ReadError:
    """The file breaks off or breaks the rules of its format; ``kind`` names the format, such as "PDF"."""
    return ReadError(
        source,
        f"the file is damaged, cut off, or no {kind} at all",
        "fetch it again from where it came, or open it in the program that made it and save a new copy",
    )


def too_deep(source: str) -> ReadError:
    """Elements are nested deeper than the parser follows: reading on would lose text without a word."""
    return ReadError(
        source,
        "the file is damaged: its elements are nested too deeply to be read whole",
        "open it in a browser and save it as plain text",
    )


@contextmanager
def damaged_on_error(source: str, kind: str) -> Iterator[None]:
    """Turn whatever a third-party reader raises inside the block into ``damaged``, and mute its warnings.

    Raises:
        ReadError: In place of any exception but ``MemoryError``; the exception is its ``__cause__``. A
            ``ReadError`` raised inside passes through.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # on damaged files these libraries raise nearly anything
        raise damaged(source, kind) from error


def empty(source: str) -> ReadError:
    """There is nothing to read."""
    return ReadError(source, "the file is empty: it holds no text", "add text to it, or leave it out")


def encrypted(source: str) -> ReadError:
    """A password or a key is needed."""
    return ReadError(
        source,
        "the file is encrypted",
        "open it with its password and save a copy without a password",
    )


def file_too_large(source: str, size: int, limit: int) -> ReadError:
    """``size`` and ``limit`` are bytes on disk."""
    return ReadError(
        source,
        f"the file is too large ({size / _MIB:.1f} MiB; the limit is {limit / _MIB:.1f} MiB)",
        "split it into smaller files",
    )


def image_only(source: str) -> ReadError:
    """A PDF with pages but without a letter."""
    return ReadError(
        source,
        "the PDF is image-only: its pages are pictures and hold no text",
        "run it through text recognition (OCR), for instance ocrmypdf, and index the result",
    )


def not_regular(source: str) -> ReadError:
    """A pipe, a socket or a device: opening it might never return."""
    return ReadError(source, "this is no ordinary file", "copy its content into an ordinary file")


def old_office(source: str) -> ReadError:
    """Word, Excel or PowerPoint of before 2007 under a new suffix."""
    return ReadError(
        source,
        "the file is in an Office format of before 2007, whatever its name says",
        "open it in its program and save it in the current format (.docx, .xlsx or .pptx)",
    )


def supported_list(suffixes: Collection[str]) -> str:
    """The mend for a file that has no reader."""
    return f"save it in a format that can be read: {', '.join(sorted(suffixes))}"


def text_too_long(source: str, limit: int) -> ReadError:
    """``limit`` is in characters."""
    return ReadError(
        source,
        f"the file is too large: it holds more than {limit} characters of text",
        "split it into smaller files",
    )


def unpacks_too_large(source: str, size: int, limit: int) -> ReadError:
    """``size`` and ``limit`` are bytes after unpacking."""
    return ReadError(
        source,
        f"the file is too large: it unpacks to {size / _MIB:.1f} MiB (the limit is {limit / _MIB:.1f} MiB)",
        "take pictures and films out of it, or split it into smaller files",
    )


def unreadable(source: str, error: OSError) -> ReadError:
    """The operating system refuses."""
    return ReadError(
        source,
        f"the file is unreadable ({error.strerror or error})",
        "check that it exists and that you may read it",
    )


def unsupported(source: str, suffix: str, suffixes: Collection[str]) -> UnsupportedFormat:
    """``suffix`` as in the file's name, with its dot, or empty; ``suffixes`` are those that have a reader."""
    what = f"{suffix} files" if suffix else "files without a suffix"
    return UnsupportedFormat(source, f"no reader for {what}", supported_list(suffixes))
