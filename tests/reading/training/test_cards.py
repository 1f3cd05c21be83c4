from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rag.reading.training.cards import Story, card, write_log
from rag.reading.training.terms import UNSTATED, data_sets, terms_of
from rag.reading.weights import Calibration
from tests.reading.manifests import manifest

if TYPE_CHECKING:
    from pathlib import Path

    from rag.reading.weights import Kind

COUNTS = {"training": {"scone": 1200, "mine": 34}, "intermediate training": {"med": 560}}
METRICS = {"f1": 0.8123, "f1_low": 0.7911, "f1_high": 0.8333, "accuracy_med": 0.7, "odd_low": 0.25}
LOG = [
    {"step": 50, "loss": 1.234567, "learning_rate": 2e-4, "epoch": 0.1},
    {"step": 60, "eval_score": 0.71, "epoch": 0.2},
    {"step": 90, "eval_score": 0.69, "epoch": 0.3},
]


def written(kind: Kind, story: Story | None = None) -> str:
    data = [entry for counts in COUNTS.values() for entry in data_sets(counts)]
    made = manifest(kind, calibration=Calibration(temperature=1.25, verified=0.5, margin=0.75, bias=-2))
    made = made.model_copy(update={"metrics": METRICS, "data": tuple(data), "commit": "c0ffee"})
    return card(made, LOG, story or Story(COUNTS, "these", "those", ("make train-reader DATA=x",)))


@pytest.mark.parametrize("kind", ["reader", "judge"])
def test_it_holds_every_measure_and_data_set(kind: Kind) -> None:
    text = written(kind)
    assert "0.812 [0.791, 0.833]" in text
    assert "(`accuracy_med`) | 0.700 |" in text
    assert "(`odd_low`) | 0.250 |" in text
    assert "`f1_low`" not in text
    assert "| ScoNe (scope of negation) | training | 1,200 | CC0-1.0 | <https://github.com/selenashe/ScoNe> |" in text
    assert f"| mine | training | 34 | {UNSTATED} | – |" in text
    assert "| MED (monotonicity) | intermediate training | 560 | CC-BY-SA-4.0 |" in text
    assert "temperature 1.250" in text
    assert ("0.500 × verifier + 0.750 × margin − 2.000" in text) == (kind == "reader")
    assert "c0ffee" in text
    assert "make train-reader DATA=x" in text


def test_it_tells_the_schedule_and_the_choice() -> None:
    text = written("judge")
    assert "**Steps**: 90, 0.30 epochs" in text
    assert "of 2 evaluations on the development data that of step 60, with a score of 0.7100" in text
    assert "0.0002" in text


def test_it_says_when_it_flatters_itself() -> None:
    assert "flatters" not in written("judge")
    assert "flatter" in written("judge", Story(COUNTS, "these", "these"))


def test_no_log_is_no_hindrance() -> None:
    assert "**Steps**" not in card(manifest("judge"), [], Story({}, "a", "b"))


def test_the_log_keeps_its_entries(tmp_path: Path) -> None:
    write_log(tmp_path, LOG)
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [{**LOG[0], "loss": 1.2346}, LOG[1], LOG[2]]


def test_terms() -> None:
    assert terms_of("covidqa_chunks").licence.startswith("Apache-2.0")
    assert terms_of("unheard_of") == type(terms_of("med"))("unheard_of", UNSTATED, "")
    assert [entry.rows for entry in data_sets({"med": 1, "scone": 9})] == [9, 1]
