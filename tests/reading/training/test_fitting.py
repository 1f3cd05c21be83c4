from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rag.reading.pieces import encode
from rag.reading.training.fitting import Remembering, fit_judge, fit_reader, measure_judge, measure_reader
from rag.reading.training.pairs import LABELS, Pair
from rag.reading.training.questions import Asked
from tests.reading.manifests import manifest

if TYPE_CHECKING:
    from rag.reading.network import JudgeNetwork, ReaderNetwork
    from rag.reading.weights import Calibration

WORDS = ("mill", "barn", "gate", "lamp", "boat", "rope", "salt", "tree")


class Guessing(nn.Module):
    """Points at a "1" in the passage, and is sure of it; says "answered" for a question with a "7", mostly rightly."""

    def __init__(self, sure: float) -> None:
        super().__init__()
        self.nothing = nn.Parameter(torch.zeros(1))
        self.sure = sure
        self.calls = 0
        self.one, self.seven = (encode([digit])[0].ids[0] for digit in ("1", "7"))

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        self.calls += 1
        there = ((input_ids == self.one) & (token_type_ids == 1)).float() * self.sure
        said = ((input_ids == self.seven) & (token_type_ids == 0)).any(dim=1).float()
        return there, there, 8 * said - 4


def guessed(count: int, right: float, told: float) -> list[Asked]:
    """Questions to each of which "1" is the answer with one chance, and which tell with another if they have one."""
    random = np.random.default_rng(2)
    found = []
    for n in range(count):
        a, b = random.choice(WORDS, 2, replace=False)
        passage = f"{a} 1 {b} 2 here {n + 10}"
        word = "1" if random.random() < right else "2"
        start = passage.index(f" {word} ") + 1
        answered = n % 2 == 0
        digit = 7 if (random.random() < told) == answered else 8
        found.append(Asked(passage, f"{a} {digit}", ((start, start + 1),) if answered else (), "x"))
    return found


def fitted(network: Guessing, asked: list[Asked]) -> Calibration:
    return fit_reader(cast("ReaderNetwork", network), manifest("reader"), asked)


def test_overconfidence_is_cooled() -> None:
    asked = guessed(300, right=0.6, told=0.8)
    cool, hot = fitted(Guessing(1.0), asked), fitted(Guessing(6.0), asked)
    assert hot.temperature > 1.5 > cool.temperature


def test_probabilities_fit_afterwards() -> None:
    asked = guessed(300, right=0.6, told=0.8)
    network = cast("ReaderNetwork", Guessing(6.0))
    before = measure_reader(network, manifest("reader"), asked)
    after = measure_reader(network, manifest("reader", calibration=fitted(Guessing(6.0), asked)), asked)
    assert before["ece_span"].value > 0.3
    assert after["ece_span"].value < 0.1
    assert after["ece_answered"].value < 0.05 < before["ece_answered"].value
    assert after["exact"] == before["exact"]
    assert 0.5 < after["exact"].value < 0.7
    assert 0.7 < after["auc_answered"].value < 0.9
    assert after["squad2_exact"].value <= after["squad2_f1"].value


def test_the_network_is_asked_once() -> None:
    network = Guessing(3.0)
    remembering = Remembering(cast("ReaderNetwork", network))
    asked = guessed(40, right=0.6, told=0.8)
    fit_reader(remembering, manifest("reader"), asked)
    # Once for all questions, and once for those that are answered.
    assert network.calls == 2


def test_both_kinds_of_question_are_needed() -> None:
    asked = [each for each in guessed(20, right=0.6, told=0.8) if each.answers]
    with pytest.raises(ValueError, match="some are answered and some are not"):
        fitted(Guessing(1.0), asked)


class Labelling(nn.Module):
    """Three logits by the first piece of the premise, three times as large as they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.nothing = nn.Parameter(torch.zeros(1))
        self.first = {encode([word])[0].ids[0]: row for row, word in enumerate(WORDS[:3])}

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
        logits = torch.zeros(len(input_ids), 3)
        for row, piece in enumerate(input_ids[:, 1].tolist()):
            logits[row, self.first[piece]] = 6.0
        return logits


def labelled(count: int) -> list[Pair]:
    random = np.random.default_rng(3)
    odds = np.exp([2.0, 0.0, 0.0])
    found = []
    for n in range(count):
        said = n % 3
        label = (said + int(random.choice(3, p=odds / odds.sum()))) % 3
        found.append(Pair(f"{WORDS[said]} {n}", "a gate", LABELS[label], "one" if n % 4 else "other"))
    return found


def test_the_temperature_of_a_judge() -> None:
    network, pairs = cast("JudgeNetwork", Labelling()), labelled(900)
    calibration = fit_judge(network, manifest("judge"), pairs)
    assert calibration.temperature == pytest.approx(3.0, rel=0.2)
    before = measure_judge(network, manifest("judge"), pairs)
    after = measure_judge(network, manifest("judge", calibration=calibration), pairs)
    assert after["ece"].value < 0.05 < before["ece"].value
    assert after["accuracy"] == before["accuracy"]
    assert {"accuracy_one", "accuracy_other", "contradiction"} <= set(after)


def test_small_data_sets_say_nothing() -> None:
    found = measure_judge(cast("JudgeNetwork", Labelling()), manifest("judge"), labelled(60))
    assert "accuracy_other" not in found
    assert found["accuracy"].low <= found["accuracy"].value <= found["accuracy"].high
