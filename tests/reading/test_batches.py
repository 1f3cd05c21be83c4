from __future__ import annotations

import pytest

from rag.reading.batches import in_batches, padded


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([], []),
        ([5], [[0]]),
        ([3, 9, 6], [[0, 2], [1]]),  # two of 6 fill 12; the third would make three of 9
        ([99, 1, 1], [[1, 2], [0]]),  # longer than a batch: one of its own
        ([4, 4, 4, 4], [[0, 1, 2], [3]]),
    ],
)
def test_in_batches(lengths: list[int], batches: list[list[int]]) -> None:
    assert in_batches(list(enumerate(lengths)), 12) == batches


def test_padded() -> None:
    ids, types, mask = padded([([7, 8, 9, 6], 2), ([5, 4], 1)])
    assert ids.tolist() == [[7, 8, 9, 6], [5, 4, 0, 0]]
    assert types.tolist() == [[0, 0, 1, 1], [0, 1, 0, 0]]
    assert mask.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert ids.dtype == types.dtype == mask.dtype == "int64"
