"""The judge's figures, on judges whose figures are known."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.reading.judge import Verdict
from rag.reading.training.pairs import part_of
from tests.benchmarks import news_pairs
from tests.benchmarks.bench_judge import precision_at_recall, recall_at_precision, report_news, report_public

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_VERDICTS = {
    "entailment": Verdict(0.9, 0.06, 0.04),
    "neutral": Verdict(0.06, 0.9, 0.04),
    "contradiction": Verdict(0.02, 0.08, 0.9),
}


def _knowing(pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
    """Knows every label, whichever sentence comes first."""
    known = {
        key: pair.label
        for pair in news_pairs.load()
        for key in ((pair.premise, pair.hypothesis), (pair.hypothesis, pair.premise))
    }
    return [_VERDICTS[known[pair]] for pair in pairs]


def _hasty(pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
    """Sees a contradiction in every pair that is named in the order of the file, and none in the other order."""
    forward = {(pair.premise, pair.hypothesis) for pair in news_pairs.load()}
    return [_VERDICTS["contradiction" if pair in forward else "neutral"] for pair in pairs]


def test_precision_and_recall_at_a_point() -> None:
    truth = np.array([True, True, False, True, False, False, True])
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3])
    assert precision_at_recall(truth, scores, 0.5) == 1.0  # the two best: two of four
    assert precision_at_recall(truth, scores, 0.75) == 0.75  # the four best: three of four
    assert precision_at_recall(truth, scores, 1.0) == pytest.approx(4 / 7)
    assert recall_at_precision(truth, scores, 0.9) == 0.5
    assert recall_at_precision(truth, scores, 0.7) == 0.75
    assert recall_at_precision(~truth, scores, 0.9) == 0.0


def test_a_judge_that_knows_everything(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = news_pairs.load("dev")
    report_news(pairs, _knowing, 0.5, misses=True)
    printed = capsys.readouterr().out
    assert "accuracy of the three labels: 1.000 [1.000, 1.000]" in printed
    assert printed.count("average precision 1.000") == 2
    assert printed.count("precision at recall 0.50: 1.000") == 2
    assert printed.count("recall at precision 0.90: 1.000") == 2
    assert "error 0.100" in printed  # right every time at a confidence of 0.9
    bounds = sum(pair.kind == "bound" for pair in pairs)
    assert re.search(rf"contradiction +bound +{bounds}: 1.00, 1.00 \| 0/0/{bounds}", printed)
    assert pairs[0].premise not in printed  # no misses


def test_seen_from_one_side_only_does_not_count_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = news_pairs.load("test")
    report_news(pairs, _hasty, 0.5, misses=True)
    printed = capsys.readouterr().out
    assert "all entailment: 1.000 [1.000, 1.000] one way, 0.000 [0.000, 0.000] both ways" in printed
    share = sum(pair.label == "contradiction" for pair in pairs) / len(pairs)
    assert f"at 0.50: precision {share:.3f}" in printed
    assert "at 0.50: nothing is flagged" in printed
    missed = re.findall(r"^(\S+-\d\d) \(contradiction\)", printed, flags=re.MULTILINE)
    assert sorted(missed) == sorted(pair.id for pair in pairs if pair.label == "contradiction")
    assert "(entailment)" not in printed


def _write(file: Path, rows: Sequence[dict[str, str]]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_public_pairs_are_those_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    premises = [f"Boat number {i} left the harbour." for i in range(400)]
    held = [premise for premise in premises if part_of(premise) == "test"]
    rows = [{"premise": premise, "hypothesis": "A boat left.", "label": "entailment"} for premise in premises]
    _write(tmp_path / "mnli_some.jsonl.gz", rows[:200])
    _write(tmp_path / "taxinli_some.jsonl.gz", rows[200:])
    _write(
        tmp_path / "breaking_nli.jsonl.gz",
        [
            {**row, "category": "boats" if i % 2 else "ports", "label": "entailment" if i % 2 else "contradiction"}
            for i, row in enumerate(rows)
        ],
    )
    asked: list[tuple[str, str]] = []

    def judge(pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        asked.extend(pairs)
        return [_VERDICTS["entailment"]] * len(pairs)

    report_public(tmp_path, judge, ["MultiNLI"], 2000)
    printed = capsys.readouterr().out
    assert f"MultiNLI, test part, {len(held)} pairs: accuracy 1.000" in printed
    assert "SNLI: no files" in printed
    assert re.search(r"boats +200: 1\.000", printed)
    assert re.search(r"ports +200: 0\.000", printed)
    assert re.search(r"all +400: 0\.500", printed)
    assert {premise for premise, _ in asked[: len(held)]} == set(held)

    asked.clear()
    report_public(tmp_path, judge, ["MultiNLI", "Breaking NLI"], 2000)
    assert f"Breaking NLI, test part, {len(held)} pairs" in capsys.readouterr().out
    assert {premise for premise, _ in asked} == set(held)


def test_no_more_public_pairs_than_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"premise": f"Ship {i} sank.", "hypothesis": "A ship sank.", "label": "entailment"} for i in range(900)]
    _write(tmp_path / "snli_some.jsonl.gz", rows)
    report_public(tmp_path, lambda pairs: [_VERDICTS["neutral"]] * len(pairs), [], 20)
    printed = capsys.readouterr().out
    assert "SNLI, test part, 20 pairs: accuracy 0.000" in printed
    assert "Breaking NLI: no file" in printed
