"""Fit how likely two claims are about the same thing: `python -m tests.benchmarks.fit_alignment --squad FILE`.

Prints the weights of rag.disagreement.alignment.SAME_THING, and how well thresholds part what is a disagreement from
what is none. Examples are pairs of claims whose values exclude each other and that nothing sets aside: from the
development half of tests/data/disagreement, where the labels say which are at odds, and from questions of odd-numbered
SQuAD articles that are asked over their own paragraph and three others of the same article, where hardly any are.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression

from rag.disagreement.alignment import align
from rag.disagreement.finding import compare_claims, pairs_of
from rag.engine import Engine
from rag.settings import Settings
from tests.benchmarks import squad
from tests.benchmarks.bench_disagreement import documents
from tests.disagreement.cases import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from rag.disagreement.claim import Claim
    from rag.disagreement.finding import Finding
    from rag.documents.document import Document
    from tests.disagreement.cases import Case

_QUESTIONS, _OTHERS = 150, 3


class Example(NamedTuple):
    """Features of a pair of claims at odds, whether it is a disagreement, and which set it is from."""

    features: tuple[float, ...]
    right: bool
    origin: str


def conflicting(texts: Iterable[Document], question: str) -> Iterator[tuple[Claim, Claim, tuple[float, ...]]]:
    """Pairs of claims that cannot both be true as far as their values tell, with their features."""
    taken: list[tuple[Claim, Claim, tuple[float, ...]]] = []

    def spy(asked: Any, claims: Sequence[Claim], *, similar: Callable[[str, str], float], **rest: Any) -> Finding:
        _, pairs, _ = pairs_of(asked, claims, similar)
        taken.extend(
            (pair.first, pair.second, align(pair.first, pair.second).features) for pair in pairs if pair.conflict
        )
        return compare_claims(asked, claims, similar=similar, **rest)

    with (
        Engine.from_documents(texts, Settings(refuse_below=0)) as engine,
        patch("rag.answering.comparing.compare_claims", spy),
    ):
        engine.answer(question)
    yield from taken


def labelled() -> Iterator[Example]:
    """From the development half of the labelled cases: right where the two claims are of two labelled positions."""
    for case in load():
        if case.split == "dev":
            for first, second, features in conflicting(documents(case), case.question):
                one, other = positions_of(case, first), positions_of(case, second)
                yield Example(features, bool(one and other and not one & other), "cases")


def positions_of(case: Case, claim: Claim) -> set[int]:
    """The labelled positions that a claim takes: its words overlap a labelled value, or its stance the quote."""
    start, end = claim.read.start + claim.span.start, claim.read.start + claim.span.end
    return {
        number
        for number, position in enumerate(case.expected.positions)
        for held in position.held_by
        if held.source == claim.source
        and (span := case.quote_span(held) if claim.stance else case.value_span(held)).start < end
        and start < span.end
    }


def controls(file: Path) -> Iterator[Example]:
    """From SQuAD: a question over its own paragraph and others of the same article; none is a disagreement."""
    texts, questions, article_of = squad.load(file)
    by_source = {document.source: document for document in texts}
    draw = random.Random(0)
    answerable = [q for q in squad.sample(questions, None, odd=True) if q.answerable]
    for question in draw.sample(answerable, min(_QUESTIONS, len(answerable))):
        near = [s for s, article in article_of.items() if article == question.article and s != question.source]
        sources = [question.source, *draw.sample(near, min(_OTHERS, len(near)))]
        for _, _, features in conflicting((by_source[source] for source in sources), question.text):
            yield Example(features, right=False, origin="squad")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    options = parser.parse_args()
    examples = [*labelled(), *controls(options.squad)]
    features = np.array([example.features for example in examples])
    right = np.array([example.right for example in examples])
    origins = np.array([example.origin for example in examples])
    model = LogisticRegression(C=3.0, max_iter=5000).fit(features, right)
    weights = ", ".join(f"{weight:.3f}" for weight in model.coef_[0])
    print(f"{len(examples)} pairs, {right.sum()} of them disagreements")
    print(f"SAME_THING = Logistic({model.intercept_[0]:.3f}, ({weights}))")
    likely = model.predict_proba(features)[:, 1]
    print("threshold: disagreements kept, cases falsely flagged, controls falsely flagged")
    for threshold in np.arange(0.2, 0.85, 0.1):
        over = likely >= threshold
        false = {origin: int((over & ~right & (origins == origin)).sum()) for origin in ("cases", "squad")}
        print(f"  {threshold:.1f}: {over[right].mean():.3f}, {false['cases']}, {false['squad']}")


if __name__ == "__main__":
    main()
