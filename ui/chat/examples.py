"""Questions to offer before the first one is asked: written by hand for the seeds, drafted from any other files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from rag.errors import RagError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rag.types import Answer
    from ui.port import AnsweringEngine

__all__ = ["DraftedExamples", "chosen_drafts", "examples_for"]

_SEEDS = frozenset(
    {
        "000_21ae618e34b8f463.txt",
        "001_1e4ae7573a80e7a0.txt",
        "002_3cfbaf10b6856f55.txt",
        "003_08799dc045b518ad.txt",
        "004_b35c27fa469a94e9.txt",
    }
)
_SEED_QUESTIONS = (
    "How many political prisoners have been released?",
    "When were the releases announced?",
    "Which Spanish citizens were released?",
    "How many people are still imprisoned for political reasons?",
)

# So many are drafted; of the best so many are asked, until so many are found to be good.
_DRAFTED, _TRIED, _OFFERED = 16, 8, 4
_SHORTEST, _LONGEST = 15, 80
_WH = re.compile(r"(?:Who|What|When|Where|Which|Whose|How) ")
# What only the sentence before it explains, or what no person would type.
_UNCLEAR = re.compile(
    r"\b(?:also|even|then|too|however|here|there|this|that|these|those"
    r"|I|we|us|our|you|your|he|him|his|she|her|hers|it|its|they|them|their|theirs)\b"
    r"|[^\w\s?.,'’%$€£/-]|_",
    re.IGNORECASE,
)


def examples_for(sources: Iterable[str]) -> tuple[str, ...]:
    """Return example questions that fit these files: some about the seeds if all of them are there, else none."""
    names = {PurePosixPath(source).name for source in sources}
    return _SEED_QUESTIONS if names >= _SEEDS else ()


def chosen_drafts(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Choose drafts that a person might have typed: short wh-questions that stand alone, of many files and kinds.

    Args:
        rows: As :func:`rag.draft_questions` gives them.

    Returns:
        The best first; in the same order for the same rows.
    """
    good = [
        row
        for row in rows
        if _SHORTEST <= len(row["question"]) <= _LONGEST
        and _WH.match(row["question"])
        and not _UNCLEAR.search(row["question"])
    ]
    good.sort(key=lambda row: (len(row["question"]), row["question"]))
    chosen: list[Mapping[str, Any]] = []
    while good:
        files = [_file(row) for row in chosen]
        kinds = [row["kind"] for row in chosen]
        best = min(good, key=lambda row: (files.count(_file(row)), kinds.count(row["kind"])))
        good.remove(best)
        chosen.append(best)
    return chosen


class DraftedExamples:
    """Example questions for whatever is indexed: called, it gives those that there are by now, and never waits.

    They are drafted in a thread of their own, anew when the files have changed, and each is asked once: what the engine
    does not answer as its file does is not offered.

    Args:
        engine: What answers.
        draft: Drafts questions: :func:`rag.draft_questions` with its engine.
    """

    def __init__(self, engine: AnsweringEngine, draft: Callable[..., Sequence[Mapping[str, Any]]]) -> None:
        self._engine = engine
        self._draft = draft
        self._lock = Lock()
        self._drafting: tuple[str, ...] | None = None
        self._offered: tuple[str, ...] = ()

    def __call__(self) -> tuple[str, ...]:
        """The questions for the files that there are now; none while they are being drafted."""
        sources = tuple(document.source for document in self._engine.documents())
        by_hand = examples_for(sources)
        if by_hand:
            return by_hand
        with self._lock:
            if sources != self._drafting:
                self._drafting, self._offered = sources, ()
                # A daemon: whoever ends the program does not wait for it.
                Thread(target=self._work, args=(sources,), daemon=True, name="examples").start()
            return self._offered

    def _work(self, sources: tuple[str, ...]) -> None:
        offered: list[str] = []
        try:
            for row in chosen_drafts(self._draft(count=_DRAFTED))[:_TRIED]:
                if len(offered) == _OFFERED or self._drafting != sources:
                    break
                *_, answer = self._engine.stream(row["question"], written=False)
                if _answers(answer, row):
                    offered.append(row["question"])
        except RagError:
            return  # the files changed meanwhile, or nothing can be read: nothing is offered
        with self._lock:
            if self._drafting == sources:
                self._offered = tuple(offered)


def _answers(answer: Answer, row: Mapping[str, Any]) -> bool:
    """Whether an answer says what the draft was made of."""
    if answer.refused or answer.short is None:
        return False
    said = answer.short.casefold()
    return any(value.casefold() in said or said in value.casefold() for value in row["expected"])


def _file(row: Mapping[str, Any]) -> str:
    return str(row["relevant"][0]["source"])
