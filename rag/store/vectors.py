"""Exact nearest-neighbour search over unit vectors, with FAISS."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

import faiss
import numpy as np

from rag.errors import IndexCorrupt

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

__all__ = ["VectorIndex"]

# From so many vectors on, a search reads them in half the precision first: it takes as long as reading them does.
_MANY = 20_000
# By how much a cosine may differ when one of two unit vectors is rounded to bfloat16, to 8 significant bits: at most
# 2**-9, by the Cauchy-Schwarz inequality, and what sums in float32 are off by.
_BFLOAT16_ERROR = 2**-9 + 1e-4
# So many times as deep as is asked for goes the first look, and each after it than the one before.
_DEEPER = 2


class VectorIndex:
    """Passage ids with unit vectors, searched by inner product (the cosine).

    The search is exact (FAISS ``IndexFlatIP``): results never depend on the order in which files came.

    Args:
        dimensions: Length of a vector.
    """

    def __init__(self, dimensions: int) -> None:
        self._hold(faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions)))

    def _hold(self, index: faiss.IndexIDMap2) -> Self:
        self._index = index
        self._coarse: faiss.IndexScalarQuantizer | None = None
        return self

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def copy(self) -> VectorIndex:
        """An independent copy."""
        return VectorIndex.__new__(VectorIndex)._hold(faiss.clone_index(self._index))

    def ids(self) -> NDArray[np.int64]:
        """Ids held, in no particular order."""
        ids: NDArray[np.int64] = faiss.vector_to_array(self._index.id_map)
        return ids

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors (float32, one row an id). The ids must be new."""
        if len(ids):
            self._coarse = None
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids.astype(np.int64))

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Forget the vectors of these ids; unknown ids are passed over."""
        if len(ids):
            self._coarse = None
            self._index.remove_ids(ids.astype(np.int64))

    def search(
        self, query: NDArray[np.float32], limit: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages: (id, cosine), best first, ties by id.

        Args:
            query: A unit vector, float32.
            limit: Most results; there are fewer if fewer passages are held.
            among: Only these ids, if given.
        """
        # FAISS pads with id -1 where there are fewer than asked for: never ask for more than there are.
        most = min(len(self), len(among) if among is not None else len(self))
        if min(limit, most) <= 0:
            return []
        if among is None and len(self) >= _MANY and (nearest := self._nearest_of_many(query, limit)) is not None:
            return nearest
        parameters = (
            faiss.SearchParameters(sel=faiss.IDSelectorBatch(among.astype(np.int64))) if among is not None else None
        )
        depth = min(limit + 1, most)
        while True:
            scores, ids = self._index.search(query.reshape(1, -1).astype(np.float32), depth, params=parameters)
            # Which of several equals FAISS leaves out is arbitrary: look on until the last place is no tie.
            if depth == most or scores[0, limit - 1] != scores[0, -1]:
                break
            depth = min(2 * depth, most)
        found = [(int(id_), float(score)) for id_, score in zip(ids[0], scores[0], strict=True) if id_ >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _nearest_of_many(self, query: NDArray[np.float32], limit: int) -> list[tuple[int, float]] | None:
        """What :meth:`search` finds, by way of the vectors in bfloat16: half as much to read.

        Of what they put first, the cosines are computed anew in full. No other passage can be among the nearest if even
        bfloat16's error does not lift the last of them to what the nearest have.

        Returns:
            As :meth:`search`; None where too many passages are nearly as near for that to be of use.
        """
        coarse, every = self._in_bfloat16(), self._index.index
        depth = _DEEPER * limit
        while depth <= len(self) // _DEEPER:
            scores, rows = coarse.search(query.reshape(1, -1).astype(np.float32), depth)
            # One by one, as in cosines().
            cosines = np.array([row @ query for row in every.reconstruct_batch(rows[0])], dtype=np.float32)
            if np.partition(cosines, -limit)[-limit] > scores[0, -1] + _BFLOAT16_ERROR:
                ids = self.ids()[rows[0]]
                return [(int(ids[n]), float(cosines[n])) for n in np.lexsort((ids, -cosines))[:limit]]
            depth *= _DEEPER
        return None

    def _in_bfloat16(self) -> faiss.IndexScalarQuantizer:
        """All vectors in bfloat16, in the order of the index; made when they are first asked for after a change."""
        coarse = self._coarse
        if coarse is None:
            every = faiss.downcast_index(self._index.index)
            kind = faiss.ScalarQuantizer.QT_bf16
            coarse = faiss.IndexScalarQuantizer(every.d, kind, faiss.METRIC_INNER_PRODUCT)
            coarse.train(np.empty((0, every.d), dtype=np.float32))
            coarse.add(faiss.rev_swig_ptr(every.get_xb(), every.ntotal * every.d).reshape(every.ntotal, every.d))
            self._coarse = coarse
        return coarse

    def cosines(self, query: NDArray[np.float32], ids: list[int]) -> dict[int, float]:
        """The cosine of each of these passages with a unit vector; ids that are not held are left out."""
        wanted = np.array(ids, dtype=np.int64)
        try:
            rows = self._index.reconstruct_batch(wanted)
        except RuntimeError:  # FAISS's word for an unknown id
            wanted = wanted[np.isin(wanted, self.ids())]
            rows = self._index.reconstruct_batch(wanted)
        # One by one: in a product of matrices, the last digits of each would depend on what the others are.
        return {id_: float(row @ query) for id_, row in zip(wanted.tolist(), rows, strict=True)}

    def save(self, path: Path) -> int:
        """Write to a file, whole or not at all.

        Returns:
            The CRC-32 of the file, for :meth:`load`.
        """
        content = faiss.serialize_index(self._index).tobytes()
        temporary = path.with_name(path.name + ".new")
        temporary.write_bytes(content)
        os.replace(temporary, path)  # noqa: PTH105  (the atomic one, by its known name)
        return zlib.crc32(content)

    @classmethod
    def load(cls, path: Path, checksum: int) -> VectorIndex:
        """Read what :meth:`save` wrote.

        Args:
            path: The file.
            checksum: What :meth:`save` returned. FAISS believes whatever it reads, so nothing else is given to it.

        Raises:
            IndexCorrupt: The file is missing or damaged; it can be made again from the catalogue.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise IndexCorrupt(f"the vector file {path.name} cannot be read") from error
        if zlib.crc32(content) != checksum:
            raise IndexCorrupt(f"the vector file {path.name} is damaged")
        return cls.__new__(cls)._hold(faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8)))
