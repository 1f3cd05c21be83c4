"""Questions over passages, as they come in files of extractive question answering."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.training.pairs import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from random import Random

__all__ = [
    "Articles",
    "Asked",
    "Span",
    "chosen_answer",
    "read_questions",
    "read_squad",
    "within_window",
    "without_marks",
]

Span: TypeAlias = tuple[int, int]
Articles: TypeAlias = Literal["odd", "even", "all"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a passage.

    Attributes:
        passage: The passage.
        question: The question.
        answers: Character spans of the right answers, several where people differed; none where the passage
            does not answer.
        origin: Name of the data set.
        made: How it was made; "given" for a question as it came.
        group: What the passage belongs to (an article, say), within its data set.
    """

    passage: str
    question: str
    answers: tuple[Span, ...]
    origin: str
    made: str = "given"
    group: str = ""

    def texts(self) -> list[str]:
        """The right answers' words."""
        return [self.passage[start:end] for start, end in self.answers]


def read_questions(paths: Iterable[Path], *, distinct: bool = True) -> list[Asked]:
    """The questions of some .jsonl or .jsonl.gz files with the fields context, question and answers.

    ``answers`` is a list of objects with text and start (a character offset into context), empty where nothing
    answers; ``title`` and ``made`` may be given.

    Args:
        paths: The files; a data set is named by what stands before the first dot of its file's name.
        distinct: Keep one of several rows that ask the same of the same passage: the first.

    Raises:
        ValueError: A row lacks a field, or an answer is not what stands at its place; says which.
    """
    found: list[Asked] = []
    seen: set[tuple[str, str]] = set()
    for path in paths:
        origin = path.name.split(".")[0]
        for number, row in enumerate(read_rows(path), start=1):
            where = f"{path}, row {number}"
            passage, question, answers = row.get("context"), row.get("question"), row.get("answers")
            if not (isinstance(passage, str) and isinstance(question, str) and isinstance(answers, list)):
                raise ValueError(f"{where}: context and question are texts, answers is a list")
            spans = []
            for answer in answers:
                text, start = (answer.get("text"), answer.get("start")) if isinstance(answer, dict) else (None, None)
                if not (isinstance(text, str) and isinstance(start, int) and text):
                    raise ValueError(f"{where}: an answer is an object with text and start")
                if passage[start : start + len(text)] != text:
                    raise ValueError(f"{where}: the passage does not say {text!r} at {start}")
                spans.append((start, start + len(text)))
            asked = Asked(
                passage,
                question.strip(),
                tuple(spans),
                origin,
                str(row.get("made", "given")),
                str(row.get("title", "")),
            )
            key = (passage, asked.question.lower())
            if not distinct or key not in seen:
                seen.add(key)
                found.append(asked)
    return found


def read_squad(file: Path, articles: Articles = "all") -> list[Asked]:
    """The questions of a file as SQuAD 2.0 lays it out.

    Args:
        file: JSON, with data, paragraphs, qas.
        articles: Which to take; they are numbered from 1.

    Raises:
        ValueError: The file is laid out otherwise, or an answer is not what stands at its place.
    """
    first, step = {"odd": (0, 2), "even": (1, 2), "all": (0, 1)}[articles]
    found: list[Asked] = []
    try:
        for article in json.loads(file.read_text(encoding="utf-8"))["data"][first::step]:
            for paragraph in article["paragraphs"]:
                passage = paragraph["context"]
                for row in paragraph["qas"]:
                    answers = [
                        (a["answer_start"], a["answer_start"] + len(a["text"]), a["text"]) for a in row["answers"]
                    ]
                    if any(passage[start:end] != text for start, end, text in answers):
                        raise ValueError(f"{file}: an answer to {row['question']!r} is not at its place")
                    spans = tuple((start, end) for start, end, _ in answers)
                    found.append(Asked(passage, row["question"].strip(), spans, "squad2", group=article["title"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{file} is not laid out as SQuAD 2.0 is ({error!r})") from error
    return found


def chosen_answer(answers: tuple[Span, ...], random: Random) -> Span:
    """The answer to train on: the one most people gave, or any of those given most often."""
    counted = Counter(answers)
    most = max(counted.values())
    return random.choice(sorted(span for span, count in counted.items() if count == most))


def within_window(asked: Asked, longest: int, random: Random) -> Asked:
    """Cut a long passage down to a stretch of whole words that holds the answer, if there is one.

    Args:
        asked: A question; unchanged when its passage is short enough.
        longest: Characters of the passage to keep at most.
        random: Chooses where the stretch begins.
    """
    passage = asked.passage
    if len(passage) <= longest:
        return asked
    spot = random.randrange(len(passage))
    first, last = asked.answers[0] if asked.answers else (spot, spot)
    low = max(0, last - longest)
    high = max(low, min(first, len(passage) - longest))
    start = random.randint(low, high)
    if not asked.answers:
        # Nothing has to stay in the stretch; its ends may look for the end of a word further on.
        first, last = start + longest // 2, start + longest // 2
    while start > 0 and start < first and not passage[start - 1].isspace():
        start += 1
    end = min(len(passage), start + longest)
    while end < len(passage) and end > last and not passage[end].isspace():
        end -= 1
    spans = tuple((s - start, e - start) for s, e in asked.answers if start <= s and e <= end)
    return replace(asked, passage=passage[start:end], answers=spans)


def without_marks(question: str, random: Random) -> str:
    """A question as people type it: at times without its question mark, at times all in small letters."""
    if random.random() < 0.1:
        question = question.rstrip(" ?")
    return question.lower() if random.random() < 0.05 else question
