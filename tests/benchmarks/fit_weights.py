"""Fits rag.answering.logistic: `python -m tests.benchmarks.fit_weights --squad dev-v2.0.json`.

Uses the odd-numbered articles of the SQuAD 2.0 development set and the development half of seeds/questions.jsonl.
Unanswerable questions are of two kinds: SQuAD's own, which ask for what the right paragraph almost says, and answerable
ones asked with their whole article left out, as when somebody asks about what the files do not deal with.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from rag.answering.followups import complete
from rag.answering.refusal import gather
from rag.answering.statements import proposals, read_statements
from rag.engine import Engine
from rag.evaluation.matching import Place, locate
from rag.reading.logistic import Logistic
from rag.reading.question import analyse
from rag.retrieval.search import search
from rag.settings import Settings
from tests.benchmarks import seeds, squad
from tests.benchmarks.bench_reader import f1

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answering.statements import Statement
    from rag.evaluation.matching import Target

# How much one question of the seeds counts: they are few, and the only ones over several sources.
_SEED_WEIGHT = 12.0
# Values are fitted on those of this many of the likeliest sentences.
_JUDGED = 6


class Gathered:
    """The features of one question: of each statement, whether it holds the answer, and of the whole."""

    def __init__(
        self,
        engine: Engine,
        question: str,
        *,
        answerable: bool,
        weight: float,
        holds: Callable[[Statement], bool],
        gold: Sequence[str] | None = None,
        sources: Sequence[str] | None = None,
    ) -> None:
        vector = engine._embedder.embed_query(question)
        ranker = engine._view.answerer._ranker
        found = search(engine._view.index, question, vector, limit=engine.settings.hits, sources=sources)
        candidates = ranker.rank(question, vector, found)
        statements = read_statements(question, candidates, found, engine._reader)
        self.answerable = answerable
        self.weight = weight
        self.features = np.array([statement.features for statement in statements])
        self.holds = np.array([holds(statement) for statement in statements])
        self.evidence = gather(question, found, statements, ranker)
        # Statement, features, and whether the value is right, of each proposal, where that can be told.
        kind = analyse(question).kind
        self.proposals = [
            (place, np.array(proposal.features), bool(gold) and f1(proposal.reading.text, tuple(gold or ())) >= 0.5)
            for place, statement in enumerate(statements[:_JUDGED])
            for proposal in proposals(statement, kind)
            if gold is not None and kind != "cause"
        ]
        self.all_proposals = [
            (place, np.array(proposal.features))
            for place, statement in enumerate(statements)
            for proposal in proposals(statement, kind)
        ]
        self.answered = [statement.readings.answered for statement in statements]

    def scores_with(self, holds: Logistic) -> list[float]:
        return [holds.probability(row.tolist()) for row in self.features]

    def values_with(self, holds: Logistic) -> list[tuple[np.ndarray, bool]]:
        scores = self.scores_with(holds)
        return [(np.append(features[:-1], scores[place]), right) for place, features, right in self.proposals]

    def evidence_with(self, holds: Logistic, value: Logistic) -> list[float]:
        scores = self.scores_with(holds)
        best = int(np.argmax(scores)) if scores else -1
        evidence = self.evidence
        return [
            evidence.passage_cosine,
            evidence.sentence_cosine,
            evidence.passage_coverage,
            evidence.names_found,
            scores[best] if scores else 0.0,
            self.answered[best] if scores else 0.0,
            max(
                (value.probability([*f[:-1].tolist(), scores[place]]) for place, f in self.all_proposals),
                default=0.0,
            ),
        ]


def gather_seeds() -> list[Gathered]:
    engine = Engine.from_documents(seeds.documents(), Settings())
    gathered = []
    for question in seeds.questions("dev"):
        history: list[Any] = []
        for earlier in question.history:
            history.append((earlier, engine.answer(earlier, history=history)))
        gathered.append(
            Gathered(
                engine,
                complete(question.question, history),
                answerable=question.answerable,
                weight=_SEED_WEIGHT,
                holds=_on(locate(question, lambda source: engine.document(source).text)),
            )
        )
    return gathered


def _on(targets: Sequence[Target]) -> Callable[[Statement], bool]:
    """Whether a statement stands on a relevant quote."""

    def holds(statement: Statement) -> bool:
        found = statement.candidate
        return any(target.overlaps(Place(found.source, found.start, found.end)) for target in targets)

    return holds


def gather_squad(file: Path, count: int) -> list[Gathered]:
    documents, questions, article_of = squad.load(file)
    engine = Engine.from_documents(documents, Settings())
    gathered = []
    for question in squad.sample(questions, count, odd=True):
        gold = question.gold
        gathered.append(
            Gathered(
                engine,
                question.text,
                answerable=question.answerable,
                weight=1.0,
                holds=lambda s, gold=gold: any(answer in s.candidate.text for answer in gold),  # type: ignore[misc]
                gold=gold,
            )
        )
        if question.answerable:
            elsewhere = [source for source, article in article_of.items() if article != question.article]
            gathered.append(
                Gathered(
                    engine,
                    question.text,
                    answerable=False,
                    weight=1.0,
                    holds=lambda _: False,
                    gold=(),
                    sources=elsewhere,
                )
            )
    return gathered


def fit(features: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> Logistic:
    model = LogisticRegression(C=5, max_iter=5000).fit(features, labels, sample_weight=weights)
    return Logistic(round(float(model.intercept_[0]), 4), tuple(round(float(w), 4) for w in model.coef_[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.add_argument("--questions", type=int, default=1000)
    options = parser.parse_args()
    gathered = gather_seeds() + gather_squad(options.squad, options.questions)

    with_answer = [item for item in gathered if item.holds.any()]
    holds = fit(
        np.vstack([item.features for item in with_answer]),
        np.concatenate([item.holds for item in with_answer]),
        np.concatenate([np.full(len(item.holds), item.weight) for item in with_answer]),
    )
    print(f"HOLDS_ANSWER = {holds}")

    judged = [value for item in gathered for value in item.values_with(holds)]
    right = np.array([is_right for _, is_right in judged])
    values = fit(np.vstack([features for features, _ in judged]), right, np.ones(len(judged)))
    print(f"VALUE_RIGHT = {values}")

    evidence = np.array([item.evidence_with(holds, values) for item in gathered])
    labels = np.array([item.answerable for item in gathered])
    weights = np.array([item.weight for item in gathered])
    # Within each weight class (SQuAD, seeds) answerable and unanswerable questions count the same in sum.
    for weight in set(weights):
        for label in (True, False):
            group = (weights == weight) & (labels == label)
            weights[group] = weight / max(1, group.sum()) * (weights == weight).sum() / 2
    answerable = fit(evidence, labels, weights)
    print(f"ANSWERABLE = {answerable}")
    scores = np.array([answerable.probability(row.tolist()) for row in evidence])
    print(f"area under the refusal curve on what was fitted: {roc_auc_score(labels, scores):.3f}")
    seeds = np.array([item.weight == _SEED_WEIGHT for item in gathered])
    print("threshold: answerable refused, unanswerable refused (SQuAD odd | seeds dev)")
    for threshold in np.arange(0.1, 0.75, 0.05):
        low = scores < threshold
        squad_part = f"{low[~seeds & labels].mean():.3f}, {low[~seeds & ~labels].mean():.3f}"
        print(f"  {threshold:.2f}: {squad_part} | {low[seeds & labels].mean():.3f}, {low[seeds & ~labels].mean():.3f}")


if __name__ == "__main__":
    main()
