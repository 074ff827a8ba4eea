"""Twilio's request signature.

Source: https://www.twilio.com/docs/usage/security#validating-requests
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit, urlunsplit

MAX_FIELDS = 200
"""Fields of one form; Twilio sends about thirty."""

Fields = tuple[tuple[str, str], ...]
_DEFAULT_PORTS = {"https": 443, "http": 80}


def fields_of(body: bytes) -> Fields:
    """The form's fields as sent, blank ones too (the signature covers them).

    Raises `ValueError` if it is no form in UTF-8, or an endless one.
    """
    text = body.decode("utf-8")
    if not text:
        return ()
    pairs = parse_qsl(
        text,
        keep_blank_values=True,
        strict_parsing=True,
        errors="strict",
        max_num_fields=MAX_FIELDS,
    )
    return tuple(pairs)


def sign(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """What `X-Twilio-Signature` has to say of a form with `fields` posted to `url`."""
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed(token: str, url: str, fields: Fields, signature: str) -> bool:
    """Whether Twilio posted `fields` to `url`, the address as registered with Twilio."""
    given = signature.encode(errors="surrogateescape")
    # All of them are compared, so that the time taken does not tell which one matched.
    matches = [
        hmac.compare_digest(sign(token, spelling, fields).encode(), given)
        for spelling in _spellings(url)
    ]
    return any(matches)


def _spellings(url: str) -> tuple[str, ...]:
    """The address without and with its port: Twilio signs either (its own SDK tries both)."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    host = host if parts.port is None else host.rpartition(":")[0]
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    return tuple(urlunsplit(parts._replace(netloc=n)) for n in (host, f"{host}:{port}"))
