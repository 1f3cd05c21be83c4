from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.reading.judge import Judge, Verdict
from rag.reading.weights import Calibration
from tests.reading.manifests import manifest

if TYPE_CHECKING:
    from rag.reading.network import JudgeNetwork

PAIRS = [
    ("Forty men were released.", "Nobody was released."),
    ("No.", "Yes."),
    ("The council met on 3 May 2024 in the old town hall. " * 9, "They met in May."),
    ("", ""),
    ("日本語の文です。", "😀 lone \ud800 surrogate"),
    ("Yes.", "No."),
]


@pytest.fixture(scope="module")
def network() -> JudgeNetwork:
    from tests.reading.networks import random_judge

    made = random_judge()
    for weight in made.classify.parameters():
        weight.data *= 5  # untrained heads tell hardly anything apart
    return made


@pytest.fixture(scope="module")
def judge(network: JudgeNetwork) -> Judge:
    return Judge(network, manifest("judge", 192))


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        (Verdict(0.5, 0.3, 0.2), "entailment"),
        (Verdict(0.3, 0.5, 0.2), "neutral"),
        (Verdict(0.3, 0.2, 0.5), "contradiction"),
        (Verdict(0.4, 0.4, 0.2), "neutral"),
        (Verdict(0.4, 0.2, 0.4), "contradiction"),
    ],
)
def test_label(verdict: Verdict, label: str) -> None:
    assert verdict.label == label


@pytest.mark.model
def test_probabilities_sum_to_one(judge: Judge) -> None:
    verdicts = judge.judge(PAIRS)
    for verdict in verdicts:
        assert verdict.entailed + verdict.neutral + verdict.contradicted == pytest.approx(1)
    assert len({round(verdict.contradicted, 3) for verdict in verdicts}) > 3


@pytest.mark.model
def test_they_are_the_softmax_over_the_temperature(judge: Judge, network: JudgeNetwork) -> None:
    logits = judge.logits(PAIRS)
    warm = Judge(network, manifest("judge", 192, Calibration(temperature=3.0)))
    for row, verdict in zip(logits, warm.judge(PAIRS), strict=True):
        odds = np.exp(row / 3)
        shares = (verdict.entailed, verdict.neutral, verdict.contradicted)
        assert shares == pytest.approx(tuple(odds / odds.sum()), rel=1e-3)


@pytest.mark.model
def test_logits_are_those_of_the_network_fed_by_the_library(judge: Judge, network: JudgeNetwork) -> None:
    """Cut as in training, too: the longest side first."""
    import torch
    from transformers import AutoTokenizer

    from rag.embedding import packaged_model_folder

    tokenizer = AutoTokenizer.from_pretrained(packaged_model_folder())
    for premise, hypothesis in [PAIRS[0], ("one two three " * 99, "four five " * 8), ("a b " * 99, "c d e " * 99)]:
        encoded = tokenizer(premise, hypothesis, truncation="longest_first", max_length=192, return_tensors="pt")
        with torch.inference_mode():
            expected = network(encoded["input_ids"], encoded["token_type_ids"], encoded["attention_mask"])
        assert judge.logits([(premise, hypothesis)])[0] == pytest.approx(expected[0].tolist(), abs=1e-3)


@pytest.mark.model
def test_many_at_once_are_judged_as_each_alone(judge: Judge) -> None:
    pairs = [*PAIRS, *((f"There were {n} men. " * n, "There were ten men.") for n in range(1, 40))]
    together = judge.logits(pairs)
    for pair, logits in zip(pairs, together, strict=True):
        assert judge.logits([pair])[0] == pytest.approx(logits, abs=2e-3)
    assert judge.judge([]) == []


@pytest.mark.model
def test_exclusion_holds_both_ways(judge: Judge) -> None:
    turned = [(second, first) for first, second in PAIRS]
    found = judge.exclude(PAIRS)
    assert found == pytest.approx(judge.exclude(turned), abs=1e-4)
    there, back = judge.judge(PAIRS), judge.judge(turned)
    assert found == pytest.approx(
        [min(a.contradicted, b.contradicted) for a, b in zip(there, back, strict=True)], abs=1e-4
    )
    assert any(abs(a.contradicted - b.contradicted) > 0.01 for a, b in zip(there, back, strict=True))
    assert judge.exclude([]) == []
