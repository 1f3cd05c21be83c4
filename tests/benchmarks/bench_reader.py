"""Measure the readers on SQuAD 2.0: are the words they read out of a passage those that people marked?

    python -m tests.benchmarks.bench_reader --squad FILE [--articles odd|even] [--limit 1000] [--sweep]
    python -m tests.benchmarks.bench_reader --squad FILE --trained [--model FOLDER] [--articles odd|even] [--limit N]

Without --trained, the rules sentence by sentence, by the kind of question. With it, the trained reader and the rules
side by side on the gold paragraph, answerable and unanswerable questions alike, with 95 % bootstrap intervals over
paragraphs.

Articles are numbered from 1; the rules were made on the odd ones, so figures to report come from the even ones.
Exact match and token F1 normalise as SQuAD does (Rajpurkar et al., 2016): lower case, no punctuation, no articles; of
several gold answers the best counts.
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
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import sentencex
from sklearn.metrics import roc_auc_score

from rag.reading import reader
from rag.reading.calibration import adaptive_calibration_error, expected_calibration_error
from rag.reading.parser import parse
from rag.reading.question import analyse
from rag.reading.span_reader import SpanReader
from rag.reading.weights import load_reader_network
from tests.benchmarks import squad
from tests.benchmarks.intervals import bootstrap, mean_with_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from tests.benchmarks.squad import SquadQuestion

__all__ = ["Given", "exact", "f1", "main", "read_by_rules", "read_by_training", "report_readings"]


class Given(NamedTuple):
    """What a reader gives to a question about a paragraph.

    Attributes:
        text: The words read out; "" where it gives none.
        score: How sure it is that these are the right words, if any are: 0 to 1.
        answered: How sure it is that the paragraph answers at all: 0 to 1.
    """

    text: str
    score: float
    answered: float


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
    arguments.add_argument("--trained", action="store_true", help="the trained reader, the rules beside it")
    arguments.add_argument("--model", type=Path, metavar="FOLDER", help="left out, the packaged reader")
    options = arguments.parse_args()
    if options.trained or options.model:
        _compare(options.squad, options.articles, options.limit, options.model)
        return
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


def read_by_rules(asked: Sequence[tuple[str, str]]) -> list[Given]:
    """What the rules read out of each paragraph: the best reading of its sentences."""
    given = []
    for question, passage in asked:
        sentences = [bound["text"].strip() for bound in sentencex.get_sentence_boundaries("en", passage)]
        readings = reader.read(question, [sentence for sentence in sentences if sentence])
        best = max((r for r in readings if r is not None), key=lambda r: r.score, default=None)
        given.append(Given(best.text, best.score, best.score) if best else Given("", 0.0, 0.0))
    return given


def read_by_training(span_reader: SpanReader) -> Callable[[Sequence[tuple[str, str]]], list[Given]]:
    """What a trained reader reads out of each paragraph; it always names something, however unsure."""
    return lambda asked: [Given(r.text, r.score, r.answered) for r in span_reader.read_pairs(asked)]


def report_readings(questions: Sequence[SquadQuestion], given: Sequence[Given], *, probabilities: bool) -> None:
    """Print how good readings of the gold paragraphs are.

    Args:
        questions: Answerable and unanswerable ones.
        given: What was read for each.
        probabilities: Whether scores are meant as probabilities, so that their calibration is of interest.
    """
    groups = [question.source for question in questions]
    answerable = np.array([question.answerable for question in questions])
    asked: list[int] = np.flatnonzero(answerable).tolist()
    paragraphs = [groups[i] for i in asked]
    exacts = np.array([exact(given[i].text, questions[i].gold) for i in asked])
    f1s = np.array([f1(given[i].text, questions[i].gold) for i in asked])
    print(f"  exact match {mean_with_interval(exacts, paragraphs)}, F1 {mean_with_interval(f1s, paragraphs)}")
    something = np.array([bool(given[i].text) for i in asked])
    if not something.all():
        rows: list[int] = np.flatnonzero(something).tolist()
        of_those = mean_with_interval(f1s[rows], [paragraphs[i] for i in rows]) if len(rows) else "none"
        print(f"  something is given for {mean_with_interval(something, paragraphs)}; F1 of that: {of_those}")
    answered = np.array([each.answered for each in given])

    def area(rows: NDArray[np.int64]) -> float:
        known = answerable[rows]
        # A draw of one kind only has no curve; with more than a few paragraphs there is none such.
        return float(roc_auc_score(known, answered[rows])) if known.any() and not known.all() else 0.5

    print(f"  area under the ROC curve, answerable or not: {bootstrap(area, groups)}")
    if probabilities:
        scores = np.array([given[i].score for i in asked])
        for name, sure, right, places in (
            ("that the paragraph answers", answered, answerable.astype(float), groups),
            ("that the words are exactly right", scores, exacts, paragraphs),
            ("that the words are right, F1 at least 0.5", scores, (f1s >= 0.5).astype(float), paragraphs),
        ):
            equal_width = bootstrap(
                lambda rows, sure=sure, right=right: expected_calibration_error(sure[rows], right[rows]),  # type: ignore[misc]
                places,
            )
            equal_mass = adaptive_calibration_error(sure, right)
            print(
                f"  probability {name}: mean {sure.mean():.3f}, truth {right.mean():.3f}, calibration error "
                f"{equal_width}, over bins of equal size {equal_mass:.3f}"
            )


def _compare(file: Path, articles: str, limit: int, model: Path | None) -> None:
    documents, questions, _ = squad.load(file)
    passages = {document.source: document.text for document in documents}
    questions = squad.sample(questions, limit, odd=articles == "odd")
    asked = [(question.text.strip(), passages[question.source]) for question in questions]
    trained = SpanReader(*load_reader_network(model))
    answerable = sum(question.answerable for question in questions)
    print(f"{articles} articles, {answerable} answerable and {len(questions) - answerable} unanswerable questions")
    for name, read, probabilities in (
        (f"trained reader ({trained.manifest.name})", read_by_training(trained), True),
        ("rules", read_by_rules, False),
    ):
        began = time.perf_counter()
        given = read(asked)
        spent = time.perf_counter() - began
        print(f"{name}, {1000 * spent / len(asked):.1f} ms a question")
        report_readings(questions, given, probabilities=probabilities)


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
