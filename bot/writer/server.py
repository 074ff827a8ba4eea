"""The writer's HTTP server: OpenAI's completions API over an `Engine`."""

from __future__ import annotations

import hmac
import json
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass

from aiohttp import web

from bot.writer import api
from bot.writer.api import Answer, ApiError, Choice
from bot.writer.decode import Sampling
from bot.writer.engine import Engine, OverloadedError, Piece, PromptError

log = logging.getLogger(__name__)
RETRY_SECONDS = "1"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """How the server presents itself. An empty `key` lets everybody in."""

    model: str = "shopbot-writer"
    key: str = ""
    max_body: int = 256 * 1024


ENGINE = web.AppKey("engine", Engine)
CONFIG = web.AppKey("config", ServerConfig)


def create_app(engine: Engine, config: ServerConfig | None = None) -> web.Application:
    """The application; it starts the engine with itself and closes it at the end."""
    config = config or ServerConfig()
    app = web.Application(middlewares=[_errors, _authorised], client_max_size=config.max_body)
    app[ENGINE] = engine
    app[CONFIG] = config
    app.cleanup_ctx.append(_engine)
    app.router.add_post("/v1/completions", _completions)
    app.router.add_get("/v1/models", _models)
    app.router.add_get("/health/live", _live)
    app.router.add_get("/health/ready", _ready)
    app.router.add_get("/metrics", _metrics)
    return app


def serve(engine: Engine, config: ServerConfig, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM; requests in hand are finished first."""
    web.run_app(
        create_app(engine, config),
        host=host,
        port=port,
        access_log=None,
        print=lambda *_: None,
        # A shopper who leaves frees the rows that were being written.
        handler_cancellation=True,
        shutdown_timeout=5,
    )


async def _engine(app: web.Application) -> AsyncIterator[None]:
    await app[ENGINE].start()
    yield
    await app[ENGINE].close()


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error in OpenAI's envelope, every request counted and timed."""
    began = time.monotonic()
    headers: dict[str, str] = {}
    try:
        response = await handler(request)
    except OverloadedError as error:
        headers["Retry-After"] = RETRY_SECONDS
        response = _refuse(ApiError(429, str(error), kind="rate_limit_error"), headers)
    except PromptError as error:
        response = _refuse(ApiError(400, str(error), param="prompt"))
    except ApiError as error:
        response = _refuse(error)
    except web.HTTPException as error:
        response = _refuse(ApiError(error.status, error.reason or "error"))
    except Exception:
        log.exception("a request failed")
        response = _refuse(ApiError(500, "the server failed on this request", kind="server_error"))
    metrics = request.app[ENGINE].metrics
    metrics.requests.labels(str(response.status)).inc()
    if request.path == "/v1/completions":
        metrics.request_seconds.observe(time.monotonic() - began)
    return response


def _refuse(error: ApiError, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(error.body(), status=error.status, headers=headers)


@web.middleware
async def _authorised(request: web.Request, handler: Handler) -> web.StreamResponse:
    key = request.app[CONFIG].key
    if key and request.path.startswith("/v1/"):
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), key.encode()):
            raise ApiError(401, "wrong or missing API key", kind="authentication_error")
    return await handler(request)


async def _completions(request: web.Request) -> web.StreamResponse:
    engine = request.app[ENGINE]
    asked = api.parse(await _json(request))
    prompts = [engine.encode(prompt, asked.max_tokens) for prompt in asked.prompts]
    sampling = Sampling(asked.max_tokens, asked.temperature, asked.top_p, asked.seed)
    pieces = engine.write(prompts, asked.n, sampling, stop=asked.stop, stream=asked.stream)
    answer = Answer.start(request.app[CONFIG].model)
    # Closing the generator frees the rows of a caller who has left.
    async with aclosing(pieces):
        if asked.stream:
            return await _stream(request, answer, pieces)
        written = sorted([piece async for piece in pieces], key=lambda piece: piece.index)
    tokens = sum(piece.tokens for piece in written)
    engine.metrics.tokens.inc(tokens)
    choices = [Choice(piece.index, piece.text, piece.finish_reason) for piece in written]
    return web.json_response(answer.body(choices, (sum(map(len, prompts)), tokens)))


async def _json(request: web.Request) -> object:
    try:
        return json.loads(await request.text())
    except (ValueError, RecursionError, LookupError) as error:
        raise ApiError(400, f"the body is not JSON: {error}") from error


async def _stream(
    request: web.Request, answer: Answer, pieces: AsyncGenerator[Piece, None]
) -> web.StreamResponse:
    # The first piece is awaited before the headers go out: a refusal keeps its status.
    first = await anext(pieces)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)

    async def send(event: str) -> None:
        await response.write(f"data: {event}\n\n".encode())

    try:
        piece: Piece | None = first
        while piece:
            request.app[ENGINE].metrics.tokens.inc(piece.tokens)
            choice = Choice(piece.index, piece.text, piece.finish_reason)
            await send(json.dumps(answer.body([choice])))
            piece = await anext(pieces, None)
        await send("[DONE]")
    except Exception:
        log.exception("a stream failed")
        await send(json.dumps(ApiError(500, "the text broke off", kind="server_error").body()))
    await response.write_eof()
    return response


async def _models(request: web.Request) -> web.Response:
    model = {"id": request.app[CONFIG].model, "object": "model", "created": 0, "owned_by": "shop"}
    return web.json_response({"object": "list", "data": [model]})


async def _live(_: web.Request) -> web.Response:
    return web.json_response({"status": "live"})


async def _ready(request: web.Request) -> web.Response:
    if not request.app[ENGINE].ready:
        raise ApiError(503, "the model is warming up", kind="server_error")
    return web.json_response({"status": "ready"})


async def _metrics(request: web.Request) -> web.Response:
    return web.Response(body=request.app[ENGINE].metrics.text(), content_type="text/plain")
