"""The half of a shelf that searches by words: BM25."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from indexes.dense import Scores
from indexes.stopwords import STOPWORDS
from indexes.text import stems

FOLDER = "words"


class Lexical:
    """Texts by row. A row is the same record in the shelf's other half."""

    def __init__(self, words: Any, rows: int) -> None:
        self._words = words
        self._rows = rows

    @classmethod
    def build(cls, texts: Sequence[str]) -> Lexical:
        """Index the words of `texts`, at least one."""
        words = bm25s.BM25()
        words.index([_words(text) or [""] for text in texts], show_progress=False)
        return cls(words, len(texts))

    def save(self, directory: Path) -> None:
        self._words.save(directory / FOLDER, show_progress=False)

    @classmethod
    def load(cls, directory: Path, rows: int) -> Lexical:
        return cls(bm25s.BM25.load(directory / FOLDER, show_progress=False), rows)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every stem that occurs in the texts."""
        return frozenset(self._words.vocab_dict)

    def scores(self, query: str) -> Scores:
        """BM25 of every row for the words of `query`, shape (rows,)."""
        known = [word for word in _words(query) if word in self._words.vocab_dict]
        if not known:
            return np.zeros(self._rows, dtype=np.float32)
        return np.asarray(self._words.get_scores(known), dtype=np.float32)


def _words(text: str) -> list[str]:
    """The stems that say something; "for" and "my" would only add noise."""
    return [word for word in stems(text) if word not in STOPWORDS]
