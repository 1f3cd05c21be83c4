from __future__ import annotations

import numpy as np
import pytest
import torch

from rag.reading.training.judge import LONGEST, encode_pairs, judge_loss, logits_of, measure
from rag.reading.training.loop import Example, collate, example_of
from rag.reading.training.pairs import LABELS, Pair
from tests.reading.training.tiny import VOCABULARY, judge


def pair(premise: str = "The ferry sank.", hypothesis: str = "A boat sank.", origin: str = "x") -> Pair:
    return Pair(premise, hypothesis, "entailment", origin)


def examples(count: int) -> list[Example]:
    """Pairs that tell their label by their first token."""
    random = np.random.default_rng(1)
    found: list[Example] = []
    for n in range(count):
        body = random.integers(10, VOCABULARY, size=int(random.integers(4, 20))).tolist()
        found.append(example_of(([1, 4 + n % 3, *body, 2, *body[:3], 2], len(body) + 3), label=n % 3))
    return found


def test_both_sentences_and_the_label() -> None:
    (example,) = encode_pairs([pair()])
    types = np.asarray(example["token_type_ids"]).tolist()
    assert types == [0] * 6 + [1] * 5
    assert example["label"] == LABELS.index("entailment")


def test_a_long_pair_loses_its_end() -> None:
    long, short = encode_pairs([pair(premise="ferry " * 400), pair()])
    assert len(np.asarray(long["input_ids"])) == LONGEST
    # The hypothesis is whole.
    assert np.asarray(long["input_ids"])[-5:].tolist() == np.asarray(short["input_ids"])[-5:].tolist()


def test_steps_make_the_loss_fall() -> None:
    network = judge()
    batch = collate(examples(30))
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3)
    losses = []
    for _ in range(15):
        logits = network(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
        loss = judge_loss(logits, batch)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.8 * losses[0]


def test_logits_come_in_order_whatever_the_batches() -> None:
    given = examples(20)
    together = logits_of(judge(), given)
    alone = np.concatenate([logits_of(judge(), [example]) for example in given])
    np.testing.assert_allclose(together, alone, atol=0.02)


def test_measures() -> None:
    pairs = [
        Pair("a", "b", "entailment", "one"),
        Pair("a", "c", "contradiction", "one"),
        Pair("a", "d", "contradiction", "two"),
        Pair("a", "e", "neutral", "two"),
    ]
    logits = np.array([[2, 0, 0], [0, 0, 2], [0, 3, 0], [0, 2, 0]], dtype=np.float32)
    found = measure(logits, pairs)
    assert found["accuracy"] == 0.75
    assert (found["accuracy_one"], found["accuracy_two"]) == (1.0, 0.5)
    # By their share of contradiction the second comes first, the third last: precision 1 and 2/4.
    assert found["contradiction"] == pytest.approx(0.75)
    assert found["score"] == pytest.approx(0.75)
