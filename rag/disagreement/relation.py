"""How two values of the same thing stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Relation", "Verdict", "both", "quoted"]

Verdict: TypeAlias = Literal["same", "refines", "excludes", "differs", "incomparable"]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two values stand to each other.

    Attributes:
        verdict: "same": equal within the precision written; "refines": all that one states lies in what the other
            states; "excludes": nothing that one can mean lies in what the other can mean; "differs": two names, and
            nothing tells whether they are of one thing; "incomparable": not of one kind or unit, unresolved, or too
            close to call.
        reason: Why, for people.
        narrower: Of "refines", which of the two says more.
        apart: Of two figures in one unit, their difference as a share of the larger one, which tells how far "at
            least 80" and "more than 600" are from each other; None without two.
        open: Of "incomparable", whether only knowledge of the world could tell.
        days_apart: Of two dates, the days between their beginnings; None without two.
    """

    verdict: Verdict
    reason: str
    narrower: Literal["first", "second"] | None = None
    apart: float | None = None
    days_apart: int | None = None
    open: bool = False


def quoted(words: str) -> str:
    """A value in the quotation marks of a reason."""
    return f"“{words}”"


def both(first: str, second: str) -> str:
    """Two values as the subject of a reason."""
    return f"{quoted(first)} and {quoted(second)}"
