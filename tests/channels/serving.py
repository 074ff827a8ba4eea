"""Our channels on a real Sanic app, set up as Rasa sets it up, with a scripted agent."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage, register
from rasa.server import configure_cors
from sanic import Sanic
from sanic.server.async_server import AsyncioServer

from bot.supervisor.ports import free_ports

Script = Callable[[UserMessage], Awaitable[None]]

_numbers = itertools.count()


class ScriptedAgent:
    """Stands where Rasa's agent stands; remembers the messages it got."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.heard: list[UserMessage] = []

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        await self.script(message)


def says(*replies: dict[str, Any]) -> Script:
    """A script that gives the same replies to every message, as Rasa's processor sends them."""

    async def script(message: UserMessage) -> None:
        for reply in replies:
            await message.output_channel.send_response(message.sender_id, dict(reply))

    return script


@contextmanager
def serving(
    channels: list[InputChannel], agent: ScriptedAgent, port: int | None = None
) -> Iterator[str]:
    """Serve `channels` from a thread; the base URL, without a slash at its end."""
    # Without it, Sanic rewrites its own methods for the first app and fails on the second.
    Sanic.test_mode = True
    app = Sanic(f"channels_{next(_numbers)}", configure_logging=False)
    configure_cors(app, None)
    register(channels, app, "/webhooks/")
    app.ctx.agent = agent
    port = port or free_ports(1)[0]
    loop = asyncio.new_event_loop()
    started = threading.Event()
    servers: list[AsyncioServer] = []

    async def start() -> None:
        server = await app.create_server(
            host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False
        )
        await server.startup()
        await server.before_start()
        await server.server.start_serving()
        await server.after_start()
        started.set()
        servers.append(server)

    async def stop() -> None:
        """As Sanic stops: its listeners, then the connections."""
        for server in servers:
            await server.before_stop()
            server.server.close()
            await server.after_stop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        starting = loop.create_task(start())
        loop.run_forever()
        del starting

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(20)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
