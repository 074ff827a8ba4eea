"""The inbox in Redis, for workers on several machines.

What was acknowledged is as safe as Redis keeps it: switch `appendonly` on there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis  # type: ignore[import-untyped]

from bot.channels.messaging import redis_scripts as scripts
from bot.channels.messaging.inbox import KEPT, LEASE, SETTLE, Claim
from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.outgoing import Outgoing, calls_from_json, calls_to_json
from knowledge.settings import SettingError


class RedisInbox:
    """An `Inbox` of `channel` in the Redis database at `url`.

    Raises `SettingError` where the URL is none. Ids and notes expire by themselves.
    """

    def __init__(self, url: str, channel: str) -> None:
        try:
            self._redis: Any = redis.Redis.from_url(
                url, decode_responses=True, health_check_interval=30, retry_on_timeout=True
            )
        except ValueError as error:
            raise SettingError(f"SHOPBOT_CHANNELS_URL can't be used: {error}") from error
        # The braces keep a channel's keys together where Redis is a cluster.
        self._prefix = f"shopbot:{{{channel}}}:"
        script = self._redis.register_script
        self._accept, self._claim = script(scripts.ACCEPT), script(scripts.CLAIM)
        self._answered, self._delivered = script(scripts.ANSWERED), script(scripts.DELIVERED)
        self._done, self._ready_at = script(scripts.DONE), script(scripts.READY_AT)

    def accept(self, events: Sequence[Incoming], now: float) -> int:
        fields = [(e.event_id, e.sender, e.sequence, e.to_json()) for e in events]
        flat = [value for event in fields for value in event]
        return int(self._accept([self._prefix], [_at(now), SETTLE, KEPT, *flat]))

    def claim(self, now: float) -> Claim | None:
        found = self._claim([self._prefix], [_at(now), _at(now + LEASE)])
        if found is None:
            return None
        event, accepted, attempts, calls, delivered = found
        known = None if calls is None else calls_from_json(calls)
        return Claim(
            Incoming.from_json(event), float(accepted), int(attempts), known, int(delivered)
        )

    def answered(self, claim: Claim, outgoing: Outgoing, now: float) -> bool:
        notes = [part for note in outgoing.notes.items() for part in note]
        calls = calls_to_json(outgoing.calls)
        return self._held(self._answered, claim, now + LEASE, calls, KEPT, *notes)

    def delivered(self, claim: Claim, count: int, now: float) -> bool:
        return self._held(self._delivered, claim, now + LEASE, count)

    def done(self, claim: Claim) -> bool:
        return self._held(self._done, claim, 0.0)

    def postpone(self, claim: Claim, until: float) -> bool:
        return self._held(self._ready_at, claim, until)

    def renew(self, claims: Sequence[Claim], now: float) -> None:
        for claim in claims:
            self._held(self._ready_at, claim, now + LEASE)

    def recall(self, key: str) -> str | None:
        value: str | None = self._redis.get(f"{self._prefix}note:{key}")
        return value

    def prune(self, before: float) -> None:
        """Nothing to do: they expire."""

    def waiting(self) -> int:
        return int(self._redis.scard(f"{self._prefix}open"))

    def close(self) -> None:
        self._redis.close()

    def _held(self, script: Any, claim: Claim, at: float, *more: object) -> bool:
        ours = [claim.event.event_id, claim.attempts, _at(at)]
        return bool(script([self._prefix], [*ours, *more]))


def _at(seconds: float) -> str:
    """A time as Redis' scores keep it: repr would write 1e-05."""
    return f"{seconds:.6f}"
