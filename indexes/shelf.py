"""One kind of records (products or policy sections) as it is searched: vectors and words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from indexes.encoder import Vectors
from indexes.stopwords import STOPWORDS
from indexes.text import stems

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record: enough to name it, never a value to state."""

    id: str
    title: str
    brand: str = ""


class Shelf:
    """The entries of one kind with their FAISS and BM25 indexes, row by row the same."""

    def __init__(self, entries: Sequence[Entry], vectors: Any, words: Any) -> None:
        self.entries = tuple(entries)
        self._row_of = {entry.id: row for row, entry in enumerate(self.entries)}
        self._vectors = vectors
        self._words = words

    @classmethod
    def build(cls, entries: Sequence[Entry], texts: Sequence[str], vectors: Vectors) -> Shelf:
        """Index `entries`, at least one, by the words of `texts` and by unit `vectors`."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        words = bm25s.BM25()
        words.index([_words(text) or [""] for text in texts], show_progress=False)
        return cls(entries, flat, words)

    def save(self, directory: Path) -> None:
        directory.mkdir()
        faiss.write_index(self._vectors, str(directory / "vectors.faiss"))
        self._words.save(directory / "words", show_progress=False)
        entries = json.dumps([asdict(entry) for entry in self.entries], ensure_ascii=False)
        (directory / "entries.json").write_text(entries, "utf-8")

    @classmethod
    def load(cls, directory: Path) -> Shelf:
        entries = json.loads((directory / "entries.json").read_text("utf-8"))
        vectors = faiss.read_index(str(directory / "vectors.faiss"))
        words = bm25s.BM25.load(directory / "words", show_progress=False)
        return cls([Entry(**entry) for entry in entries], vectors, words)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every stem that occurs in the texts."""
        return frozenset(self._words.vocab_dict)

    def rows(self, ids: Sequence[str]) -> list[int]:
        """The rows of those ids that are here."""
        return [self._row_of[key] for key in ids if key in self._row_of]

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

    def word_scores(self, query: str) -> Scores:
        """BM25 of every row for the words of `query`."""
        known = [word for word in _words(query) if word in self._words.vocab_dict]
        if not known:
            return np.zeros(len(self.entries), dtype=np.float32)
        return np.asarray(self._words.get_scores(known), dtype=np.float32)


def _words(text: str) -> list[str]:
    """The stems that say something; "for" and "my" would only add noise."""
    return [word for word in stems(text) if word not in STOPWORDS]
