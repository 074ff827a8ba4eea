"""How much one sender or channel may ask for: token buckets in this process's memory."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Limiter:
    """At most `burst` at once and `rate` a second after that, for each key.

    Times are given by the caller, in seconds of any clock that goes forward.
    """

    rate: float
    burst: float
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _swept: float = 0.0

    def take(self, key: str, now: float) -> bool:
        """Whether `key` may have one more at `now`; it is counted if so."""
        bucket = self._refilled(key, now)
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True

    def wait(self, key: str, now: float) -> float:
        """Seconds from `now` until `key` may have one more."""
        return max(0.0, (1 - self._refilled(key, now).tokens) / self.rate)

    def reserve(self, key: str, now: float) -> float:
        """Count one more for `key` in any case; seconds to wait for its turn."""
        bucket = self._refilled(key, now)
        bucket.tokens -= 1
        return max(0.0, -bucket.tokens / self.rate)

    def _refilled(self, key: str, now: float) -> _Bucket:
        self._sweep(now)
        bucket = self._buckets.setdefault(key, _Bucket(self.burst, now))
        bucket.tokens = min(self.burst, bucket.tokens + max(0.0, now - bucket.at) * self.rate)
        bucket.at = max(bucket.at, now)
        return bucket

    def _sweep(self, now: float) -> None:
        """Forget keys whose buckets are full again, so that memory stays small."""
        full_after = self.burst / self.rate
        if now - self._swept < full_after:
            return
        self._swept = now
        # A debt (`reserve`) takes longer to be paid than an empty bucket to be filled.
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if bucket.tokens + (now - bucket.at) * self.rate < self.burst
        }
