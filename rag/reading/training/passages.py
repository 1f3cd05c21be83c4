"""Passages that answer one question, as the pairs that the judge learns from.

A row is a question and two passages or more, each with the date of its file, its text with the words that answer in
``[[double brackets]]``, its answer in a normal form, and, where it is no rival of the others, why: it is of another
time or thing, a plan, a looser figure, or nothing of the question at all. Questions that are answered by yes or no
have "yes" and "no" for answers. "14|19" is the answer of a passage that gives both.
"""

from __future__ import annotations

import datetime
import re
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rag.reading.shown import Shown, asked_of_one, asked_of_two, show
from rag.reading.training.pairs import Pair, part_of, read_rows
from rag.text.sentences import sentences
from rag.text.spans import Span
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rag.reading.training.pairs import Label, Part

__all__ = ["Apart", "Passage", "Row", "pairs_of_row", "parted_rows", "read_passages"]

#: Why a passage is no rival of the others; "open" speaks of the very matter and settles nothing, "none" of another.
Apart: TypeAlias = Literal[
    "update", "list", "refinement", "scope", "homonym", "modality", "attribution", "open", "none"
]  # fmt: skip
# Passages that leave open what is asked, whatever they say of their own time or thing.
_SETTLE_NOTHING = frozenset({"open", "none", "modality"})
_STANCES: dict[str, Label] = {"yes": "entailment", "no": "contradiction"}
_BRACKETS = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_WHY = re.compile(r"\s*(?:why|what caused|what led)\b", re.IGNORECASE)
# Names, but for those that only open a sentence, and numbers.
_NAME_OR_NUMBER = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|\b\d[\d.,]*\b")
_NAME = "passages"


class Passage(BaseModel):
    """One passage of a row.

    Attributes:
        date: Of its file.
        text: With the words that answer in double brackets, if any do.
        answer: In a normal form; None where it gives none.
        apart: Why it is no rival of the others, if it is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: datetime.date | None
    text: str = Field(min_length=1)
    answer: str | None
    apart: Apart | None = None

    @model_validator(mode="after")
    def _marked(self) -> Passage:
        found = len(_BRACKETS.findall(self.text))
        if found > 1 or (self.apart is None and (found == 0 or self.answer is None)):
            raise ValueError("a passage that answers has an answer, and its words once in [[brackets]]")
        return self

    @property
    def answers(self) -> frozenset[str]:
        """What it answers; two, where it gives both sides."""
        return frozenset((self.answer or "").split("|")) - {""}


class Row(BaseModel):
    """A question, and what is said of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = Field(min_length=1)
    passages: tuple[Passage, ...] = Field(min_length=2, max_length=5)

    @property
    def yes_no(self) -> bool:
        """Whether the question is answered by yes or no."""
        return any(passage.answer in _STANCES for passage in self.passages)


def read_passages(folder: Path) -> list[Row]:
    """The rows of all .jsonl files of a folder, in order.

    Raises:
        ValueError: A row is broken; says which.
    """
    rows: list[Row] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in enumerate(read_rows(path), start=1):
            try:
                rows.append(Row.model_validate(row))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"]) or "the row"
                raise ValueError(f"{path}, row {number}: {where}: {first['msg']}") from error
    return rows


def parted_rows(rows: Iterable[Row]) -> dict[Part, list[Pair]]:
    """The pairs of rows, parted so that all pairs of one question are in one part."""
    parts: dict[Part, list[Pair]] = {"train": [], "dev": [], "test": []}
    for row in rows:
        parts[part_of(row.question)].extend(pairs_of_row(row))
    return parts


def pairs_of_row(row: Row) -> Iterator[Pair]:
    """What the judge is to say of each two passages, and of each one that is asked for yes or no.

    A reader sometimes takes the wrong words for an answer. So each passage is also laid against one of which other
    words are marked: whatever they are, they are no rival.
    """
    random = Random(row.question)  # noqa: S311  (no secret; the same for the same question)
    shown = [_shown(row, passage) for passage in row.passages]
    for (first, one), (second, other) in combinations(zip(row.passages, shown, strict=True), 2):
        label = _label(first, second)
        if label is not None:
            # Either may come first: which one does is drawn, since both would take twice the time to learn.
            yield Pair(*asked_of_two(row.question, *random.sample([one, other], 2)), label, _NAME)
    for number, passage in enumerate(row.passages):
        misread = None if row.yes_no or passage.apart else _misread(passage, random)
        if misread is not None:
            rival = shown[number - 1]
            yield Pair(*asked_of_two(row.question, *random.sample([misread, rival], 2)), "neutral", _NAME)
    if row.yes_no:
        for passage, own in zip(row.passages, shown, strict=True):
            stance = _stance(passage)
            if stance is not None:
                yield Pair(*asked_of_one(row.question, own), stance, _NAME)


def _misread(passage: Passage, random: Random) -> Shown | None:
    """The passage with another name or number marked than the one that answers; None where there is none."""
    match = _BRACKETS.search(passage.text)
    if match is None:
        return None
    text = _BRACKETS.sub(r"\1", passage.text)
    end = match.start() + len(match[1])
    answers = set(stems(match[1]))
    others = [
        found
        for found in _NAME_OR_NUMBER.finditer(text)
        if (found.end() <= match.start() or found.start() >= end) and not answers & set(stems(found[0]))
    ]
    if not others:
        return None
    taken = random.choice(others)
    return _marked(text, Span(*taken.span()), whole=False, date=passage.date)


def _label(first: Passage, second: Passage) -> Label | None:
    """What one passage says of the other; None where the row does not tell."""
    if first.apart or second.apart:
        return None if {first.apart, second.apart} == {"none"} else "neutral"
    if not first.answers & second.answers:
        return "contradiction"
    return "entailment" if first.answers == second.answers else None


def _stance(passage: Passage) -> Label | None:
    """Whether a passage answers with yes or no; None where it does, but of another time or thing."""
    if passage.apart is None:
        return _STANCES.get(passage.answer or "")
    return "neutral" if passage.apart in _SETTLE_NOTHING else None


def _shown(row: Row, passage: Passage) -> Shown:
    """The passage as the judge will be shown it: with the words that answer marked, or the whole sentence."""
    match = _BRACKETS.search(passage.text)
    text = _BRACKETS.sub(r"\1", passage.text)
    spans = sentences(text) or [Span(0, len(text))]
    if match is None:
        asked = set(stems(row.question))
        nearest = max(spans, key=lambda span: len(asked & set(stems(text[span.start : span.end]))))
        return show(text, nearest.start, nearest.end, date=passage.date)
    words = Span(match.start(), match.start() + len(match[1]))
    return _marked(text, words, whole=row.yes_no or _WHY.match(row.question) is not None, date=passage.date)


def _marked(text: str, words: Span, *, whole: bool, date: datetime.date | None) -> Shown:
    """A text with some words marked, or the whole of the sentence that they stand in."""
    spans = sentences(text)
    home = next((span for span in spans if span.start <= words.start < span.end), Span(0, len(text)))
    return show(text, home.start, max(home.end, words.end), None if whole else words, date)
