from __future__ import annotations

import importlib.util

import numpy as np

from bot.bench.adding import queries
from bot.bench.vectors import compare, grow
from tests.missing import missing


def unit(rows, seed):
    """Near a surface of few dimensions, as texts' vectors are."""
    rng = np.random.default_rng(seed)
    flat = rng.normal(size=(rows, 8)) @ np.random.default_rng(9).normal(size=(8, 48))
    return (flat / np.linalg.norm(flat, axis=1, keepdims=True)).astype(np.float32)


def test_grown_vectors_are_new_unit_vectors_around_the_known_ones():
    known = unit(200, seed=0)
    grown = grow(known, 1000)
    assert grown.shape == (1000, 48)
    assert grown.dtype == np.float32
    assert np.allclose(np.linalg.norm(grown, axis=1), 1, atol=1e-5)
    assert np.array_equal(grown[:200], known)
    assert len(np.unique(grown.round(5), axis=0)) == 1000
    # Each is nearer to some known one than two known ones usually are.
    nearest = (grown[200:] @ known.T).max(axis=1)
    assert np.median(nearest) > np.median(known @ known.T)
    assert np.array_equal(grow(known, 1000), grown)
    assert np.array_equal(grow(known, 50), known[:50])


def test_all_ways_are_held_against_the_exact_answer():
    if importlib.util.find_spec("hnswlib") is None:
        missing("hnswlib is not installed")
    timings = compare(unit(500, seed=0), unit(20, seed=1))
    assert [timing.name for timing in timings] == ["NumPy, all compared", "hnswlib", "ours"]
    assert timings[0].recall == 1
    assert all(timing.recall > 0.95 and 0 < timing.p50 <= timing.p95 for timing in timings)


def test_queries_differ():
    assert len(set(queries(300))) == 300
    assert queries(10, seed=1) == queries(10, seed=1)
