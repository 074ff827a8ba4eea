"""Meta's webhooks and its Graph API.

Sources: https://developers.facebook.com/docs/graph-api/webhooks/getting-started,
https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from bot.channels.messaging.incoming import Received
from bot.channels.messaging.platform import Platform, Refusal, Response
from bot.channels.messaging.sending import retry_after
from bot.channels.messaging.verification import hmac_hex, same

BUSY = frozenset({4, 17, 32, 613, 80006, 80007, 130429, 131056})
"""Error codes of rate limits: some come with status 400."""
BROKEN = frozenset({2, 1200, 131016, 133004})
"""Error codes of failures on Meta's side that pass."""


@dataclass(frozen=True, slots=True)
class MetaPlatform(Platform):
    """A webhook and a token of one Meta app."""

    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    api: str

    shared: ClassVar[tuple[str, ...]] = ("meta_app_secret", "meta_verify_token")

    @property
    def base_url(self) -> str:
        return f"{self.api.rstrip('/')}/"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def signed(self, body: Mapping[str, Any], target: str, at: float) -> Received:
        """`body` as Meta would post it."""
        raw = json.dumps(body).encode()
        signature = f"sha256={hmac_hex(self.app_secret, raw)}"
        headers = {"content-type": "application/json", "x-hub-signature-256": signature}
        return Received("POST", target, headers, raw, at)

    def verify(self, request: Received) -> bool:
        """Whether Meta signed the body with the app's secret (SHA-256; SHA-1 is not read)."""
        expected = f"sha256={hmac_hex(self.app_secret, request.body)}"
        return same(request.header("x-hub-signature-256"), expected)

    def handshake(self, request: Received) -> Response | None:
        """The challenge, given back to whoever knows the verify token."""
        if request.method != "GET":
            return None
        query = parse_qs(urlsplit(request.target).query)
        asked = {name: values[0] for name, values in query.items()}
        known = same(asked.get("hub.verify_token", ""), self.verify_token)
        if asked.get("hub.mode") != "subscribe" or not known:
            return None
        return Response(asked.get("hub.challenge", ""))

    def refusal(self, status: int, headers: Mapping[str, str], body: str) -> Refusal | None:
        error = _error(body)
        if error is None:
            return None
        code, subcode = error.get("code"), error.get("error_subcode")
        busy = status == 429 or status >= 500 or code in BUSY | BROKEN
        name = f"Meta's error {code}" + (f"/{subcode}" if subcode else "")
        return Refusal(name, busy or error.get("is_transient") is True, retry_after(headers))


def _error(body: str) -> dict[str, Any] | None:
    """The error in a response; None if there is none."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return None
    return error if isinstance(error, dict) else None
