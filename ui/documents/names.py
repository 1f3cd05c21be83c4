"""Names of files that a browser sends, made safe to keep: no part of a path, nothing hidden, nothing invisible."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from rag.documents.failures import unsupported
from rag.documents.ignoring import is_dropping
from rag.documents.reader import SUPPORTED_SUFFIXES
from rag.errors import ReadError

__all__ = ["numbered", "safe_name", "same_name"]

# Bytes of a name in UTF-8. Most systems allow 255; a number may be put into it later.
_MOST_BYTES = 200
# Marks that turn the direction of what follows: with one of them, "gpj.exe" may be shown as "exe.jpg".
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHOWN = 80


def safe_name(sent: str) -> str:
    """Make a name to keep a file under.

    Args:
        sent: What the browser calls it: a name, or a whole path of any system.

    Returns:
        Its last part in Unicode's form NFC, as it is but for control characters, which are left out, and cut where it
        is too long. Its suffix is one that can be read.

    Raises:
        ReadError: It is empty or hidden, or belongs to a kind of file that cannot be read.
    """
    last = PureWindowsPath(PurePosixPath(sent).name).name
    whole = last.encode("utf-8", "replace").decode("utf-8")  # halves of characters become question marks
    name = "".join(c for c in unicodedata.normalize("NFC", whole) if unicodedata.category(c) != "Cc")
    name = "".join(c for c in name if c not in _TURNING).strip().rstrip(".")
    shown = name[:_SHOWN] or "a file without a name"
    if not name:
        raise ReadError(shown, "it cannot be kept without one", "give it a name and add it again")
    if is_dropping(name):
        reason = "the name is that of a hidden file or of an editor's copy, and those are not indexed"
        raise ReadError(shown, reason, "give it another name and add it again")
    suffix = PurePosixPath(name).suffix
    if suffix.lower() not in SUPPORTED_SUFFIXES:
        raise unsupported(shown, suffix, SUPPORTED_SUFFIXES)
    return _cut(name.removesuffix(suffix), suffix)


def numbered(name: str, number: int) -> str:
    """The same name with a number before its suffix: ``notes (2).txt``."""
    suffix = PurePosixPath(name).suffix
    return f"{name.removesuffix(suffix)} ({number}){suffix}"


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one file's on some system: apart from case and from how letters are composed."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(stem: str, suffix: str) -> str:
    room = _MOST_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + suffix
