"""What a written answer starts from: the passages, the answer in quotes, and how the sources stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.extractive import cite
from rag.answering.positions import Told, tell
from rag.answering.statements import by_source
from rag.types import SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answering.citing import Citer
    from rag.answering.comparing import Comparison
    from rag.answering.statements import Statement
    from rag.retrieval.search import Found
    from rag.types import Answer, Citation

__all__ = ["Ground", "renumbered", "told_alone"]

_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a written answer starts from.

    Attributes:
        extractive: The answer in quotes: given where the model gives none.
        found: The passages, best first.
        comparison: How the sources stand to each other; None where nothing was compared.
        quoted: What the answer in quotes quotes.
        citer: Makes citations.
        timings: Milliseconds by stage, up to when it is called.
    """

    extractive: Answer
    found: Sequence[Found]
    comparison: Comparison | None
    quoted: tuple[Statement, ...]
    citer: Citer
    timings: Callable[[], dict[str, float]]


def told_alone(ground: Ground) -> tuple[Told, tuple[Citation, ...]]:
    """What comparing came to, with the citations that it needs and no others, numbered from 1.

    Args:
        ground: What the answer starts from.
    """
    comparison, citer, question = ground.comparison, ground.citer, ground.extractive.searched_for
    if comparison is None:
        return Told(), ()
    everything = cite(by_source(comparison.with_positions(ground.quoted), None), citer)
    told = tell(question, comparison, everything, citer)
    used = {int(number) for number in _MARKER.findall(told.text)}
    used |= {n for found in told.disagreements for position in found.positions for n in position.citations}
    needed = cite([statement for statement, citation in everything if citation.number in used], citer)
    return tell(question, comparison, needed, citer), tuple(citation for _, citation in needed)


def renumbered(set_aside: Sequence[SetAside], citations: Sequence[Citation]) -> tuple[SetAside, ...]:
    """What was set aside, with the numbers of an answer's citations where it has them, and further ones behind them.

    Args:
        set_aside: Pairs of quotes.
        citations: All that the answer cites.
    """
    numbers = {(one.source, one.start, one.end): one.number for one in citations}

    def numbered(citation: Citation) -> Citation:
        key = (citation.source, citation.start, citation.end)
        number = numbers.setdefault(key, len(numbers) + 1)
        return citation.model_copy(update={"number": number})

    return tuple(
        SetAside(first=numbered(pair.first), second=numbered(pair.second), reason=pair.reason) for pair in set_aside
    )
