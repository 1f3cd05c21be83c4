"""What is taken along, as a file: its name, its kind and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import rag

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FORMS", "Form", "Parcel", "pack"]

Form: TypeAlias = Literal["markdown", "json", "html"]
FORMS: tuple[Form, ...] = get_args(Form)

_KINDS: dict[Form, tuple[str, str]] = {
    "markdown": (".md", "text/markdown"),
    "json": (".json", "application/json"),
    "html": (".html", "text/html"),
}
_WRITERS = {"markdown": rag.to_markdown, "json": rag.to_json, "html": rag.to_html}
_MOST_NAME = 60
_UNSAFE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that was made to be taken along.

    Attributes:
        name: For the file: letters, digits, hyphens and its ending.
        kind: Its media type.
        text: What is in it.
    """

    name: str
    kind: str
    text: str


def pack(answers: rag.Answer | Sequence[tuple[str, rag.Answer]], form: Form, *, title: str | None = None) -> Parcel:
    """Make a file of an answer or a conversation.

    Args:
        answers: One answer, or (question, answer) turns, oldest first; at least one.
        form: Of the file.
        title: Of the conversation, if it has one.
    """
    text = _WRITERS[form](answers, title=title)
    named = title or (answers.question if isinstance(answers, rag.Answer) else answers[0][0])
    words = _UNSAFE.sub("-", named.casefold()).strip("-_")[:_MOST_NAME].rstrip("-_")
    ending, kind = _KINDS[form]
    return Parcel(f"whosays-{words or 'answer'}{ending}", kind, text)
