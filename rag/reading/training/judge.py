"""Train the judge: ``python -m rag.reading.training.judge DATA WORK``, where DATA holds .jsonl files of labelled pairs.

With ``--passages FOLDER`` it also learns from passages that answer one question, whether they can all be right
(:mod:`rag.reading.training.passages`), and with ``--asked N`` from N of the pairs with the second statement turned into
the question whether it is so.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import average_precision_score
from torch.nn import functional

from rag.embedding import packaged_model_folder
from rag.reading.network import JudgeNetwork, load_encoder
from rag.reading.pieces import cut_pair, encode, join_pair
from rag.reading.training.asking import asked
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
from rag.reading.training.pairs import LABELS, MEASURED_ONLY, Pair, parted, read_pairs
from rag.reading.training.passages import parted_rows, read_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from torch import Tensor, nn

__all__ = ["LONGEST", "encode_pairs", "files_of", "judge_loss", "logits_of", "measure", "training_pairs"]

# Longest pair in tokens; what goes beyond it is cut off from the longer side.
LONGEST = 288
# Of other pairs, how many are measured on in training; all of them would take longer than they tell.
_DEVELOPMENT = 1500


def files_of(data: Path, also: Iterable[Path] = (), without: Iterable[str] = ()) -> list[Path]:
    """The files of pairs that the judge is trained on, in order.

    Args:
        data: A folder; its .jsonl and .jsonl.gz files are taken.
        also: Other files.
        without: Data sets to leave out, by name; those that are for measuring only are left out anyway.
    """
    left_out = {*without, *MEASURED_ONLY}
    return [file for file in (*sorted(data.glob("*.jsonl*")), *also) if file.name.split(".")[0] not in left_out]


def training_pairs(
    files: Sequence[Path],
    passages: Path | None = None,
    *,
    most: int | None = None,
    asking: int = 0,
    seed: int = SEED,
) -> tuple[list[Pair], list[Pair]]:
    """What the judge is trained on, and what it is measured on meanwhile.

    Args:
        files: Of labelled pairs.
        passages: Folder of passages that answer questions, if any are to be learnt from; all of them are.
        most: Pairs of the files that are taken at most, drawn at random.
        asking: Further pairs of the files that are taken with their second statement turned into a question.
        seed: Of the draw.

    Raises:
        ValueError: A row is broken.
    """
    parts = parted(read_pairs(files))
    train, dev = parts["train"], parts["dev"]
    random = Random(seed)  # noqa: S311  (no secret depends on it)
    random.shuffle(train)
    random.shuffle(dev)
    turned: list[Pair] = []
    for pair in train[most:] if most is not None else train:
        if len(turned) == asking:
            break
        if question := asked(pair.hypothesis):
            turned.append(replace(pair, hypothesis=question))
    if passages is None:
        return [*train[:most], *turned], dev
    rows = parted_rows(read_passages(passages))
    return [*train[:most], *turned, *rows["train"]], [*dev[:_DEVELOPMENT], *rows["dev"]]


def encode_pairs(pairs: Sequence[Pair], *, longest: int = LONGEST) -> list[Example]:
    """Inputs of the judge, cut as :class:`rag.reading.judge.Judge` cuts them, and the number of each ``label``."""
    examples: list[Example] = []
    for first in range(0, len(pairs), 4096):
        some = pairs[first : first + 4096]
        premises, hypotheses = encode([p.premise for p in some]), encode([p.hypothesis for p in some])
        for pair, premise, hypothesis in zip(some, premises, hypotheses, strict=True):
            inputs = join_pair(*cut_pair(premise.ids, hypothesis.ids, longest - 3))
            examples.append(example_of(inputs, label=LABELS.index(pair.label)))
    return examples


def judge_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy over the three labels."""
    return functional.cross_entropy(logits, batch["label"])


def logits_of(network: nn.Module, examples: Sequence[Example]) -> NDArray[np.float32]:
    """The judge's logits, float32 of shape (examples, 3), in the order of the examples; for measuring in training."""
    found = np.zeros((len(examples), 3), dtype=np.float32)
    for indices, _, logits in outputs(network, examples):
        found[indices] = logits.float().cpu().numpy()
    return found


def measure(logits: NDArray[np.float32], pairs: Sequence[Pair]) -> dict[str, float]:
    """Accuracy by data set, and how well contradictions are told from the rest.

    Returns:
        ``accuracy`` over all pairs and by data set, ``contradiction`` (average precision), and ``score``, the mean of
        that and of the accuracy.
    """
    labels = np.array([LABELS.index(pair.label) for pair in pairs])
    right = logits.argmax(1) == labels
    by_origin: dict[str, list[bool]] = defaultdict(list)
    for pair, is_right in zip(pairs, right, strict=True):
        by_origin[pair.origin].append(bool(is_right))
    chance = np.exp(logits - logits.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    found = {
        "accuracy": float(right.mean()),
        "contradiction": float(average_precision_score(labels == 2, chance[:, 2])),
        **{f"accuracy_{origin}": float(np.mean(some)) for origin, some in sorted(by_origin.items())},
    }
    return {**found, "score": (found["accuracy"] + found["contradiction"]) / 2}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the judge on labelled pairs of sentences.")
    parser.add_argument("data", type=Path, help="folder with .jsonl or .jsonl.gz files of premise, hypothesis, label")
    parser.add_argument("work", type=Path, help="folder for checkpoints, log.json and weights.safetensors")
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="FILE", help="another file of pairs")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="data sets to leave out")
    parser.add_argument("--passages", type=Path, metavar="FOLDER", help="passages that answer questions, to learn from")
    parser.add_argument("--most", type=int, metavar="N", help="take N of the labelled pairs at most")
    parser.add_argument("--asked", type=int, default=0, metavar="N", help="take N more of them as questions")
    parser.add_argument("--start-from", type=Path, metavar="FILE", help="take over these weights")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    files = files_of(options.data, options.also, options.without)
    pairs, development = training_pairs(
        files, options.passages, most=options.most, asking=options.asked, seed=options.seed
    )
    network = JudgeNetwork(load_encoder(packaged_model_folder(), attention="eager"))
    prepare(network, options.seed)
    if options.start_from:
        load_weights(network, options.start_from, any_kind=True)
    train, dev = encode_pairs(pairs), encode_pairs(development)
    log = fit(
        network,
        train,
        loss=judge_loss,
        score=lambda trained: measure(logits_of(trained, dev), development),
        best_by="score",
        schedule=Schedule(epochs=options.epochs, rate=options.rate, batch_tokens=3072, seed=options.seed),
        folder=options.work,
    )
    save_weights(network, options.work / "weights.safetensors")
    (options.work / "log.json").write_text(json.dumps(log, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
