"""Texts of like length computed together, so that little of a batch is padding."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Padded: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

__all__ = ["in_batches", "padded"]


def in_batches(lengths: Sequence[tuple[int, int]], tokens: int) -> list[list[int]]:
    """Cut examples into batches of like length.

    Args:
        lengths: Index and length of each example.
        tokens: Tokens in a batch, padding included; an example longer than that is a batch of its own.

    Returns:
        The indices, batch by batch, the shortest first; no batch is empty.
    """
    batches: list[list[int]] = []
    for index, length in sorted(lengths, key=lambda entry: entry[1]):
        if not batches or (len(batches[-1]) + 1) * length > tokens:
            batches.append([])
        batches[-1].append(index)
    return batches


def padded(pairs: Sequence[tuple[Sequence[int], int]]) -> Padded:
    """Pad token ids of pairs of texts to the longest of them.

    Args:
        pairs: The ids of both texts with their special tokens, and at which of them the second text begins.

    Returns:
        Ids, types (0 for the first text and for padding, 1 for the second) and mask (1 for a token, 0 for padding):
        int64 of shape (pairs, tokens) each.
    """
    ids, types, mask = np.zeros((3, len(pairs), max(len(tokens) for tokens, _ in pairs)), dtype=np.int64)
    for row, (tokens, second) in enumerate(pairs):
        ids[row, : len(tokens)] = tokens
        types[row, second : len(tokens)] = 1
        mask[row, : len(tokens)] = 1
    return ids, types, mask
