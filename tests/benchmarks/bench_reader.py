"""Measure the reader on SQuAD 2.0: are the words it reads out of a sentence those that people marked?

    python -m tests.benchmarks.bench_reader --squad FILE [--articles odd|even] [--limit 1000] [--sweep]

Articles are numbered from 1; the rules were made on the odd ones, so figures to report come from the even ones.
Exact match and token F1 normalise as SQuAD does (Rajpurkar et al., 2016): lower case, no punctuation, no articles.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import re
import string
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencex

from rag.reading import reader
from rag.reading.parser import parse
from rag.reading.question import analyse

__all__ = ["exact", "f1", "main"]


@dataclass(frozen=True)
class Case:
    """A question, the sentences of its paragraph, which of them hold a gold answer, and the gold answers."""

    question: str
    sentences: tuple[str, ...]
    gold_sentence: int
    golds: tuple[str, ...]


def _tokens(text: str) -> list[str]:
    bare = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", bare).split()


def exact(reading: str, golds: tuple[str, ...]) -> float:
    """1 if the reading equals a gold answer after normalisation, else 0."""
    return float(any(_tokens(reading) == _tokens(gold) for gold in golds))


def f1(reading: str, golds: tuple[str, ...]) -> float:
    """The best harmonic mean of token precision and recall against a gold answer."""
    best = 0.0
    for gold in golds:
        ours, theirs = _tokens(reading), _tokens(gold)
        common = sum((collections.Counter(ours) & collections.Counter(theirs)).values())
        if common:
            best = max(best, 2 * common / (len(ours) + len(theirs)))
    return best


def _cases(file: Path, articles: str, limit: int) -> list[Case]:
    data: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["data"]
    cases: list[Case] = []
    for article in data[0 if articles == "odd" else 1 :: 2]:
        for paragraph in article["paragraphs"]:
            bounds = sentencex.get_sentence_boundaries("en", paragraph["context"])
            sentences = tuple(b["text"].strip() for b in bounds)
            for qa in paragraph["qas"]:
                if qa["is_impossible"]:
                    continue
                first = qa["answers"][0]["answer_start"]
                gold = next(i for i, b in enumerate(bounds) if b["start_index"] <= first < b["end_index"])
                golds = tuple(dict.fromkeys(a["text"] for a in qa["answers"]))
                cases.append(Case(qa["question"].strip(), sentences, gold, golds))
    random.Random(0).shuffle(cases)
    return cases[:limit]


def main() -> None:
    """Print the figures, and with ``--errors KIND`` the wrong readings of one kind."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--squad", type=Path, required=True)
    arguments.add_argument("--articles", choices=["odd", "even"], default="odd")
    arguments.add_argument("--limit", type=int, default=1000)
    arguments.add_argument("--errors", default="")
    arguments.add_argument("--sweep", action="store_true", help="precision by minimum score")
    options = arguments.parse_args()
    if options.sweep:
        reader.MINIMUM_SCORE.update(dict.fromkeys(reader.MINIMUM_SCORE, 0.0))
    cases = _cases(options.squad, options.articles, options.limit)
    rows: dict[str, list[tuple[float, float, float]]] = collections.defaultdict(list)
    asked: collections.Counter[str] = collections.Counter()
    paragraph: dict[str, list[float]] = collections.defaultdict(list)
    for sentence in {s for c in cases for s in c.sentences}:
        parse(sentence)
    spent, read = 0.0, 0
    for case in cases:
        kind = analyse(case.question).kind
        asked[kind] += 1
        began = time.perf_counter()
        readings = reader.read(case.question, case.sentences)
        spent, read = spent + time.perf_counter() - began, read + len(case.sentences)
        here = readings[case.gold_sentence]
        if here is not None:
            rows[kind].append((exact(here.text, case.golds), f1(here.text, case.golds), here.score))
        if kind == options.errors and (here is None or f1(here.text, case.golds) < 0.5):
            print("Q", case.question, "\n  S", case.sentences[case.gold_sentence], "\n  ", here, "| GOLD", case.golds)
        best = max((r for r in readings if r is not None), key=lambda r: r.score, default=None)
        if best is not None:
            paragraph[kind].append(f1(best.text, case.golds))
    _report(asked, rows, paragraph)
    if options.sweep:
        _sweep(rows)
    print(f"{1000 * spent / read:.2f} ms a sentence after parsing")


def _report(
    asked: collections.Counter[str],
    rows: dict[str, list[tuple[float, float, float]]],
    paragraph: dict[str, list[float]],
) -> None:
    print(f"{'kind':<13}{'asked':>6}{'given':>6} | gold sentence: EM, F1, F1>=.5 | paragraph: given, F1, F1>=.5")
    everything = [*asked, "all"]
    rows = {**rows, "all": [row for kind in asked for row in rows.get(kind, [])]}
    paragraph = {**paragraph, "all": [value for kind in asked for value in paragraph.get(kind, [])]}
    for kind in everything:
        given, whole = rows.get(kind, []), paragraph.get(kind, [])
        n, m = max(1, len(given)), max(1, len(whole))
        count = asked[kind] if kind != "all" else sum(asked.values())
        print(
            f"{kind:<13}{count:>6}{len(given):>6} | "
            f"{sum(r[0] for r in given) / n:>6.3f}{sum(r[1] for r in given) / n:>7.3f}"
            f"{sum(r[1] >= 0.5 for r in given) / n:>7.3f} | {len(whole):>5}{sum(whole) / m:>7.3f}"
            f"{sum(v >= 0.5 for v in whole) / m:>7.3f}"
        )


def _sweep(rows: dict[str, list[tuple[float, float, float]]]) -> None:
    steps = [i / 20 for i in range(2, 19)]
    for kind, given in sorted(rows.items()):
        print(kind)
        for step in steps[1::2]:
            kept = [r for r in given if r[2] >= step]
            if kept:
                print(f"  >= {step:.2f}: {len(kept):>4} given, {sum(r[1] >= 0.5 for r in kept) / len(kept):.3f} right")


if __name__ == "__main__":
    main()
