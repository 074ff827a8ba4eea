"""The half of a shelf that searches by meaning: unit vectors in a FAISS index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from indexes.encoder import Vectors

Scores = NDArray[np.float32]

FILE = "vectors.faiss"


class Dense:
    """Vectors by row. A row is the same record in the shelf's other half."""

    def __init__(self, vectors: Any) -> None:
        self._vectors = vectors

    @classmethod
    def build(cls, vectors: Vectors) -> Dense:
        """Index unit `vectors`, shape (rows, dimension)."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return cls(flat)

    def save(self, directory: Path) -> None:
        faiss.write_index(self._vectors, str(directory / FILE))

    @classmethod
    def load(cls, directory: Path) -> Dense:
        return cls(faiss.read_index(str(directory / FILE)))

    def nearest(self, vector: Vectors, k: int, rows: Sequence[int] | None) -> list[int]:
        """The `k` rows nearest to a unit vector, best first, among `rows` if given."""
        parameters = None
        if rows is not None:
            selector = faiss.IDSelectorBatch(np.asarray(rows, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)
        _, found = self._vectors.search(vector[None, :], k, params=parameters)
        return [int(row) for row in found[0] if row >= 0]

    def similarities(self, vector: Vectors, rows: Sequence[int]) -> Scores:
        """The cosines of `rows` with a unit vector."""
        stored = np.stack([self._vectors.reconstruct(row) for row in rows])
        return np.asarray(stored @ vector, dtype=np.float32)
