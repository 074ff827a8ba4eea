"""What Meta's two stand-ins share: the Graph API's manners and the webhook's signature."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.channels.messaging.incoming import Received
from tests.channels.platforms.standin import Call, StandIn, Trouble, require

APP_SECRET = "meta-test-app-secret"
VERIFY_TOKEN = "meta-test-verify-token"
TOKEN = "meta-test-access-token"
VERSION = "/v25.0"
NOW = int(time.time())


class GraphStandIn(StandIn):
    """The Graph API: Bearer tokens, JSON, errors as objects."""

    async def read(self, request: web.Request) -> Call:
        require(request.headers.get("Authorization") == f"Bearer {TOKEN}", "190 invalid token")
        require(request.path.startswith(f"{VERSION}/"), "2500 unknown path")
        body = await request.json() if request.can_read_body else {}
        return Call(request.path.removeprefix(f"{VERSION}/"), body)

    def refuse(self, reason: str) -> web.Response:
        code, _, message = reason.partition(" ")
        return failure(401 if code == "190" else 400, int(code), message)

    def trouble(self, trouble: Trouble) -> web.Response:
        # Meta tells its rate limits with 400, too.
        code = {400: 613, 429: 130429}.get(trouble.status, 2)
        after = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
        return failure(trouble.status, code, "try again later", after)


def failure(
    status: int, code: int, message: str, headers: dict[str, str] | None = None
) -> web.Response:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    return web.json_response({"error": error}, status=status, headers=headers)


def check_text(text: object, most: int, code: int = 100) -> None:
    require(isinstance(text, str) and text.strip(), f"{code} text is empty")
    assert isinstance(text, str)
    require(len(text) <= most, f"{code} text has {len(text)} characters, more than {most}")


def signature(body: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def delivery(channel: str, payload: dict[str, Any], secret: str = APP_SECRET) -> Received:
    """`payload` as Meta posts it: its JSON writes "ü" and "/" with escapes."""
    body = json.dumps(payload).replace("/", "\\/").encode()
    old = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-hub-signature": f"sha1={old}",
        "x-hub-signature-256": signature(body, secret),
    }
    return Received("POST", f"/webhooks/{channel}/webhook", headers, body, time.time())


def registration(channel: str, **query: str) -> Received:
    """The request with which Meta asks whether the webhook is ours."""
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    target = f"/webhooks/{channel}/webhook?{urlencode(asked | query)}"
    return Received("GET", target, {}, b"", time.time())
