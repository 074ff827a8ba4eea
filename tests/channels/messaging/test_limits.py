from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.messaging.limits import Limiter


def test_a_burst_and_then_the_rate() -> None:
    limiter = Limiter(rate=0.5, burst=3)
    assert [limiter.take("ann", 100.0) for _ in range(5)] == [True, True, True, False, False]
    assert limiter.wait("ann", 100.0) == 2.0
    assert not limiter.take("ann", 101.9)
    assert limiter.take("ann", 102.0)
    assert limiter.take("ben", 102.0)


def test_reservations_are_spread_over_time() -> None:
    limiter = Limiter(rate=2, burst=1)
    assert [limiter.reserve("ann", 10.0) for _ in range(4)] == [0.0, 0.5, 1.0, 1.5]
    assert limiter.reserve("ann", 12.0) == 0.0


def test_idle_keys_are_forgotten_and_busy_ones_are_not() -> None:
    limiter = Limiter(rate=1, burst=2)
    for number in range(100):
        limiter.take(str(number), 0.0)
    for _ in range(10):
        limiter.reserve("busy", 0.0)
    limiter.take("new", 5.0)
    assert set(limiter._buckets) == {"busy", "new"}
    assert limiter.wait("busy", 5.0) == 4.0


@given(st.lists(st.floats(0, 100), max_size=80), st.floats(0.1, 10), st.integers(1, 10))
@settings(deadline=None)
def test_never_more_than_burst_and_rate_allow(times, rate: float, burst: int) -> None:
    limiter = Limiter(rate, burst)
    taken = [at for at in sorted(times) if limiter.take("ann", at)]
    for start, first in enumerate(taken):
        for end, last in enumerate(taken[start:], start):
            assert end - start + 1 <= burst + (last - first) * rate + 1e-6
