from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench.stats import latency, mean, percentile, split

SECONDS = st.lists(st.floats(min_value=0, max_value=100), min_size=1)


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (100, 10), (1, 1)])
def test_percentiles_are_values_that_occurred(percent, value):
    assert percentile(list(range(10, 0, -1)), percent) == value


@given(SECONDS, st.integers(min_value=1, max_value=100))
def test_enough_values_lie_at_or_below_a_percentile(values, percent):
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= percent / 100 * len(values) - 1e-9


def test_no_values_have_no_percentile():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)
    assert mean([]) == 0


def test_the_rate_counts_all_shoppers_together():
    assert latency([1.0, 1.0, 1.0, 1.0], elapsed=2.0).rate == 2.0


@given(SECONDS)
def test_the_parts_of_a_split_never_go_below_nothing(values):
    total = mean(values)
    parts = split(total, nlu=1.0, retrieval=1.0, writer=1.0)
    assert parts.rest >= 0
    assert parts.rest == pytest.approx(max(0.0, total - 3.0))
