from __future__ import annotations

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from rag.errors import ModelError
from rag.reading import weights
from rag.reading.weights import (
    MANIFEST,
    WEIGHTS,
    Calibration,
    DataSet,
    load_judge_network,
    load_reader_network,
    model_folder,
    read_manifest,
    save_model,
)
from tests.reading.manifests import manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def write(folder: Path, **changes: Any) -> None:
    """A manifest with some fields changed; with None, left out."""
    fields = {**json.loads(manifest("reader").model_dump_json()), **changes}
    text = json.dumps({key: value for key, value in fields.items() if value is not None})
    (folder / MANIFEST).write_text(text)


def test_a_manifest(tmp_path: Path) -> None:
    write(tmp_path, metrics={"f1": 0.5}, data=[{"name": "d", "licence": "CC-BY-4.0", "rows": 3}])
    read = read_manifest("reader", tmp_path)
    assert (read.longest, read.created, read.calibration.temperature) == (128, date(2024, 5, 3), 1.0)
    assert (read.metrics, read.data) == ({"f1": 0.5}, (DataSet(name="d", licence="CC-BY-4.0", rows=3),))
    with pytest.raises(ValueError, match="frozen"):
        read.seed = 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 2}, "is of format 2, this version of whosays reads format 1"),
        ({"format": 2, "kind": "seer", "wings": 2}, "is of format 2"),  # not lost in what else differs
        ({"format": None}, r"is broken \(format: Field required\)"),
        ({"kind": "judge"}, "holds a judge, not a reader"),
        ({"base": "all-mpnet-base-v2"}, "for the base model all-mpnet-base-v2, not for all-MiniLM-L6-v2"),
        ({"weights_sha256": None}, r"is broken \(weights_sha256: Field required\)"),
        ({"wings": 2}, r"is broken \(wings: Extra inputs"),
        ({"longest": 0}, r"is broken \(longest: "),
        ({"calibration": {"temperature": 0}}, r"is broken \(calibration.temperature: "),
        ({"created": "soon"}, r"is broken \(created: "),
    ],
)
def test_manifests_that_do_not_fit(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    write(tmp_path, **changes)
    with pytest.raises(ModelError, match=said) as caught:
        read_manifest("reader", tmp_path)
    assert "; " in str(caught.value)  # and what to do
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"format"', b"\xff\xfe", b"null"])
def test_manifests_that_are_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(ModelError, match="is broken"):
        read_manifest("reader", tmp_path)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"the judge is not there: .*No such file.*; install whosays again"):
        read_manifest("judge", tmp_path / "nowhere")


def test_the_packaged_folders() -> None:
    assert model_folder("reader").parts[-4:] == ("rag", "reading", "models", "reader")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random reader, written."""
    from tests.reading.networks import random_reader

    folder = tmp_path_factory.mktemp("models") / "reader"
    save_model(
        random_reader(),
        folder,
        name="random",
        longest=320,
        created=date(2024, 5, 3),
        calibration=Calibration(temperature=1.5, bias=-0.5),
        data=[DataSet(name="made", licence="CC0-1.0", rows=7)],
        seed=11,
        commit="abc",
        metrics={"f1": 0.25},
    )
    return folder


@pytest.fixture
def copied(saved: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(saved, tmp_path / "reader")
    return tmp_path / "reader"


def change_tensors(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Write other tensors, with a manifest that vouches for them."""
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / WEIGHTS)
    change(tensors)
    save_file(tensors, folder / WEIGHTS)
    vouch(folder)


def vouch(folder: Path) -> None:
    fields = json.loads((folder / MANIFEST).read_text())
    fields["weights_sha256"] = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(fields))


