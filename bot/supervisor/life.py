"""The life of one part as plain data: when it is started again, and when it is given up.

No clock and no process here: the caller says what happened, and when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0

# A part that was ready for so many seconds is healthy: its next failure counts as the first.
HEALTHY_AFTER = 60.0

# A part that never came up is tried this often before the start counts as failed.
FIRST_TRIES = 3


class State(Enum):
    """What a part is doing now."""

    DOWN = "down"
    STARTING = "starting"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Life:
    """`since` is when the state began, in seconds of the caller's monotonic clock.

    `failures` counts the exits since the part was last healthy.
    """

    state: State = State.DOWN
    since: float = 0.0
    failures: int = 0
    was_ready: bool = False

    def started(self, now: float) -> Life:
        return replace(self, state=State.STARTING, since=now)

    def ready(self, now: float) -> Life:
        return replace(self, state=State.READY, since=now, was_ready=True)

    def failed(self, now: float) -> Life:
        """It exited by itself or did not become ready in time."""
        healthy = self.state is State.READY and now - self.since >= HEALTHY_AFTER
        failures = 1 if healthy else self.failures + 1
        return replace(self, state=State.DOWN, since=now, failures=failures)

    @property
    def delay(self) -> float:
        """Seconds to wait before the next start: doubled by each failure in a row."""
        if not self.failures:
            return 0.0
        if self.start_failed:
            # Trying often would only take processor time from the parts that work.
            return LONGEST_DELAY
        # The exponent is bounded because a float is not.
        return min(FIRST_DELAY * 2.0 ** min(self.failures - 1, 16), LONGEST_DELAY)

    @property
    def start_failed(self) -> bool:
        """It was never ready, and has been tried often enough to say so."""
        return not self.was_ready and self.failures >= FIRST_TRIES
