"""Words counted by record: what the lexical search keeps on disk.

Plain counts, because what a word weighs depends on all records. Libraries such as bm25s
write the weights themselves, so that one added record would change every file; counts of
records that did not change stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Flags = NDArray[np.bool_]

WORDS, ARRAYS = "words.txt", "counts.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """`matrix` (CSR, records x words) says how often each record has each word.

    `columns` maps a word to its column.
    """

    columns: Mapping[str, int]
    matrix: Any

    @classmethod
    def build(cls, texts: Iterable[Iterable[str]]) -> Counts:
        """Count texts that are cut into words already."""
        columns: defaultdict[str, int] = defaultdict()
        # A new word gets the next number; millions of words are looked up without our code.
        columns.default_factory = columns.__len__
        found: list[int] = []
        ends = [0]
        for text in texts:
            found.extend(map(columns.__getitem__, text))
            ends.append(len(found))
        once = np.ones(len(found), dtype=np.float32)
        shape = (len(ends) - 1, len(columns))
        matrix = sparse.csr_matrix((once, np.array(found, dtype=np.int32), ends), shape)
        matrix.sum_duplicates()
        return cls(dict(columns), matrix)

    @classmethod
    def joined(cls, parts: Sequence[Counts], live: Flags) -> Counts:
        """The rows of all parts, one part after the other; those that are not `live` empty.

        `live` has one flag for each row of all parts, shape (rows,).
        """
        columns = dict(parts[0].columns)
        for part in parts[1:]:
            for word in part.columns:
                columns.setdefault(word, len(columns))
        whole = sparse.vstack([_placed(part, columns) for part in parts], format="csr")
        if not live.all():
            whole.data = whole.data * np.repeat(live, np.diff(whole.indptr))
            whole.eliminate_zeros()
        return cls(columns, whole)

    def save(self, directory: Path) -> None:
        """Write two files into `directory`, which must be there."""
        (directory / WORDS).write_text("\n".join(self.columns), "utf-8")
        m = self.matrix
        np.savez(directory / ARRAYS, data=m.data, indices=m.indices, indptr=m.indptr)

    @classmethod
    def load(cls, directory: Path) -> Counts:
        words = (directory / WORDS).read_text("utf-8")
        columns = {word: i for i, word in enumerate(words.split("\n"))} if words else {}
        with np.load(directory / ARRAYS) as arrays:
            parts = (arrays["data"], arrays["indices"], arrays["indptr"])
        return cls(columns, sparse.csr_matrix(parts, (len(parts[2]) - 1, len(columns))))


def _placed(part: Counts, columns: Mapping[str, int]) -> Any:
    """The part's matrix with its words in the columns of the whole."""
    place = np.array([columns[word] for word in part.columns], dtype=np.int32)
    m = part.matrix
    arrays = (m.data, place[m.indices] if len(place) else m.indices, m.indptr)
    return sparse.csr_matrix(arrays, (m.shape[0], len(columns)))
