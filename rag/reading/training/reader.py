"""Train the reader: ``python -m rag.reading.training.reader DATA``, where DATA holds what made_questions wrote."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn
from torch.nn import functional

from rag.embedding import packaged_model_folder
from rag.reading.network import ReaderNetwork, load_encoder
from rag.reading.pieces import encode, join_pair
from rag.reading.span_reader import LONGEST_ANSWER, LONGEST_QUESTION
from rag.reading.training.loop import (
    SEED,
    Batch,
    Example,
    Schedule,
    example_of,
    fit,
    load_weights,
    outputs,
    prepare,
    save_weights,
)
from rag.reading.training.questions import chosen_answer, read_questions, without_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.reading.training.questions import Asked

__all__ = ["LONGEST", "Decoded", "decode", "encode_questions", "measure", "reader_loss"]

# Longest question and passage together, in tokens.
LONGEST = 320


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the reader says of some questions.

    Attributes:
        spans: First and last token of the best span of each, int64 of shape (questions, 2).
        span: Its logit less that of "nowhere", float32 of shape (questions,).
        verified: Logit of "answered", float32 of shape (questions,).
    """

    spans: NDArray[np.int64]
    span: NDArray[np.float32]
    verified: NDArray[np.float32]


def encode_questions(asked: Sequence[Asked], seed: int = 0, *, longest: int = LONGEST) -> list[Example]:
    """Inputs of the reader, cut as :class:`rag.reading.span_reader.SpanReader` cuts them, and what it should answer.

    Questions whose answer lies beyond the longest input are left out. With a seed other than 0, questions are at times
    typed carelessly, and where people gave several answers equally often, any of them is taken.

    Args:
        asked: The questions.
        seed: Of the choices, and whether any are made.
        longest: Most tokens of an input.

    Returns:
        Examples with ``start`` and ``end``, the first and the last token of the answer (0 and 0 where there is none),
        and ``answered``, 1.0 or 0.0.
    """
    random = Random(seed)  # noqa: S311  (no secret depends on it)
    examples: list[Example] = []
    for first in range(0, len(asked), 4096):
        some = asked[first : first + 4096]
        questions = encode([without_marks(each.question, random) if seed else each.question for each in some])
        passages = encode([each.passage for each in some])
        for each, question, passage in zip(some, questions, passages, strict=True):
            head = question.ids[:LONGEST_QUESTION]
            body = passage.ids[: longest - len(head) - 3]
            start = end = 0
            if each.answers:
                span = chosen_answer(each.answers, random)
                inside = [t for t, (s, e) in enumerate(passage.offsets[: len(body)]) if s < span[1] and span[0] < e]
                if not inside or passage.offsets[inside[-1]][1] < span[1]:
                    continue
                start, end = inside[0] + len(head) + 2, inside[-1] + len(head) + 2
            inputs = join_pair(head, body)
            examples.append(example_of(inputs, start=start, end=end, answered=float(bool(each.answers))))
    return examples


def reader_loss(output: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Tensor:
    """Cross entropy of start and end, and binary cross entropy of whether anything answers."""
    start, end, verified = output
    place = functional.cross_entropy(start, batch["start"]) + functional.cross_entropy(end, batch["end"])
    return place / 2 + functional.binary_cross_entropy_with_logits(verified, batch["answered"])


def decode(network: nn.Module, examples: Sequence[Example], tokens: int = 4096) -> Decoded:
    """Run the reader over examples, and take the best span of each; for measuring in training.

    Args:
        network: In training or out of it, on any device.
        examples: As :func:`encode_questions` gives them; the targets are not looked at.
        tokens: In a batch.
    """
    decoded = Decoded(
        np.zeros((len(examples), 2), dtype=np.int64),
        np.zeros(len(examples), dtype=np.float32),
        np.zeros(len(examples), dtype=np.float32),
    )
    for indices, batch, (start, end, verified) in outputs(network, examples, tokens):
        size = start.shape[1]
        allowed = torch.ones(size, size, dtype=torch.bool, device=start.device).triu().tril(LONGEST_ANSWER - 1)
        passage = (batch["token_type_ids"] == 1) & (batch["attention_mask"] == 1)
        choosable = allowed & passage.unsqueeze(2) & passage.unsqueeze(1)
        joint = (start.unsqueeze(2) + end.unsqueeze(1)).masked_fill(~choosable, -1e9)
        best, place = joint.flatten(1).max(1)
        decoded.spans[indices, 0] = (place // size).cpu().numpy()
        decoded.spans[indices, 1] = (place % size).cpu().numpy()
        decoded.span[indices] = (best - start[:, 0] - end[:, 0]).float().cpu().numpy()
        decoded.verified[indices] = verified.float().cpu().numpy()
    return decoded


def measure(decoded: Decoded, examples: Sequence[Example]) -> dict[str, float]:
    """Overlap of token spans where something answers, and how well the two signs tell whether something does.

    Returns:
        ``f1`` and ``exact`` over the answered, ``auc_span`` and ``auc_verified`` (area under the ROC curve), and
        ``score``: the mean of f1 and of the area of both signs together.
    """
    gold = np.array([(e["start"], e["end"]) for e in examples])
    answered = np.array([e["answered"] for e in examples]) > 0
    low, high = np.maximum(gold[:, 0], decoded.spans[:, 0]), np.minimum(gold[:, 1], decoded.spans[:, 1])
    shared = np.maximum(0, high - low + 1)
    sizes = (gold[:, 1] - gold[:, 0] + 1) + (decoded.spans[:, 1] - decoded.spans[:, 0] + 1)
    f1 = 2 * shared / sizes
    found = {
        "f1": float(f1[answered].mean()),
        "exact": float((gold == decoded.spans).all(1)[answered].mean()),
        "auc_span": float(roc_auc_score(answered, decoded.span)),
        "auc_verified": float(roc_auc_score(answered, decoded.verified)),
        "auc": float(roc_auc_score(answered, decoded.span / 2 + decoded.verified)),
    }
    return {**found, "score": (found["f1"] + found["auc"]) / 2}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the reader on what made_questions wrote.")
    parser.add_argument("data", type=Path, help="folder with train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("work", type=Path, help="folder for checkpoints, log.json and weights.safetensors")
    parser.add_argument("--start-from", type=Path, metavar="FILE", help="go on from these weights")
    parser.add_argument("--most-of", nargs="*", metavar="NAME", help="take all questions of these data sets …")
    parser.add_argument("--share", type=float, default=0.2, help="… and this share of the others (default 0.2)")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    network = ReaderNetwork(load_encoder(packaged_model_folder(), attention="eager"))
    prepare(network, options.seed)
    if options.start_from:
        load_weights(network, options.start_from, any_kind=True)
    rows = read_questions([options.data / "train.jsonl.gz"], distinct=False)
    if options.most_of:
        random = Random(options.seed)  # noqa: S311  (no secret)
        rows = [row for row in rows if row.group in options.most_of or random.random() < options.share]
    train = encode_questions(rows, options.seed)
    dev = encode_questions(read_questions([options.data / "dev.jsonl.gz"], distinct=False))
    log = fit(
        network,
        train,
        loss=reader_loss,
        score=lambda trained: measure(decode(trained, dev), dev),
        best_by="score",
        schedule=Schedule(epochs=options.epochs, rate=options.rate, batch_tokens=4096, seed=options.seed),
        folder=options.work,
    )
    save_weights(network, options.work / "weights.safetensors")
    (options.work / "log.json").write_text(json.dumps(log, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
