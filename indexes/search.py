"""What the index finds: records for a query, and products that a message names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from indexes.dense import DenseStore, Scores
from indexes.encoder import Encoder, Vectors
from indexes.joining import Calibration, Way, join
from indexes.live import Live
from indexes.local import LocalFiles
from indexes.manifest import Manifest
from indexes.shelf import Shelf
from indexes.titles import Mention

__all__ = ["Hit", "Mention", "Searcher"]

Kind = Literal["product", "policy"]

# How many rows each of the two searches hands over to be joined.
POOL = 100

# How much meaning weighs against words. Shoppers ask for a passage in other words than the
# page's; for a product they also use the catalogue's own.
MEANING = {"product": 0.45, "policy": 0.7}

# Fitted on 390 judged queries for three shops and sets of policies, with queries for what
# they do not have and with small talk as the contrary.
CALIBRATIONS = {
    "product": Calibration(cosine=6.2, share=5.4, offset=-6.2),
    "policy": Calibration(cosine=11.0, share=3.9, offset=-7.4),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found.

    `score` orders the hits of one query and says no more than that. Comparable between
    queries are `similarity`, the cosine of the meanings, and `relevance`, how likely it is
    from 0 to 1 that this is what was asked for.
    """

    id: str
    kind: str
    title: str
    score: float
    similarity: float
    relevance: float


class Searcher:
    """Searches the version of an index that is in use. May be shared by threads."""

    def __init__(
        self,
        directory: Path,
        encoder: Encoder,
        vectors: DenseStore | None = None,
        *,
        required: bool = True,
    ) -> None:
        """Search with the vectors that `vectors` keeps; files by default.

        Raises IndexUnusableError, with the command to run, for an unusable index. Where
        none is `required` yet, each search raises it until one was built.
        """
        self._encoder = encoder
        self._live = Live(directory, encoder, vectors or LocalFiles(), required=required)

    @classmethod
    def open(
        cls,
        directory: Path,
        encoder: Encoder,
        vectors: DenseStore | None = None,
        *,
        required: bool = True,
    ) -> Searcher:
        """The same as the constructor, read as what it does."""
        return cls(directory, encoder, vectors, required=required)

    @property
    def manifest(self) -> Manifest:
        """The manifest of the version in use."""
        return self._live.latest().manifest

    def refresh(self) -> bool:
        """Load a newer version now; whether there was one. Searches do it in the background.

        A new version that cannot be used is logged, and the one in memory stays.
        """
        return self._live.refresh()

    def search(
        self,
        query: str,
        k: int = 10,
        kind: Kind = "product",
        ids: Collection[str] | None = None,
        min_relevance: float = 0,
    ) -> list[Hit]:
        """The `k` best records for `query`, best first; only those of `ids` if given.

        With `min_relevance`, a query that nothing fits finds nothing: 0.15 keeps 97 % of
        what fits and leaves out three quarters of what does not.
        """
        found = self.search_all([query], k, kind, ids)[0]
        return [hit for hit in found if hit.relevance >= min_relevance]

    def search_all(
        self,
        queries: Sequence[str],
        k: int = 10,
        kind: Kind = "product",
        ids: Collection[str] | None = None,
        way: Way = "both",
    ) -> list[list[Hit]]:
        """`search` for many queries, encoded together; `way` is for comparisons."""
        shelf = self._live.latest().shelves.get(kind)
        rows = None if shelf is None or ids is None else shelf.rows(sorted(ids))
        if shelf is None or rows == [] or k < 1:
            return [[] for _ in queries]
        vectors = self._encoder.encode_queries(list(queries))
        return [
            _hits(shelf, kind, _Query(text, vector, k, rows, way))
            for text, vector in zip(queries, vectors, strict=True)
        ]

    def known(self, ids: Collection[str], kind: Kind = "product") -> frozenset[str]:
        """Those of `ids` that are in the index."""
        shelf = self._live.latest().shelves.get(kind)
        return frozenset(id_ for id_ in ids if shelf and shelf.rows([id_]))

    def holds(self, stem: str) -> bool:
        """Whether a product or a page uses the word of this stem."""
        return any(stem in shelf.lexical for shelf in self._live.latest().shelves.values())

    def is_name(self, stem: str) -> bool:
        """Whether the word of this stem is a name: where products say it, mostly in the title.

        A "dry" that is said of half the shop is none, though a Dry Bag is among it.
        """
        live = self._live.latest()
        shelf = live.shelves.get("product")
        return shelf is None or 2 * live.titles.titled(stem) >= shelf.lexical.found_in(stem)

    def link(self, text: str, k: int = 5) -> list[Mention]:
        """The products that `text` names by their titles, best first. See `TitleLinker`."""
        return self._live.latest().titles.link(text, k)


@dataclass(frozen=True, slots=True)
class _Query:
    text: str
    vector: Vectors
    k: int
    rows: Sequence[int] | None
    way: Way


def _hits(shelf: Shelf, kind: Kind, query: _Query) -> list[Hit]:
    """The best of the rows that either search found."""
    available = len(shelf.entries) if query.rows is None else len(query.rows)
    depth = min(max(POOL, query.k), available)
    shares = shelf.lexical.scores(query.text)
    found = shelf.dense.nearest(query.vector, depth, query.rows) + _best(shares, depth, query.rows)
    pool = sorted(set(found))
    if not pool:
        return []
    similarities = shelf.dense.similarities(query.vector, pool)
    scores = join(similarities, shares[pool], MEANING[kind], query.way)
    relevance = CALIBRATIONS[kind].relevance(similarities, shares[pool])
    order = np.argsort(-scores, kind="stable")[: query.k]
    return [
        Hit(
            id=shelf.entries[pool[i]].id,
            kind=kind,
            title=shelf.entries[pool[i]].title,
            score=round(float(scores[i]), 4),
            similarity=round(float(similarities[i]), 4),
            relevance=round(float(relevance[i]), 4),
        )
        for i in order
    ]


def _best(words: Scores, depth: int, rows: Sequence[int] | None) -> list[int]:
    among = np.arange(len(words)) if rows is None else np.asarray(rows)
    among = among[words[among] > 0]
    if len(among) > depth:
        among = among[np.argpartition(-words[among], depth)[:depth]]
    return [int(row) for row in among]
