"""What every language model is to the rest: messages go in, text comes out bit by bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Mapping, Sequence

__all__ = ["Generator", "Message", "Schema", "Written"]

Schema: TypeAlias = "Mapping[str, Any]"
#: Text bit by bit; closing it stops the model.
Written: TypeAlias = "collections.abc.Generator[str, None, None]"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str

    def as_dict(self) -> dict[str, str]:
        """As OpenAI's protocol writes it."""
        return {"role": self.role, "content": self.content}


class Generator(Protocol):
    """A language model. Several threads may use it at once."""

    @property
    def name(self) -> str:
        """What an answer says it was written by: the model's name."""

    @property
    def window(self) -> int:
        """How many tokens prompt and answer may have together."""

    def stream(self, messages: Sequence[Message], *, tokens: int, schema: Schema | None = None) -> Written:
        """What the model writes, bit by bit.

        Args:
            messages: The conversation.
            tokens: It writes at most so many.
            schema: The JSON schema of what it writes, which it keeps to where it can; what it writes is not checked.

        Raises:
            GeneratorError: It failed, perhaps after some text.
            MissingDependency: A package that it needs is not installed.
        """

    def check(self) -> str:
        """Say in a clause that it is there; nothing but the model's name is sent.

        Raises:
            GeneratorError: It is not.
            MissingDependency: A package that it needs is not installed.
        """

    def close(self) -> None:
        """Let go of what it holds. It cannot be used afterwards."""
