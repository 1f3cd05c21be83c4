from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import rag.store.vectors as vectors_module
from rag.errors import IndexCorrupt
from rag.store.vectors import VectorIndex

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSIONS = 16
SOURCE = np.random.default_rng(7)


def units(count: int) -> NDArray[np.float32]:
    vectors = SOURCE.standard_normal((count, DIMENSIONS)).astype(np.float32)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@pytest.fixture(autouse=True, params=["few", "many"])
def searched_as(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search as among few vectors, and as among many."""
    if request.param == "many":
        monkeypatch.setattr(vectors_module, "_MANY", 1)


def ids(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)


def check(index: VectorIndex, held: dict[int, NDArray[np.float32]], among: NDArray[np.int64] | None = None) -> None:
    """Compare with brute force, at every depth that matters."""
    for query in units(5):
        allowed = set(held) if among is None else set(held) & set(among.tolist())
        expected = sorted(((id_, float(held[id_] @ query)) for id_ in allowed), key=lambda pair: (-pair[1], pair[0]))
        for limit in (0, 1, 3, len(expected), len(expected) + 10):
            found = index.search(query, limit, among)
            assert [id_ for id_, _ in found] == [id_ for id_, _ in expected[:limit]]
            assert [score for _, score in found] == pytest.approx([score for _, score in expected[:limit]], abs=1e-6)
        assert index.cosines(query, sorted(held)) == pytest.approx(
            {id_: float(vector @ query) for id_, vector in held.items()}, abs=1e-6
        )


def test_against_brute_force_through_a_life(tmp_path: Path) -> None:
    index = VectorIndex(DIMENSIONS)
    held: dict[int, NDArray[np.float32]] = {}
    check(index, held)

    vectors = units(300)
    index.add(np.arange(1, 301), vectors)
    held.update(zip(range(1, 301), vectors, strict=True))
    check(index, held)

    gone = np.arange(1, 301, 3)
    index.remove(gone)
    held = {id_: vector for id_, vector in held.items() if id_ not in set(gone.tolist())}
    check(index, held)

    more = units(40)
    index.add(np.arange(1000, 1040), more)
    held.update(zip(range(1000, 1040), more, strict=True))
    check(index, held)

    reloaded = VectorIndex.load(tmp_path / "v", index.save(tmp_path / "v"))
    assert len(reloaded) == len(held) == 240
    assert reloaded.dimensions == DIMENSIONS
    assert sorted(reloaded.ids().tolist()) == sorted(held)
    check(reloaded, held)

    reloaded.remove(ids(1039))
    del held[1039]
    check(reloaded, held)
    assert [path.name for path in tmp_path.iterdir()] == ["v"]


def test_only_some() -> None:
    index = VectorIndex(DIMENSIONS)
    vectors = units(50)
    index.add(np.arange(50), vectors)
    held = dict(enumerate(vectors))
    check(index, held, ids(3, 17, 40))
    check(index, held, ids(3))
    check(index, held, ids(3, 777))  # one that is not held
    check(index, held, ids())
    check(index, held, ids(777))


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("limit", [1, 3, 99, 100, 150, 299, 300])
def test_ties_go_to_the_lowest_ids_at_the_cut_too(limit: int, order: int) -> None:
    index = VectorIndex(DIMENSIONS)
    first, second = np.eye(DIMENSIONS, dtype=np.float32)[:2]
    same = np.arange(1, 301)[::order]
    index.add(same, np.tile(second, (300, 1)))
    index.add(ids(500), first[np.newaxis])
    query = (first * 0.8 + second * 0.6).astype(np.float32)
    assert [id_ for id_, _ in index.search(query, limit)] == [500, *range(1, limit)]


def test_empty() -> None:
    index = VectorIndex(DIMENSIONS)
    assert len(index) == 0
    assert index.search(units(1)[0], 5) == []
    assert index.search(units(1)[0], 5, ids(1)) == []
    assert index.cosines(units(1)[0], [1, 2]) == {}
    index.remove(ids(1))
    index.add(ids(), np.empty((0, DIMENSIONS), dtype=np.float32))
    assert index.ids().tolist() == []


def test_what_is_not_held_has_no_cosine() -> None:
    index = VectorIndex(DIMENSIONS)
    vectors = units(1)
    index.add(ids(4), vectors)
    assert index.cosines(vectors[0], [3, 4, 5]) == pytest.approx({4: 1.0}, abs=1e-6)


def test_a_copy_is_independent() -> None:
    index = VectorIndex(DIMENSIONS)
    vectors = units(3)
    index.add(np.arange(3), vectors)
    copy = index.copy()
    copy.remove(ids(1))
    copy.add(ids(9), vectors[:1])
    check(index, dict(enumerate(vectors)))
    check(copy, {0: vectors[0], 2: vectors[2], 9: vectors[0]})


def test_an_empty_index_can_be_kept(tmp_path: Path) -> None:
    index = VectorIndex.load(tmp_path / "v", VectorIndex(DIMENSIONS).save(tmp_path / "v"))
    assert (len(index), index.dimensions) == (0, DIMENSIONS)


def test_any_damage_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "v"
    index = VectorIndex(DIMENSIONS)
    index.add(np.arange(3), units(3))
    checksum = index.save(path)
    whole = path.read_bytes()
    damaged = [b"", whole[:-1], whole + b"\0", b"hello", *(_flipped(whole, at) for at in range(len(whole)))]
    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(IndexCorrupt, match=r"^the vector file v is damaged$"):
            VectorIndex.load(path, checksum)
    path.unlink()
    with pytest.raises(IndexCorrupt, match=r"^the vector file v cannot be read$"):
        VectorIndex.load(path, checksum)


def _flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_many_are_found_though_bfloat16_cannot_tell_them_apart() -> None:
    # All cosines lie within 0.002, of which bfloat16 makes a handful of values; and so do those of more than are near.
    count = vectors_module._MANY + 2000
    angles = np.linspace(0.8, 0.802, count, dtype=np.float64)
    vectors = np.zeros((count, DIMENSIONS), dtype=np.float32)
    vectors[:, 0], vectors[:, 1] = np.cos(angles), np.sin(angles)
    vectors[count // 4 :] = vectors[count // 4 :, ::-1]
    index = VectorIndex(DIMENSIONS)
    index.add(np.arange(count), vectors)
    query = np.eye(DIMENSIONS, dtype=np.float32)[0]
    cosines = vectors @ query
    for limit in (1, 40, 200):
        found = index.search(query, limit)
        assert [score for _, score in found] == sorted(cosines.tolist(), reverse=True)[:limit]
        assert all(score == cosines[id_] for id_, score in found)


def test_what_changes_is_searched_anew() -> None:
    index = VectorIndex(DIMENSIONS)
    vectors = units(100)
    index.add(np.arange(100), vectors)
    assert index.search(vectors[7], 1)[0][0] == 7
    index.add(ids(500), vectors[7:8])
    assert [id_ for id_, _ in index.search(vectors[7], 2)] == [7, 500]
    before = index.copy()
    index.remove(ids(7))
    assert index.search(vectors[7], 1)[0][0] == 500
    assert [id_ for id_, _ in before.search(vectors[7], 2)] == [7, 500]
