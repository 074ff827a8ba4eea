"""Slack's request signature, version 0.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac

WINDOW = 300
"""Seconds that a request's time may differ from ours, so that an old one is worth nothing."""


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """What `X-Slack-Signature` has to say of `body` sent at `timestamp`."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_signed(secret: str, timestamp: str, body: bytes, signature: str, now: float) -> bool:
    """Whether Slack sent `body`, and within `WINDOW` seconds of `now` (Unix time)."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 20):
        return False
    if abs(now - int(timestamp)) > WINDOW:
        return False
    # Bytes, because compare_digest refuses strings that are not ASCII; a header can hold any.
    return hmac.compare_digest(
        sign(secret, timestamp, body).encode(), signature.encode(errors="surrogateescape")
    )
