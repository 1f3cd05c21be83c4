"""What the browser calls to send a file part by part; everything that it sends may be forged."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, Literal

from rag.errors import ReadError
from ui.documents.uploads import PART_BYTES, Taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.documents.uploads import Uploads

__all__ = ["receivers"]

_MOST_NAME = 1000
_HOW: dict[str, Literal["ask", "replace", "both"]] = {"replace": "replace", "both": "both"}


def receivers(uploads: Uploads) -> list[Callable[[Any], dict[str, Any]]]:
    """Make the functions that the page's script calls, each with one object and for one object.

    ``begin_file`` takes ``name``, ``size`` and ``how`` ("ask", "replace" or "both") and gives a ``token``, or says that
    the name is ``taken``; ``add_part`` takes the ``token``, an ``offset`` and a ``part`` in base 64 and gives how much
    is ``received``; ``end_file`` and ``drop_file`` take the ``token``. Where something is wrong, a ``problem`` tells.

    Args:
        uploads: Takes the files.
    """

    def begin_file(sent: Any) -> dict[str, Any]:
        name, size = str(_field(sent, "name") or "")[-_MOST_NAME:], _whole(sent, "size")
        how = _HOW.get(str(_field(sent, "how")), "ask")
        return _answer(lambda: {"token": uploads.begin(name, size, how)})

    def add_part(sent: Any) -> dict[str, Any]:
        return _answer(lambda: {"received": uploads.add(_token(sent), _whole(sent, "offset"), _part(sent))})

    def end_file(sent: Any) -> dict[str, Any]:
        return _answer(lambda: {"name": uploads.end(_token(sent))})

    def drop_file(sent: Any) -> dict[str, Any]:
        uploads.drop(_token(sent))
        return {}

    return [begin_file, add_part, end_file, drop_file]


def _answer(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return call()
    except Taken as taken:
        return {"taken": taken.name, "uploaded": taken.uploaded}
    except ReadError as error:
        return {"problem": f"{error.reason}; {error.mend}"}


def _field(sent: Any, name: str) -> object:
    return sent.get(name) if isinstance(sent, dict) else None


def _token(sent: Any) -> str:
    token = _field(sent, "token")
    return token if isinstance(token, str) else ""


def _whole(sent: Any, name: str) -> int:
    number = _field(sent, name)
    return number if isinstance(number, int) else -1


def _part(sent: Any) -> bytes:
    """A part of a file; an empty one, which is none, where something else was sent."""
    coded = _field(sent, "part")
    if not isinstance(coded, str) or len(coded) > (PART_BYTES + 2) // 3 * 4:
        return b""
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return b""
