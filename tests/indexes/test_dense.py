"""Vectors in files: what is found is what comparing all finds, or nearly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.dense import Joined, Subset
from indexes.errors import IndexDamagedError, IndexMismatchError
from indexes.local import FILE, LocalFiles


def unit(rows, dimension=24, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=3),
    seed=st.integers(0, 1000),
    k=st.integers(1, 80),
    data=st.data(),
)
def test_parts_are_searched_as_one_without_dead_rows(sizes, seed, k, data):
    vectors, query = unit(sum(sizes), seed=seed), unit(1, seed=seed + 1)[0]
    flags = st.lists(st.booleans(), min_size=len(vectors), max_size=len(vectors))
    live = np.array(data.draw(flags), dtype=bool)
    parts = np.split(vectors, np.cumsum(sizes)[:-1])
    joined = Joined([LocalFiles().build(part) for part in parts], live)
    some = data.draw(st.none() | st.lists(st.integers(0, len(vectors) - 1)))
    wanted = np.flatnonzero(live) if some is None else [r for r in sorted(set(some)) if live[r]]
    found = joined.nearest(query, k, some)
    assert len(found) == len(set(found)) == min(k, len(wanted))
    assert set(found) <= set(wanted)
    cosines = vectors @ query
    best = sorted((cosines[row] for row in wanted), reverse=True)[:k]
    assert np.allclose([cosines[row] for row in found], best, atol=2e-3)
    assert np.allclose(joined.similarities(query, found), cosines[found], atol=2e-3)


@pytest.fixture
def graph(monkeypatch):
    monkeypatch.setattr("indexes.local.GRAPH_FROM", 1000)
    monkeypatch.setattr("indexes.local.WORTH", 1)
    index = LocalFiles().build(unit(3000))
    assert index.type == "hnsw"
    return index


@pytest.mark.parametrize("kept", [1.0, 0.9, 0.5, 0.1, 0.01, 0.0])
def test_a_graph_finds_nearly_all_whatever_share_of_the_rows_counts(graph, kept):
    vectors = unit(3000)
    rows = np.sort(np.random.default_rng(1).permutation(3000)[: int(3000 * kept)])
    among = None if kept == 1 else Subset(rows, 3000)
    found = expected = 0
    for query in unit(30, seed=2):
        best = rows[np.argsort(-(vectors[rows] @ query))[:10]]
        near, cosines = graph.nearest(query, 10, among)
        assert len(near) == min(10, len(rows))
        assert list(cosines) == sorted(cosines, reverse=True)
        found += len(set(near) & set(best))
        expected += len(best)
    assert found >= 0.98 * expected


def test_a_graph_is_the_same_from_disk(graph, tmp_path):
    graph.save(tmp_path)
    loaded = LocalFiles().load(tmp_path)
    assert (loaded.type, loaded.rows) == ("hnsw", 3000)
    query = unit(1, seed=3)[0]
    assert list(loaded.nearest(query, 5, None)[0]) == list(graph.nearest(query, 5, None)[0])


def test_vectors_that_are_not_there_or_no_vectors_are_refused(tmp_path):
    with pytest.raises(IndexMismatchError, match="not in"):
        LocalFiles().load(tmp_path)
    (tmp_path / FILE).write_bytes(b"no index")
    with pytest.raises(IndexDamagedError, match="cannot be read"):
        LocalFiles().load(tmp_path)
