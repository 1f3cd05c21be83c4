"""The training loop, the same for both networks: transformers' Trainer over batches of like lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.func import functional_call
from torch.utils.data import DataLoader, Dataset, Sampler
from transformers import EarlyStoppingCallback, Trainer, TrainingArguments

from rag.reading.batches import in_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = [
    "SEED",
    "Batch",
    "Example",
    "LengthBatches",
    "Schedule",
    "collate",
    "example_of",
    "fit",
    "last_checkpoint",
    "load_weights",
    "mixed_precision",
    "outputs",
    "prepare",
    "save_weights",
]

SEED = 20261122
# The largest part of a small model, and the one that learns least from data of this size: it stays the base's.
WORDS = "encoder.embeddings.word_embeddings.weight"

# ``input_ids`` (int32) and ``token_type_ids`` (int8), both of shape (tokens,), and targets by name.
Example: TypeAlias = "dict[str, NDArray[np.int32] | NDArray[np.int8] | int | float]"
Batch: TypeAlias = dict[str, Tensor]

_INPUTS = ("input_ids", "token_type_ids", "attention_mask")
# What the Trainer puts before the weights of a checkpoint, which are those of the network within its wrapper.
_WRAPPED = "network."


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
    seed: int = SEED


class _Examples(Dataset[Example]):
    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, index: int) -> Example:
        return self.examples[index]


class LengthBatches(Sampler[list[int]]):
    """Batches of examples of like length, in another order and other company each epoch.

    Examples whose lengths are the same when rounded up form a class, which is shuffled and cut into batches anew each
    epoch. How many batches there are depends on the lengths alone, so it is the same every epoch, and every example is
    in exactly one of them.

    Args:
        lengths: Tokens of each example; one at least.
        tokens: Most tokens in a batch, padding included; an example longer than that is a batch of its own.
        seed: Of the order.
    """

    # Lengths are rounded up to a multiple of this: on average half of it is padding.
    _STEP = 8

    def __init__(self, lengths: Sequence[int], tokens: int, seed: int) -> None:
        self._seed = seed
        self._epoch = 0
        self._classes = _length_classes(np.asarray(lengths, dtype=np.int64), tokens, self._STEP)

    def set_epoch(self, epoch: int) -> None:
        """Choose the order of an epoch."""
        self._epoch = epoch

    def __len__(self) -> int:
        return sum(parts for _, parts in self._classes)

    def __iter__(self) -> Iterator[list[int]]:
        random = np.random.default_rng([self._seed, self._epoch])
        batches: list[list[int]] = []
        for members, parts in self._classes:
            batches += [part.tolist() for part in np.array_split(random.permutation(members), parts)]
        random.shuffle(batches)
        yield from batches


def _length_classes(lengths: NDArray[np.int64], tokens: int, step: int) -> list[tuple[NDArray[np.int64], int]]:
    """Examples of like length, and into how many batches they are cut; a class too small for one joins the next."""
    order = np.argsort(lengths, kind="stable")
    rounded = -(-lengths[order] // step) * step
    classes: list[tuple[NDArray[np.int64], int]] = []
    first = 0
    for last in np.flatnonzero(np.append(rounded[1:] != rounded[:-1], True)) + 1:
        members = order[first:last]
        longest = int(lengths[members].max())
        if last < len(order) and len(members) * longest < tokens:
            continue
        size = max(1, tokens // longest)
        classes.append((members, -(-len(members) // size)))
        first = int(last)
    return classes


def example_of(inputs: tuple[Sequence[int], int], **targets: float) -> Example:
    """An example from what :func:`rag.reading.pieces.join_pair` gives, in arrays: lists would take ten times the space.

    Args:
        inputs: Token ids of both texts, and at which of them the second text begins.
        targets: By name; an int stays one.
    """
    ids, second = inputs
    types = np.zeros(len(ids), dtype=np.int8)
    types[second:] = 1
    return {"input_ids": np.array(ids, dtype=np.int32), "token_type_ids": types, **targets}


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples to the longest of them.

    Returns:
        ``input_ids``, ``token_type_ids`` and ``attention_mask``, int64 of shape (batch, tokens), and every other
        field as a tensor of shape (batch,): int64, or float32 where a value is a float.
    """
    rows = [np.asarray(example["input_ids"]) for example in examples]
    arrays = np.zeros((3, len(rows), max(map(len, rows))), dtype=np.int64)
    for row, (ids, example) in enumerate(zip(rows, examples, strict=True)):
        arrays[0, row, : len(ids)] = ids
        arrays[1, row, : len(ids)] = example["token_type_ids"]
        arrays[2, row, : len(ids)] = 1
    batch: Batch = dict(zip(_INPUTS, torch.from_numpy(arrays), strict=True))
    for name in examples[0]:
        if name not in batch:
            batch[name] = torch.tensor([example[name] for example in examples])
    return batch


def mixed_precision(network: nn.Module) -> tuple[torch.device, torch.autocast]:
    """Where a network is, and the context in which one that is being trained may be run: in bfloat16 where it pays."""
    device = next(network.parameters()).device
    return device, torch.autocast(device.type, torch.bfloat16)


