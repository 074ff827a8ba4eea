"""Signatures over the raw body, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing about where they differ.

    An empty secret equals nothing.
    """
    # As bytes, because compare_digest refuses text that is not ASCII.
    return bool(expected) and hmac.compare_digest(
        given.encode("utf-8", "surrogateescape"), expected.encode("utf-8", "surrogateescape")
    )


def hmac_hex(key: str, message: bytes, digest: Literal["sha1", "sha256"] = "sha256") -> str:
    """The HMAC (RFC 2104) of `message` in lower-case hexadecimal."""
    return hmac.new(key.encode(), message, getattr(hashlib, digest)).hexdigest()
