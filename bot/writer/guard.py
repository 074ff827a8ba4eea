"""What every request passes: the key, and errors in OpenAI's envelope."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.writer.api import ApiError
from bot.writer.engine import ClosingError, Engine, OverloadedError, PromptError

log = logging.getLogger(__name__)
RETRY_SECONDS = "1"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """How the server presents itself. An empty `key` lets everybody in.

    `deadline` is how many seconds a request may take, waiting included; `drain` how many
    those in hand get when the server is told to end. `max_body` is in bytes.
    """

    model: str = "shopbot-writer"
    key: str = ""
    max_body: int = 256 * 1024
    deadline: float = 30.0
    drain: float = 4.0


ENGINE = web.AppKey("engine", Engine)
CONFIG = web.AppKey("config", ServerConfig)


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error in OpenAI's envelope, every request to the API counted and timed."""
    began = time.monotonic()
    try:
        response = await handler(request)
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller is told
        known = as_api_error(error)
        headers = {"Retry-After": RETRY_SECONDS} if known.status in {429, 503} else None
        response = web.json_response(known.body(), status=known.status, headers=headers)
    if request.path.startswith("/v1/"):
        metrics = request.app[ENGINE].metrics
        metrics.requests.labels(str(response.status)).inc()
        metrics.request_seconds.observe(time.monotonic() - began)
    return response


def as_api_error(error: Exception) -> ApiError:
    """What a caller is told about an exception; ones that nobody expects are logged."""
    match error:
        case ApiError():
            known = error
        case OverloadedError():
            known = ApiError(429, str(error), kind="rate_limit_error", code="rate_limit_exceeded")
        case PromptError():
            known = ApiError(400, str(error), param="prompt", code=error.code)
        case ClosingError():
            known = ApiError(503, str(error), kind="server_error", code="shutting_down")
        case TimeoutError():
            known = ApiError(504, "the deadline has passed", kind="timeout_error", code="timeout")
        case web.HTTPRequestEntityTooLarge():
            known = ApiError(413, "the body is too large", code="body_too_large")
        case web.HTTPException():
            known = ApiError(error.status, error.reason or "error")
        case _:
            log.error("a request failed", exc_info=error)
            known = ApiError(500, "the server failed on this request", kind="server_error")
    return known


@web.middleware
async def authorised(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Ask for `Authorization: Bearer KEY` on the API where a key is set."""
    key = request.app[CONFIG].key
    if key and request.path.startswith("/v1/"):
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode(errors="replace"), key.encode())
        if scheme.lower() != "bearer" or not right:
            raise ApiError(
                401,
                "wrong or missing API key",
                kind="authentication_error",
                code="invalid_api_key",
            )
    return await handler(request)