def outputs(
    network: nn.Module, examples: Sequence[Example], tokens: int = 4096
) -> Iterator[tuple[list[int], Batch, Any]]:
    """Run a network over examples, those of like length together; for measuring in training.

    Args:
        network: In training or out of it, on any device.
        examples: See :func:`collate`.
        tokens: In a batch, padding included.

    Yields:
        The places of some examples, their batch on the network's device, and what the network gives for it.
    """
    lengths = [(i, len(np.asarray(example["input_ids"]))) for i, example in enumerate(examples)]
    device, autocast = mixed_precision(network)
    for indices in in_batches(lengths, tokens):
        batch = {name: tensor.to(device) for name, tensor in collate([examples[i] for i in indices]).items()}
        with torch.inference_mode(), autocast:
            output = network(*(batch[name] for name in _INPUTS))
        # Outside of both contexts, which would else be those of the caller too until it asks for more.
        yield indices, batch, output


class _InBfloat16(nn.Module):
    """Runs a network in bfloat16 on weights that stay in float32: both are what they should be for small steps.

    Args:
        network: Called with the fields it takes; the rest goes to ``loss``. Weights that are not trained are kept in
            bfloat16 from now on.
        loss: Given the network's output and the batch.
    """

    def __init__(self, network: nn.Module, loss: Callable[[Any, Batch], Tensor]) -> None:
        super().__init__()
        self.network = network
        self._loss = loss
        for weight in network.parameters():
            if not weight.requires_grad:
                weight.data = weight.data.to(torch.bfloat16)
        self._trained = {name: weight for name, weight in network.named_parameters() if weight.requires_grad}

    def forward(self, **batch: Tensor) -> dict[str, Tensor]:
        weights = {name: weight.to(torch.bfloat16) for name, weight in self._trained.items()}
        output = functional_call(self.network, weights, kwargs={name: batch[name] for name in _INPUTS})
        return {"loss": self._loss(output, batch)}


class _Trainer(Trainer):
    def __init__(
        self,
        *,
        model: _InBfloat16,
        batches: LengthBatches,
        examples: _Examples,
        score: Callable[[nn.Module], dict[str, float]],
        **rest: Any,
    ) -> None:
        super().__init__(model=model, train_dataset=examples, **rest)
        self._wrapped = model
        self._examples = examples
        self._batches = batches
        self._score = score

    def get_train_dataloader(self) -> DataLoader[Any]:
        loader: DataLoader[Any] = DataLoader(self._examples, batch_sampler=self._batches, collate_fn=collate)
        prepared: DataLoader[Any] = self.accelerator.prepare(loader)
        return prepared

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        self._wrapped.eval()
        with torch.inference_mode():
            metrics = {f"eval_{name}": value for name, value in self._score(self._wrapped.network).items()}
        self._wrapped.train()
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

    A run that was cut off goes on from its last checkpoint when it is started again with the same folder, and comes to
    the same weights. It runs on a graphics card where there is one.

    Args:
        network: Trained in place. What is not trained of it (see :func:`prepare`) is left in bfloat16.
        examples: Token ids and targets; see :func:`collate`.
        loss: From the network's output and a batch to a scalar.
        score: Measures the network on the development data. It is given the network as it is in training, with weights
            of two precisions; see :func:`mixed_precision`.
        best_by: Which of those measures to go by: the higher the better.
        schedule: How long and how fast.
        folder: For the checkpoints.

    Returns:
        The log: one entry for every fiftieth step and for every evaluation.
    """
    lengths = [len(np.asarray(example["input_ids"])) for example in examples]
    batches = LengthBatches(lengths, schedule.batch_tokens, schedule.seed)
    steps = max(1, int(len(batches) * schedule.epochs))
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
        examples=_Examples(examples),
        eval_dataset=_Examples([]),  # asked for by name only: ``score`` holds the development data
        batches=batches,
        score=score,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=schedule.patience)],
    )
    checkpoint = last_checkpoint(folder)
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    return list(trainer.state.log_history)


def last_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint of a run that was written to its end; None where there is none.

    Args:
        folder: Of the run; it may be missing.
    """
    # The Trainer writes its state last: where it is missing, the run was cut off while it wrote the rest.
    whole = [path.parent for path in folder.glob("checkpoint-*/trainer_state.json")]
    return max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def load_weights(network: nn.Module, file: Path, *, any_kind: bool = False) -> None:
    """Take over the weights of a .safetensors file that :func:`save_weights` or a run's checkpoint wrote.

    Args:
        network: Changed in place.
        file: The weights. Those of the word embeddings are the base's: where they are in the file, they are left.
        any_kind: The file may come from a network of the other kind: its heads are passed over then, and those of
            ``network`` are left as they are.

    Raises:
        ValueError: The file lacks weights of the network, or has others.
    """
    weights = {name.removeprefix(_WRAPPED): weight.float() for name, weight in load_file(file).items()}
    weights.pop(WORDS, None)
    if any_kind:
        known = network.state_dict()
        weights = {name: weight for name, weight in weights.items() if name in known}
    result = network.load_state_dict(weights, strict=False)
    lacking = [n for n in result.missing_keys if n != WORDS and (n.startswith("encoder.") or not any_kind)]
    if lacking or result.unexpected_keys:
        raise ValueError(f"{file} fits another network: {', '.join([*lacking, *result.unexpected_keys][:3])}")


def save_weights(network: nn.Module, file: Path) -> None:
    """Save all weights but the word embeddings, which are not trained, in float32."""
    weights = {n: w.detach().float().cpu().contiguous() for n, w in network.state_dict().items() if n != WORDS}
    save_file(weights, file)


def prepare(network: nn.Module, seed: int) -> None:
    """Draw the heads anew from the seed, and leave the word embeddings as they are in training."""
    torch.manual_seed(seed)
    for name, module in network.named_modules():
        if isinstance(module, nn.Linear) and not name.startswith("encoder."):
            module.reset_parameters()
    network.get_parameter(WORDS).requires_grad_(False)
