"""Answers on SQuAD 2.0: `python -m tests.benchmarks.bench_squad --squad FILE [--articles even] [--questions N]`.

Every paragraph of the file is a document; all are indexed. Odd-numbered articles are for choosing, even-numbered ones
for reporting.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

import rag.answering.answer as answering
from rag.answering.refusal import gather
from rag.engine import Engine
from rag.settings import Settings
from tests.benchmarks import squad
from tests.benchmarks.bench_reader import f1

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.answering.refusal import Evidence
    from rag.types import Answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.add_argument("--articles", choices=["odd", "even"], default="even")
    parser.add_argument("--questions", type=int, help="a random sample of so many")
    options = parser.parse_args()
    documents, questions, _ = squad.load(options.squad)
    questions = squad.sample(questions, options.questions, odd=options.articles == "odd")
    # Nothing is refused here, so that the curve can be drawn; the likelihoods are taken down on the way.
    chosen = Settings().refuse_below
    engine = Engine.from_documents(documents, Settings(refuse_below=0))
    likelihoods: list[float] = []
    with patch.object(answering, "gather", _taking_down(likelihoods)):
        answers = [engine.answer(question.text) for question in questions]
    texts = {document.source: document.text for document in documents}

    asked = np.array([question.answerable for question in questions])
    scores = np.array(likelihoods)
    in_hits = [
        any(hit.source == question.source for hit in answer.hits)
        for question, answer in zip(questions, answers, strict=True)
        if question.answerable
    ]
    cited = np.array([_cites_gold(q, a) for q, a in zip(questions, answers, strict=True)])
    valued = [
        (bool(answer.short), _right(answer, question))
        for question, answer in zip(questions, answers, strict=True)
        if question.answerable
    ]
    print(f"{len(documents)} paragraphs, {asked.sum()} answerable and {(~asked).sum()} unanswerable questions")
    print(f"the paragraph among the top 10: {mean(in_hits):.4f}")
    print(f"a cited quote holds a gold answer, nothing refused: {cited[asked].mean():.4f}")
    print(f"quotes an answer: {mean(len(answer.citations) for answer in answers):.2f}")
    print(
        f"a value is given for {mean(given for given, _ in valued):.3f}; of those, right (token F1 at least 0.5): "
        f"{mean(right for given, right in valued if given):.3f}"
    )
    heard = [a.agreement == "disagree" for a, score in zip(answers, scores, strict=True) if score >= chosen]
    print(f"a disagreement is told, though it is one encyclopedia: {sum(heard)} of {len(heard)} that are not refused")
    print(f"milliseconds a question, median: {median(answer.timings['total'] for answer in answers):.0f}")
    total = sum(len(answer.citations) for answer in answers)
    exact = sum(texts[c.source][c.start : c.end] == c.quote for answer in answers for c in answer.citations)
    print(f"citations byte-exact: {exact}/{total}")
    print("refusal curve: threshold, answerable refused, answerable with a gold quote, unanswerable refused")
    for threshold in sorted({*np.round(np.arange(0.05, 0.8, 0.05), 2).tolist(), chosen}):
        low = scores < threshold
        mark = "  <- the default" if threshold == chosen else ""
        print(
            f"  {threshold:.2f}: {low[asked].mean():.3f}, {(cited & ~low)[asked].mean():.3f}, "
            f"{low[~asked].mean():.3f}{mark}"
        )


def _taking_down(taken: list[float]) -> Callable[..., Evidence]:
    """:func:`rag.answering.refusal.gather`, adding each likelihood that it finds to ``taken``."""

    def spy(*arguments: Any) -> Evidence:
        evidence = gather(*arguments)
        taken.append(evidence.probability)
        return evidence

    return spy


def _cites_gold(question: squad.SquadQuestion, answer: Answer) -> bool:
    return any(gold in citation.quote for gold in question.gold for citation in answer.citations)


def _right(answer: Answer, question: squad.SquadQuestion) -> bool:
    return answer.short is not None and f1(answer.short, question.gold) >= 0.5


if __name__ == "__main__":
    main()
