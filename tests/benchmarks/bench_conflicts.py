"""Disagreement on other people's data: `python -m tests.benchmarks.bench_conflicts [--econ FOLDER] [--squad FILE]`.

With --econ FOLDER, every question of its .jsonl files over its two passages as two files: all of them answer
differently, so that the share that is flagged is the recall. --half chooses every other question: the first half may
be used for choosing, the second is for reporting. With --squad FILE, answerable questions of SQuAD 2.0, each over its
own paragraph and one of another article as two files: none of them is a disagreement.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from scipy.stats import binomtest

from rag.engine import Engine
from rag.text.words import fold
from tests.benchmarks import squad

if TYPE_CHECKING:
    from rag.types import Answer


def econ(folder: Path, half: int, *, misses: bool) -> None:
    rows = [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines())
        if number % 2 == half
    ]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        with Engine.from_texts({"one.txt": row["evidence1"], "two.txt": row["evidence2"]}) as engine:
            answer = engine.answer(row["question"])
        flagged = answer.agreement == "disagree"
        both = flagged and _holds(answer, row["answer1"]) and _holds(answer, row["answer2"])
        kind = ", ".join(row.get("types", [])) or "untyped"
        for name in (kind, "all"):
            counts[name].update(questions=1, flagged=flagged, both=both)
        if misses and not flagged:
            print(f"MISSED {row['question']} | {row['answer1']} | {row['answer2']}")
    print(f"conflicting passages, {'first' if half == 0 else 'second'} half: flagged, with both answers, of all")
    for name, count in sorted(counts.items()):
        print(f"  {name:24} {count['flagged']:3} {count['both']:3} {count['questions']:3}")


def _holds(answer: Answer, expected: str) -> bool:
    """Whether a position gives the expected value, or a part of it of more than a letter or two."""
    wanted = fold(expected).strip(" .!")
    values = [fold(position.value) for found in answer.disagreements for position in found.positions]
    return any(wanted in value or (len(value) > 2 and value in wanted) for value in values)


def control(file: Path, count: int, articles: str, *, misses: bool) -> None:
    documents, questions, article_of = squad.load(file)
    by_source = {document.source: document for document in documents}
    draw = random.Random(0)
    asked = [q for q in squad.sample(questions, None, odd=articles == "odd") if q.answerable]
    chosen = draw.sample(asked, min(count, len(asked)))
    flagged = 0
    for question in chosen:
        other = draw.choice([s for s, article in article_of.items() if article != question.article])
        with Engine.from_documents([by_source[question.source], by_source[other]]) as engine:
            answer = engine.answer(question.text)
        if answer.agreement == "disagree":
            flagged += 1
            if misses:
                print(f"FALSE {question.text}: {[[p.value for p in d.positions] for d in answer.disagreements]}")
    low, high = binomtest(flagged, len(chosen)).proportion_ci(method="wilson")
    print(f"SQuAD control, {articles} articles: {flagged} of {len(chosen)} flagged [{low:.4f}, {high:.4f}]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--econ", type=Path, metavar="FOLDER")
    parser.add_argument("--half", type=int, choices=[0, 1], default=1)
    parser.add_argument("--squad", type=Path, metavar="FILE")
    parser.add_argument("--articles", choices=["odd", "even"], default="even")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--misses", action="store_true", help="print what came out wrong")
    options = parser.parse_args()
    if options.econ:
        econ(options.econ, options.half, misses=options.misses)
    if options.squad:
        control(options.squad, options.questions, options.articles, misses=options.misses)


if __name__ == "__main__":
    main()
