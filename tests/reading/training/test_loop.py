from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from rag.reading.training.loop import (
    WORDS,
    LengthBatches,
    Schedule,
    collate,
    example_of,
    fit,
    last_checkpoint,
    load_weights,
    prepare,
    save_weights,
)
from rag.reading.training.reader import decode, measure, reader_loss
from tests.reading.training.tiny import judge, pointers, reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import nn

    from rag.reading.network import ReaderNetwork

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*pin_memory.*"),
    # Of the libraries that train, about each other; none of these is ours to mend.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

SCHEDULE = Schedule(epochs=3, rate=5e-3, batch_tokens=256, evaluations=6, seed=11)
TRAIN, DEV = pointers(240), pointers(60, seed=6)


def score(network: nn.Module) -> dict[str, float]:
    return measure(decode(network, DEV), DEV)


def head(network: nn.Module) -> torch.Tensor:
    return network.get_parameter("span.0.weight" if hasattr(network, "span") else "classify.0.weight")


def trained(folder: Path, scored: Callable[[nn.Module], dict[str, float]] = score) -> ReaderNetwork:
    network = reader()
    fit(network, TRAIN, loss=reader_loss, score=scored, best_by="score", schedule=SCHEDULE, folder=folder)
    return network


@pytest.fixture(scope="module")
def uncut(tmp_path_factory: pytest.TempPathFactory) -> ReaderNetwork:
    return trained(tmp_path_factory.mktemp("uncut"))


def test_batches_hold_every_example_once_and_are_as_many_each_epoch() -> None:
    lengths = np.random.default_rng(0).integers(5, 321, size=3000).tolist()
    batches = LengthBatches(lengths, 4096, seed=1)
    epochs = []
    for epoch in range(4):
        batches.set_epoch(epoch)
        epochs.append(list(batches))
    assert {len(epoch) for epoch in epochs} == {len(batches)}
    for drawn in epochs:
        assert sorted(i for batch in drawn for i in batch) == list(range(3000))
        assert all(len(batch) * max(lengths[i] for i in batch) <= 4096 for batch in drawn)
    assert {tuple(sorted(batch)) for batch in epochs[0]} != {tuple(sorted(batch)) for batch in epochs[1]}


def test_batches_have_little_padding() -> None:
    lengths = np.random.default_rng(0).integers(5, 321, size=20000).tolist()
    batches = list(LengthBatches(lengths, 4096, seed=1))
    computed = sum(len(batch) * max(lengths[i] for i in batch) for batch in batches)
    assert computed < 1.05 * sum(lengths)
    assert len(batches) < 1.1 * sum(lengths) / 4096


def test_batches_come_in_the_same_order_again() -> None:
    lengths = [10, 20, 30] * 50
    one, other = LengthBatches(lengths, 100, seed=1), LengthBatches(lengths, 100, seed=1)
    one.set_epoch(2)
    other.set_epoch(2)
    assert list(one) == list(other)
    assert list(LengthBatches(lengths, 100, seed=2)) != list(LengthBatches(lengths, 100, seed=1))


@pytest.mark.parametrize("lengths", [[7], [500], [3, 500], [8, 8, 9, 9]])
def test_few_examples_make_batches_too(lengths: list[int]) -> None:
    batches = list(LengthBatches(lengths, 100, seed=1))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(batches)


