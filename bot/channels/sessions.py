"""Widget sessions: ids that only this server can issue."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt

from knowledge.keys import shop_key
from knowledge.settings import Settings


@dataclass(frozen=True, slots=True)
class Sessions:
    """Issues session tokens signed with `key` and reads them back."""

    key: str
    lifetime: timedelta = timedelta(days=30)

    @classmethod
    def of(cls, settings: Settings) -> Sessions:
        """Sessions signed with the shop's key, which is made on first use.

        Raises `SettingError` if SHOPBOT_SECRET is too short to sign with.
        """
        return cls(shop_key(settings))

    def issue(self) -> str:
        """A token for a new session, with an id that nobody can guess."""
        claims = {
            "sub": secrets.token_urlsafe(18),
            "exp": datetime.now(UTC) + self.lifetime,
        }
        return jwt.encode(claims, self.key, algorithm="HS256")

    def read(self, token: str) -> str | None:
        """The session's id, or None if the token is not ours or has expired."""
        try:
            claims = jwt.decode(
                token, self.key, algorithms=["HS256"], options={"require": ["exp", "sub"]}
            )
        except jwt.InvalidTokenError:
            return None
        return str(claims["sub"])
