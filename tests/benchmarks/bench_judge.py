"""Measure the judge: does it see which reports of one event exclude each other?

    python -m tests.benchmarks.bench_judge [--model FOLDER] [--split dev|test] [--threshold T] [--nli FOLDER] [--misses]

On the pairs of news sentences (tests/benchmarks/news_pairs.py), read one way (premise first) and both ways (the lower
of the two probabilities of a contradiction counts), with 95 % bootstrap intervals. With --nli FOLDER also on public
pairs there: the test part of MultiNLI (mnli_*, taxinli_*) and SNLI (snli_*), which training leaves out, and Breaking
NLI (Glockner et al. 2018) by category: all of it, or its test part where the model was trained on the rest.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np
from sklearn.metrics import average_precision_score, confusion_matrix, precision_recall_curve

from rag.reading.calibration import adaptive_calibration_error, expected_calibration_error
from rag.reading.judge import Judge, Verdict
from rag.reading.training.pairs import LABELS, part_of, parted, read_pairs, read_rows
from rag.reading.weights import load_judge_network
from tests.benchmarks import news_pairs
from tests.benchmarks.intervals import Interval, bootstrap, mean_with_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from tests.benchmarks.news_pairs import NewsPair

    Judging: TypeAlias = Callable[[Sequence[tuple[str, str]]], Sequence[Verdict]]
    Floats: TypeAlias = NDArray[np.float64]
    Bools: TypeAlias = NDArray[np.bool_]

__all__ = ["main", "precision_at_recall", "recall_at_precision", "report_news", "report_public"]

_Row = TypeVar("_Row")


def precision_at_recall(truth: Bools, scores: Floats, recall: float) -> float:
    """Precision at the highest threshold that catches at least this share of the positives."""
    precisions, recalls, _ = precision_recall_curve(truth, scores)
    # Recalls fall from 1; the last that is high enough belongs to the highest threshold.
    return float(precisions[np.flatnonzero(recalls >= recall)[-1]])


def recall_at_precision(truth: Bools, scores: Floats, precision: float) -> float:
    """The largest share of the positives that a threshold can catch at this precision or a better one; 0 if none."""
    precisions, recalls, _ = precision_recall_curve(truth, scores)
    return float(recalls[precisions >= precision].max(initial=0.0))


def report_news(pairs: Sequence[NewsPair], judge: Judging, threshold: float, *, misses: bool = False) -> None:
    """Print how the pairs are judged.

    Args:
        pairs: Of all three labels.
        judge: From premises and hypotheses to verdicts.
        threshold: Probability of a contradiction from which a pair counts as flagged.
        misses: Whether to print every pair that is judged wrongly at that threshold.
    """
    forward = judge([(pair.premise, pair.hypothesis) for pair in pairs])
    backward = judge([(pair.hypothesis, pair.premise) for pair in pairs])
    kinds = np.array([pair.kind for pair in pairs])
    labels = np.array([pair.label for pair in pairs])
    truth = labels == "contradiction"
    one_way = np.array([verdict.contradicted for verdict in forward])
    both_ways = np.minimum(one_way, [verdict.contradicted for verdict in backward])
    ids = [pair.id for pair in pairs]

    print(f"{len(pairs)} pairs, {truth.sum()} of them contradictions")
    right = np.array([verdict.label for verdict in forward]) == labels
    print(f"accuracy of the three labels: {bootstrap(lambda rows: float(right[rows].mean()), ids, labels.tolist())}")
    print(f"  calibration: {_calibration(np.array([_confidence(v) for v in forward]), right)}")
    for name, scores in (("one way", one_way), ("both ways", both_ways)):
        print(f"contradictions, {name}:")
        _report_detection(truth, scores, threshold, ids)
    print(f"flagged at {threshold:.2f}, by kind: one way, both ways | judged one way as {', '.join(LABELS)}")
    for kind in dict.fromkeys(kinds.tolist()):
        here = kinds == kind
        counts = confusion_matrix(labels[here], np.array([v.label for v in forward])[here], labels=list(LABELS)).sum(
            axis=0
        )
        print(
            f"  {labels[here][0]:<13} {kind:<16} {here.sum():>3}: {(one_way[here] >= threshold).mean():.2f}, "
            f"{(both_ways[here] >= threshold).mean():.2f} | {'/'.join(str(count) for count in counts)}"
        )
    for label in LABELS:
        rows = np.flatnonzero(labels == label).tolist()
        shares = [mean_with_interval((scores >= threshold)[rows], rows) for scores in (one_way, both_ways)]
        print(f"  all {label}: {shares[0]} one way, {shares[1]} both ways")
    if misses:
        for i in np.argsort(-np.abs(both_ways - truth), kind="stable"):
            if (both_ways[i] >= threshold) != truth[i]:
                print(f"{pairs[i].id} ({pairs[i].label}) {one_way[i]:.2f} one way, {both_ways[i]:.2f} both ways")
                print(f"    {pairs[i].premise}\n    {pairs[i].hypothesis}")


def report_public(folder: Path, judge: Judging, trained_on: Iterable[str], limit: int) -> None:
    """Print the accuracy on public pairs.

    Args:
        folder: Holds .jsonl.gz files named after the sets.
        judge: From premises and hypotheses to verdicts.
        trained_on: Names of the sets that the judge was trained on.
        limit: Most pairs of a set, drawn at random.
    """
    for name, patterns in (("MultiNLI", ("mnli_*", "taxinli_*")), ("SNLI", ("snli_*",))):
        paths = sorted(path for pattern in patterns for path in folder.glob(f"{pattern}.jsonl.gz"))
        held = parted(read_pairs(paths))["test"]
        if not held:
            print(f"{name}: no files in {folder}")
            continue
        pairs = _some(held, limit)
        right = [
            verdict.label == pair.label
            for pair, verdict in zip(pairs, judge([(p.premise, p.hypothesis) for p in pairs]), strict=True)
        ]
        print(f"{name}, test part, {len(pairs)} pairs: accuracy {_mean(right, [p.premise for p in pairs])}")
    breaking = folder / "breaking_nli.jsonl.gz"
    if not breaking.exists():
        print(f"Breaking NLI: no file in {folder}")
        return
    seen = any("breaking" in name.lower() for name in trained_on)
    rows = [
        (str(row["premise"]), str(row["hypothesis"]), str(row["label"]), str(row["category"]))
        for row in read_rows(breaking)
        if not seen or part_of(str(row["premise"])) == "test"
    ]
    rows = _some(rows, limit)
    by_category: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for (premise, _, label, category), verdict in zip(rows, judge([row[:2] for row in rows]), strict=True):
        by_category[category].append((verdict.label == label, premise))
    everything = [entry for entries in by_category.values() for entry in entries]
    print(f"Breaking NLI, {'test part' if seen else 'never trained on'}, {len(rows)} pairs, accuracy:")
    for category, entries in [*sorted(by_category.items()), ("all", everything)]:
        print(f"  {category:<20} {len(entries):>5}: {_mean(*zip(*entries, strict=True))}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="left out, the packaged judge")
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument("--threshold", type=float, default=0.5, help="from which a pair is flagged")
    parser.add_argument("--nli", type=Path, metavar="FOLDER", help="with public pairs")
    parser.add_argument("--limit", type=int, default=2000, help="most pairs of a public set")
    parser.add_argument("--misses", action="store_true", help="print the pairs judged wrongly")
    options = parser.parse_args()
    judge = Judge(*load_judge_network(options.model))
    print(f"{judge.manifest.name}; news pairs, split {options.split}")
    report_news(news_pairs.load(options.split), judge.judge, options.threshold, misses=options.misses)
    if options.nli:
        report_public(options.nli, judge.judge, [data.name for data in judge.manifest.data], options.limit)


def _report_detection(truth: Bools, scores: Floats, threshold: float, ids: Sequence[str]) -> None:
    strata = truth.tolist()

    def over(figure: Callable[[Bools, Floats], float]) -> Interval:
        return bootstrap(lambda rows: figure(truth[rows], scores[rows]), ids, strata)

    print(f"  average precision {over(lambda t, s: float(average_precision_score(t, s)))}; chance {truth.mean():.3f}")
    print(f"  precision at recall 0.50: {over(lambda t, s: precision_at_recall(t, s, 0.5))}")
    print(f"  recall at precision 0.90: {over(lambda t, s: recall_at_precision(t, s, 0.9))}")
    flagged = scores >= threshold
    if flagged.any():
        precision = over(lambda t, s: float(t[s >= threshold].mean()) if (s >= threshold).any() else 0.0)
        recall = over(lambda t, s: float((s[t] >= threshold).mean()))
        print(f"  at {threshold:.2f}: precision {precision}, recall {recall}")
    else:
        print(f"  at {threshold:.2f}: nothing is flagged")
    print(f"  calibration of the probability of a contradiction: {_calibration(scores, truth)}")


def _calibration(confidence: Floats, correct: Bools) -> str:
    # Few bins: a split has some 160 pairs.
    equal_width = expected_calibration_error(confidence, correct, bins=10)
    equal_mass = adaptive_calibration_error(confidence, correct, bins=10)
    return f"error {equal_width:.3f} over 10 bins of equal width, {equal_mass:.3f} over 10 of equal size"


def _confidence(verdict: Verdict) -> float:
    return max(verdict.entailed, verdict.neutral, verdict.contradicted)


def _some(rows: Sequence[_Row], limit: int) -> list[_Row]:
    return list(rows) if len(rows) <= limit else Random(0).sample(rows, limit)


def _mean(right: Sequence[bool], premises: Sequence[str]) -> Interval:
    return mean_with_interval([float(value) for value in right], premises)


if __name__ == "__main__":
    main()
