"""Whose conversations are whose, and keeping them."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from rag.errors import RagError
from ui.chat.store import ConversationStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.chat.conversation import Conversation
    from ui.chat.store import Kept

__all__ = ["Keeping", "Remembered", "remembered"]

_T = TypeVar("_T")
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,64}")
_KEY = re.compile(r"[A-Za-z0-9_-]{8,32}")
_FILE = "conversations.sqlite"


class Remembered(TypedDict):
    """What a browser remembers of the page: a secret that says whose conversations to show, and which is open."""

    secret: str
    open: str | None


def remembered(told: Any) -> Remembered:
    """What a browser says that it remembers; where that is nothing of use, a new secret.

    Args:
        told: Whatever it sent.
    """
    known = told if isinstance(told, dict) else {}
    secret, key = known.get("secret"), known.get("open")
    if not (isinstance(secret, str) and _SECRET.fullmatch(secret)):
        return {"secret": secrets.token_urlsafe(32), "open": None}
    return {"secret": secret, "open": key if isinstance(key, str) and _KEY.fullmatch(key) else None}


class Keeping:
    """Keeps each person's conversations, apart from everybody else's.

    Whoever has signed in is known by that name, in any browser; else the browser's secret tells. The secret itself is
    kept nowhere but in the browser: whoever reads the file cannot pass for its owner.

    Args:
        folder: Where they are kept; None keeps them as long as the program runs.

    Raises:
        SettingsError: As :class:`ui.chat.store.ConversationStore`.
    """

    def __init__(self, folder: Path | None) -> None:
        self._store = ConversationStore(None if folder is None else folder / _FILE)

    def listed(self, known: Remembered, user: str | None) -> tuple[Kept, ...]:
        """This person's conversations, the one that changed last first; none where they cannot be read."""
        return _try(lambda: self._store.listed(_owner(known, user))) or ()

    def opened(self, known: Remembered, user: str | None, key: object) -> Conversation | None:
        """One of this person's conversations; None where there is none of this key, or it cannot be read."""
        return _try(lambda: self._store.read(_owner(known, user), key)) if isinstance(key, str) else None

    @staticmethod
    def keyed(conversation: Conversation) -> Conversation:
        """Give a conversation the key that it is kept under, if it has none."""
        return conversation if conversation.key else replace(conversation, key=secrets.token_urlsafe(12))

    def keep(self, known: Remembered, user: str | None, conversation: Conversation) -> None:
        """Keep a conversation that has a key, after a question was added or an answer came.

        Where it cannot be kept, the program's log says why, and the conversation goes on all the same.
        """
        # A new question may have ended the wait of the one before it.
        first = max(0, len(conversation.exchanges) - 2)
        _try(lambda: self._store.write(_owner(known, user), conversation, first))

    def rename(self, known: Remembered, user: str | None, key: object, name: object) -> None:
        """Give one of this person's conversations a name."""
        if isinstance(key, str) and isinstance(name, str):
            _try(lambda: self._store.rename(_owner(known, user), key, name))

    def delete(self, known: Remembered, user: str | None, key: object) -> None:
        """Delete one of this person's conversations."""
        if isinstance(key, str):
            _try(lambda: self._store.delete(_owner(known, user), key))

    def restore(self, known: Remembered, user: str | None, key: object) -> None:
        """Undo the latest deletion."""
        if isinstance(key, str):
            _try(lambda: self._store.restore(_owner(known, user), key))


def _try(work: Callable[[], _T]) -> _T | None:
    try:
        return work()
    except RagError as error:
        logging.getLogger(__name__).warning("%s", error)
        return None


def _owner(known: Remembered, user: str | None) -> str:
    if user:
        return f"user {user}"
    return f"browser {hashlib.sha256(known['secret'].encode()).hexdigest()}"
