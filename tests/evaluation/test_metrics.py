from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sklearn.metrics import accuracy_score, precision_score, recall_score

from rag.evaluation.metrics import METRICS, Score, list_metrics
from rag.evaluation.run import score
from tests.evaluation.making import answer_of, citation, disagreement, hit, outcome

if TYPE_CHECKING:
    from rag.evaluation.outcome import Outcome

QUOTES = [("a", 0, 10), ("a", 50, 60), ("b", 0, 10)]


def of(name: str, one: Outcome) -> Score | None:
    return METRICS[name].score(one)


def test_retrieval() -> None:
    hits = [hit("c", 0, 99), hit("a", 9, 30), hit("a", 20, 40), hit("a", 55, 70)]
    one = outcome(relevant=QUOTES, hits=hits)
    assert of("quote.recall@1", one) == (0, 1)
    assert of("quote.recall@3", one) == (1 / 3, 1)
    assert of("quote.recall@5", one) == (2 / 3, 1)
    assert of("file.recall@1", one) == (0, 1)
    assert of("file.recall@3", one) == (1 / 2, 1)
    assert of("file.mrr@10", one) == of("quote.mrr@10", one) == (1 / 2, 1)
    assert of("quote.hit@1", one) == (0, 1)
    assert of("quote.hit@3", one) == (1, 1)
    assert of("quote.recall@1", outcome(hits=hits)) is None


def test_citations() -> None:
    cited = (citation("a", 5, 20), citation("a", 20, 30), citation("c", 0, 10), citation("a", 50, 55))
    one = outcome(relevant=QUOTES, answer=answer_of(citations=cited), exact=(True, True, False, True))
    assert of("citation.precision", one) == (2 / 4, 4)
    assert of("citation.any", one) == (1, 1)
    assert of("citation.sources", one) == (1 / 2, 2)
    assert of("citation.exact", one) == (3 / 4, 4)


@pytest.mark.parametrize("name", ["citation.precision", "citation.any", "citation.sources"])
def test_refusals_and_questions_without_quotes_do_not_bear_on_citations(name: str) -> None:
    cited = (citation("a", 5, 20),)
    assert of(name, outcome(relevant=QUOTES, answer=answer_of(citations=cited, refused=True))) is None
    assert of(name, outcome(answer=answer_of(citations=cited))) is None
    assert of(name, outcome(relevant=QUOTES)) is None


def test_pooled_and_plain_means() -> None:
    right, wrong = citation("a", 0, 5), citation("c", 0, 5)
    outcomes = [
        outcome(relevant=QUOTES, answer=answer_of(citations=(right,))),
        outcome(relevant=QUOTES, answer=answer_of(citations=(wrong,) * 3)),
    ]
    figures = score(outcomes, questions_from="here", settings={}).figures
    assert figures["citation.precision"].value == 1 / 4
    assert figures["citation.any"].value == 1 / 2
    assert figures["citation.any"].questions == 2


@pytest.mark.parametrize(
    ("short", "row", "exact", "recall", "precision"),
    [
        ("41", {"expected": "41; 38"}, (1, 1), (1, 1), (1, 1)),
        ("at least 41", {"expected": "41"}, (0, 1), (1, 1), (1, 1)),
        ("42", {"expected": "41"}, (0, 1), (0, 1), (0, 1)),
        (None, {"expected": "41"}, (0, 1), (0, 1), None),
        ("42", {"expected": None}, None, None, (0, 1)),
        ("42", {}, None, None, None),
        ("42", {"answerable": False}, None, None, None),
    ],
)
def test_values(short: str | None, row: dict[str, Any], exact: object, recall: object, precision: object) -> None:
    one = outcome(row, answer=answer_of(short=short))
    assert (of("value.exact", one), of("value.recall", one), of("value.precision", one)) == (exact, recall, precision)


@pytest.mark.parametrize(
    ("answerable", "refused", "answered", "rightly_refused"),
    [
        (True, False, (1, 1), None),
        (True, True, (0, 1), None),
        (False, False, None, (0, 1)),
        (False, True, None, (1, 1)),
    ],
)
def test_refusal(answerable: bool, refused: bool, answered: object, rightly_refused: object) -> None:
    one = outcome({"answerable": answerable}, answer=answer_of(refused=refused))
    assert (of("refusal.answered", one), of("refusal.refused", one)) == (answered, rightly_refused)


def test_the_flag_agrees_with_scikit_learn() -> None:
    labels = [True, True, True, False, False, False, False]
    flags = [True, True, False, True, False, False, False]
    outcomes = [
        outcome({"disagrees": label}, answer=answer_of(agreement="disagree" if flag else "none_found"))
        for label, flag in zip(labels, flags, strict=True)
    ]
    outcomes.append(outcome(answer=answer_of(agreement="disagree")))
    figures = score(outcomes, questions_from="here", settings={}).figures
    assert figures["disagreement.precision"].value == pytest.approx(precision_score(labels, flags))
    assert figures["disagreement.recall"].value == pytest.approx(recall_score(labels, flags))
    assert figures["disagreement.accuracy"].value == pytest.approx(accuracy_score(labels, flags))
    assert figures["disagreement.checked"].value == 1


def test_what_was_not_checked_is_not_flagged() -> None:
    one = outcome({"disagrees": True}, answer=answer_of(agreement="not_checked"))
    assert of("disagreement.recall", one) == (0, 1)
    assert of("disagreement.checked", one) == (0, 1)
    assert of("disagreement.precision", one) is None


@pytest.mark.parametrize(
    ("given", "complete"), [(("at least 41", "38"), (1, 1)), (("41", "39"), (0, 1)), (("41", "38", "7"), (1, 1))]
)
def test_positions(given: tuple[str, ...], complete: object) -> None:
    answer = answer_of(agreement="disagree", disagreements=(disagreement(*given),))
    row = {"expected": "41; 38", "disagrees": True}
    assert of("disagreement.positions", outcome(row, answer=answer)) == complete
    assert of("disagreement.positions", outcome(row, answer=answer_of(agreement="none_found"))) is None
    assert of("disagreement.positions", outcome({"disagrees": True}, answer=answer)) is None


def test_latency() -> None:
    outcomes = [outcome(milliseconds=float(n)) for n in range(1, 102)]
    figures = score(outcomes, questions_from="here", settings={}).figures
    assert (figures["latency.median"].value, figures["latency.p95"].value) == (51, 96)
    assert METRICS["latency.median"].is_better(1, 2)
    assert METRICS["value.f1"].is_better(1, 0)
    assert set(figures) == {"latency.median", "latency.p95"}


def test_the_documentation_lists_them() -> None:
    text = (Path(__file__).parents[2] / "docs/evaluation.md").read_text(encoding="utf-8")
    table = text.split("<!-- metrics -->")[1].split("<!-- /metrics -->")[0].strip().splitlines()[2:]
    assert table == [f"| `{metric.name}` | {metric.meaning} |" for metric in METRICS.values()]


def test_the_main_ones_stand_in_the_order_of_all() -> None:
    everything, main = list_metrics(), list_metrics(main=True)
    assert everything == list(METRICS.values())
    assert [metric for metric in everything if metric in main] == main
    assert {metric.unit for metric in main} == {"share"}
