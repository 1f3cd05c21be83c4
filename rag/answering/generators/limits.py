"""Bounds on what a model writes: in time and in length, whatever the model does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rag.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Deadline", "bounded"]

# A token of English has about four characters; more than this many a token is no answer.
_CHARACTERS_A_TOKEN = 12


class Deadline:
    """A moment by which something must be done.

    Args:
        seconds: From now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left; negative when it has passed."""
        return self._at - time.monotonic()


def bounded(pieces: Iterable[str], deadline: Deadline, tokens: int) -> Iterator[str]:
    """Text as it comes, until it takes too long or becomes too long.

    Args:
        pieces: Of a model.
        deadline: By which it must have ended.
        tokens: How many it was allowed.

    Raises:
        GeneratorError: One of the bounds was passed; what came before stands.
    """
    most, written = tokens * _CHARACTERS_A_TOKEN, 0
    for piece in pieces:
        written += len(piece)
        if written > most:
            raise GeneratorError(
                f"the language model wrote on beyond {tokens} tokens and was stopped; raise llm_tokens, or choose "
                "another model",
                retryable=False,
            )
        yield piece
        if deadline.left < 0:
            raise GeneratorError(
                f"the language model was not done after {deadline.seconds:g} seconds; raise llm_seconds, or choose a "
                "smaller model",
                retryable=True,
            )
