"""Measure the whole path on SQuAD 2.0, from the question to the value that is put first.

    python -m tests.benchmarks.bench_path --squad FILE [--articles odd|even] [--questions N] [--model FOLDER] [--alone]

Every paragraph of the file is a document; all are indexed. Each answerable question of the chosen articles is asked
with nothing refused, then as shipped. Beside it stands the trained reader alone: it reads the ten best passages, and
the reading with the highest product of "the passage answers" and "these are the words" is the value. Odd articles are
for choosing, even ones for reporting; 95 % bootstrap intervals over paragraphs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np

from rag.engine import Engine
from rag.reading.span_reader import SpanReader
from rag.reading.weights import load_reader_network
from rag.settings import Settings
from tests.benchmarks import squad
from tests.benchmarks.bench_reader import exact, f1
from tests.benchmarks.intervals import mean_with_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.documents.document import Document
    from rag.reading.span_reader import SpanReading
    from tests.benchmarks.squad import SquadQuestion

__all__ = ["Value", "best_reading", "main", "report_values"]

# The last words that are read count as right from this F1 on, as in bench_squad.
_RIGHT = 0.5


class Value(NamedTuple):
    """What is put first for a question: ``text`` is None where nothing is; ``score`` says how sure that is."""

    text: str | None
    score: float = 1.0


def best_reading(readings: Sequence[SpanReading]) -> Value:
    """The likeliest of the readings of some passages to one question."""
    best = max(readings, key=lambda reading: reading.answered * reading.score, default=None)
    return Value(best.text, best.answered * best.score) if best and best.text else Value(None, 0.0)


def report_values(questions: Sequence[SquadQuestion], values: Sequence[Value]) -> None:
    """Print how many answerable questions are given a value, and how good the values are.

    Args:
        questions: Answerable ones.
        values: One for each; None counts as F1 0 over all questions, and is left out of the values' precision.
    """
    groups = [question.source for question in questions]
    f1s, exacts = (
        np.array([measure(v.text, q.gold) if v.text else 0.0 for q, v in zip(questions, values, strict=True)])
        for measure in (f1, exact)
    )
    given = np.array([bool(value.text) for value in values])
    print(
        f"  over all questions: F1 {mean_with_interval(f1s, groups)}, exact match {mean_with_interval(exacts, groups)}"
    )
    print(f"  a value is given for {mean_with_interval(given, groups)}")
    rows: list[int] = np.flatnonzero(given).tolist()
    if rows:
        those = [groups[row] for row in rows]
        right = mean_with_interval(f1s[rows] >= _RIGHT, those)
        print(f"  of those: right (F1 at least {_RIGHT}) {right}, F1 {mean_with_interval(f1s[rows], those)}")


def report_curve(questions: Sequence[SquadQuestion], values: Sequence[Value]) -> None:
    """Print, for rising scores, how many questions have a value that sure, and how many of those are right."""
    scores = np.array([value.score for value in values])
    right = np.array(
        [bool(v.text) and f1(v.text or "", q.gold) >= _RIGHT for q, v in zip(questions, values, strict=True)]
    )
    print("  from a score of: given, of those right")
    for threshold in np.arange(0.1, 1.0, 0.1):
        high = scores >= threshold
        if high.any():
            print(f"    {threshold:.1f}: {high.mean():.3f}, {right[high].mean():.3f}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.add_argument("--articles", choices=["odd", "even"], default="even")
    parser.add_argument("--questions", type=int, help="a random sample of so many, unanswerable ones not counted")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="left out, the packaged reader")
    parser.add_argument("--alone", action="store_true", help="measure the trained reader only")
    options = parser.parse_args()
    documents, everything, _ = squad.load(options.squad)
    questions = squad.sample(
        [question for question in everything if question.answerable], options.questions, odd=options.articles == "odd"
    )
    print(f"{len(documents)} paragraphs; {len(questions)} answerable questions of the {options.articles} articles")
    reader = SpanReader(*load_reader_network(options.model))
    engine = _engine(documents, Settings(refuse_below=0), reader)
    if not options.alone:
        print("the product, nothing refused:")
        report_values(questions, _asked(engine, questions))
        print("the product, as shipped:")
        report_values(questions, _asked(_engine(documents, Settings(), reader), questions))
    hits = engine.settings.hits
    values = [
        best_reading(reader.read(question.text, [hit.text for hit in engine.search(question.text, k=hits)]))
        for question in questions
    ]
    print(f"the trained reader alone ({reader.manifest.name}), over the {hits} best passages:")
    report_values(questions, values)
    report_curve(questions, values)


def _engine(documents: Sequence[Document], settings: Settings, reader: SpanReader) -> Engine:
    """An engine that reads with another reader than the packaged one."""
    with patch("rag.engine.PackagedReader", lambda: reader):
        return Engine.from_documents(documents, settings)


def _asked(engine: Engine, questions: Sequence[SquadQuestion]) -> list[Value]:
    return [Value(engine.answer(question.text).short) for question in questions]


if __name__ == "__main__":
    main()
