from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from indexes.measures import mean, measure, ndcg, recall, reciprocal_rank

GRADES = {"a": 3.0, "b": 1.0, "c": 0.0, "d": 2.0}


def test_figures_worked_out_by_hand():
    found = measure(["b", "x", "a"], GRADES)
    best = 3 + 2 / np.log2(3) + 1 / 2
    assert found.ndcg_10 == pytest.approx((1 + 3 / 2) / best)
    assert found.recall_10 == found.recall_100 == pytest.approx(2 / 3)
    assert found.mrr == 1
    assert reciprocal_rank(["x", "c", "d"], GRADES) == pytest.approx(1 / 3)


def test_what_cannot_be_found_measures_nothing():
    nothing = measure(["a"], {"a": 0})
    assert (nothing.ndcg_10, nothing.recall_10, nothing.mrr) == (0, 0, 0)
    assert measure([], GRADES).ndcg_10 == 0


def test_only_the_first_k_count():
    assert ndcg(["x", "a"], GRADES, 1) == 0
    assert recall(["x", "a"], GRADES, 1) == 0


def test_means_are_of_each_measure():
    both = mean([measure(["a", "d", "b"], GRADES), measure(["x"], GRADES)])
    assert (both.ndcg_10, both.recall_10, both.mrr) == (0.5, 0.5, 0.5)


@given(
    st.lists(st.integers(0, 4), min_size=2, max_size=30).filter(any),
    st.randoms(),
    st.integers(1, 30),
)
def test_ndcg_is_scikit_learns(grades, random, k):
    places = list(range(len(grades)))
    random.shuffle(places)
    ours = ndcg([str(i) for i in places], {str(i): float(g) for i, g in enumerate(grades)}, k)
    scores = np.zeros(len(grades))
    scores[places] = np.arange(len(grades), 0, -1)
    assert ours == pytest.approx(ndcg_score([grades], [scores], k=k))
