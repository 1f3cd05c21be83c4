"""Why two claims are set aside as no disagreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Aside", "Grounds"]

Grounds: TypeAlias = Literal["modality", "update", "scope", "attribution", "refinement", "list", "restated", "copy"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Why two claims are no disagreement.

    Attributes:
        grounds: The kind of reason.
        reason: The reason, for people.
        beside: Which of the two does not answer what was asked: a plan where the fact is told, another party's word.
    """

    grounds: Grounds
    reason: str
    beside: Literal["first", "second"] | None = None
