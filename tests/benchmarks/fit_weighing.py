"""Fit how the judge and the rules are weighed together: `python -m tests.benchmarks.fit_weighing`.

Prints the weights of rag.disagreement.weighing.WEIGHED, and what thresholds (the setting disagree_above) would give.
Examples are the pairs of claims that are weighed when the development cases of tests/data/disagreement are asked, none
of which the judge was trained on; a pair is right where its claims take two labelled positions. What thresholds give is
told by domains left out in turn (cross-validation), so that no domain is judged by weights that were fitted on it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from rag.disagreement import weighing
from rag.engine import Engine
from rag.settings import Settings
from tests.benchmarks.bench_disagreement import documents
from tests.benchmarks.fit_alignment import positions_of
from tests.disagreement.cases import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.disagreement.compared import Compared
    from tests.disagreement.cases import Case

_REGULARISED = 0.5  # inverse strength, as scikit-learn counts it


class Example(NamedTuple):
    """Features of a weighed pair, whether it is a disagreement, and the case it is from.

    ``right`` is None where sources disagree, but the claims of the pair do not take two labelled positions: what such
    a pair comes to is not labelled. It is not fitted on.
    """

    features: tuple[float, ...]
    right: bool | None
    case: Case


def examples() -> Iterator[Example]:
    """Every pair that is weighed when the development cases are asked."""
    for case in load():
        if case.split != "dev":
            continue
        taken: list[tuple[Compared, tuple[float, ...]]] = []
        features_of = weighing.features_of

        def spy(pair: Compared, agree: float, clash: float, taken: Any = taken, of: Any = features_of) -> Any:
            features = of(pair, agree, clash)
            taken.append((pair, features))
            return features

        with (
            Engine.from_documents(documents(case), Settings(refuse_below=0)) as engine,
            patch.object(weighing, "features_of", spy),
        ):
            engine.answer(case.question)
        for pair, features in taken:
            one, other = positions_of(case, pair.first), positions_of(case, pair.second)
            apart = bool(one and other and not one & other)
            yield Example(features, apart or (None if case.expected.state == "disagree" else False), case)


def held_out(found: Sequence[Example]) -> list[float]:
    """The probability of each pair by weights fitted on all domains but its own."""
    features, right = np.array([e.features for e in found]), np.array([bool(e.right) for e in found])
    known = np.array([e.right is not None for e in found])
    domains = np.array([e.case.id.split("-")[0] for e in found])
    likely = np.zeros(len(found))
    for domain in sorted(set(domains.tolist())):
        own = domains == domain
        others = ~own & known
        likely[own] = _fitted(features[others], right[others]).predict_proba(features[own])[:, 1]
    told: list[float] = likely.tolist()
    return told


def _fitted(features: Any, right: Any) -> LogisticRegression:
    return LogisticRegression(C=_REGULARISED, max_iter=5000).fit(features, right)


def main() -> None:
    found = list(examples())
    known = [e for e in found if e.right is not None]
    features, right = np.array([e.features for e in known]), np.array([bool(e.right) for e in known])
    likely = held_out(found)
    area = roc_auc_score(right, [value for e, value in zip(found, likely, strict=True) if e.right is not None])
    model = _fitted(features, right)
    weights = ", ".join(f"{weight:.3f}" for weight in model.coef_[0])
    print(f"{len(known)} pairs, {right.sum()} of them disagreements; area {area:.3f}")
    print(f"WEIGHED = Logistic({model.intercept_[0]:.3f}, ({weights}))")
    best: dict[str, float] = defaultdict(float)
    cases = {e.case.id: e.case for e in found}
    for example, value in zip(found, likely, strict=True):
        best[example.case.id] = max(best[example.case.id], value)
    wanted = sum(case.expected.state == "disagree" for case in load() if case.split == "dev")
    print("threshold: cases flagged, rightly, precision, recall (pairs that are weighed only)")
    for threshold in np.arange(0.2, 0.85, 0.05):
        flagged = [cases[name] for name, value in best.items() if value >= threshold]
        good = sum(case.expected.state == "disagree" for case in flagged)
        print(f"  {threshold:.2f}: {len(flagged)}, {good}, {good / max(1, len(flagged)):.3f}, {good / wanted:.3f}")


if __name__ == "__main__":
    main()
