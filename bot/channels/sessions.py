"""Widget sessions: ids that only this server can issue."""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt

from knowledge.settings import SettingError, Settings

KEY_FILE = "session.key"
KEY_CHARACTERS = 32
"""HS256 wants a key of at least 256 bits."""


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
        if not settings.secret_:
            return cls(_kept_key(settings.data_dir / KEY_FILE))
        if len(settings.secret_) < KEY_CHARACTERS:
            raise SettingError(
                f"SHOPBOT_SECRET has {len(settings.secret_)} characters: "
                f"give at least {KEY_CHARACTERS}, or leave it empty"
            )
        return cls(settings.secret_)

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


def _kept_key(path: Path) -> str:
    """The key in `path`, made once and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp gives mode 0600; link() fails if another process was first.
        descriptor, draft = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < KEY_CHARACTERS:
        raise SettingError(f"{path} does not hold a key: delete it and a new one is made")
    return key
