"""The half of a shelf that searches by words: BM25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexes.counts import Counts, Flags
from indexes.dense import Scores
from indexes.stopwords import STOPWORDS
from indexes.text import stems

FOLDER = "words"

# What the literature and libraries take where nothing was tuned.
K1, B = 1.5, 0.75


class Lexical:
    """Texts by row. A row is the same record in the shelf's other half.

    BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
    Beyond" (2009), with Lucene's inverse document frequency, which is never negative.
    """

    def __init__(self, parts: Sequence[Counts], live: Flags | None = None) -> None:
        """Weigh the rows of all parts, one part after the other.

        Rows that are not `live`, shape (rows,), count for nothing and score 0.
        """
        self.parts = parts
        rows = sum(part.matrix.shape[0] for part in parts)
        live = np.ones(rows, dtype=np.bool_) if live is None else live
        counts = Counts.joined(parts, live)
        self._columns = counts.columns
        self._weights = _weights(counts.matrix, max(1, int(live.sum())))

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """Index the words of `texts`."""
        return cls([Counts.build(map(_words, texts))])

    @classmethod
    def joined(cls, parts: Iterable[Lexical], live: Flags) -> Lexical:
        """The same as if the live texts of all parts had been indexed together."""
        return cls([counts for part in parts for counts in part.parts], live)

    def save(self, directory: Path) -> None:
        """Write a folder into `directory`. Only what `build` made can be saved."""
        (part,) = self.parts
        (directory / FOLDER).mkdir()
        part.save(directory / FOLDER)

    @classmethod
    def load(cls, directory: Path) -> Lexical:
        return cls([Counts.load(directory / FOLDER)])

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every stem that occurs in the texts."""
        found = np.diff(self._weights.indptr) > 0
        return frozenset(word for word, column in self._columns.items() if found[column])

    def scores(self, query: str) -> Scores:
        """BM25 of every row for the words of `query`, shape (rows,)."""
        scores = np.zeros(self._weights.shape[0], dtype=np.float32)
        for word in _words(query):
            column = self._columns.get(word)
            if column is not None:
                start, end = self._weights.indptr[column : column + 2]
                scores[self._weights.indices[start:end]] += self._weights.data[start:end]
        return scores


def _words(text: str) -> list[str]:
    """The stems that say something; "for" and "my" would only add noise."""
    return [word for word in stems(text) if word not in STOPWORDS]


def _weights(counts: Any, texts: int) -> Any:
    """What each word adds to the score of each row: CSC, rows x words.

    `counts` (CSR, rows x words) holds nothing of rows that are no longer there; `texts`
    are there.
    """
    lengths = np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()
    found_in = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((texts - found_in + 0.5) / (found_in + 0.5)).astype(np.float32)
    mean = max(float(lengths.sum()) / texts, 1e-9)
    damping = np.repeat(K1 * (1 - B + B * lengths / mean), np.diff(counts.indptr))
    weights = counts.copy()
    weights.data = rarity[counts.indices] * counts.data / (counts.data + damping)
    return weights.tocsc()
