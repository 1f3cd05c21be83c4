"""Networks so small that they are trained in a second, and examples for them that can be learnt."""

from __future__ import annotations

import random

import torch
from transformers import BertConfig, BertModel

from rag.reading.network import JudgeNetwork, ReaderNetwork
from rag.reading.training.loop import Example, example_of, prepare

__all__ = ["VOCABULARY", "encoder", "judge", "pointers", "reader"]

VOCABULARY = 60


def encoder(seed: int = 3) -> BertModel:
    """An untrained encoder of one layer."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return BertModel(config, add_pooling_layer=False)


def reader(seed: int = 3) -> ReaderNetwork:
    network = ReaderNetwork(encoder(seed))
    prepare(network, seed)
    return network


def judge(seed: int = 3) -> JudgeNetwork:
    network = JudgeNetwork(encoder(seed))
    prepare(network, seed)
    return network


def pointers(count: int, seed: int = 5) -> list[Example]:
    """Passages of 8 to 30 tokens, answered by a 7 and the 8 after it where they are in it."""
    draw = random.Random(seed)
    examples = []
    for _ in range(count):
        passage = [draw.randint(10, VOCABULARY - 1) for _ in range(draw.randint(8, 30))]
        start = end = 0
        if draw.random() < 0.7:
            place = draw.randrange(len(passage) - 1)
            passage[place : place + 2] = [7, 8]
            start, end = place + 5, place + 6
        inputs = ([1, 4, 5, 6, 2, *passage, 2], 5)
        examples.append(example_of(inputs, start=start, end=end, answered=float(bool(start))))
    return examples
