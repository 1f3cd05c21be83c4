"""The training loop, the same for both networks: transformers' Trainer over batches of like lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.utils.data import DataLoader, Dataset, Sampler
from transformers import EarlyStoppingCallback, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Batch", "Example", "Schedule", "collate", "fit", "in_batches"]

Example = dict[str, "list[int] | float"]
Batch = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to train.

    Attributes:
        epochs: Times that every example is seen.
        rate: Highest learning rate; it rises over the first ``warmup`` of the steps and falls linearly to zero.
        batch_tokens: Tokens in a batch, padding included.
        warmup: Share of the steps in which the rate rises.
        decay: Weight decay of AdamW.
        patience: Evaluations without a better score after which training stops.
        evaluations: Evaluations on the development data in all.
        seed: Of the weights of the heads and of the order of the examples.
    """

    epochs: float
    rate: float
    batch_tokens: int
    warmup: float = 0.06
    decay: float = 0.01
    patience: int = 4
    evaluations: int = 8
    seed: int = 20261122


class _Examples(Dataset[Example]):
    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, index: int) -> Example:
        return self.examples[index]


class LengthBatches(Sampler[list[int]]):
    """Batches of examples of like length, about ``tokens`` tokens each, in another order each epoch.

    Args:
        lengths: Tokens of each example.
        tokens: Tokens in a batch, padding included.
        seed: Of the order.
    """

    # Batches in one pool: within it examples are sorted by length, so that batches stay random mixtures.
    _POOL = 64

    def __init__(self, lengths: Sequence[int], tokens: int, seed: int) -> None:
        self._lengths = np.asarray(lengths)
        self._tokens = tokens
        self._seed = seed
        self._epoch = 0
        self._count = len(self._batches(0))

    def set_epoch(self, epoch: int) -> None:
        """Choose the order of an epoch."""
        self._epoch = epoch

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[list[int]]:
        batches = self._batches(self._epoch)
        # Their number depends a little on the order; the schedule counts on the one of the first epoch.
        yield from batches[: self._count]
        yield from batches[: self._count - len(batches)] if len(batches) < self._count else []

    def _batches(self, epoch: int) -> list[list[int]]:
        random = np.random.default_rng([self._seed, epoch])
        order = random.permutation(len(self._lengths))
        pool = max(1, int(self._POOL * self._tokens / max(1.0, float(self._lengths.mean()))))
        batches: list[list[int]] = []
        for first in range(0, len(order), pool):
            some = order[first : first + pool]
            batches += in_batches([(int(i), int(self._lengths[i])) for i in some], self._tokens)
        random.shuffle(batches)
        return batches


