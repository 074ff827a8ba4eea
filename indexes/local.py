"""Vectors in files, searched by FAISS."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from indexes.dense import Progress, Rows, Scores, Subset
from indexes.encoder import Vectors
from indexes.errors import IndexDamagedError, IndexMismatchError

FILE = "vectors.faiss"

# Half precision: half the memory of single, and no neighbour lost (docs/adr/0009).
FORMAT = faiss.ScalarQuantizer.QT_fp16
METRIC = faiss.METRIC_INNER_PRODUCT

# From so many rows a graph is built: up to there, comparing all takes some two milliseconds
# and needs no minutes of building. Links a row and candidates while it is built and, at
# least, while it is searched: all measured in docs/adr/0009.
GRAPH_FROM = 50_000
LINKS, BUILDING, SEARCHING = 32, 100, 128

# Rows that are added at once: some seconds' work in a graph.
BATCH = 5000

# Rows that can be compared in the time that one candidate in the graph takes.
WORTH = 100


class FaissVectors:
    """Unit vectors by row in a FAISS index."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._graph = isinstance(index, faiss.IndexHNSW)
        # Compares all rows; for a graph, the vectors that it leads to.
        self._scan = faiss.downcast_index(index.storage) if self._graph else index

    @property
    def rows(self) -> int:
        return int(self._index.ntotal)

    @property
    def type(self) -> str:
        return "hnsw" if self._graph else "flat"

    def nearest(self, vector: Vectors, k: int, among: Subset | None) -> tuple[Rows, Scores]:
        """At most `k` rows nearest to a unit vector and their cosines, best first."""
        size = self.rows if among is None else len(among.rows)
        if not size:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        # The graph leads through rows that are not wanted too.
        candidates = max(SEARCHING, 2 * k) * self.rows // size
        chosen = {} if among is None else {"sel": faiss.IDSelectorBitmap(among.bits)}
        if self._graph and candidates * WORTH < size:
            index = self._index
            parameters = faiss.SearchParametersHNSW(efSearch=candidates, **chosen)
        else:
            index, parameters = self._scan, faiss.SearchParameters(**chosen)
        scores, rows = index.search(vector[None, :], min(k, size), params=parameters)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def similarities(self, vector: Vectors, rows: Rows) -> Scores:
        """The cosines of `rows` with a unit vector."""
        return np.asarray(self.vectors(rows) @ vector, dtype=np.float32)

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors themselves, shape (len(rows), dimension)."""
        return np.asarray(self._scan.reconstruct_batch(rows), dtype=np.float32)

    def save(self, directory: Path) -> None:
        faiss.write_index(self._index, str(directory / FILE))


class LocalFiles:
    """Keeps vectors in the index's own folder."""

    def build(self, vectors: Vectors, progress: Progress | None = None) -> FaissVectors:
        """Index unit `vectors`, shape (rows, dimension), at least one."""
        rows, dimension = vectors.shape
        if rows < GRAPH_FROM:
            index = faiss.IndexScalarQuantizer(dimension, FORMAT, METRIC)
        else:
            index = faiss.IndexHNSWSQ(dimension, FORMAT, LINKS, METRIC)
            index.hnsw.efConstruction = BUILDING
        index.train(vectors[:1])
        for start in range(0, rows, BATCH):
            index.add(vectors[start : start + BATCH])
            if progress:
                progress(min(start + BATCH, rows), rows)
        return FaissVectors(index)

    def load(self, directory: Path) -> FaissVectors:
        """Raises IndexMismatchError where the vectors were not kept in files."""
        if not self.holds(directory):
            raise IndexMismatchError(f"The vectors of the index are not in {directory}")
        try:
            return FaissVectors(faiss.read_index(str(directory / FILE)))
        except RuntimeError as error:
            raise IndexDamagedError(f"{directory / FILE} cannot be read") from error

    def holds(self, directory: Path) -> bool:
        """Whether the folder has a file of vectors."""
        return (directory / FILE).is_file()

    def keep(self, directories: Collection[Path]) -> None:
        """Files go with the folder that they are in."""
