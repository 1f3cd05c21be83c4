"""Train the judge: ``python -m rag.reading.training.judge DATA``, where DATA holds .jsonl files of labelled pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from rag.reading.training.loop import Batch, Example, collate, in_batches
from rag.reading.training.pairs import LABELS, Pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["encode_pairs", "judge_loss", "logits_of"]

# Longest pair in tokens; what goes beyond it is cut off from the longer side.
LONGEST = 192


def encode_pairs(tokenizer: Any, pairs: Sequence[Pair]) -> list[Example]:
    """Token ids of pairs, and the number of each label."""
    encoded = tokenizer(
        [p.premise for p in pairs], [p.hypothesis for p in pairs], truncation="longest_first", max_length=LONGEST
    )
    return [
        {"input_ids": ids, "token_type_ids": types, "label": LABELS.index(pair.label)}
        for ids, types, pair in zip(encoded["input_ids"], encoded["token_type_ids"], pairs, strict=True)
    ]


def judge_loss(logits: Any, batch: Batch) -> torch.Tensor:
    """Cross entropy over the three labels."""
    return functional.cross_entropy(logits, batch["label"])


def logits_of(network: nn.Module, examples: Sequence[Example]) -> NDArray[np.float32]:
    """The judge's logits, float32 of shape (examples, 3), in the order of the examples."""
    found = np.zeros((len(examples), 3), dtype=np.float32)
    lengths = [(i, len(e["input_ids"])) for i, e in enumerate(examples)]  # type: ignore[arg-type]
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for indices in in_batches(lengths, 4096):
            batch = collate([examples[i] for i in indices])
            output = network(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
            found[indices] = output.float().numpy()
    return found
