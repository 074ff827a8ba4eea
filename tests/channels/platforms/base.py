"""A local stand-in of a platform: sends what it would send, takes and checks what it would take."""

from __future__ import annotations

import abc
import asyncio
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web

from bot.channels.messaging.channel import PlatformInput
from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from bot.supervisor.ports import free_ports


class Refused(Exception):
    """The platform would not take that call; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What the platform says to one call."""

    status: int = 200
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """A call that the platform took: `method` is the API's method or path."""

    method: str
    body: Mapping[str, Any]
    at: float


class StandIn(abc.ABC):
    """One platform's API on a free port, from `open()` on.

    `taken` holds the calls that passed its checks, `faults` why others did not. `troubles`
    are answers given, one a call, instead of taking it: a 429, a 500, "ok: false".
    """

    input_type: ClassVar[type[PlatformInput]]

    def __init__(self) -> None:
        self.url = ""
        self.taken: list[Taken] = []
        self.faults: list[str] = []
        self.troubles: deque[Answer] = deque()

    @abc.abstractmethod
    def settings(self) -> ChannelSettings:
        """Settings of a shop on this platform, with `self.url` as the API's address."""

    @abc.abstractmethod
    def text(self, number: int, sender: str, text: str, at: float | None = None) -> Received:
        """The signed webhook request of `sender`'s message; `number` makes its id and its place
        in the order of events."""

    @abc.abstractmethod
    def check(self, path: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> Answer:
        """The platform's answer to a call (`path` is below `self.url`).

        Raises `Refused` where the platform would not take it: wrong credentials, a missing
        field, a text too long, too many buttons.
        """

    @abc.abstractmethod
    def said(self) -> list[tuple[str, str]]:
        """Whom the shop sent texts to and which, in order; without signs of life."""

    def error(self, reason: str) -> Answer:
        """How the platform words a refusal."""
        return Answer(400, {"error": {"message": reason}})

    @contextmanager
    def open(self) -> Iterator[None]:
        """Serve the API from a thread."""
        port = free_ports(1)[0]
        self.url = f"http://127.0.0.1:{port}"
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        runner = asyncio.run_coroutine_threadsafe(self._serve(port), loop).result(20)
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)

    async def _serve(self, port: int) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner

    async def _take(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        is_json = request.content_type == "application/json"
        body = dict(await request.json() if is_json else await request.post())
        if self.troubles:
            return _response(self.troubles.popleft())
        try:
            answer = self.check(path, request.headers, body)
        except Refused as refused:
            self.faults.append(str(refused))
            return _response(self.error(str(refused)))
        self.taken.append(Taken(path, body, time.time()))
        return _response(answer)


def _response(answer: Answer) -> web.Response:
    return web.json_response(dict(answer.body), status=answer.status, headers=answer.headers)
