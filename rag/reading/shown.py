"""What the judge is shown of a file: a sentence with what stands around it, and the words in question marked.

Whether two statements are about the same thing is seldom told by the sentences alone: who "she" is, which of two
towns, and whether the thing had been planned or done, stands beside them. So the judge reads them where they stand. It
was trained on texts written as here (:mod:`rag.reading.training.passages`), and is asked in two ways:

- of one passage, whether it answers a question with yes (entailment), with no (contradiction) or not;
- of two passages, whether they give one answer to a question (entailment), two that cannot both be right
  (contradiction), or answers that leave room for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.sentences import sentences
from rag.text.spans import Span

if TYPE_CHECKING:
    import datetime

__all__ = ["Shown", "asked_of_one", "asked_of_two", "show"]

# Characters before and after a sentence that are shown, cut back to whole sentences.
_BEFORE, _AFTER = 400, 200
_MONTH, _YEAR = 30, 365  # days
# Days and months up to which a distance in time is told in them.
_IN_DAYS, _IN_MONTHS = 45, 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the judge is shown it.

    Attributes:
        text: The sentence within its surroundings, the words in question between « and ».
        date: The day that its file bears, if it bears one.
    """

    text: str
    date: datetime.date | None


def show(text: str, start: int, end: int, marked: Span | None = None, date: datetime.date | None = None) -> Shown:
    """A sentence in its surroundings.

    Args:
        text: The whole text of a file.
        start: First character of the sentence.
        end: Its end.
        marked: The words in question, in characters of the text; the whole sentence where they are not known.
        date: The day that the file bears, if it bears one.
    """
    low = max(0, start - _BEFORE)
    before = sentences(text[low:start])
    # Where the stretch was cut off, its first sentence lacks its beginning, and its last one its end.
    before = before[1:] if low else before
    after = sentences(text[end : end + _AFTER])
    after = after[:-1] if end + _AFTER < len(text) else after
    first = low + before[0].start if before else start
    last = end + after[-1].end if after else end
    words = marked or Span(start, end)
    return Shown(f"{text[first : words.start]}« {text[words.start : words.end]} »{text[words.end : last]}", date)


def asked_of_one(question: str, passage: Shown) -> tuple[str, str]:
    """Premise and hypothesis for whether a passage answers a question with yes or no."""
    return passage.text, question


def asked_of_two(question: str, first: Shown, second: Shown) -> tuple[str, str]:
    """Premise and hypothesis for whether two passages answer a question in ways that cannot both be right."""
    return (
        f"{question} | {_written(second.date, first.date)}: {first.text}",
        f"{_written(first.date, second.date)}: {second.text}",
    )


def _written(other: datetime.date | None, date: datetime.date | None) -> str:
    """When a file was written, measured from the other: networks read "3 days later" better than two dates."""
    if date is None or other is None:
        return "undated"
    days = abs((date - other).days)
    if days == 0:
        return "same day"
    direction = "later" if date > other else "earlier"
    if days < _IN_DAYS:
        return f"{days} days {direction}"
    if days < _IN_MONTHS * _MONTH + 10:
        return f"{days // _MONTH} months {direction}"
    return f"{days // _YEAR} years {direction}"