@pytest.mark.model
class TestLoading:
    def test_what_was_saved_comes_back(self, saved: Path) -> None:
        import torch

        from tests.reading.networks import random_reader

        network, read = load_reader_network(saved, precision="float32")
        assert (read.name, read.seed, read.commit, read.metrics) == ("random", 11, "abc", {"f1": 0.25})
        assert read.calibration == Calibration(temperature=1.5, bias=-0.5)
        assert not network.training
        expected = random_reader().state_dict()
        found = network.state_dict()
        assert found.keys() == expected.keys()
        for name, tensor in found.items():
            assert tensor.dtype == torch.float32
            # Each is the nearest in float16; word embeddings are not stored, and the same to the last digit.
            stored = expected[name] if "word_embeddings" in name else expected[name].half().float()
            assert torch.equal(tensor, stored), name
        assert not any(weight.requires_grad for weight in network.parameters())

    def test_only_what_differs_is_stored(self, saved: Path) -> None:
        from safetensors.torch import load_file

        tensors = load_file(saved / WEIGHTS)
        assert not any("word_embeddings" in name for name in tensors)
        assert {str(tensor.dtype) for tensor in tensors.values()} == {"torch.float16"}
        assert (saved / WEIGHTS).stat().st_size < 30e6
        assert sorted(path.name for path in saved.iterdir()) == [MANIFEST, WEIGHTS]

    def test_precision(self, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import torch

        assert load_reader_network(saved, precision="bfloat16")[0].encoder.dtype == torch.bfloat16
        for native, dtype in ((True, torch.bfloat16), (False, torch.float32)):
            monkeypatch.setattr(weights, "native_bfloat16", lambda native=native: native)
            assert load_reader_network(saved)[0].encoder.dtype == dtype

    def test_a_judge(self, tmp_path: Path) -> None:
        import torch

        from tests.reading.networks import random_judge

        network = random_judge()
        save_model(network, tmp_path, name="j", longest=192, created=date(2024, 5, 3), dtype="bfloat16")
        loaded, read = load_judge_network(tmp_path, precision="float32")
        assert (read.kind, read.dtype, read.calibration) == ("judge", "bfloat16", Calibration())
        for name, tensor in loaded.state_dict().items():
            assert torch.allclose(tensor, network.state_dict()[name], rtol=2**-8, atol=1e-30), name
        with pytest.raises(ModelError, match="holds a judge, not a reader; name the folder of a reader"):
            load_reader_network(tmp_path)

    def test_a_model_that_is_there_is_replaced(self, copied: Path) -> None:
        from tests.reading.networks import random_reader

        before = (copied / WEIGHTS).read_bytes()
        save_model(random_reader(seed=2), copied, name="second", longest=320, created=date(2024, 5, 4))
        assert (copied / WEIGHTS).read_bytes() != before
        assert load_reader_network(copied)[1].name == "second"
        assert len(list(copied.iterdir())) == 2

    def test_word_embeddings_that_were_trained_are_not_lost_silently(self, tmp_path: Path) -> None:
        from tests.reading.networks import random_reader

        network = random_reader()
        network.get_parameter("encoder.embeddings.word_embeddings.weight").data[5] += 0.5
        with pytest.raises(ValueError, match="the word embeddings differ"):
            save_model(network, tmp_path, name="x", longest=320, created=date(2024, 5, 3))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("number", [1e6, float("nan")])
    def test_numbers_that_16_bits_cannot_hold(self, tmp_path: Path, number: float) -> None:
        from tests.reading.networks import random_reader

        network = random_reader()
        network.get_parameter("encoder.embeddings.LayerNorm.bias").data[0] = number
        with pytest.raises(ValueError, match=r"LayerNorm.bias holds numbers that are not finite in float16"):
            save_model(network, tmp_path, name="x", longest=320, created=date(2024, 5, 3))

    def test_threads_may_load_at_once(self, saved: Path) -> None:
        with ThreadPoolExecutor(4) as threads:
            networks = list(threads.map(lambda _: load_reader_network(saved)[0], range(4)))
        assert len({str(network.state_dict()) for network in networks}) == 1


@pytest.mark.model
class TestDamage:
    def test_weights_missing(self, copied: Path) -> None:
        (copied / WEIGHTS).unlink()
        with pytest.raises(ModelError, match=r"cannot be read .*; install whosays again, or train the model anew"):
            load_reader_network(copied)

    def test_truncated(self, copied: Path) -> None:
        (copied / WEIGHTS).write_bytes((copied / WEIGHTS).read_bytes()[:-1])
        with pytest.raises(ModelError, match="is damaged: it is not the file that its manifest describes"):
            load_reader_network(copied)

    @pytest.mark.parametrize("place", [0, 5000, -1])
    def test_one_bit_flipped(self, copied: Path, place: int) -> None:
        content = bytearray((copied / WEIGHTS).read_bytes())
        content[place] ^= 1
        (copied / WEIGHTS).write_bytes(content)
        with pytest.raises(ModelError, match="is damaged"):
            load_reader_network(copied)

    @pytest.mark.parametrize("content", [b"", b"rubbish" * 99, b"\xff" * 99])
    def test_no_safetensors(self, copied: Path, content: bytes) -> None:
        (copied / WEIGHTS).write_bytes(content)
        vouch(copied)
        with pytest.raises(ModelError, match="is no safetensors file"):
            load_reader_network(copied)

    def test_another_base(self, copied: Path) -> None:
        fields = json.loads((copied / MANIFEST).read_text())
        fields["base_sha256"] = "0" * 64
        (copied / MANIFEST).write_text(json.dumps(fields))
        with pytest.raises(ModelError, match="was trained on another all-MiniLM-L6-v2 than the one installed"):
            load_reader_network(copied)

    def test_tensors_missing(self, copied: Path) -> None:
        change_tensors(copied, lambda tensors: tensors.pop("encoder.embeddings.LayerNorm.bias"))
        with pytest.raises(ModelError, match=r"lacks encoder.embeddings.LayerNorm.bias; "):
            load_reader_network(copied)

    def test_many_tensors_missing(self, copied: Path) -> None:
        def take_away(tensors: dict[str, Any]) -> None:
            for name in sorted(tensors)[:9]:
                del tensors[name]

        change_tensors(copied, take_away)
        with pytest.raises(ModelError, match="and 6 more tensors; "):
            load_reader_network(copied)

    def test_tensors_too_many(self, copied: Path) -> None:
        change_tensors(copied, lambda tensors: tensors.update(wings=tensors["encoder.embeddings.LayerNorm.bias"] * 2))
        with pytest.raises(ModelError, match="holds wings, which the network has not"):
            load_reader_network(copied)

    def test_another_shape(self, copied: Path) -> None:
        name = "encoder.embeddings.token_type_embeddings.weight"
        change_tensors(copied, lambda tensors: tensors.update({name: tensors[name][:1].clone()}))
        with pytest.raises(ModelError, match=r"has shape \(1, 384\) instead of \(2, 384\)"):
            load_reader_network(copied)
