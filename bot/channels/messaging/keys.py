"""Short values for buttons whose payload is longer than a platform takes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

from bot.channels.messaging.reply import Choice
from bot.channels.messaging.texts import utf8_bytes

_MARK = "#"


def is_key(value: str) -> bool:
    """Whether a button's value stands for a payload that is kept in a note."""
    return value.startswith(_MARK)


def value_of(payload: str, most: int) -> str:
    """`payload` itself, or a key to it (25 bytes) where it is longer than `most` bytes.

    The key is a digest: the same payload has the same key in every message and process.
    """
    if utf8_bytes(payload) <= most and not is_key(payload):
        return payload
    digest = hashlib.sha256(payload.encode()).digest()[:18]
    return _MARK + base64.urlsafe_b64encode(digest).decode()


def notes_of(choices: Iterable[Choice], most: int) -> Mapping[str, str]:
    """The payloads behind the keys of `choices`."""
    pairs = ((value_of(choice.payload, most), choice.payload) for choice in choices)
    return {value: payload for value, payload in pairs if value != payload}
