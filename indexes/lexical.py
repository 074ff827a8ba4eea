"""The half of a shelf that searches by words: BM25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexes.counts import Counts, Flags
from indexes.dense import Scores
from indexes.fields import Fields
from indexes.vocabulary import Reading, Vocabulary

FOLDER = "words"

# Less damping by length than libraries take for articles: a long product text is not a
# text about many things.
K1, B = 1.2, 0.4


class Lexical:
    """Records' words by row. A row is the same record in the shelf's other half.

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
        found_in = np.bincount(counts.matrix.indices, minlength=counts.matrix.shape[1])
        texts = max(1, int(live.sum()))
        self._columns = counts.columns
        self._rarity = _rarity(found_in, texts)
        self._unknown = float(_rarity(np.zeros(1), texts)[0])
        self._weights = _weights(counts.matrix, self._rarity, texts)
        self._vocabulary = Vocabulary(
            {word: int(n) for word, column in counts.columns.items() if (n := found_in[column])}
        )

    @classmethod
    def build(cls, texts: Iterable[Fields]) -> Lexical:
        """Index the words of `texts`."""
        return cls([Counts.build(fields.terms() for fields in texts)])

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

    def __contains__(self, stem: str) -> bool:
        """Whether a stem occurs, or occurred, in the texts."""
        return stem in self._columns

    def found_in(self, stem: str) -> int:
        """How many texts a stem occurs in."""
        return self._vocabulary.found_in(stem)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every stem that occurs in the texts."""
        return self._vocabulary.words

    def scores(self, query: str) -> Scores:
        """What share of `query`'s words each row has, by their BM25 weights, shape (rows,).

        BM25 divided by what a row would get that had nothing but the query's words, so
        that a query whose words are not found counts for less when searches are joined
        (the theoretical normalisation of Bruch, Gai and Ingber, "An Analysis of Fusion
        Functions for Hybrid Retrieval", 2023). At least 0; above 1 only where words
        stand side by side as in the query.
        """
        scores = np.zeros(self._weights.shape[0], dtype=np.float32)
        ideal = 0.0
        for readings in self._vocabulary.read(query):
            columns = [self._columns[reading.word] for reading in readings]
            # As rare as the commonest reading, or a rare synonym would beat the word itself.
            rarity = min((float(self._rarity[column]) for column in columns), default=self._unknown)
            scores += rarity * self._best(readings, columns)
            ideal += rarity
        return np.asarray(scores / ideal, dtype=np.float32) if ideal else scores

    def _best(self, readings: Sequence[Reading], columns: Sequence[int]) -> Scores:
        """How much of the likeliest reading each row has, without regard to its rarity."""
        best = np.zeros(self._weights.shape[0], dtype=np.float32)
        for reading, column in zip(readings, columns, strict=True):
            start, end = self._weights.indptr[column : column + 2]
            rows = self._weights.indices[start:end]
            held = self._weights.data[start:end] * (reading.weight / self._rarity[column])
            best[rows] = np.maximum(best[rows], held)
        return best


def _rarity(found_in: Any, texts: int) -> Scores:
    """Lucene's inverse document frequency of words that `found_in` so many texts have."""
    rarity = np.log1p((texts - found_in + 0.5) / (found_in + 0.5))
    return np.asarray(rarity, dtype=np.float32)


def _weights(counts: Any, rarity: Scores, texts: int) -> Any:
    """What each word adds to the score of each row: CSC, rows x words.

    `counts` (CSR, rows x words) holds nothing of rows that are no longer there; `texts`
    are there.
    """
    lengths = np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()
    mean = max(float(lengths.sum()) / texts, 1e-9)
    damping = np.repeat(K1 * (1 - B + B * lengths / mean), np.diff(counts.indptr))
    weights = counts.copy()
    weights.data = rarity[counts.indices] * counts.data / (counts.data + damping)
    return weights.tocsc()
