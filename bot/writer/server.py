"""The writer's HTTP server: OpenAI's completions API over an `Engine`."""

from __future__ import annotations

import asyncio
import json
import math
import signal
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import aclosing, suppress

from aiohttp import web

from bot.writer import api
from bot.writer.answer import Answer, Usage
from bot.writer.api import ApiError
from bot.writer.engine import Engine, Piece
from bot.writer.guard import CONFIG, ENGINE, ServerConfig, as_api_error, authorised, errors

__all__ = ["ServerConfig", "create_app", "serve"]

TIMEOUT_HEADER = "X-Request-Timeout"


def create_app(engine: Engine, config: ServerConfig | None = None) -> web.Application:
    """The application; it starts the engine with itself and closes it at the end."""
    config = config or ServerConfig()
    app = web.Application(middlewares=[errors, authorised], client_max_size=config.max_body)
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
    """Serve until SIGINT or SIGTERM; requests in hand are finished first.

    Meanwhile new ones get a 503. Raises OSError where the address cannot be served on.
    """
    asyncio.run(_serve(engine, config, host, port))


async def _serve(engine: Engine, config: ServerConfig, host: str, port: int) -> None:
    runner = web.AppRunner(
        create_app(engine, config),
        access_log=None,
        # A caller who leaves frees the rows that were being written.
        handler_cancellation=True,
        shutdown_timeout=1.0,
    )
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        await told.wait()
        await engine.drain(config.drain)
    finally:
        await runner.cleanup()


async def _engine(app: web.Application) -> AsyncIterator[None]:
    await app[ENGINE].start()
    yield
    await app[ENGINE].close()


async def _completions(request: web.Request) -> web.StreamResponse:
    engine = request.app[ENGINE]
    end = asyncio.get_running_loop().time() + _seconds(request)
    async with asyncio.timeout_at(end) as clock:
        asked = api.parse(await _json(request))
        prompts = [engine.encode(prompt, asked.sampling.max_tokens) for prompt in asked.prompts]
        answer = Answer.start(request.app[CONFIG].model, logprobs=asked.wish.logprobs is not None)
        pieces = engine.write(prompts, asked.n, asked.sampling, wish=asked.wish)
        # Closing the generator frees the rows of a caller who has left.
        async with aclosing(pieces):
            if not asked.wish.stream:
                written = sorted([piece async for piece in pieces], key=lambda piece: piece.index)
                usage = Usage(sum(map(len, prompts)), sum(piece.tokens for piece in written))
                return web.json_response(answer.body(written, usage))
            # The first piece is awaited before the headers go out: a refusal keeps its status.
            first = await anext(pieces)
            clock.reschedule(None)
            counted = Usage(sum(map(len, prompts)), 0) if asked.usage else None
            return await _stream(request, _events(answer, first, pieces, counted), end)


def _seconds(request: web.Request) -> float:
    """How long the request may take: its own wish, but never more than the server's."""
    most = request.app[CONFIG].deadline
    try:
        wished = float(request.headers.get(TIMEOUT_HEADER, most))
    except ValueError:
        wished = math.nan
    if not wished > 0:
        raise ApiError(400, f"{TIMEOUT_HEADER} must be a number of seconds", param=TIMEOUT_HEADER)
    return min(wished, most)


async def _json(request: web.Request) -> object:
    try:
        return json.loads(await request.text())
    except (ValueError, RecursionError, LookupError) as error:
        raise ApiError(400, f"the body is not JSON: {error}") from error


async def _events(
    answer: Answer, first: Piece, pieces: AsyncGenerator[Piece, None], usage: Usage | None
) -> AsyncGenerator[str, None]:
    """What a stream sends, event by event."""
    tokens = 0
    piece: Piece | None = first
    while piece:
        tokens += piece.tokens if piece.finish_reason else 0
        yield json.dumps(answer.body([piece]))
        piece = await anext(pieces, None)
    if usage:
        yield json.dumps(answer.body([], Usage(usage.prompt, tokens)))
    yield "[DONE]"


async def _stream(
    request: web.Request, events: AsyncGenerator[str, None], end: float
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)

    async def send(event: str) -> None:
        await response.write(f"data: {event}\n\n".encode())

    with suppress(ConnectionError):
        try:
            async with asyncio.timeout_at(end), aclosing(events):
                async for event in events:
                    await send(event)
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 - the status is sent: what is left is an event
            await _break_off(request, send(json.dumps(as_api_error(error).body())))
        else:
            await response.write_eof()
    return response


async def _break_off(request: web.Request, last: Awaitable[None]) -> None:
    """Send a last event and cut the connection, which says that the answer is not whole."""
    # A caller who does not read would keep us waiting.
    with suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            await last
    if request.transport:
        request.transport.close()


async def _models(request: web.Request) -> web.Response:
    model = {"id": request.app[CONFIG].model, "object": "model", "created": 0, "owned_by": "shop"}
    return web.json_response({"object": "list", "data": [model]})


async def _live(request: web.Request) -> web.Response:
    if not request.app[ENGINE].alive:
        raise ApiError(503, "the writer's thread is stuck or dead: restart", kind="server_error")
    return web.json_response({"status": "live"})


async def _ready(request: web.Request) -> web.Response:
    if not request.app[ENGINE].ready:
        raise ApiError(503, "the model is warming up or shutting down", kind="server_error")
    return web.json_response({"status": "ready"})


async def _metrics(request: web.Request) -> web.Response:
    return web.Response(body=request.app[ENGINE].metrics.text(), content_type="text/plain")
