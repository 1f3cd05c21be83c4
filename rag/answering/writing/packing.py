"""Which passages a model is shown: as many as fit its window, with a share for each source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rag.answering.gate.parts import Passage
from rag.text.sentences import sentences
from rag.text.tokens import count_tokens

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from rag.retrieval.search import Found

__all__ = ["pack"]

# What a passage costs besides its text: its number, its file and the signs around them.
_FRAME = 30


def pack(found: Sequence[Found], budget: int, dates: Mapping[str, datetime.date | None]) -> list[Passage]:
    """Choose passages, and number them from 1.

    The best passage of each source comes first, then their seconds, and so on, so that no source crowds out another.

    Args:
        found: Passages, best first.
        budget: Tokens (cl100k_base) that they may have together.
        dates: Of each source, the day that its file bears.

    Returns:
        In order of relevance. A passage that does not fit whole is cut after a sentence if that leaves half of it, and
        left out otherwise.
    """
    counts = [count + _FRAME for count in count_tokens([passage.chunk.text for passage in found])]
    by_source: dict[str, list[int]] = defaultdict(list)
    for index, passage in enumerate(found):
        by_source[passage.source].append(index)
    rounds = max((len(of) for of in by_source.values()), default=0)
    chosen: dict[int, str] = {}
    left = budget
    for turn in range(rounds):
        for of in by_source.values():
            if turn >= len(of):
                continue
            index = of[turn]
            text = found[index].chunk.text
            cost = counts[index]
            if cost > left:
                text = _cut(text, left - _FRAME)
                cost = count_tokens([text])[0] + _FRAME
            if text and cost <= left:
                chosen[index] = text
                left -= cost
    return [
        Passage(number, found[index].source, found[index].chunk.start, chosen[index], dates.get(found[index].source))
        for number, index in enumerate(sorted(chosen), 1)
    ]


def _cut(text: str, tokens: int) -> str:
    """As many whole sentences from the beginning as fit; empty where that is less than half of the text."""
    end = 0
    for span in sentences(text):
        if count_tokens([text[: span.end]])[0] > tokens:
            break
        end = span.end
    return text[:end] if end * 2 >= len(text) else ""
