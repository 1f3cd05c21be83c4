"""The conversations of a person: begin one, open, rename, delete and restore one, find them again on reload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.chat.conversation import Conversation
from ui.chat.keeping import remembered
from ui.chat.parts import EACH
from ui.chat.view import Updates, View  # noqa: TC001  (Gradio looks up the types of what handles an event)

if TYPE_CHECKING:
    from ui.chat.keeping import Keeping
    from ui.chat.parts import Parts

__all__ = ["History"]

# While an answer is on its way, it is stopped first: it would be drawn over what was opened.
_BUSY = "An answer is on its way: stop it first."


class History:
    """Handles what the list of conversations and the button for a new one tell.

    Args:
        parts: The components.
        view: Draws them.
        keeping: Keeps the conversations.
    """

    def __init__(self, parts: Parts, view: View, keeping: Keeping) -> None:
        self._parts = parts
        self._view = view
        self._keeping = keeping
        inputs = [parts.conversation, parts.browser]
        parts.listing.opened(self._open, inputs, parts.drawn, **EACH)
        parts.listing.deleted(self._delete, inputs, parts.drawn, **EACH)
        parts.listing.restored(self._restore, inputs, parts.drawn, **EACH)
        parts.listing.renamed(self._rename, inputs, parts.drawn, **EACH)
        parts.clear.click(self._begin, inputs, parts.drawn, **EACH)

    def resumed(self, so_far: Conversation, browser: Any, user: str | None) -> Conversation:
        """The conversation that is in view: the program may have begun anew since the page was opened."""
        if not so_far.exchanges:
            known = remembered(browser)
            so_far = self._keeping.opened(known, user, known["open"]) or so_far
        return self._keeping.keyed(so_far)

    def left(self, so_far: Conversation, browser: Any, user: str | None) -> Updates:
        """What a visit begins with: the conversation that was open when the last one ended."""
        known = remembered(browser)
        kept = self._keeping.opened(known, user, known["open"]) if not so_far.exchanges else None
        if kept is not None:
            # Somebody may have begun to type by now, and a link may have brought a question.
            whole = self._view.whole(kept, known, user)
            return {part: value for part, value in whole.items() if part is not self._parts.question}
        return {
            self._parts.browser: known,
            self._parts.listing: self._view.listing(so_far, known, user),
            self._parts.offered: gr.Row(visible=bool(self._view.offered()) and not so_far.exchanges),
        }

    def _begin(self, so_far: Conversation, browser: Any, request: gr.Request) -> Updates:
        if so_far.pending is not None:
            return self._busy()
        return self._view.whole(Conversation(), remembered(browser), request.username)

    def _open(self, so_far: Conversation, browser: Any, event: gr.EventData, request: gr.Request) -> Updates:
        if so_far.pending is not None:
            return self._busy()
        known, user = remembered(browser), request.username
        found = self._keeping.opened(known, user, _told(event, "key"))
        if found is None:
            gr.Warning("This conversation is no longer there.")
        return self._view.whole(found or so_far, known, user)

    def _rename(self, so_far: Conversation, browser: Any, event: gr.EventData, request: gr.Request) -> Updates:
        known, user = remembered(browser), request.username
        self._keeping.rename(known, user, _told(event, "key"), _told(event, "name"))
        return {self._parts.listing: self._view.listing(so_far, known, user)}

    def _delete(self, so_far: Conversation, browser: Any, event: gr.EventData, request: gr.Request) -> Updates:
        known, user, key = remembered(browser), request.username, _told(event, "key")
        listed = {one.key: one for one in self._keeping.listed(known, user)}
        if key is None or key not in listed:
            return {self._parts.listing: self._view.listing(so_far, known, user)}
        if key == so_far.key and so_far.pending is not None:
            return self._busy()
        self._keeping.delete(known, user, key)
        if key == so_far.key:
            return self._view.whole(Conversation(), known, user, listed[key])
        return {self._parts.listing: self._view.listing(so_far, known, user, listed[key])}

    def _restore(self, so_far: Conversation, browser: Any, event: gr.EventData, request: gr.Request) -> Updates:
        known, user, key = remembered(browser), request.username, _told(event, "key")
        self._keeping.restore(known, user, key)
        restored = None if so_far.exchanges else self._keeping.opened(known, user, key)
        if restored is not None:
            return self._view.whole(restored, known, user)
        return {self._parts.listing: self._view.listing(so_far, known, user)}

    def _busy(self) -> Updates:
        gr.Info(_BUSY)
        return {self._parts.conversation: gr.skip()}


def _told(event: gr.EventData, name: str) -> str | None:
    """What an event from the browser says, if it is text at all."""
    value = getattr(event, name, None)
    return value if isinstance(value, str) else None
