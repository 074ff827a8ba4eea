"""Where events are kept from their arrival until their answer is out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.outgoing import Call, Outgoing

LEASE = 15.0
"""Seconds for which a claim holds without being renewed."""

SETTLE = 0.25
"""Seconds in which earlier events of a sender may still come in."""

KEPT = 7 * 24 * 3600
"""Seconds for which ids and notes are kept: longer than any platform tries again."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An event that one worker holds.

    `calls` is its rendered answer once there is one (None before), of which the first
    `delivered` are out. `attempts` counts the claims so far, this one included.
    """

    event: Incoming
    accepted: float
    attempts: int
    calls: tuple[Call, ...] | None = None
    delivered: int = 0


class Inbox(Protocol):
    """One channel's events, shared by all its workers; survives their end.

    Methods block and may be called from any thread. Those that take a `Claim` return False,
    and change nothing, where the claim has run out and another worker may hold the event.
    Times are seconds since 1970.
    """

    def accept(self, events: Sequence[Incoming], now: float) -> int:
        """Keep those events that were never seen, all in one transaction; their number.

        An event with a `sequence` can be claimed after a moment in which earlier ones of its
        sender may still come.
        """

    def claim(self, now: float) -> Claim | None:
        """The next event of a sender none of whose events is held, first in its order."""

    def answered(self, claim: Claim, outgoing: Outgoing, now: float) -> bool:
        """Keep the rendered answer and its notes before anything of it is sent."""

    def delivered(self, claim: Claim, count: int, now: float) -> bool:
        """The first `count` calls are out."""

    def done(self, claim: Claim) -> bool:
        """Forget everything about the event but its id."""

    def postpone(self, claim: Claim, until: float) -> bool:
        """Give the event back, to be claimed from `until` on; its sender's others wait for it."""

    def renew(self, claims: Sequence[Claim], now: float) -> None:
        """Hold `claims` for longer."""

    def recall(self, key: str) -> str | None:
        """A note of an earlier answer."""

    def prune(self, before: float) -> None:
        """Forget ids and notes of before then."""

    def waiting(self) -> int:
        """How many events are kept that are not done."""

    def close(self) -> None:
        """Let go of files and connections."""
