"""Fit how the judge and the rules are weighed together: `python -m tests.benchmarks.fit_weighing --squad FILE`.

Prints the weights of rag.disagreement.weighing.WEIGHED, and what thresholds (the setting disagree_above) would give.
Examples are the pairs of claims that are weighed when the development cases of tests/data/disagreement are asked, none
of which the judge was trained on; a pair is right where its claims take two labelled positions. To these come the pairs
that are weighed when 500 questions of SQuAD 2.0's odd articles are asked over all paragraphs, each a file: they are of
an encyclopedia and taken for no disagreements, and count a fifth each. What thresholds give is told by domains, or
fifths of the 500, left out in turn (cross-validation), so that none is judged by weights that were fitted on it.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from rag.disagreement import weighing
from rag.engine import Engine
from rag.settings import Settings
from tests.benchmarks import squad
from tests.benchmarks.bench_disagreement import documents
from tests.benchmarks.fit_alignment import positions_of
from tests.disagreement.cases import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.disagreement.compared import Compared

_REGULARISED = 0.5  # inverse strength, as scikit-learn counts it


_SQUAD = "squad"
_QUESTIONS, _FIFTHS, _WEIGHT = 500, 5, 0.2

Pairs: TypeAlias = "list[tuple[Compared, tuple[float, ...]]]"


class Example(NamedTuple):
    """Features of a weighed pair, whether it is a disagreement, and the domain and question it is from.

    ``right`` is None where sources disagree, but the claims of the pair do not take two labelled positions: what such
    a pair comes to is not labelled. It is not fitted on.
    """

    features: tuple[float, ...]
    right: bool | None
    domain: str
    question: str


@contextmanager
def _taken_down() -> Iterator[Pairs]:
    """The pairs that are weighed meanwhile."""
    taken: Pairs = []
    features_of = weighing.features_of

    def spy(pair: Compared, *judged: Any) -> tuple[float, ...]:
        features = features_of(pair, *judged)
        taken.append((pair, features))
        return features

    with patch.object(weighing, "features_of", spy):
        yield taken


def examples() -> Iterator[Example]:
    """Every pair that is weighed when the development cases are asked."""
    for case in load():
        if case.split != "dev":
            continue
        settings = Settings(refuse_below=0)
        with Engine.from_documents(documents(case), settings) as engine, _taken_down() as taken:
            engine.answer(case.question)
        for pair, features in taken:
            one, other = positions_of(case, pair.first), positions_of(case, pair.second)
            apart = bool(one and other and not one & other)
            right = apart or (None if case.expected.state == "disagree" else False)
            yield Example(features, right, case.id.split("-")[0], case.id)


def of_an_encyclopedia(file: Path) -> Iterator[Example]:
    """Every pair that is weighed when questions of SQuAD's odd articles are asked over all paragraphs."""
    paragraphs, questions, _ = squad.load(file)
    chosen = random.Random(5).sample(squad.sample(questions, None, odd=True), _QUESTIONS)
    with Engine.from_documents(paragraphs, Settings()) as engine, _taken_down() as taken:
        for number, question in enumerate(chosen):
            taken.clear()
            engine.answer(question.text)
            for _, features in taken:
                yield Example(features, False, f"{_SQUAD} {number % _FIFTHS}", f"{_SQUAD} {number}")


def held_out(found: Sequence[Example]) -> list[float]:
    """The probability of each pair by weights fitted on all domains but its own."""
    known = [e for e in found if e.right is not None]
    models = {d: _fitted([e for e in known if e.domain != d]) for d in {e.domain for e in found}}
    return [float(models[e.domain].predict_proba([e.features])[0, 1]) for e in found]


def _fitted(known: Sequence[Example]) -> LogisticRegression:
    weights = [_WEIGHT if e.domain.startswith(_SQUAD) else 1.0 for e in known]
    model = LogisticRegression(C=_REGULARISED, max_iter=5000)
    return model.fit([e.features for e in known], [bool(e.right) for e in known], sample_weight=weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    options = parser.parse_args()
    found = [*examples(), *of_an_encyclopedia(options.squad)]
    likely = held_out(found)
    known = [(e, value) for e, value in zip(found, likely, strict=True) if e.right is not None]
    right = [bool(e.right) for e, _ in known]
    model = _fitted([e for e, _ in known])
    weights = ", ".join(f"{weight:.3f}" for weight in model.coef_[0])
    area = roc_auc_score(right, [value for _, value in known])
    print(f"{len(known)} pairs, {sum(right)} of them disagreements; area {area:.3f}")
    print(f"WEIGHED = Logistic({model.intercept_[0]:.3f}, ({weights}))")
    best: dict[str, float] = defaultdict(float)
    for example, value in zip(found, likely, strict=True):
        best[example.question] = max(best[example.question], value)
    wanted = {case.id for case in load() if case.expected.state == "disagree" and case.split == "dev"}
    print("threshold: cases flagged, rightly, precision, recall (pairs that are weighed only); of the encyclopedia")
    for threshold in np.arange(0.2, 0.85, 0.05):
        flagged = {name for name, value in best.items() if value >= threshold}
        told = {name for name in flagged if not name.startswith(_SQUAD)}
        good = len(told & wanted)
        print(
            f"  {threshold:.2f}: {len(told)}, {good}, {good / max(1, len(told)):.3f}, {good / len(wanted):.3f}; "
            f"{len(flagged - told)} of {_QUESTIONS}"
        )


if __name__ == "__main__":
    main()
