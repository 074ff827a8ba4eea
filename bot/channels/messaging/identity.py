"""Names for shoppers that don't tell who they are."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from bot.channels.sessions import Sessions
from knowledge.settings import Settings


@dataclass(frozen=True, slots=True)
class Identities:
    """Turns platforms' ids into names under which nobody can be looked up without `key`.

    A plain hash of a telephone number is undone by hashing all numbers; a keyed one is not.
    """

    key: str

    @classmethod
    def of(cls, settings: Settings) -> Identities:
        """With the shop's key. Raises `SettingError` if SHOPBOT_SECRET is too short."""
        return cls(Sessions.of(settings).key)

    def name(self, channel: str, sender: str) -> str:
        """The same name for the same sender of a channel, in trackers and logs."""
        digest = hmac.new(self.key.encode(), f"{channel}\0{sender}".encode(), hashlib.sha256)
        return f"{channel}-{digest.hexdigest()[:32]}"