def test_collate_pads_and_keeps_targets() -> None:
    batch = collate(
        [example_of(([1, 9, 2, 8, 2], 3), start=3, answered=1.0), example_of(([1, 2, 2], 2), start=0, answered=0.0)]
    )
    assert batch["input_ids"].tolist() == [[1, 9, 2, 8, 2], [1, 2, 2, 0, 0]]
    assert batch["token_type_ids"].tolist() == [[0, 0, 0, 1, 1], [0, 0, 1, 0, 0]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert (batch["start"].dtype, batch["answered"].dtype) == (torch.int64, torch.float32)
    assert batch["input_ids"].dtype == torch.int64


def test_examples_are_small() -> None:
    example = example_of((list(range(300)), 20), start=1)
    assert sum(np.asarray(example[name]).nbytes for name in ("input_ids", "token_type_ids")) == 300 * 5


def test_it_learns(uncut: ReaderNetwork) -> None:
    assert score(reader())["f1"] < 0.3
    assert score(uncut)["f1"] > 0.9
    assert score(uncut)["auc"] > 0.95


def test_word_embeddings_stay(uncut: ReaderNetwork) -> None:
    before = reader().get_parameter(WORDS)
    assert torch.equal(uncut.get_parameter(WORDS).float(), before.bfloat16().float())


class CutOffError(Exception):
    """Stands for a machine that goes down."""


@pytest.mark.parametrize("torn", [False, True])
def test_a_run_that_was_cut_off_comes_to_the_same_weights(uncut: ReaderNetwork, tmp_path: Path, torn: bool) -> None:
    calls = 0

    def failing(network: nn.Module) -> dict[str, float]:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise CutOffError
        return score(network)

    with pytest.raises(CutOffError):
        trained(tmp_path, failing)
    last = last_checkpoint(tmp_path)
    assert last is not None
    if torn:
        # As if it had been cut off while it wrote another one.
        shutil.copytree(last, tmp_path / "checkpoint-9999")
        (tmp_path / "checkpoint-9999" / "trainer_state.json").unlink()
    calls = 4
    resumed = trained(tmp_path, failing)
    weights = uncut.state_dict()
    for name, weight in resumed.state_dict().items():
        torch.testing.assert_close(weight, weights[name], msg=name)


def test_it_stops_early_and_keeps_the_best(tmp_path: Path) -> None:
    schedule = Schedule(epochs=6, rate=5e-3, batch_tokens=256, evaluations=12, patience=2, seed=11)
    kept: list[dict[str, torch.Tensor]] = []

    def falling(network: nn.Module) -> dict[str, float]:
        kept.append({name: weight.clone() for name, weight in network.state_dict().items()})
        return {"score": -float(len(kept))}

    network = reader()
    log = fit(network, TRAIN, loss=reader_loss, score=falling, best_by="score", schedule=schedule, folder=tmp_path)
    assert len(kept) == 3
    assert all(torch.equal(weight, kept[0][name]) for name, weight in network.state_dict().items())
    assert [entry["eval_score"] for entry in log if "eval_score" in entry] == [-1.0, -2.0, -3.0]


def test_weights_come_back(tmp_path: Path, uncut: ReaderNetwork) -> None:
    save_weights(uncut, tmp_path / "weights.safetensors")
    network = reader(seed=9)
    load_weights(network, tmp_path / "weights.safetensors")
    assert torch.equal(head(network), head(uncut))
    before = judge(seed=9)
    after = judge(seed=9)
    load_weights(after, tmp_path / "weights.safetensors", any_kind=True)
    assert torch.equal(head(after), head(before))
    name = "encoder.encoder.layer.0.output.dense.weight"
    assert torch.equal(after.get_parameter(name), uncut.get_parameter(name))


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    save_weights(reader(), tmp_path / "weights.safetensors")
    with pytest.raises(ValueError, match="fits another network: classify"):
        load_weights(judge(), tmp_path / "weights.safetensors")


def test_weights_of_a_checkpoint_are_taken(tmp_path: Path) -> None:
    trained(tmp_path)
    last = last_checkpoint(tmp_path)
    assert last is not None
    again = reader(seed=9)
    load_weights(again, last / "model.safetensors")
    assert not torch.equal(head(again), head(reader(seed=9)))


def test_heads_are_drawn_from_the_seed() -> None:
    one, other = reader(), reader()
    prepare(one, 1)
    prepare(other, 2)
    assert not torch.equal(head(one), head(other))
    prepare(other, 1)
    assert torch.equal(head(one), head(other))
    assert not one.get_parameter(WORDS).requires_grad
