"""An answer while it is being written: what passed the gate so far, laid out like any other answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.disagreeing import write_disagreements
from rag.answering.gate.locating import locate
from rag.answering.gate.parts import Dropped, Evidence, Kept
from rag.answering.markdown import RULE, escape, footnotes, markers
from rag.answering.writing.ground import renumbered, told_alone

if TYPE_CHECKING:
    from rag.answering.writing.ground import Ground
    from rag.types import Answer, Citation, Disagreement

__all__ = ["Draft"]

_STRUCK = "not supported by the sources"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    numbers: tuple[int, ...]
    struck: bool = False


class Draft:
    """What passed the gate so far.

    Args:
        ground: What the answer starts from. What it tells of the sources is cited first, what the model says behind.
        model: The model's name.
        strike: Whether sentences that did not pass are shown struck through.
    """

    def __init__(self, ground: Ground, model: str, *, strike: bool) -> None:
        self._ground = ground
        self._model = model
        self._strike = strike
        self._told, cited = told_alone(ground)
        self._citations = list(cited)
        self._numbers = {(one.source, one.start, one.end): one.number for one in cited}
        self._lines: list[_Line] = []
        self._accounts: list[Disagreement] = []

    @property
    def holds(self) -> bool:
        """Whether any sentence passed."""
        return any(not line.struck for line in self._lines)

    def add(self, checked: Kept | Dropped) -> bool:
        """Take a sentence that was checked; give whether there is more to show than before."""
        if isinstance(checked, Dropped):
            if self._strike and checked.text:
                self._lines.append(_Line(checked.text, (), struck=True))
            return self._strike
        cited = [self.cite(evidence) for evidence in checked.evidence]
        numbers = tuple(citation.number for citation in cited if citation is not None)
        # A source that was changed meanwhile takes the sentence with it: part of its quotes may not carry it.
        if not numbers or None in cited or any(line.text == checked.text for line in self._lines):
            return False
        self._lines.append(_Line(checked.text, numbers))
        return True

    def add_account(self, account: Disagreement) -> None:
        """Take a disagreement as the model reads it."""
        self._accounts.append(account)

    def cite(self, evidence: Evidence) -> Citation | None:
        """The citation of a quote; None where its source was changed since it was read."""
        key = (evidence.source, evidence.span.start, evidence.span.end)
        if key in self._numbers:
            return self._citations[self._numbers[key] - 1]
        citation = self._ground.citer.cite(len(self._citations) + 1, *key)
        if citation is None or citation.quote != evidence.text:
            return None
        self._citations.append(citation)
        self._numbers[key] = citation.number
        return citation

    def answer(self, warnings: tuple[str, ...] = ()) -> Answer:
        """The answer so far."""
        before, told = self._ground.extractive, self._told
        citations = tuple(self._citations)
        disagreements = (*told.disagreements, *self._accounts)
        standing = told.standing
        if self._accounts:
            standing = write_disagreements(disagreements, citations)
        body = [" ".join(_written(line) for line in self._lines), standing, told.changes]
        return before.model_copy(
            update={
                "text": "\n\n".join(part for part in body if part) + RULE + footnotes(citations),
                "short": self._short(before.short),
                "refused": False,
                "citations": citations,
                "agreement": "disagree" if disagreements else told.agreement,
                "disagreements": disagreements,
                "set_aside": renumbered(told.set_aside, citations),
                "generator": self._model,
                "warnings": warnings,
                "timings": self._ground.timings(),
            }
        )

    def _short(self, value: str | None) -> str | None:
        """The value asked for as it was read out of the sources, where a quote of the written answer gives it too."""
        if value is None:
            return None
        cited = {number for line in self._lines for number in line.numbers}
        return value if any(c.number in cited and locate(value, c.quote) for c in self._citations) else None


def _written(line: _Line) -> str:
    if line.struck:
        return f"~~{escape(line.text)}~~ ({_STRUCK})"
    return f"{escape(line.text)} {markers(line.numbers)}"
