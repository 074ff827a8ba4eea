"""The shop's own secret, which signs widget sessions and what webhooks are sent."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from knowledge.settings import SettingError, Settings

KEY_FILE = "session.key"
KEY_CHARACTERS = 32
"""HS256 wants a key of at least 256 bits."""


def shop_key(settings: Settings) -> str:
    """SHOPBOT_SECRET, or the key kept in SHOPBOT_DATA, which is made on first use.

    Raises `SettingError` if SHOPBOT_SECRET is too short to sign with.
    """
    if not settings.secret_:
        return _kept_key(settings.data_dir / KEY_FILE)
    if len(settings.secret_) < KEY_CHARACTERS:
        raise SettingError(
            f"SHOPBOT_SECRET has {len(settings.secret_)} characters: "
            f"give at least {KEY_CHARACTERS}, or leave it empty"
        )
    return settings.secret_


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
