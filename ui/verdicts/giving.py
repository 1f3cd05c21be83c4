"""Giving a verdict and taking it back, as the browser asks for it; nothing of what it sends is trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import QuestionError
from rag.verdicts import disagreement_key, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rag.types import Citation, Disagreement
    from rag.verdict_store import VerdictStore

__all__ = ["give", "sent", "take_back"]

_GONE = "this disagreement is not among those that are shown any more; look it up again"


def give(
    store: VerdictStore,
    shown: Iterable[Disagreement],
    citations: Sequence[Citation],
    sent: Mapping[str, object],
    who: str | None,
) -> None:
    """Keep the verdict that a form sends.

    Args:
        store: Where verdicts are kept.
        shown: The disagreements that the form may be about.
        citations: Those of their answer or audit.
        sent: ``key``, ``choice`` and ``reason``, as :func:`ui.verdicts.controls.form_html` names them.
        who: The name that the person is signed in with, if any.

    Raises:
        QuestionError: No such disagreement is shown, there is no such choice, or the reason is too long.
        IndexLocked: Another process keeps the file of verdicts busy.
        SettingsError: The file cannot be written to.
    """
    key, choice, reason = (str(sent.get(name) or "") for name in ("key", "choice", "reason"))
    found = next((one for one in shown if disagreement_key(one, citations) == key), None)
    if found is None:
        raise QuestionError(_GONE)
    if choice != "none" and not (choice.isascii() and choice.isdigit() and len(choice) < 4):
        raise QuestionError("choose what you make of it first")
    store.add(judge(found, citations, prefer=None if choice == "none" else int(choice), reason=reason, who=who))


def sent(event: object) -> dict[str, object]:
    """What an event of the controls carries, as far as it carries anything."""
    return {name: getattr(event, name, None) for name in ("key", "choice", "reason")}


def take_back(store: VerdictStore, sent: Mapping[str, object], who: str | None) -> None:
    """Take back the verdict whose ``key`` is sent; nothing happens where there is none.

    Raises:
        IndexLocked: Another process keeps the file of verdicts busy.
        SettingsError: The file cannot be written to.
    """
    store.take_back(str(sent.get("key") or ""), who=who)
