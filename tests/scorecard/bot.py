"""An assistant behind the REST channel that says what a test wants."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiohttp import web

Say = Callable[[str], list[dict] | None]


@contextmanager
def bot(say: Say) -> Iterator[str]:
    """Its address inside the block; where `say` gives ``None``, it fails."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(_app(say))
    loop.run_until_complete(runner.setup())
    site = web.TCPSite(runner, "127.0.0.1", 0)
    loop.run_until_complete(site.start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        port = site._server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _app(say: Say) -> web.Application:
    async def webhook(request: web.Request) -> web.Response:
        messages = say((await request.json())["message"])
        if messages is None:
            raise web.HTTPInternalServerError
        return web.json_response(messages)

    app = web.Application()
    app.router.add_post("/webhooks/rest/webhook", webhook)
    return app
