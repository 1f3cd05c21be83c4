"""Test questions drafted from the sentences of documents, spread over files and kinds."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from rag.errors import QuestionError
from rag.evaluation.drafting.cloze import cloze_questions
from rag.evaluation.drafting.wh import wh_questions
from rag.reading.parser import parse_many
from rag.text.sentences import sentences
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.documents.document import Document
    from rag.engine import Engine
    from rag.evaluation.drafting.asking import Asked
    from rag.text.spans import Span

__all__ = ["Draft", "draft_from", "draft_questions", "json_lines"]

# So many sentences of a file are looked at in one go, and so many questions gathered for each that is wanted.
_AT_ONCE = 24
_FOLD = 3
# So many files are looked at for each question that is wanted.
_FILES = 4
_SHORTEST, _LONGEST = 20, 400
_PER_SENTENCE = 2
_WHITE = re.compile(r"\s")


@dataclass(slots=True)
class Draft:
    """A question that somebody has yet to look at.

    Attributes:
        question: As asked; a cloze question has ``___`` where the answer stood.
        kind: Of the answer, such as ``count`` or ``person``.
        relevant: Source and sentence of each place that the question was made from.
        expected: The answers there, as written.
    """

    question: str
    kind: str
    relevant: list[tuple[str, str]]
    expected: list[str]

    @property
    def id(self) -> str:
        """The same for the same question, whenever it is drafted."""
        return f"d{zlib.crc32(self.question.encode('utf-8', 'surrogatepass')):08x}"

    def row(self) -> dict[str, Any]:
        """As a line of a file of questions: see :class:`rag.evaluation.questions.Question`."""
        return {
            "id": self.id,
            "question": self.question,
            "kind": self.kind,
            "relevant": [{"source": source, "quote": quote} for source, quote in self.relevant],
            "expected": self.expected,
            "answerable": True,
            "draft": True,
        }


@dataclass(slots=True)
class _File:
    """A document, what it is about, and the sentences of it that were not looked at yet, in random order."""

    source: str
    text: str
    topics: frozenset[str]
    left: list[Span]


@dataclass(slots=True)
class _Pool:
    """What was drafted so far: by question, and the sentence that each was made from first."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    sentence_of: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, file: _File, span: Span, asked: Asked, words: str) -> None:
        value = " ".join(words[asked.start : asked.end].split())
        question = " ".join(asked.question.split())
        draft = self.drafts.get(question)
        if draft is None:
            self.drafts[question] = Draft(question, asked.kind, [(file.source, words)], [value])
            self.sentence_of[question] = (file.source, span.start)
        else:
            if (file.source, words) not in draft.relevant:
                draft.relevant.append((file.source, words))
            if value not in draft.expected:
                draft.expected.append(value)


def draft_questions(engine: Engine, *, count: int = 40, seed: int = 0) -> list[dict[str, Any]]:
    """Draft test questions about what an engine answers from.

    Args:
        engine: Its documents are read; nothing is asked of it.
        count: How many questions at most.
        seed: Of what is drawn at random: the same documents, count and seed give the same questions.

    Returns:
        Rows as :func:`rag.evaluate` takes them, each with ``"draft": true``, by source and place.

    Raises:
        QuestionError: ``count`` is not positive.
    """
    sources = [document.source for document in engine.documents()]
    return [draft.row() for draft in draft_from(sources, engine.document, count=count, seed=seed)]


def draft_from(
    sources: Sequence[str],
    read: Callable[[str], Document],
    *,
    count: int,
    seed: int,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Draft]:
    """Draft questions from documents; of very many, from some that are drawn at random.

    Args:
        sources: Of the documents.
        read: From a source to its document.
        count: How many questions at most: fewer where the sentences do not give as many.
        seed: Of what is drawn.
        progress: Told the stage, how many questions there are, and how many are wanted.

    Raises:
        QuestionError: ``count`` is not positive.
    """
    if count < 1:
        raise QuestionError(f"{count} questions are none; ask for at least 1")
    chooser = random.Random(seed)  # noqa: S311  (no secret hangs on it)
    drawn = sorted(sources)
    chooser.shuffle(drawn)
    files = [_opened(read(source), seed) for source in drawn[: _FILES * count]]
    pool = _Pool()
    while len(pool.drafts) < _FOLD * count and any(file.left for file in files):
        for file in files:
            _look(file, pool)
            if progress:
                progress("drafting", min(count, len(pool.drafts)), count)
    return _chosen(pool, count, chooser)


def _opened(document: Document, seed: int) -> _File:
    headings = " ".join(document.text[heading.start : heading.end] for heading in document.headings)
    about = f"{document.title or ''} {headings} {PurePath(document.source).stem.replace('_', ' ')}"
    spans = [span for span in sentences(document.text) if _SHORTEST <= span.end - span.start <= _LONGEST]
    # By the file's own name: what other files there are does not change what is drawn from this one.
    random.Random(f"{seed} {document.source}").shuffle(spans)  # noqa: S311
    return _File(document.source, document.text, frozenset(stems(about)), spans)


def _look(file: _File, pool: _Pool) -> None:
    spans, file.left = file.left[:_AT_ONCE], file.left[_AT_ONCE:]
    texts = [file.text[span.start : span.end] for span in spans]
    # Curly apostrophes straightened as in rag.reading.parser.parse_written, lines joined; every offset as it was.
    plain = [_WHITE.sub(" ", text.replace("’", "'")) for text in texts]
    for span, words, doc in zip(spans, texts, parse_many(plain), strict=True):
        asked = wh_questions(doc, file.topics)
        answers = {(one.start, one.end) for one in asked}
        for one in (*asked, *cloze_questions(doc, file.topics)):
            # What a wh-question asks for needs no blank.
            if one in asked or (one.start, one.end) not in answers:
                pool.add(file, span, one, words)


def _chosen(pool: _Pool, count: int, chooser: random.Random) -> list[Draft]:
    """Questions over many files, sentences and kinds, wh-questions before cloze ones; by source and place."""
    left = sorted(pool.drafts)
    chooser.shuffle(left)
    by_source: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    by_sentence: Counter[tuple[str, int]] = Counter()
    chosen: list[str] = []

    def cost(question: str) -> tuple[int, int]:
        sentence = pool.sentence_of[question]
        return by_sentence[sentence], by_source[sentence[0]] + by_kind[pool.drafts[question].kind] + 3 * (
            "___" in question
        )

    while left and len(chosen) < count:
        best = min(left, key=cost)
        left.remove(best)
        sentence = pool.sentence_of[best]
        if by_sentence[sentence] >= _PER_SENTENCE:
            break
        chosen.append(best)
        by_source[sentence[0]] += 1
        by_kind[pool.drafts[best].kind] += 1
        by_sentence[sentence] += 1
    chosen.sort(key=lambda question: (pool.sentence_of[question], question))
    return [pool.drafts[question] for question in chosen]


def json_lines(drafts: Sequence[Draft]) -> str:
    """Drafts as a file of questions: one JSON object a line."""
    return "".join(f"{json.dumps(draft.row(), ensure_ascii=False)}\n" for draft in drafts)