def in_batches(lengths: Sequence[tuple[int, int]], tokens: int) -> list[list[int]]:
    """Cut examples into batches of like length.

    Args:
        lengths: Index and length of each example.
        tokens: Tokens in a batch, padding included; an example longer than that is a batch of its own.

    Returns:
        The indices, batch by batch, the shortest first.
    """
    batches: list[list[int]] = [[]]
    for index, length in sorted(lengths, key=lambda entry: entry[1]):
        if batches[-1] and (len(batches[-1]) + 1) * length > tokens:
            batches.append([])
        batches[-1].append(index)
    return batches


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples to the longest of them.

    Returns:
        ``input_ids``, ``token_type_ids`` and ``attention_mask``, int64 of shape (batch, tokens), and every other
        field as a tensor of shape (batch,): int64, or float32 where a value is a float.
    """
    longest = max(len(e["input_ids"]) for e in examples)  # type: ignore[arg-type]
    batch: Batch = {
        name: torch.zeros(len(examples), longest, dtype=torch.int64)
        for name in ("input_ids", "token_type_ids", "attention_mask")
    }
    for row, example in enumerate(examples):
        ids = torch.as_tensor(example["input_ids"])
        batch["input_ids"][row, : len(ids)] = ids
        batch["token_type_ids"][row, : len(ids)] = torch.as_tensor(example["token_type_ids"])
        batch["attention_mask"][row, : len(ids)] = 1
    for name in examples[0]:
        if name not in batch:
            batch[name] = torch.tensor([e[name] for e in examples])
    return batch


class _InBfloat16(nn.Module):
    """Runs a network in bfloat16 on weights that stay in float32: both are what they should be for small steps.

    Args:
        network: Called with the fields it takes; the rest goes to ``loss``.
        loss: Given the network's output and the batch.
    """

    def __init__(self, network: nn.Module, loss: Callable[[Any, Batch], Tensor]) -> None:
        super().__init__()
        self.network = network
        self._loss = loss

    def forward(self, **batch: Tensor) -> dict[str, Tensor]:
        weights = {name: weight.to(torch.bfloat16) for name, weight in self.network.named_parameters()}
        names = ("input_ids", "token_type_ids", "attention_mask")
        output = functional_call(self.network, weights, kwargs={name: batch[name] for name in names})
        return {"loss": self._loss(output, batch)}


class _Trainer(Trainer):
    def __init__(self, *, batches: LengthBatches, score: Callable[[nn.Module], dict[str, float]], **rest: Any) -> None:
        super().__init__(**rest)
        self._batches = batches
        self._score = score

    def get_train_dataloader(self) -> DataLoader[Any]:
        loader: DataLoader[Any] = DataLoader(self.train_dataset, batch_sampler=self._batches, collate_fn=collate)
        prepared: DataLoader[Any] = self.accelerator.prepare(loader)
        return prepared

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        self.model.eval()
        with torch.inference_mode():
            metrics = {f"eval_{name}": value for name, value in self._score(self.model.network).items()}
        self.model.train()
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics


def fit(
    network: nn.Module,
    examples: Sequence[Example],
    *,
    loss: Callable[[Any, Batch], Tensor],
    score: Callable[[nn.Module], dict[str, float]],
    best_by: str,
    schedule: Schedule,
    folder: Path,
) -> list[dict[str, float]]:
    """Train a network, and leave it with the weights that did best on the development data.

    A run that was cut off goes on from its last checkpoint when it is started again with the same folder.

    Args:
        network: Trained in place.
        examples: Token ids and targets; see :func:`collate`.
        loss: From the network's output and a batch to a scalar.
        score: Measures the network on the development data.
        best_by: Which of those measures to go by: the higher the better.
        schedule: How long and how fast.
        folder: For the checkpoints.

    Returns:
        The log: one entry for every fiftieth step and for every evaluation.
    """
    lengths = [len(e["input_ids"]) for e in examples]  # type: ignore[arg-type]
    batches = LengthBatches(lengths, schedule.batch_tokens, schedule.seed)
    steps = int(len(batches) * schedule.epochs)
    every = max(1, steps // schedule.evaluations)
    arguments = TrainingArguments(
        output_dir=str(folder),
        max_steps=steps,
        learning_rate=schedule.rate,
        lr_scheduler_type="linear",
        warmup_steps=int(steps * schedule.warmup),
        weight_decay=schedule.decay,
        max_grad_norm=1.0,
        optim="adamw_torch_fused",
        eval_strategy="steps",
        eval_steps=every,
        save_strategy="steps",
        save_steps=every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model=f"eval_{best_by}",
        greater_is_better=True,
        logging_steps=50,
        seed=schedule.seed,
        data_seed=schedule.seed,
        report_to="none",
        remove_unused_columns=False,
        dataloader_pin_memory=False,
    )
    trainer = _Trainer(
        model=_InBfloat16(network, loss),
        args=arguments,
        train_dataset=_Examples(examples),
        eval_dataset=_Examples([]),  # asked for by name only: ``score`` holds the development data
        batches=batches,
        score=score,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=schedule.patience)],
    )
    trainer.train(resume_from_checkpoint=get_last_checkpoint(folder) if folder.is_dir() else None)
    return list(trainer.state.log_history)
