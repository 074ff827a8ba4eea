"""Vector search alone: ours beside NumPy comparing all and hnswlib, on the same vectors."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import psutil

from bot.bench.stats import percentile
from indexes.dense import Rows
from indexes.encoder import Vectors
from indexes.local import BUILDING, LINKS, SEARCHING, LocalFiles

K = 10

# How a large shop's vectors are made of a smaller one's (see `grow`).
NEIGHBOURS, SPREAD = 32, 1.0
CHUNK = 4096

Search = Callable[[Vectors], Rows]


@dataclass(frozen=True, slots=True)
class Timing:
    """One way to search `rows` vectors: seconds, bytes, and recall@10 against exact search."""

    name: str
    rows: int
    build: float
    memory: int
    p50: float
    p95: float
    recall: float


def grow(vectors: Vectors, rows: int, seed: int = 0) -> Vectors:
    """Unit vectors, shape (rows, dimension): `vectors` and new ones between and around them.

    A new one is a known one, moved by normally distributed shares of the way to each of its
    32 nearest neighbours. Vectors of texts lie near a surface of few dimensions; uniformly
    random ones don't and would measure something else. Held-out texts are about as far from
    their tenth neighbour among grown vectors as among real ones (0.90 and 0.87), and the
    local dimension there (Levina and Bickel, 2004) is higher (26 and 21), so that searching
    these is rather harder than searching as many real ones.
    """
    import faiss

    exact = faiss.IndexFlatIP(vectors.shape[1])
    exact.add(vectors)
    nearest = exact.search(vectors, NEIGHBOURS + 1)[1][:, 1:]
    rng = np.random.default_rng(seed)
    origins = rng.integers(0, len(vectors), max(0, rows - len(vectors)))
    grown = [vectors[:rows]]
    for start in range(0, len(origins), CHUNK):
        some = origins[start : start + CHUNK]
        near = nearest[some]
        shares = rng.normal(0, SPREAD / NEIGHBOURS**0.5, near.shape).astype(np.float32)
        moved = vectors[some] * (1 - shares.sum(axis=1, keepdims=True))
        moved += np.einsum("rn,rnd->rd", shares, vectors[near])
        grown.append(moved / np.linalg.norm(moved, axis=1, keepdims=True))
    return np.concatenate(grown)


def compare(vectors: Vectors, queries: Vectors) -> list[Timing]:
    """All ways on unit `vectors` for unit `queries`, one query at a time."""
    expected = [np.argsort(-(vectors @ query), kind="stable")[:K] for query in queries]
    ways = {"NumPy, all compared": _numpy, "hnswlib": _hnswlib, "ours": _ours}
    return [_timed(name, make, vectors, queries, expected) for name, make in ways.items()]


def _timed(
    name: str,
    make: Callable[[Vectors], Search],
    vectors: Vectors,
    queries: Vectors,
    expected: Sequence[Rows],
) -> Timing:
    memory = psutil.Process().memory_info().rss
    started = time.perf_counter()
    search = make(vectors)
    built = time.perf_counter() - started
    memory = psutil.Process().memory_info().rss - memory
    search(queries[0])
    seconds, found = [], 0
    for query, best in zip(queries, expected, strict=True):
        started = time.perf_counter()
        rows = search(query)
        seconds.append(time.perf_counter() - started)
        found += len(set(rows.tolist()) & set(best.tolist()))
    return Timing(
        name=name,
        rows=len(vectors),
        build=built,
        memory=max(0, memory),
        p50=percentile(seconds, 50),
        p95=percentile(seconds, 95),
        recall=found / (K * len(queries)),
    )


def _numpy(vectors: Vectors) -> Search:
    def search(query: Vectors) -> Rows:
        cosines = vectors @ query
        best: Rows = np.argpartition(-cosines, K)[:K]
        ordered: Rows = best[np.argsort(-cosines[best])]
        return ordered

    return search


def _hnswlib(vectors: Vectors) -> Search:
    """With the same links and candidates as ours."""
    import hnswlib

    index = hnswlib.Index(space="ip", dim=vectors.shape[1])
    index.init_index(len(vectors), ef_construction=BUILDING, M=LINKS)
    index.add_items(vectors)
    index.set_ef(SEARCHING)
    return lambda query: np.asarray(index.knn_query(query, K)[0][0], dtype=np.int64)


def _ours(vectors: Vectors) -> Search:
    index = LocalFiles().build(vectors)
    return lambda query: index.nearest(query, K, None)[0]
