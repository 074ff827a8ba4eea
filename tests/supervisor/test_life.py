from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.supervisor.life import (
    FIRST_DELAY,
    FIRST_TRIES,
    HEALTHY_AFTER,
    LONGEST_DELAY,
    Life,
    State,
)


def failed_times(count: int) -> Life:
    life = Life()
    for now in range(count):
        life = life.started(now).failed(now)
    return life


def test_the_first_start_does_not_wait():
    assert Life().delay == 0


def test_each_failure_doubles_the_wait():
    delays = [Life(failures=n, was_ready=True).delay for n in (1, 2, 3)]
    assert delays == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]


@given(st.integers(min_value=1, max_value=10_000))
def test_the_wait_grows_to_its_limit(failures):
    life, next_life = (Life(failures=n, was_ready=True) for n in (failures, failures + 1))
    assert FIRST_DELAY <= life.delay <= next_life.delay <= LONGEST_DELAY


def test_a_part_that_does_not_come_up_is_tried_rarely():
    assert failed_times(FIRST_TRIES).delay == LONGEST_DELAY


def test_a_part_that_was_healthy_starts_over():
    life = failed_times(5).started(10).ready(11).failed(11 + HEALTHY_AFTER)
    assert life.failures == 1


def test_a_part_that_dies_soon_after_it_was_ready_keeps_its_count():
    life = failed_times(1).started(10).ready(11).failed(12)
    assert life.failures == 2


def test_a_start_has_failed_after_some_tries():
    assert not failed_times(FIRST_TRIES - 1).start_failed
    assert failed_times(FIRST_TRIES).start_failed


def test_a_part_that_once_came_up_is_never_given_up():
    life = Life().started(0).ready(1)
    for now in range(50):
        life = life.failed(now).started(now)
    assert not life.start_failed
    assert life.state is State.STARTING
