"""Search by meaning: what a shelf asks of vectors, wherever they are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexes.counts import Flags
from indexes.encoder import Vectors

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Subset:
    """Some of `of` rows: `rows`, sorted."""

    rows: Rows
    of: int

    @cached_property
    def bits(self) -> NDArray[np.uint8]:
        """One bit a row, the lowest first."""
        flags = np.zeros(self.of, dtype=np.bool_)
        flags[self.rows] = True
        return np.packbits(flags, bitorder="little")


class Dense(Protocol):
    """Unit vectors by row. They never change once they were built."""

    @property
    def rows(self) -> int:
        """How many there are."""

    @property
    def type(self) -> str:
        """How they are searched, "flat" or "hnsw" for instance."""

    def nearest(self, vector: Vectors, k: int, among: Subset | None) -> tuple[Rows, Scores]:
        """At most `k` rows nearest to a unit vector and their cosines, best first."""

    def similarities(self, vector: Vectors, rows: Rows) -> Scores:
        """The cosines of `rows` with a unit vector."""

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors themselves, shape (len(rows), dimension)."""

    def save(self, directory: Path) -> None:
        """Write what `DenseStore.load` reads; the folder is there."""


class DenseStore(Protocol):
    """A place that keeps vectors."""

    def build(self, vectors: Vectors, progress: Progress | None = None) -> Dense:
        """Index unit `vectors`, shape (rows, dimension), at least one.

        `progress` is told how many of how many rows are done.
        """

    def load(self, directory: Path) -> Dense:
        """What `Dense.save` wrote there. Raises IndexUnusableError where it is gone."""

    def holds(self, directory: Path) -> bool:
        """Whether what was saved there is here."""

    def keep(self, directories: Collection[Path]) -> None:
        """Forget vectors that none of these folders refers to."""


class Joined:
    """Several `Dense` one after the other; only `live` rows, shape (rows,), are found."""

    def __init__(self, parts: Sequence[Dense], live: Flags) -> None:
        self._parts = parts
        self._starts = [0, *accumulate(part.rows for part in parts)]
        self._live = live
        pieces = np.split(live, self._starts[1:-1])
        self._all = [None if flags.all() else _subset(flags) for flags in pieces]

    def nearest(self, vector: Vectors, k: int, rows: Sequence[int] | None) -> list[int]:
        """The `k` rows nearest to a unit vector, best first, among `rows` if given."""
        subsets = (
            self._all if rows is None else self._split(np.unique(np.asarray(rows, dtype=np.int64)))
        )
        found = [
            (part_rows + start, scores)
            for part, start, subset in zip(self._parts, self._starts, subsets, strict=False)
            if subset is None or len(subset.rows)
            for part_rows, scores in [part.nearest(vector, k, subset)]
        ]
        if not found:
            return []
        merged, scores = (np.concatenate(column) for column in zip(*found, strict=True))
        return [int(row) for row in merged[np.argsort(-scores, kind="stable")[:k]]]

    def similarities(self, vector: Vectors, rows: Sequence[int]) -> Scores:
        """The cosines of `rows` with a unit vector, shape (len(rows),)."""
        wanted = np.asarray(rows, dtype=np.int64)
        cosines = np.zeros(len(wanted), dtype=np.float32)
        for part, start in zip(self._parts, self._starts, strict=False):
            here = (wanted >= start) & (wanted < start + part.rows)
            if here.any():
                cosines[here] = part.similarities(vector, wanted[here] - start)
        return cosines

    def _split(self, rows: Rows) -> list[Subset]:
        """By part, those of `rows` that are live."""
        rows = np.unique(rows[self._live[rows]])
        cuts = np.searchsorted(rows, self._starts)
        return [
            Subset(rows[first:last] - start, part.rows)
            for part, start, first, last in zip(
                self._parts, self._starts, cuts, cuts[1:], strict=False
            )
        ]


def _subset(flags: Flags) -> Subset:
    return Subset(np.flatnonzero(flags), len(flags))
