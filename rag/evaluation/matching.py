"""Where the relevant quotes stand, and which passages and citations fall on them.

Judged by characters, not by passages: the judgements outlive every change of how documents are cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rag.errors import QuestionError, ReadError
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rag.evaluation.questions import Question

__all__ = ["Place", "Target", "file_ranks", "locate", "quote_ranks"]


class Place(NamedTuple):
    """Characters ``start`` to ``end`` (half open) of the stored text of ``source``."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """A relevant passage: every place where its quote stands in its source, in order; at least one."""

    source: str
    quote: str
    spans: tuple[Span, ...]

    def overlaps(self, place: Place) -> bool:
        """Whether a place shares at least one character with the quote."""
        return place.source == self.source and any(
            max(start, place.start) < min(end, place.end) for start, end in self.spans
        )


def locate(question: Question, text_of: Callable[[str], str]) -> tuple[Target, ...]:
    """Find the relevant quotes of a question in the stored texts.

    A quote is looked for as it stands, then with any white space where it has some, since a line may break
    elsewhere in the stored text.

    Args:
        question: With its relevant passages.
        text_of: From a source to its stored text; a :class:`QuestionError` tells that there is none.

    Raises:
        ReadError: A source is not in the index, or a quote does not stand in it. The message names the field.
    """
    targets = []
    for number, relevant in enumerate(question.relevant):
        field = f"{question.where}, field relevant.{number}"
        try:
            text = text_of(relevant.source)
        except QuestionError as error:
            mend = "index it, or name a file as whosays index prints it"
            raise ReadError(f"{field}.source", f"{relevant.source} is not in the index", mend) from error
        spans = (Span(0, len(text)),) if relevant.quote is None else _standing(relevant.quote, text)
        if not spans:
            mend = "copy the quote letter by letter, or take it out if the file has changed"
            raise ReadError(f"{field}.quote", f"the words do not stand in {relevant.source}", mend)
        targets.append(Target(relevant.source, relevant.quote or "", spans))
    return tuple(targets)


def _standing(quote: str, text: str) -> tuple[Span, ...]:
    exact = tuple(Span(*match.span()) for match in re.finditer(re.escape(quote), text))
    if exact:
        return exact
    loose = r"\s+".join(re.escape(word) for word in quote.split())
    return tuple(Span(*match.span()) for match in re.finditer(loose, text))


def quote_ranks(targets: Iterable[Target], places: Sequence[Place]) -> list[int | None]:
    """For each target, the 1-based rank of the first place that overlaps it; None where none does."""
    return [next((rank for rank, place in enumerate(places, 1) if target.overlaps(place)), None) for target in targets]


def file_ranks(targets: Iterable[Target], places: Iterable[Place]) -> list[int | None]:
    """For each distinct source among the targets, its 1-based rank among the distinct sources of the places."""
    ranked = list(dict.fromkeys(place.source for place in places))
    wanted = dict.fromkeys(target.source for target in targets)
    return [ranked.index(source) + 1 if source in ranked else None for source in wanted]
